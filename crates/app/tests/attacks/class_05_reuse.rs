//! 5. Reuse, races, siblings (CVE-2016-11074, CVE-2024-41890, CVE-2026-107276).

use std::sync::Barrier;
use std::thread;

use reset_domain::defect::Defect;

use crate::support::portal::{NOTIFICATION, REQUEST};
use crate::table::{Attack, Verdict, must};
use crate::target::{Target, choose};

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a link is followed again, by many at once and later", again, Defect::LinkFollowedAgain),
    ("a sibling of a followed link is followed", siblings, Defect::SiblingLinkStays),
    ("a temporary password is used after another one", temporary_siblings, Defect::FirstUseEndsNothing),
    ("a temporary password is used after another was chosen", after_choosing, Defect::ChoosingEndsNothing),
];

/// How many race.
const RACERS: usize = 20;

fn again(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let letter = target.asks_and_gets_letter(&person);
    let start = Barrier::new(RACERS);
    thread::scope(|scope| {
        for _ in 0..RACERS {
            scope.spawn(|| {
                let mut browser = target.browser();
                start.wait();
                browser.post(letter.link(), "")
            });
        }
    });
    target.sink.wait_for(person.email, NOTIFICATION, 1);
    target.wait_until_all_is_done();
    for _ in 0..3 {
        target.browser().post(letter.link(), "");
    }
    target.wait_until_all_is_done();
    let minted = target.sink.letters_to(person.email).len() - 1;
    must!(minted == 1, "one link brought {minted} temporary passwords");
    Ok(())
}

fn siblings(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    target.ask(person.account, person.username);
    target.sink.wait_for(person.email, REQUEST, 1);
    target.ask(person.account, person.username);
    let links = target.sink.wait_for(person.email, REQUEST, 2);
    target.browser().post(links[1].link(), "");
    let answer = target.browser().post(links[0].link(), "");
    must!(answer.status == 410, "a link is followed after its sibling: {}", answer.status);
    Ok(())
}

/// Two links, each followed before the other was sent: two temporary passwords, of which the first use leaves one.
fn temporary_siblings(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let one = target.gets_temporary(&person).temporary_password().to_owned();
    target.ask(person.account, person.username);
    let links = target.sink.wait_for(person.email, REQUEST, 2);
    target.browser().post(links[1].link(), "");
    let other = target.sink.wait_for(person.email, NOTIFICATION, 2)[1].temporary_password().to_owned();
    assert!(target.lets_in(person.username, &other));
    must!(!target.lets_in(person.username, &one), "another temporary password works after a first use");
    must!(
        !target.lets_in(person.username, person.password),
        "the forgotten password works after a first use"
    );
    Ok(())
}

fn after_choosing(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut browser = target.signed_in(&person);
    let temporary = target.gets_temporary(&person).temporary_password().to_owned();
    let page = choose(&mut browser, person.password, "velvet canyon orchard nineteen");
    assert_eq!(page.path, "/home", "{page:?}");
    must!(
        !target.lets_in(person.username, &temporary),
        "a temporary password works after another was chosen"
    );
    must!(
        !target.lets_in(person.username, person.password),
        "the password before works after another was chosen"
    );
    Ok(())
}
