//! 7. Expiry (CVE-2022-36106, CVE-2026-39923).

use reset_domain::defect::Defect;

use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a link is followed after its end", links, Defect::LinkOutlivesItsLife),
    ("a temporary password is used after its end", temporary_passwords, Defect::TemporaryOutlivesItsLife),
    ("a session is used after its end", sessions, Defect::SessionsNeverEnd),
];

/// Minutes in a day.
const DAY: u64 = 24 * 60;

fn links(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    target.age("reset_links", "expires_at", 31);
    let (looked, followed) =
        (target.browser().ask("GET", letter.link(), &[], ""), target.browser().post(letter.link(), ""));
    must!(looked.status == 410, "a link after its end is shown by {}", looked.status);
    must!(followed.status == 410, "a link after its end is followed by {}", followed.status);
    Ok(())
}

fn temporary_passwords(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let temporary = target.gets_temporary(&person).temporary_password().to_owned();
    target.age("temporary_passwords", "expires_at", DAY + 1);
    must!(!target.lets_in(person.username, &temporary), "a temporary password lets in after its end");
    must!(
        target.lets_in(person.username, person.password),
        "a temporary password after its end ended another"
    );
    Ok(())
}

fn sessions(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut idle = target.signed_in(&person);
    target.age("sessions", "seen_at", 31);
    must!(idle.get("/home").path != "/home", "a session lets in that was idle for too long");
    let mut busy = target.signed_in(&person);
    target.age("sessions", "ends_at", DAY);
    must!(busy.get("/home").path != "/home", "a session lets in that is older than any may be");
    Ok(())
}
