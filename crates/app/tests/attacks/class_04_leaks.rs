//! 4. Leaks by referrer, response, log, cache (CVE-2026-39912, CVE-2023-36472).

use reset_domain::defect::Defect;

use crate::support::browser::Page;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a link is read in a referrer", referrers, Defect::ReferrersTellAll),
    ("a page is read in a cache", caches, Defect::PagesMayBeKept),
    ("a link is read in the log", logs, Defect::LogsTellPaths),
];

fn only<'a>(page: &'a Page, header: &str) -> &'a str {
    let mut values = page.all(header);
    match (values.next(), values.next()) {
        (Some(value), None) => value,
        _ => "",
    }
}

fn referrers(target: &Target) -> Verdict {
    let _serving = target.serve();
    let letter = target.asks_and_gets_letter(&target.somebody());
    let token = letter.link().rsplit('/').next().unwrap();
    let mut browser = target.browser();
    for page in [browser.ask("GET", letter.link(), &[], ""), browser.post(letter.link(), "")] {
        let policy = only(&page, "referrer-policy");
        must!(policy == "no-referrer", "the page at the link has the policy {policy:?}");
        must!(!page.body.contains("//"), "the page at the link leads or loads elsewhere: {}", page.body);
        let own_form = page.form_to("/reset/").is_some();
        must!(own_form || !page.body.contains(token), "a page has the token where nothing needs it");
    }
    let page = browser.get("/sign-in");
    must!(only(&page, "referrer-policy") == "same-origin", "other sites learn where people came from");
    Ok(())
}

fn caches(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let mut browser = target.signed_in(&person);
    let mut pages = vec![target.ask(person.account, person.username), browser.post(letter.link(), "")];
    for path in ["/home", "/change-password", "/sign-in", "/password-reset", letter.link(), "/nowhere"] {
        pages.push(browser.ask("GET", path, &[], ""));
    }
    for page in pages {
        let kept = only(&page, "cache-control");
        must!(kept == "no-store", "{} may be kept: {kept:?}", page.path);
    }
    Ok(())
}

fn logs(target: &Target) -> Verdict {
    let serving = target.serve_with(&[("READMIT_LOG", "trace")]);
    let person = target.somebody();
    let password = target.gets_temporary(&person).temporary_password().to_owned();
    let link = target.sink.letters_to(person.email)[0].link().to_owned();
    assert!(target.lets_in(person.username, &password));
    let said = format!("{}{}", serving.out(), serving.err());
    assert!(said.contains("DEBUG"), "nothing was logged, so nothing was looked at");
    let token = link.rsplit('/').next().unwrap();
    for (what, secret) in [("a link", token), ("a password", &password), ("a name typed", person.username)] {
        must!(!said.contains(secret), "the log has {what}");
    }
    Ok(())
}
