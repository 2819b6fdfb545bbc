//! What is counted as one state: who has what and what is under way, without names, times and secrets.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use reset_domain::model::{MessageState, ResetRequestState};
use reset_domain::ports::Clock;
use reset_domain::testing::Tables;

use crate::acts::Act;
use crate::town::Town;

/// The state as a number; of two states with the same number nobody will ever know.
pub(crate) fn of<'a>(tables: &Tables, crowd: impl Iterator<Item = &'a Act>, town: &Town) -> u64 {
    let now = town.clock.now();
    let mut hasher = DefaultHasher::new();
    for person in &town.people {
        let credentials = &tables.credentials[&person.id];
        credentials.chosen.is_some().hash(&mut hasher);
        sorted(credentials.temporary.iter().map(|t| (t.is_live(now), t.is_used()))).hash(&mut hasher);
        tables.users[&person.id].is_active().hash(&mut hasher);
        sessions(tables, person.id).min(3).hash(&mut hasher);
        let requests = tables.reset_requests.values().filter(|request| request.user == person.id);
        let open = requests.filter(|request| request.is_open());
        sorted(open.map(|request| {
            let live = request.links().iter().filter(|link| now < link.expires_at).count();
            (stage(&request.state), live.min(2), request.links().len().min(3))
        }))
        .hash(&mut hasher);
        let owed = tables.outbox.values().filter(|message| message.user == person.id);
        sorted(owed.filter_map(|message| match message.state {
            MessageState::Due { at } => Some((0, at <= now)),
            MessageState::Claimed { lease } => Some((1, lease.until <= now)),
            MessageState::Settled { .. } => None,
        }))
        .hash(&mut hasher);
    }
    tables.intake.len().min(4).hash(&mut hasher);
    let mut crowd: Vec<_> = crowd.map(kind).collect();
    crowd.sort_unstable();
    crowd.hash(&mut hasher);
    hasher.finish()
}

fn sessions(tables: &Tables, user: reset_domain::model::UserId) -> usize {
    tables.sessions.values().filter(|session| session.user == user).count()
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}

const fn stage(state: &ResetRequestState) -> u8 {
    match state {
        ResetRequestState::Owed { .. } => 0,
        ResetRequestState::LinkSent { .. } => 1,
        ResetRequestState::Followed { .. } => 2,
        ResetRequestState::Fulfilled { .. } => 3,
        ResetRequestState::Closed { .. } => 4,
    }
}

fn kind(act: &Act) -> u64 {
    let mut hasher = DefaultHasher::new();
    discriminant(act).hash(&mut hasher);
    hasher.finish()
}
