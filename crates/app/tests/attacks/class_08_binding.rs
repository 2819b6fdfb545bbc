//! 8. Binding to account, purpose, step (CVE-2026-18963, CVE-2021-37693, CVE-2025-50433).

use reset_domain::defect::Defect;

use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a request names another account", other_account, Defect::AnyAccountWillDo),
    ("a link is followed after the address was changed", other_address, Defect::LinkOutlivesItsAddress),
    ("an application opens without its password", skipped_step, Defect::ApplicationsOpenUnasked),
    ("one secret is shown as another", other_purpose, Defect::TagsAreEnough),
];

fn other_account(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    target.readmit(&["account", "add", "OTHER-1", "--name", "Other"]);
    for account in ["OTHER-1", "ACME-1043", "ACME", "%", "ACME-1042 OTHER-1"] {
        target.ask(account, person.username);
    }
    target.wait_until_all_is_done();
    let letters = target.sink.letters_to(person.email).len();
    must!(letters == 0, "{letters} letters were sent for another account");
    Ok(())
}

fn other_address(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    target.done(&["user", "set-email", person.username, "moved@acme.example"]);
    let answer = target.browser().post(letter.link(), "");
    must!(answer.status == 410, "a link that went to the old address is followed: {}", answer.status);
    Ok(())
}

/// Signed in, to Home, and on to an application that asks for the password in its new tab.
fn skipped_step(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut browser = target.signed_in(&person);
    for path in ["/launch/reports", "/launch/reports?confirmed=1", "/launch/reports?password="] {
        let page = browser.get(path);
        must!(page.goes_on_to().is_none(), "{path} leads on without the password");
    }
    Ok(())
}

/// What proves one thing proves no other, nor the same for somebody else.
fn other_purpose(target: &Target) -> Verdict {
    let _serving = target.serve();
    let (person, other) = (target.somebody(), target.somebody());
    let temporary = target.gets_temporary(&person).temporary_password().to_owned();
    let letter = target.asks_and_gets_letter(&other);
    let token = letter.link().rsplit('/').next().unwrap();
    let theirs = target.gets_temporary(&target.somebody()).temporary_password().to_owned();
    let mixed = format!("{}{}", &temporary[..2], &theirs[2..]);
    must!(!target.lets_in(other.username, &temporary), "a temporary password lets somebody else in");
    must!(!target.lets_in(person.username, &theirs), "somebody else's temporary password lets in");
    must!(
        !target.lets_in(person.username, &mixed),
        "a temporary password lets in by its first two characters"
    );
    must!(!target.lets_in(other.username, token), "the token of a link is taken for a password");
    must!(!target.lets_in(other.username, letter.link()), "a link is taken for a password");
    let session = target.signed_in(&other);
    let cookies: Vec<(String, String)> =
        session.cookies().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for (_, value) in &cookies {
        let shown = format!("readmit={token}; readmit-device={value}");
        let page = target.browser().ask("GET", "/home", &[("Cookie", &shown)], "");
        must!(page.status == 303, "another secret is taken for a session");
    }
    for (name, value) in cookies.iter().filter(|(name, _)| name != "readmit") {
        let page = target.browser().ask("GET", "/home", &[("Cookie", &format!("readmit={value}"))], "");
        must!(page.status == 303, "{name} is taken for a session");
    }
    Ok(())
}
