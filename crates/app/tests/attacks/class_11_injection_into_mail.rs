//! 11. Injection into mail (CVE-2015-9097, CVE-2021-38189, CVE-2025-51989).

use reset_domain::defect::Defect;

use crate::support::people::Person;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("an address brings lines along", addresses, Defect::AddressesTakeLines),
    ("a first name is a link", names, Defect::NamesMayBeLinks),
    ("a first name is markup", markup, Defect::NothingIsEscaped),
];

/// What gets through to registration stands in a letter; this is the letter, if there is one.
fn letter_to(target: &Target, person: &Person) -> Option<String> {
    if target.try_to_register(person).code != 0 {
        return None;
    }
    let before = target.sink.letters().len();
    target.ask(person.account, person.username);
    target.wait_until_all_is_done();
    let letter = target.sink.letters().into_iter().nth(before);
    Some(letter.map(|letter| String::from_utf8_lossy(&letter.raw).into_owned()).unwrap_or_default())
}

fn addresses(target: &Target) -> Verdict {
    let _serving = target.serve();
    for address in [
        "ava@acme.example\r\nBcc: eve@evil.example",
        "ava@acme.example>\r\nRCPT TO:<eve@evil.example",
        "ava@acme.example\r\n.\r\nMAIL FROM:<x@acme.example>",
        "ava@acme.example,eve@evil.example",
        "\"Ava\" <eve@evil.example>",
        "ava@acme.example\u{2028}Bcc: eve@evil.example",
    ] {
        let person = Person { email: address, ..target.nobody() };
        must!(target.try_to_register(&person).code != 0, "{address:?} is taken for an address");
    }
    let everybody = target.sink.letters().into_iter().flat_map(|letter| letter.to);
    must!(everybody.into_iter().all(|to| !to.contains("evil")), "a letter went to somebody else");
    Ok(())
}

fn names(target: &Target) -> Verdict {
    let _serving = target.serve();
    for name in [
        "Ava, your account is locked: https://evil.example/",
        "www.evil.example",
        "evil.example",
        "Ava\r\nBcc: eve@evil.example",
        "Ava\u{202e}elpmaxe.live",
        "<a href=\"//evil.example\">Ava</a>",
    ] {
        let person = Person { first_name: name, ..target.nobody() };
        let letter = letter_to(target, &person);
        must!(letter.is_none(), "{name:?} greets in a letter: {letter:?}");
    }
    Ok(())
}

fn markup(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = Person { first_name: "O'Hara & Söhne", ..target.nobody() };
    target.register(&person);
    let letter = target.asks_and_gets_letter(&person);
    must!(letter.html.contains("O&#39;Hara &amp; S"), "a name is markup in a letter: {}", letter.html);
    must!(letter.text.contains("O'Hara & Söhne"), "a name is not itself in the text: {}", letter.text);
    Ok(())
}
