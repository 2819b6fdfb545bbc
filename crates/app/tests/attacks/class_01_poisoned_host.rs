//! 1. Poisoned host or origin in links (CVE-2017-8295, CVE-2012-4520, CVE-2021-30185).

use reset_domain::defect::Defect;

use crate::support::browser::{Page, connected};
use crate::support::portal::REQUEST;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

use std::io::Write;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a request names another host", poisoned_letter, Defect::LinksFollowTheHost),
    ("a redirect leads to another host", poisoned_redirect, Defect::RedirectsFollowTheHost),
];

/// Ways to say that the portal is elsewhere: a target, a host, and more headers.
const WAYS: [(&str, &str, &str); 4] = [
    ("/password-reset", "evil.example", ""),
    ("/password-reset", "evil.example:80@portal.example", "X-Forwarded-Host: evil.example\r\n"),
    ("/password-reset", "evil.example", "Forwarded: host=evil.example\r\nX-Host: evil.example\r\n"),
    ("http://evil.example/password-reset", "evil.example", "X-Original-URL: http://evil.example/\r\n"),
];

/// Asks for a reset, saying that the portal is elsewhere.
fn ask(target: &Target, username: &str, (path, host, more): (&str, &str, &str)) -> Page {
    let serving_at = target.origin().strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = connected(serving_at);
    let body = format!("account_id=ACME-1042&username={username}");
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    Page::read(path.to_owned(), &mut stream)
}

fn poisoned_letter(target: &Target) -> Verdict {
    let _serving = target.serve();
    for way in WAYS {
        let person = target.somebody();
        let answer = ask(target, person.username, way);
        if answer.status != 303 {
            continue; // refused: nothing leaves
        }
        let letter = target.sink.wait_for_one(person.email, REQUEST);
        let whole = format!("{}{}", letter.text, letter.html);
        must!(letter.link().starts_with(&target.origin()), "a link leads to {}", letter.link());
        must!(!whole.contains("evil.example"), "a letter names the other host");
    }
    Ok(())
}

fn poisoned_redirect(target: &Target) -> Verdict {
    let _serving = target.serve();
    for way in WAYS {
        let answer = ask(target, "nobody.at.all", way);
        let shown = format!("{:?}{}", answer.headers, answer.body);
        must!(!shown.contains("evil.example"), "an answer names the other host: {shown}");
    }
    Ok(())
}
