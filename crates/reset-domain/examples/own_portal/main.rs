//! A portal of its own: the domain on adapters written here, with no framework and no runtime.
//!
//! Ava Stone of Acme has forgotten her password and gets back in, in the seven steps of the product.
//! The terminal stands for her browser and her mailbox: `cargo run -p reset-domain --example own_portal`.
//!
//! Begin with `portal.rs`, where ports meet adapters; the adapters sit the laws in `tests/own_portal.rs`.
#![expect(clippy::print_stdout, reason = "the terminal is where its pages go")]

mod clock;
mod entropy;
mod hasher;
mod links;
mod mailer;
mod portal;
mod screen;
mod storage;

use std::error::Error;

use reset_domain::model::{Caller, SessionToken, Standing};
use reset_domain::use_cases::{
    ChangeOutcome, ChangePassword, FollowOutcome, InspectOutcome, ResumeOutcome, SignIn, SignInOutcome,
    SubmitOutcome, SubmitResetRequest,
};
use secrecy::SecretString;

use self::links::PortalLinks;
use self::portal::Portal;

const USERNAME: &str = "ava.stone";
const NEW_PASSWORD: &str = "violet harbor lantern quarry";

fn main() -> Result<(), Box<dyn Error>> {
    pollster::block_on(story())
}

async fn story() -> Result<(), Box<dyn Error>> {
    let portal = Portal::open()?;
    portal.register_ava().await?;

    page("1. Sign In", &["Username [ ava.stone ]   Password [ ... ]", "Forgot your Password?"]);
    match sign_in(&portal, "what was it again").await? {
        SignInOutcome::Refused => says("The username or password is not right."),
        other => return unexpected(other),
    }

    page("2. Password Reset Request", &["Account ID [ acme 1042 ]   Username [ ava.stone ]", "(Continue)"]);
    let asked =
        SubmitResetRequest { account_id: "acme 1042", username: USERNAME, caller: Caller::loopback() };
    match portal.service.submit_reset_request(asked).await? {
        SubmitOutcome::Submitted => {}
        other => return unexpected(other),
    }

    page(
        "3. Your request has been submitted",
        &["The same page for everybody: nobody has been looked up yet."],
    );

    page("4. A letter arrives", &["The worker found Ava, minted a link and sent it."]);
    portal.work().await?;
    let link = portal.mailer.newest_link().ok_or("no letter with a link came")?;
    let token = PortalLinks::token_of(&link).ok_or("the link leads elsewhere")?;

    page("5. Reset Password", &[]);
    follow(&portal, token).await?;
    says("At the same time a second letter arrives:");
    portal.work().await?;
    let temporary = portal.mailer.newest_temporary_password().ok_or("no temporary password came")?;

    page("6. Sign In", &["Username [ ava.stone ]   Password [ the temporary one ]"]);
    let session = match sign_in(&portal, &temporary).await? {
        SignInOutcome::SignedIn(opened) => opened.token,
        other => return unexpected(other),
    };

    page("7. Home", &[]);
    home(&portal, &session).await?;

    page("Change Password", &["Current password [ the temporary one ]   New password [ ... ]"]);
    let session = change_password(&portal, &session, &temporary).await?;
    portal.work().await?;

    page("Home", &[]);
    home(&portal, &session).await?;
    match sign_in(&portal, &temporary).await? {
        SignInOutcome::Refused => says("The temporary password has ended. Ava is back in."),
        other => return unexpected(other),
    }
    Ok(())
}

async fn sign_in(portal: &Portal, password: &str) -> Result<SignInOutcome, Box<dyn Error>> {
    let sign_in = SignIn {
        username: USERNAME,
        password: &SecretString::from(password),
        device: None,
        session: None,
        application: None,
        caller: Caller::loopback(),
    };
    Ok(portal.service.sign_in(sign_in).await?)
}

/// What a portal does on `GET` changes nothing; only the `POST` follows the link.
async fn follow(portal: &Portal, token: &str) -> Result<(), Box<dyn Error>> {
    match portal.service.inspect_reset_link(token).await? {
        InspectOutcome::Live { .. } => says("The link is good. The page follows it by itself."),
        other => return unexpected(other),
    }
    match portal.service.follow_reset_link(token, Caller::loopback()).await? {
        FollowOutcome::Followed => says("Your password reset succeeded. (Sign In)"),
        other => return unexpected(other),
    }
    Ok(())
}

async fn home(portal: &Portal, session: &SessionToken) -> Result<(), Box<dyn Error>> {
    let user = match portal.service.resume_session(session).await? {
        ResumeOutcome::Active(user) => user,
        other @ ResumeOutcome::Ended => return unexpected(other),
    };
    if let Some(name) = &user.first_name {
        says(&format!("Welcome, {}.", name.as_str()));
    }
    if matches!(user.standing, Standing::Temporary { .. }) {
        says("Reminder: you signed in with a temporary password. Change it soon.");
    }
    for application in &portal.service.policy().applications {
        says(&format!("[ {} ]", application.name));
    }
    Ok(())
}

/// Every session ends with the old password; the browser gets the one that follows.
async fn change_password(
    portal: &Portal,
    session: &SessionToken,
    temporary: &str,
) -> Result<SessionToken, Box<dyn Error>> {
    let change = ChangePassword {
        session,
        current: &SecretString::from(temporary),
        new: &SecretString::from(NEW_PASSWORD),
        again: None,
        device: None,
        caller: Caller::loopback(),
    };
    match portal.service.change_password(change).await? {
        ChangeOutcome::Changed(token) => {
            says("Your password has been changed.");
            Ok(token)
        }
        other => unexpected(other),
    }
}

fn page(title: &str, lines: &[&str]) {
    println!("\n== {title}");
    for line in lines {
        says(line);
    }
}

fn says(line: &str) {
    println!("    {line}");
}

/// The story went another way than it was written.
fn unexpected<T>(outcome: impl std::fmt::Debug) -> Result<T, Box<dyn Error>> {
    Err(format!("unexpected: {outcome:?}").into())
}
