//! Only the owner's own act ends a password (contract 4.4), and only a right password opens anything.

use reset_domain::model::{AuditKind, Credentials, ResetRequest, TemporaryCredential, UserId};
use reset_domain::testing::Tables;

use super::requests::is_same_person;
use super::{Change, Moment, Oracle, Violation, may_get_in, must};
use crate::acts::{Act, Done, Typed};
use crate::schedule::Call;

/// What ends a chosen password.
const ENDS_CHOSEN: [AuditKind; 2] = [AuditKind::TemporaryFirstUsed, AuditKind::PasswordChanged];

/// What ends temporary passwords.
const ENDS_TEMPORARY: [AuditKind; 6] = [
    AuditKind::TemporaryFirstUsed,
    AuditKind::PasswordChanged,
    AuditKind::UserSuspended,
    AuditKind::AccountSuspended,
    AuditKind::AddressChanged,
    AuditKind::ResetRevoked,
];

impl Oracle {
    /// Credentials changed, or somebody was let in.
    pub(super) fn passwords(&mut self, change: &Change<'_>) -> Result<(), Violation> {
        if !change.before.credentials.is_same(&change.after.credentials) {
            for (user, after) in change.after.credentials.iter() {
                let before = &change.before.credentials[user];
                if before != after {
                    self.credentials(change, before, after)?;
                }
            }
        }
        for kind in [AuditKind::SignedIn, AuditKind::PasswordChanged, AuditKind::ApplicationConfirmed] {
            for event in change.events(kind) {
                self.proof(change, event.user.unwrap(), kind)?;
            }
        }
        endings_are_whole(change)
    }

    fn credentials(
        &mut self,
        change: &Change<'_>,
        before: &Credentials,
        after: &Credentials,
    ) -> Result<(), Violation> {
        let user = before.user;
        let actor = &change.call.act;
        must!(
            before.chosen == after.chosen || change.happened(user, &ENDS_CHOSEN),
            "a chosen password ended, and its owner neither used a temporary one nor chose another: {actor:?}"
        );
        must!(
            before.epoch == after.epoch || change.happened(user, &ENDS_TEMPORARY),
            "the epoch rose though nothing was ended: {actor:?}"
        );
        let is_gone = |t: &&TemporaryCredential| !after.temporary.iter().any(|other| other.hash == t.hash);
        for gone in before.temporary.iter().filter(is_gone) {
            let own_oldest =
                after.temporary.iter().any(|t| t.request == gone.request && !before.temporary.contains(t));
            must!(
                gone.expires_at <= change.now
                    || own_oldest
                    || change.happened(user, &ENDS_TEMPORARY)
                    || (actor.is_a_workers() && !self.minted.has_arrived(&gone.hash)),
                "a live temporary password that had arrived ended by {actor:?}"
            );
        }
        let is_new = |t: &&TemporaryCredential| !before.temporary.iter().any(|other| other.hash == t.hash);
        for new in after.temporary.iter().filter(is_new) {
            let request = &change.after.reset_requests[&new.request];
            must!(matches!(actor, Act::Deliver { .. }), "a temporary password was minted by {actor:?}");
            must!(self.links.was_followed(new.request), "minted though nobody followed a link: {request:?}");
            must!(
                new.expires_at <= new.minted_at + time::Duration::DAY,
                "it lives longer than a day: {new:?}"
            );
            self.minted.temporary(user, new.hash.clone(), new.request);
        }
        let began = change.call.began.at;
        let live = after.temporary.iter().filter(|t| change.now.max(began) < t.expires_at).count();
        must!(live <= 3, "{live} temporary passwords are live");
        Ok(())
    }

    /// What was typed was right when it counted.
    fn proof(&self, change: &Change<'_>, user: UserId, kind: AuditKind) -> Result<(), Violation> {
        let typed = match &change.call.act {
            Act::SignIn(typed) => &typed.password,
            Act::Change { current, .. } => current,
            Act::Confirm { password, .. } => password,
            other => return Err(Violation::new(format!("{kind} by {other:?}"))),
        };
        let (before, after) = (&change.before.credentials[&user], &change.after.credentials[&user]);
        // A session of an older epoch is dead on arrival: whoever opened it is not in.
        let opened =
            change.after.sessions.iter().filter(|(digest, _)| !change.before.sessions.contains_key(digest));
        if kind == AuditKind::SignedIn && opened.map(|(_, session)| session.epoch).max() != Some(after.epoch)
        {
            return Ok(());
        }
        let chosen = before.chosen.as_ref().is_some_and(|chosen| self.is(typed, &chosen.hash));
        let in_time = |t: &&TemporaryCredential| change.call.began.at < t.expires_at;
        let temporary = before.temporary.iter().filter(in_time).any(|t| self.is(typed, &t.hash));
        must!(chosen || temporary, "{kind} with what was not the password any more: {:?}", change.call.act);
        must!(may_get_in(change.before, user), "{kind} of somebody who is suspended");
        Ok(())
    }

    /// Whoever has the right password gets in, however often strangers have guessed.
    pub(super) fn sign_in_answer(
        &self,
        call: &Call,
        typed: &Typed,
        done: &Done,
        now: &Moment,
    ) -> Result<(), Violation> {
        if !matches!(done, Done::Refused) {
            return Ok(());
        }
        let Some(user) = now.kept.users.values().find(|user| user.username.as_str() == typed.username) else {
            return Ok(());
        };
        let id = user.id;
        let both = [&call.began, now];
        if !now.may_get_in(id) || !is_same_person(&call.began.kept, &now.kept, id) {
            return Ok(());
        }
        let knows_device = typed.device.as_ref().is_some_and(|token| {
            let device = call.began.kept.devices.get(&token.digest());
            device.is_some_and(|device| device.user == id && now.at < device.expires_at)
        });
        let was_chosen = both.iter().all(|moment| {
            let chosen = moment.kept.credentials[&id].chosen.as_ref();
            chosen.is_some_and(|chosen| self.is(&typed.password, &chosen.hash))
        });
        must!(!(was_chosen && knows_device), "the owner's password was refused on a device that is known");
        let was_temporary = both.iter().all(|moment| {
            let temporary = &moment.kept.credentials[&id].temporary;
            temporary.iter().any(|t| now.at < t.expires_at && self.is(&typed.password, &t.hash))
        });
        must!(!was_temporary, "a live temporary password was refused: {typed:?}");
        Ok(())
    }
}

/// What ends, ends whole.
fn endings_are_whole(change: &Change<'_>) -> Result<(), Violation> {
    for event in &change.events {
        let users = match event.kind {
            AuditKind::AccountSuspended => super::members(change.after, event),
            _ => event.user.into_iter().collect(),
        };
        for user in users {
            let after = &change.after.credentials[&user];
            let open = |kept: &Tables, id| kept.reset_requests.get(id).is_some_and(ResetRequest::is_open);
            let theirs = || change.after.reset_requests.values().filter(|r| r.user == user && r.is_open());
            let newest = theirs().next().is_some();
            // One that came to be meanwhile may as well have come after.
            let old = theirs().any(|r| open(&change.call.began.kept, &r.id));
            let unused = after.temporary.iter().any(|t| !t.is_used());
            match event.kind {
                AuditKind::TemporaryFirstUsed if !change.happened(user, &[AuditKind::PasswordChanged]) => {
                    must!(after.chosen.is_none(), "a first use left the chosen password");
                    must!(after.temporary.len() == 1, "a first use left other temporary passwords");
                }
                AuditKind::PasswordChanged => {
                    must!(after.temporary.is_empty(), "choosing a password left a temporary one");
                    must!(!old, "choosing a password left an open request");
                }
                AuditKind::UserSuspended | AuditKind::AccountSuspended => {
                    must!(after.temporary.is_empty(), "a suspension left a temporary password");
                    must!(!newest, "a suspension left an open request");
                }
                AuditKind::AddressChanged | AuditKind::ResetRevoked => {
                    must!(!unused, "{} left an unused temporary password", event.kind);
                    must!(!old, "{} left an open request", event.kind);
                }
                _ => {}
            }
        }
    }
    Ok(())
}
