//! 3. Unicode, case, collation, NUL, truncation (CVE-2019-19844, GHSA-qw9g-7549-7wg5).

use reset_domain::defect::Defect;

use crate::support::people::Person;
use crate::support::portal::REQUEST;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a name looks like another", look_alikes, Defect::LookAlikesAreOne),
    ("a name is registered in capitals", capitals, Defect::NamesAreTakenAsTheyCome),
    ("a password is cut", cut_passwords, Defect::PasswordsAreCut),
];

fn look_alikes(target: &Target) -> Verdict {
    let _serving = target.serve();
    let nobody = target.nobody();
    let mike = Person { username: format!("mike.{}", nobody.username).leak(), ..nobody };
    target.register(&mike);
    let rest = mike.username.strip_prefix("mike").unwrap();
    for alike in ["m\u{131}ke", "m\u{ed}ke", "mike\u{200d}", "mike\0", "m\u{456}ke", "mi\u{301}ke", "mike "] {
        target.ask(mike.account, &format!("{alike}{rest}"));
    }
    target.ask(mike.account, &format!("{}\0", mike.username));
    target.ask(mike.account, &format!("{}{}", mike.username, "x".repeat(400)));
    target.wait_until_all_is_done();
    let letters = target.sink.letters_to(mike.email).len();
    must!(letters == 0, "{letters} letters were sent for names that are not theirs");
    // Capitals and wide letters are the same name (RFC 8265), and the letter goes to the address on file.
    target.ask(mike.account, &format!("\u{ff2d}IKE{rest}"));
    let letter = target.sink.wait_for_one(mike.email, REQUEST);
    assert_eq!(letter.to, [mike.email]);
    Ok(())
}

fn capitals(target: &Target) -> Verdict {
    let person = target.somebody();
    for name in [person.username.to_uppercase(), format!("  {}  ", person.username)] {
        let other = Person { username: name.leak(), email: "eve@evil.example", ..person };
        let answer = target.try_to_register(&other);
        must!(answer.code != 0, "{:?} was registered beside {:?}", other.username, person.username);
    }
    Ok(())
}

fn cut_passwords(target: &Target) -> Verdict {
    let nobody = target.nobody();
    let long = "copper lantern meadow thunder kite orchard velvet harbor silver winter canyon";
    let person = Person { password: long, ..nobody };
    target.register(&person);
    let _serving = target.serve();
    for typed in [&long[..72], &long[..75], &format!("{}X", &long[..76]), &format!("{long}\u{200b}")] {
        must!(!target.lets_in(person.username, typed), "{} characters of {} let in", typed.len(), long.len());
    }
    assert!(target.lets_in(person.username, long));
    Ok(())
}
