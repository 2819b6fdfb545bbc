//! 10. Enumeration by text, status, time, mail failure, limiter (CVE-2024-45231, CVE-2024-39329, CVE-2016-2513).
//!
//! Time is measured by `cargo xtask neutrality`, where nothing else runs.

use reset_domain::defect::Defect;

use crate::support::browser::Page;
use crate::support::people::Person;
use crate::support::portal::ask_with;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a request tells who exists", requests, Defect::RequestsTellWhoExists),
    ("a request tells who exists while mail fails", requests_without_mail, Defect::RequestsTellWhoExists),
    ("a refused sign-in tells who exists", sign_ins, Defect::SignInsTellWhoExists),
    ("a throttle tells who exists", limiter, Defect::RequestsTellWhoExists),
];

/// What an answer tells, without what was typed and what the clock says.
fn told(page: &Page, typed: &str) -> String {
    let headers: Vec<_> = page.headers.iter().filter(|(name, _)| name != "date").collect();
    format!("{} {headers:?} {}", page.status, page.body.replace(typed, "…"))
}

/// The first line in which two answers differ.
fn difference<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    one.lines().zip(other.lines()).find(|(one, other)| one != other).unwrap_or_default()
}

/// People of every kind: known, suspended, unknown.
fn people(target: &Target) -> [Person; 3] {
    let suspended = target.somebody();
    target.done(&["user", "suspend", suspended.username]);
    [target.somebody(), suspended, target.nobody()]
}

fn answers(target: &Target) -> Verdict {
    let people = people(target);
    let answers = people.map(|person| {
        let body = format!("account_id=ACME-1042&username={}", person.username);
        let mut browser = target.browser();
        let answer = browser.post("/password-reset", &body);
        let page = browser.get("/password-reset/submitted");
        format!("{}{}", told(&answer, person.username), told(&page, person.username))
    });
    are_alike(&answers)
}

fn are_alike([known, suspended, unknown]: &[String; 3]) -> Verdict {
    must!(known == suspended, "who is suspended is told apart: {:?}", difference(known, suspended));
    must!(known == unknown, "who is unknown is told apart: {:?}", difference(known, unknown));
    Ok(())
}

fn requests(target: &Target) -> Verdict {
    let _serving = target.serve();
    answers(target)
}

fn requests_without_mail(target: &Target) -> Verdict {
    let _serving = target.serve();
    target.sink.go_away();
    let verdict = answers(target);
    target.sink.come_back();
    verdict
}

fn sign_ins(target: &Target) -> Verdict {
    let _serving = target.serve();
    let people = people(target);
    // The third refusal says more than the first two, to everybody.
    for _ in 0..4 {
        let answers = people.map(|person| {
            let (_, page) = target.sign_in(person.username, "not the right one at all");
            told(&page, person.username)
        });
        are_alike(&answers)?;
    }
    Ok(())
}

fn limiter(target: &Target) -> Verdict {
    let people = people(target);
    let answers = people.map(|person| {
        let _serving = target.serve_with(&[("READMIT_THROTTLE__REQUESTS", "3/1h")]);
        let statuses = (0..5).map(|_| {
            let page = ask_with(&mut target.browser(), person.account, person.username);
            let names: Vec<_> = page.headers.iter().map(|(name, _)| name.clone()).collect();
            format!("{} {names:?}", page.status)
        });
        let body = format!("account_id=ACME-1042&username={}", person.username);
        let refused = target.browser().post("/password-reset", &body);
        let passing = |name: &str| matches!(name, "date" | "retry-after");
        let names: Vec<_> = refused.headers.iter().filter(|(name, _)| !passing(name)).collect();
        format!("{:?} {} {names:?}", statuses.collect::<Vec<_>>(), refused.status)
    });
    must!(answers[0].contains("429"), "nobody was throttled, so nothing was tested");
    are_alike(&answers)
}
