//! The demo's portal, its people, and what to try with them.

use std::path::Path;

use reset_domain::ResetService;
use reset_domain::use_cases::{RegisterAccount, RegisterUser};
use secrecy::SecretString;

/// A sample account: Account ID, name.
const ACCOUNTS: [(&str, &str); 2] = [("ACME-1042", "Acme"), ("GLOBEX-7", "Globex")];

/// A sample user: Account ID, username, first name, address, password if they have one.
const USERS: [(&str, &str, &str, &str, Option<&str>); 4] = [
    ("ACME-1042", "ava.stone", "Ava", "ava@acme.example", Some("violet harbour lantern quarry")),
    ("ACME-1042", "bo.lind", "Bo", "bo@acme.example", Some("copper meadow thirteen kites")),
    ("GLOBEX-7", "cyd.marsh", "Cyd", "cyd@globex.example", Some("slow amber river turning")),
    ("GLOBEX-7", "dee.frost", "Dee", "dee@globex.example", None),
];

/// A sample application: id, name, description, where and how it opens.
const APPLICATIONS: [(&str, &str, &str, &str); 4] = [
    ("billing", "Billing", "Invoices, payments and statements.", "new-tab"),
    ("reports", "Reports", "Usage and activity reports.", "new-tab"),
    ("users", "User administration", "Add, change or remove users.", "same-tab"),
    ("settings", "Settings", "How the portal works for your company.", "same-tab"),
];

/// A configuration as an operator would write it.
pub(super) fn configuration(origin: &str, database: &Path) -> String {
    let mut text = format!(
        r#"
[portal]
name = "Client Admin Portal"
url = "{origin}"
support_email = "support@example.com"
account_id_hint = "In this demo: ACME-1042 or GLOBEX-7."
[storage]
url = "sqlite://{}"
[mail]
url = "smtp://127.0.0.1:25" # never used: letters go to the inbox
from = "no-reply@example.com"
"#,
        database.display()
    );
    for (id, name, description, opens) in APPLICATIONS {
        text += &format!(
            r#"
[[applications]]
id = "{id}"
name = "{name}"
description = "{description}"
url = "{origin}/demo/applications/{id}"
opens = "{opens}"
"#
        );
    }
    text
}

/// Registers the sample people.
pub(super) async fn people(service: &ResetService) -> anyhow::Result<()> {
    for (id, name) in ACCOUNTS {
        service.register_account(RegisterAccount { id, name }).await?;
    }
    for (account, username, first_name, email, password) in USERS {
        let password = password.map(SecretString::from);
        let user =
            RegisterUser { account, username, first_name, email, locale: None, password: password.as_ref() };
        service.register_user(user).await?;
    }
    Ok(())
}

/// What is printed at the start.
pub(super) fn what_to_try(origin: &str) -> String {
    let people: String = USERS
        .iter()
        .map(|(account, username, _, _, password)| {
            format!(
                "  {account:<11}  {username:<10}  {}\n",
                password.unwrap_or("(none yet: gets in by a reset)")
            )
        })
        .collect();
    format!(
        "\n  The portal    {origin}/\n  The inbox     {origin}/demo/inbox\n\n  \
         Account ID   Username    Password\n{people}\n\
         Try it:\n  \
         1. Open the portal and select \"Forgot your Password?\".\n  \
         2. Type an Account ID and a username from the table, and continue.\n  \
         3. The page says that your request has been submitted, whoever you are.\n  \
         4. Open the inbox in another tab and select the link in the letter.\n  \
         5. The link opens Reset Password, and a second letter brings a temporary password.\n  \
         6. Sign in with your username and the temporary password.\n  \
         7. Home shows the applications and reminds you to choose a password of your own;\n     \
         Billing and Reports open in a new tab and ask for the password.\n\n\
         Ctrl-C stops the demo.\n\n"
    )
}
