//! What is done next: luck decides, and people use what they know.

use reset_domain::testing::Tables;

use crate::acts::{Act, Operation, Typed, elsewhere};
use crate::luck::Luck;
use crate::town::{ACCOUNTS, Person, Town};

/// What somebody does next. `None` when luck chose something that nobody can do now.
pub(crate) fn choose(luck: &Luck, town: &Town, tables: &Tables, nth: u64) -> Option<Act> {
    let who = luck.below(town.people.len());
    let person = &town.people[who];
    let username = person.username;
    Some(match luck.below(100) {
        0..8 => Act::Ask { account: person.account, username },
        8 => Act::Ask { account: ACCOUNTS[luck.below(ACCOUNTS.len())], username },
        9 => Act::Ask { account: person.account, username: "nobody" },
        10..13 => Act::Inspect { link: a_link(luck, town, person)? },
        13..22 => Act::Follow { link: a_link(luck, town, person)? },
        22..34 => Act::SignIn(owner(luck, town, who)?),
        34..40 => Act::SignIn(stranger(luck, who, username, nth)),
        40..46 => Act::Change {
            who,
            session: luck.pick_late(&person.sessions)?.clone(),
            current: a_password(luck, town, person)?,
            new: format!("password number {nth} of them"),
            device: person.device.clone(),
        },
        46..49 => Act::Confirm {
            who,
            session: luck.pick_late(&person.sessions)?.clone(),
            password: a_password(luck, town, person)?,
            device: person.device.clone(),
        },
        49..51 => Act::Open { session: luck.pick_late(&person.sessions)?.clone() },
        51..56 => Act::Resume { session: luck.pick_late(&person.sessions)?.clone() },
        56 => Act::SignOut { session: luck.pick_late(&person.sessions)?.clone() },
        57..61 => operator(luck, tables, person)?,
        61..74 => Act::Consider,
        74..98 => Act::Deliver { at_once: [1, 1, 2, 4][luck.below(4)] },
        _ => Act::Sweep,
    })
}

/// What operators do is rare, and what they suspend they soon resume: a town of suspended people is dull.
fn operator(luck: &Luck, tables: &Tables, person: &Person) -> Option<Act> {
    let username = person.username;
    Some(match luck.below(16) {
        0 => Act::Operate(Operation::SuspendUser, username),
        1..4 => Act::Operate(Operation::ResumeUser, username),
        4 if luck.one_in(2) => Act::Operate(Operation::SuspendAccount, person.account),
        4..7 => Act::Operate(Operation::ResumeAccount, person.account),
        7 => Act::Operate(Operation::Revoke, username),
        8 => Act::Operate(Operation::Unlock, username),
        9..11 => Act::Operate(Operation::RequestFor, username),
        11..13 => Act::Move { username, to: person.addresses[luck.below(2)] },
        13 => Act::Drop(*luck.pick(&tables.outbox.keys().copied().collect::<Vec<_>>())?),
        _ => Act::Retry(*luck.pick(&tables.outbox.keys().copied().collect::<Vec<_>>())?),
    })
}

fn a_link(luck: &Luck, town: &Town, person: &Person) -> Option<String> {
    let (links, _) = person.mail(&town.post);
    luck.pick_late(&links).cloned()
}

fn a_password(luck: &Luck, town: &Town, person: &Person) -> Option<String> {
    let (_, temporary) = person.mail(&town.post);
    match luck.below(5) {
        0..3 => luck.pick_late(&temporary).cloned(),
        3 => person.chosen.last().cloned(),
        _ => luck.pick_late(&person.chosen).cloned(),
    }
}

fn owner(luck: &Luck, town: &Town, who: usize) -> Option<Typed> {
    let person = &town.people[who];
    let is_known = luck.one_in(2);
    Some(Typed {
        who,
        username: person.username,
        password: a_password(luck, town, person)?,
        device: person.device.clone().filter(|_| is_known),
        session: person.sessions.last().cloned().filter(|_| is_known),
        from: person.at_home(),
    })
}

/// A stranger knows the name and nothing else; some guesses have the shape of a temporary password.
fn stranger(luck: &Luck, who: usize, username: &'static str, nth: u64) -> Typed {
    let password = match luck.one_in(3) {
        true => "bcdfghjkmnpqrstv".to_owned(),
        false => format!("guess number {nth} of many"),
    };
    Typed { who, username, password, device: None, session: None, from: elsewhere() }
}
