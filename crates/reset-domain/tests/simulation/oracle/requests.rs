//! Every accepted ask of an eligible user ends in a letter or in its expiry (contract 4.1, 4.3, 4.8).

use reset_domain::model::{
    AuditEvent, AuditKind, Cause, Message, MessageState, ResetRequestId, ResetRequestState, Settlement,
    UserId,
};
use reset_domain::testing::Tables;
use time::Duration;

use super::{Change, Oracle, Violation, may_get_in, members, must};
use crate::acts::Act;
use crate::town::Town;

/// The longest pause between two tries: a letter that would be tried within it is not given up for lateness.
const LONGEST_PAUSE: Duration = Duration::minutes(10);

impl Oracle {
    /// What was submitted was considered.
    pub(super) fn requests(&self, change: &Change<'_>, town: &Town) -> Result<(), Violation> {
        if change.before.intake.is_same(&change.after.intake) {
            return Ok(());
        }
        let gone = change.before.intake.values().filter(|e| !change.after.intake.contains_key(&e.id));
        let verdicts = [AuditKind::ResetRequested, AuditKind::ResetUnmatched, AuditKind::ResetMerged];
        let mut events: Vec<_> =
            change.events.iter().filter(|event| verdicts.contains(&event.kind)).collect();
        for entry in gone {
            let meant = town.people.iter().find(|person| {
                let user = &change.before.users[&person.id];
                Some(&user.username) == entry.username.as_ref()
                    && Some(&user.account) == entry.account.as_ref()
            });
            let is_verdict = |event: &&AuditEvent| match meant {
                Some(person) => event.user == Some(person.id) && !is_of_nobody(event),
                None => is_of_nobody(event),
            };
            let Some(place) = events.iter().position(|event| is_verdict(event)) else {
                return Err(Violation::new("what was submitted is gone without a word"));
            };
            let event = events.swap_remove(place);
            let Some(person) = meant else {
                continue;
            };
            let eligible = [&change.call.began.kept, change.before].map(|kept| may_get_in(kept, person.id));
            match event.kind {
                AuditKind::ResetUnmatched => {
                    // A user who was suspended and resumed meanwhile was suspended.
                    let undisturbed = is_same_person(&change.call.began.kept, change.before, person.id);
                    must!(!(undisturbed && eligible[1]), "an ask of an active user came to nothing");
                }
                AuditKind::ResetMerged => {
                    // The one that waited may have been sent since this call began: it does for both.
                    let waited =
                        self.waited.get(&person.id).is_some_and(|at| change.call.began.kept.commits <= *at);
                    // Or it came to wait in the same unit of work.
                    let waits = [change.before, change.after].iter().any(|kept| waits(kept, person.id));
                    must!(waited || waits, "an ask was merged with none that waits");
                }
                _ => {
                    must!(eligible != [false, false], "an ask of a suspended user was accepted");
                    let request = event.request.unwrap();
                    must!(owes_link(change.after, request, person.id), "an accepted ask owes no letter");
                }
            }
        }
        must!(events.is_empty(), "a word on what nobody submitted: {events:?}");
        Ok(())
    }

    /// Notes whose requests waited until this change.
    pub(super) fn note_waiting(&mut self, change: &Change<'_>) {
        let (before, after) = (change.before, change.after);
        if !(before.outbox.is_same(&after.outbox) && before.reset_requests.is_same(&after.reset_requests)) {
            let waiting = before.users.keys().copied().filter(|user| waits(before, *user));
            self.waited.extend(waiting.map(|user| (user, before.commits)));
        }
    }
}

/// Whether it says that nobody was meant.
fn is_of_nobody(event: &AuditEvent) -> bool {
    event.kind == AuditKind::ResetUnmatched
        && matches!(event.reason.as_deref(), Some("no such name" | "unknown user" | "other account"))
}

/// Letters were claimed, postponed or settled.
pub(super) fn messages(change: &Change<'_>) -> Result<(), Violation> {
    if change.before.outbox.is_same(&change.after.outbox) {
        return Ok(());
    }
    for before in change.before.outbox.values() {
        let Some(after) = change.after.outbox.get(&before.id) else {
            must!(before.settled_at().is_some(), "a letter that is owed was forgotten");
            continue;
        };
        if before == after {
            continue;
        }
        message_is_settled(change, before, after)?;
    }
    Ok(())
}

fn message_is_settled(change: &Change<'_>, before: &Message, after: &Message) -> Result<(), Violation> {
    let actor = &change.call.act;
    if let (MessageState::Claimed { lease }, true) = (before.state, before.tries < after.tries) {
        must!(lease.until <= change.now, "a letter was claimed that somebody else is sending");
    }
    let MessageState::Settled { how, .. } = after.state else {
        must!(
            before.settled_at().is_none() || matches!(actor, Act::Retry(_)),
            "a letter that was settled is owed again by {actor:?}"
        );
        return Ok(());
    };
    match how {
        Settlement::Dropped => must!(matches!(actor, Act::Drop(_)), "a letter was dropped by {actor:?}"),
        Settlement::GivenUp => {
            let refused =
                change.events(AuditKind::LetterGivenUp).any(|e| e.reason.as_deref() == Some("refused"));
            must!(
                refused || after.give_up_at <= change.now + LONGEST_PAUSE,
                "a letter was given up {} before its time",
                after.give_up_at - change.now
            );
        }
        Settlement::NotNeeded => {
            must!(is_needless(change, after), "a letter was called needless that is not: {after:?}");
        }
        Settlement::Delivered => {}
    }
    Ok(())
}

/// Whether neither the user nor the account has changed between the two.
pub(super) fn is_same_person(one: &Tables, other: &Tables, user: UserId) -> bool {
    let account = |kept: &Tables| kept.accounts[&kept.users[&user].account].revision;
    one.users[&user].revision == other.users[&user].revision && account(one) == account(other)
}

/// The list of contract 4.8.
fn is_needless(change: &Change<'_>, message: &Message) -> bool {
    let user = message.user;
    let ends = [&change.call.began.kept, change.before];
    was_suspended_between(ends, user)
        || ends.iter().any(|kept| {
            let address_changed = kept.users[&user].email != message.to;
            let credentials = &kept.credentials[&user];
            let over = match message.cause {
                Cause::ResetLink { request } => {
                    kept.reset_requests.get(&request).is_none_or(|request| !request.wants_link())
                }
                Cause::TemporaryPassword { request } => {
                    match kept.reset_requests.get(&request).map(|r| &r.state) {
                        Some(ResetRequestState::Followed { at, .. }) => {
                            credentials.was_used(request) || credentials.chosen_since(*at)
                        }
                        _ => true,
                    }
                }
                Cause::PasswordChanged | Cause::AddressChanged => false,
            };
            !may_get_in(kept, user) || address_changed || over
        })
}

/// Whether a user was suspended after the one moment and by the other, be they resumed by then.
fn was_suspended_between([from, to]: [&Tables; 2], user: UserId) -> bool {
    let suspensions = [AuditKind::UserSuspended, AuditKind::AccountSuspended];
    let mut since = to.audit_events.values().filter(|event| !from.audit_events.contains_key(&event.id));
    since.any(|event| {
        let is_theirs = event.user == Some(user) || members(to, event).contains(&user);
        is_theirs && suspensions.contains(&event.kind)
    })
}

/// Whether a request of a user waits for its link, and its letter is owed.
fn waits(kept: &Tables, user: UserId) -> bool {
    let theirs = kept.reset_requests.values().filter(|request| request.user == user);
    let mut waiting = theirs.filter(|request| matches!(request.state, ResetRequestState::Owed { .. }));
    waiting.any(|request| owes_link(kept, request.id, user))
}

fn owes_link(kept: &Tables, request: ResetRequestId, user: UserId) -> bool {
    let theirs = kept.outbox.values().filter(|message| message.user == user);
    theirs
        .filter(|message| message.settled_at().is_none())
        .any(|message| message.cause == Cause::ResetLink { request })
}
