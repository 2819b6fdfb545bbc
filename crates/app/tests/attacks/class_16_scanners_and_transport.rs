//! 16. Scanners, transport, smuggling, comparison time (CVE-2019-16782).
//!
//! Two ways to read a request's end are refused by the HTTP library; a test of the pages' crate holds it to that.

use std::fs;

use reset_domain::defect::Defect;

use crate::support::portal::REQUEST;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a scanner opens every link", scanners, Defect::OpeningFollows),
    ("a scanner follows every link", thorough_scanners, Defect::MintingEndsChosen),
    ("the way to the mail server is stripped of TLS", stripped, Defect::MailFallsBackToPlain),
    ("a stored token is compared letter by letter", stored, Defect::TokensAreKept),
];

fn scanners(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    for _ in 0..5 {
        for method in ["HEAD", "GET"] {
            let page = target.browser().ask(method, letter.link(), &[("User-Agent", "SafeLinks")], "");
            must!(page.status == 200, "opening a link a second time answers {}", page.status);
        }
    }
    let answer = target.browser().post(letter.link(), "");
    must!(answer.status == 303, "a link that a scanner opened is dead for its owner: {}", answer.status);
    Ok(())
}

/// It runs the page's script, or presses its button: that brings the owner a letter, and takes nothing away.
fn thorough_scanners(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let temporary = target.gets_temporary(&person).temporary_password().to_owned();
    let link = target.sink.wait_for_one(person.email, REQUEST).link().to_owned();
    let page = target.browser().get(&link);
    must!(page.path == "/reset/done", "the owner's own click shows {}", page.path);
    must!(target.lets_in(person.username, person.password), "a scanner ended the owner's password");
    must!(target.lets_in(person.username, &temporary), "a scanner's temporary password is not the owner's");
    Ok(())
}

/// A mail server that offers no STARTTLS, as one does that somebody in between speaks for.
fn stripped(target: &Target) -> Verdict {
    let at = target.sink.address();
    let _serving = target.serve_with(&[("READMIT_MAIL__URL", &format!("smtp+starttls://{at}"))]);
    let person = target.somebody();
    target.ask(person.account, person.username);
    target.wait_until_tried(&person);
    let letters = target.sink.letters_to(person.email).len();
    must!(letters == 0, "a letter went out in clear");
    Ok(())
}

/// What is stored of a token cannot be shown as one, so comparing it letter by letter tells nothing.
fn stored(target: &Target) -> Verdict {
    let mut serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let session =
        target.signed_in(&person).cookies().find(|(name, _)| *name == "readmit").unwrap().1.to_owned();
    let token = letter.link().rsplit('/').next().unwrap();
    for (what, secret) in [("a link", token), ("a session", &session)] {
        let hex: String = secret.bytes().take(32).map(|byte| format!("{byte:02x}")).collect();
        let table = if what == "a link" { "reset_links" } else { "sessions" };
        let kept = target.count_rows(table, &format!("digest = {}", target.bytes(&hex)));
        must!(kept == 0, "{what} is stored as it is");
    }
    serving.stop();
    for entry in fs::read_dir(target.folder()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let is_there = bytes.windows(token.len()).any(|window| window == token.as_bytes());
        must!(!is_there, "a link is stored as it is");
    }
    Ok(())
}
