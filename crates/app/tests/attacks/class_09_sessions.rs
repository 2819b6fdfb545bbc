//! 9. Sessions not ended, fixation (CVE-2022-23502, CVE-2024-28197).

use reset_domain::defect::Defect;

use crate::table::{Attack, Verdict, must};
use crate::target::{Target, choose, of};

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a session goes on after the password was changed", after_change, Defect::ChoosingEndsNoSession),
    ("a session goes on after Sign Out", after_sign_out, Defect::SignOutForgetsNothing),
    ("a session goes on after a suspension", after_suspension, Defect::SessionOutlivesItsEpoch),
    ("a session is planted before Sign In", fixation, Defect::SessionsAreAdopted),
];

fn after_change(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let (mut thief, mut owner) = (target.signed_in(&person), target.signed_in(&person));
    let page = choose(&mut owner, person.password, "velvet canyon orchard nineteen");
    assert_eq!(page.path, "/home", "{page:?}");
    must!(thief.get("/home").path != "/home", "another session goes on after the password was changed");
    must!(owner.get("/home").path == "/home", "the owner was put out by their own change");
    Ok(())
}

fn after_sign_out(target: &Target) -> Verdict {
    let _serving = target.serve();
    let mut browser = target.signed_in(&target.somebody());
    let mut kept = browser.clone();
    let page = browser.get("/home");
    let form = page.form_to("/sign-out").unwrap();
    browser.press(&page, &form, &[]);
    must!(kept.get("/home").path != "/home", "a cookie that was copied goes on after Sign Out");
    Ok(())
}

/// Suspended at the very moment of signing in: the session is there, but what it stands on has ended.
fn after_suspension(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut browser = target.signed_in(&person);
    target.run_sql(&[format!("UPDATE credentials SET epoch = epoch + 1 WHERE {}", of(&person))]);
    must!(browser.get("/home").path != "/home", "a session goes on after what it stands on has ended");
    let mut browser = target.signed_in(&person);
    target.done(&["user", "suspend", person.username]);
    must!(browser.get("/home").path != "/home", "a session goes on after a suspension");
    Ok(())
}

fn fixation(target: &Target) -> Verdict {
    let _serving = target.serve();
    let (eve, person) = (target.somebody(), target.somebody());
    let eves = target.signed_in(&eve);
    let session = eves.cookies().find(|(name, _)| *name == "readmit").unwrap().1.to_owned();
    let made_up = "a".repeat(52);
    for planted in [session, made_up] {
        let body = format!("username={}&password={}", person.username, person.password.replace(' ', "+"));
        let shown = format!("readmit={planted}");
        let origin = target.origin();
        let headers = [
            ("Cookie", shown.as_str()),
            ("Origin", &origin),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let answer = target.browser().ask("POST", "/sign-in", &headers, &body);
        assert_eq!(answer.status, 303, "{answer:?}");
        let given =
            answer.all("set-cookie").find(|cookie| cookie.starts_with("readmit=")).unwrap_or_default();
        must!(!given.contains(&planted), "who signs in keeps the session that was planted");
        let page = target.browser().ask("GET", "/home", &[("Cookie", &shown)], "");
        must!(page.status == 303, "the session that was planted is signed in");
    }
    Ok(())
}
