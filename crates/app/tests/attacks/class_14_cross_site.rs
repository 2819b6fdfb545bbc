//! 14. Cross-site requests, framing, method confusion (CVE-2026-45075, CVE-2018-11406).

use reset_domain::defect::Defect;

use crate::support::browser::encoded;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a form comes from another site", other_sites, Defect::AnySiteMayPost),
    ("a form comes without its token", without_token, Defect::FormTokensDoNotMatter),
    ("a page is framed", frames, Defect::AnyoneMayFrame),
    ("a change is made by looking", methods, Defect::OpeningFollows),
];

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

fn other_sites(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut owner = target.signed_in(&person);
    let letter = target.asks_and_gets_letter(&person);
    let origin = target.origin();
    let sent: [&[(&str, &str)]; 6] = [
        &[],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Origin", &format!("{origin}.evil.example"))],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", &origin)],
        &[("Sec-Fetch-Site", "same-site")],
    ];
    let ask = format!("account_id=ACME-1042&username={}", person.username);
    for headers in sent {
        for (path, body) in [
            ("/password-reset", ask.as_str()),
            ("/sign-in", "username=eve&password=x"),
            ("/sign-out", ""),
            ("/change-password", "current_password=x&new_password=y"),
        ] {
            let answer = owner.ask("POST", path, &[headers, &[FORM]].concat(), body);
            must!(answer.status == 403, "{path} takes a form with {headers:?}: {}", answer.status);
        }
        // The token is the proof of a link's page, which has no origin; another site that knows it needs no form.
        if headers != [("Origin", "null")] {
            let answer = owner.ask("POST", letter.link(), &[headers, &[FORM]].concat(), "");
            must!(answer.status == 403, "a link is followed with {headers:?}: {}", answer.status);
        }
    }
    must!(owner.get("/home").path == "/home", "another site signed somebody out");
    Ok(())
}

fn without_token(target: &Target) -> Verdict {
    let _serving = target.serve();
    let (person, eve) = (target.somebody(), target.somebody());
    let mut owner = target.signed_in(&person);
    let foreign = target.signed_in(&eve).get("/change-password").form_with(&["new_password"]);
    let foreign = &foreign.fields.iter().find(|(name, _)| name == "form_token").unwrap().1;
    let change =
        format!("current_password={}&new_password=velvet+canyon+orchard+nineteen", encoded(person.password));
    for (path, fields) in [
        ("/change-password", change.as_str()),
        ("/launch/reports", &format!("password={}", encoded(person.password))),
        ("/sign-out", ""),
    ] {
        for token in [
            "",
            "form_token=&",
            &format!("form_token={foreign}&"),
            &format!("form_token={}&", "a".repeat(52)),
        ] {
            let answer = owner.post(path, &format!("{token}{fields}"));
            must!(answer.status == 403, "{path} takes a form with {token:?}: {}", answer.status);
        }
    }
    must!(owner.get("/home").path == "/home", "a form without its token signed somebody out");
    Ok(())
}

fn frames(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let mut browser = target.signed_in(&person);
    for path in ["/home", "/sign-in", "/password-reset", "/change-password", letter.link(), "/nowhere"] {
        let page = browser.ask("GET", path, &[], "");
        let policy = page.all("content-security-policy").next().unwrap_or_default();
        must!(policy.contains("frame-ancestors 'none'"), "{path} may be framed: {policy:?}");
        must!(page.all("x-frame-options").eq(["DENY"]), "{path} may be framed by an old browser");
        must!(!policy.contains("unsafe"), "{path} runs what is inline: {policy:?}");
    }
    Ok(())
}

fn methods(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let mut browser = target.signed_in(&person);
    let overridden = [("X-HTTP-Method-Override", "POST"), ("X-Method-Override", "POST"), FORM];
    for method in ["GET", "HEAD"] {
        for path in [letter.link().to_owned(), format!("{}?_method=POST", letter.link())] {
            browser.ask(method, &path, &overridden, "");
        }
        let answer = browser.ask(method, "/sign-out", &overridden, "");
        must!(answer.status == 405, "Sign Out is reached by {method}: {}", answer.status);
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post"] {
        let answer = browser.ask(method, letter.link(), &overridden, "");
        must!(answer.status == 405, "a link is reached by {method}: {}", answer.status);
    }
    target.wait_until_all_is_done();
    let letters = target.sink.letters_to(person.email).len();
    must!(letters == 1, "a link was followed by looking");
    Ok(())
}
