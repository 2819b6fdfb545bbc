//! 6. Predictability (CVE-2021-21352).

use reset_domain::defect::Defect;

use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a link is guessed from others", links, Defect::LuckRunsOut),
    ("a temporary password is guessed from others", temporary_passwords, Defect::LuckRunsOut),
    ("a session is guessed from others", sessions, Defect::LuckRunsOut),
];

/// How many secrets are looked at. That one character of 28 or more is the same in all of twelve by chance happens
/// once in 28¹¹ runs.
const LOOKED_AT: usize = 12;

fn links(target: &Target) -> Verdict {
    let _serving = target.serve();
    let tokens = (0..LOOKED_AT).map(|_| {
        let letter = target.asks_and_gets_letter(&target.somebody());
        letter.link().rsplit('/').next().unwrap().to_owned()
    });
    vary(&tokens.collect::<Vec<_>>(), 32)
}

fn temporary_passwords(target: &Target) -> Verdict {
    let _serving = target.serve();
    let passwords =
        (0..LOOKED_AT).map(|_| target.gets_temporary(&target.somebody()).temporary_password().to_owned());
    vary(&passwords.collect::<Vec<_>>(), 16)
}

fn sessions(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let tokens = (0..LOOKED_AT).map(|_| {
        let browser = target.signed_in(&person);
        let session = browser.cookies().find(|(name, _)| *name == "readmit").unwrap();
        session.1.to_owned()
    });
    vary(&tokens.collect::<Vec<_>>(), 52)
}

/// Every character of a secret varies, and each secret has so many.
fn vary(secrets: &[String], length: usize) -> Verdict {
    for secret in secrets {
        must!(secret.len() == length, "a secret has {} characters", secret.len());
    }
    // The last character of a token may have fewer bits than the others.
    for at in 0..length - 1 {
        let first = secrets[0].as_bytes()[at];
        let is_fixed = secrets.iter().all(|secret| secret.as_bytes()[at] == first);
        must!(!is_fixed, "character {at} is the same in all of {} secrets", secrets.len());
    }
    Ok(())
}
