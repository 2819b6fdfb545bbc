//! 2. Array, duplicate, typed or empty parameters (CVE-2023-7028, CVE-2019-18818, CVE-2013-0233, CVE-2019-16109).

use reset_domain::defect::Defect;

use crate::support::browser::encoded;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a field comes twice", twice, Defect::LastFieldWins),
    ("a field is an array", arrays, Defect::BracketsDoNotMatter),
    ("a form is something else", other_types, Defect::AnyTypeIsAForm),
    ("a link is no token", odd_tokens, Defect::OpeningFollows),
];

fn twice(target: &Target) -> Verdict {
    let _serving = target.serve();
    let (one, other) = (target.somebody(), target.somebody());
    for body in [
        format!("account_id=ACME-1042&username={}&username={}", one.username, other.username),
        format!("account_id=ACME-1042&username={}&user%6Eame={}", one.username, other.username),
        format!("account_id=ACME-1042&account_id=ACME-1042&username={}", one.username),
    ] {
        let answer = target.browser().post("/password-reset", &body);
        must!(answer.status == 400, "a form that can be read in two ways is answered by {}", answer.status);
    }
    target.wait_until_all_is_done();
    let letters = target.sink.letters_to(one.email).len() + target.sink.letters_to(other.email).len();
    must!(letters == 0, "{letters} letters were sent for it");
    Ok(())
}

fn arrays(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    for fields in ["username[]", "username%5B%5D", "username[0]"] {
        let body = format!("account_id=ACME-1042&{fields}={}&email[]=eve@evil.example", person.username);
        let answer = target.browser().post("/password-reset", &body);
        must!(answer.status == 422, "an array is taken for a username: {}", answer.status);
    }
    Ok(())
}

fn other_types(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let origin = target.origin();
    let form = format!("account_id=ACME-1042&username={}", person.username);
    let json = format!(r#"{{"account_id":"ACME-1042","username":{{"$ne":null}},"x":"&{form}"}}"#);
    for (kind, body) in [("text/plain", &form), ("application/json", &json), ("", &form)] {
        let headers = [("Origin", origin.as_str()), ("Content-Type", kind)];
        let answer = target.browser().ask("POST", "/password-reset", &headers, body);
        must!(answer.status == 400, "{kind:?} is read as a form: {}", answer.status);
    }
    Ok(())
}

/// Whatever stands in a token's place, nothing is found by it, and a real one changes nothing by being looked at.
fn odd_tokens(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let token = letter.link().rsplit('/').next().unwrap();
    for odd in [
        "null",
        "0",
        "true",
        "%00",
        "[]",
        "%",
        "*",
        &token.to_uppercase(),
        &token[..31],
        &format!("{token}%00"),
    ] {
        let answer = target.browser().post(&format!("/reset/{odd}"), "");
        must!(matches!(answer.status, 404 | 410), "the token {odd} is answered by {}", answer.status);
    }
    for query in [format!("?token={}", encoded(token)), "?token[]=".to_owned(), "?_method=POST".to_owned()] {
        let page = target.browser().ask("GET", &format!("/reset/{token}{query}"), &[], "");
        must!(page.status == 200, "looking at a link answers {}", page.status);
    }
    let followed =
        target.count_rows("temporary_passwords", "1 = 1") + target.count_events("reset.link_followed");
    must!(followed == 0, "a link was followed by looking");
    Ok(())
}
