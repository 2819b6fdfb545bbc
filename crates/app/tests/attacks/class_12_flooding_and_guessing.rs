//! 12. Flooding, guessing, limiter bypass, victim lock-out (CVE-2021-22915, CVE-2024-21662, CVE-2024-55008).

use reset_domain::defect::Defect;

use crate::support::browser::Page;
use crate::support::portal::{NOTIFICATION, REQUEST};
use crate::table::{Attack, Verdict, must};
use crate::target::{Target, of};

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a throttle is passed by a made-up address", bypass, Defect::ForwardedIsBelieved),
    ("a password is guessed without a pause", guessing, Defect::GuessesAreNotSlowed),
    ("a mailbox is flooded", flooding, Defect::LettersAreNotCounted),
    ("an owner is locked out by wrong tries", lock_out_by_tries, Defect::PausesHoldTemporary),
    ("an owner is locked out by requests", lock_out_by_requests, Defect::MintingEndsChosen),
];

fn post_from(target: &Target, from: &str, path: &str, body: &str) -> Page {
    let origin = target.origin();
    let headers = [
        ("X-Forwarded-For", from),
        ("X-Real-IP", from),
        ("Forwarded", &format!("for={from}")),
        ("Origin", &origin),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    target.browser().ask("POST", path, &headers, body)
}

fn bypass(target: &Target) -> Verdict {
    let throttles = [("READMIT_THROTTLE__REQUESTS", "5/1h"), ("READMIT_THROTTLE__LINKS", "5/1h")];
    let _serving = target.serve_with(&throttles);
    for (path, body) in [
        ("/password-reset", "account_id=ACME-1042&username=nobody.at.all"),
        ("/reset/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""),
    ] {
        let statuses: Vec<_> =
            (1..=8).map(|n| post_from(target, &format!("198.51.100.{n}"), path, body).status).collect();
        must!(statuses[7] == 429, "{path} is answered by {statuses:?} with made-up addresses");
    }
    Ok(())
}

fn guessing(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    for n in 0..6 {
        target.sign_in(person.username, &format!("a wrong guess, number {n}"));
    }
    // As if they came in a minute from now: no machine is so slow that it sits the pause out.
    target.run_sql(&[format!("UPDATE attempts SET at = at + {}", 60 * 1_000_000)]);
    // During a pause even the right one is refused, and looks like any other guess.
    must!(!target.lets_in(person.username, person.password), "a guess is looked at without a pause");
    Ok(())
}

fn flooding(target: &Target) -> Verdict {
    let _serving = target.serve_as_configured(&[]);
    let person = target.somebody();
    for _ in 0..20 {
        target.ask(person.account, person.username);
    }
    target.wait_until_all_is_considered();
    // Sent or not by now: to count those that are owed and those that came counts what is under way twice.
    let letters = target.count_rows("outbox", &of(&person));
    must!(letters <= 2, "20 requests at once are {letters} letters");
    must!(1 <= letters, "the owner is kept from every letter");
    Ok(())
}

/// More wrong tries than the ceiling, which stays when every pause is over; then the owner comes: from where it was
/// tried, and at a browser that was never seen.
fn lock_out_by_tries(target: &Target) -> Verdict {
    // As many as come before the first pause: those in a pause do not count.
    let _serving = target.serve_with(&[("READMIT_THROTTLE__FAILURES", "5")]);
    let person = target.somebody();
    let known = target.signed_in(&person);
    for n in 0..12 {
        target.sign_in(person.username, &format!("a wrong guess, number {n}"));
    }
    let mut known = known.clone();
    let page = known.get("/home");
    let form = page.form_to("/sign-out").unwrap();
    known.press(&page, &form, &[]);
    let page = known.get("/sign-in");
    let page = known.submit(&page, &[("username", person.username), ("password", person.password)]);
    must!(page.path == "/home", "the owner is locked out of their own browser");
    for n in 0..12 {
        target.sign_in(person.username, &format!("another wrong guess, number {n}"));
    }
    let temporary = target.gets_temporary(&person).temporary_password().to_owned();
    must!(
        target.lets_in(person.username, &temporary),
        "the owner is locked out, with a temporary password in hand"
    );
    Ok(())
}

/// A stranger asks again and again, a scanner follows what comes of it: the owner's password and session stay.
fn lock_out_by_requests(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut owner = target.signed_in(&person);
    for _ in 0..3 {
        target.ask(person.account, person.username);
    }
    let letters = target.sink.wait_for(person.email, REQUEST, 3);
    let answer = target.browser().post(letters[2].link(), "");
    assert_eq!((answer.status, answer.location()), (303, "/reset/done"), "{answer:?}");
    target.sink.wait_for_one(person.email, NOTIFICATION);
    must!(owner.get("/home").path == "/home", "a stranger's request ended a session");
    must!(target.lets_in(person.username, person.password), "a stranger's request ended a password");
    Ok(())
}
