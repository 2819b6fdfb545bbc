//! A session ends with what it stands on, and never otherwise before its time (contract 4.9).

use std::collections::BTreeMap;

use reset_domain::Policy;
use reset_domain::model::{SessionDigest, SessionToken, Standing, UserId};
use time::{Duration, OffsetDateTime};

use super::{Change, Moment, Oracle, Violation, must};
use crate::acts::{Act, Done};
use crate::schedule::Call;

/// How far the time of the last use may lag behind: it is written to the minute.
const SEEN_TO: Duration = Duration::MINUTE;

/// The sessions of a run.
#[derive(Default)]
pub(crate) struct Stays(BTreeMap<SessionDigest, Stay>);

struct Stay {
    user: UserId,
    opened_at: OffsetDateTime,
    ends_at: Option<OffsetDateTime>,
    endings: u32,
    /// When it may have been in use last.
    used: OffsetDateTime,
    signed_out: bool,
}

impl Oracle {
    /// Sessions were opened or ended. Endings of this change are counted already.
    pub(super) fn session_changes(&mut self, change: &Change<'_>) -> Result<(), Violation> {
        if let Act::SignOut { session } = &change.call.act {
            self.sign_out(session);
        }
        if change.before.sessions.is_same(&change.after.sessions) {
            return Ok(());
        }
        if let Act::SignIn(typed) = &change.call.act {
            // A sign-in ends the session that the browser had.
            typed.session.iter().for_each(|session| self.sign_out(session));
        }
        let new =
            change.after.sessions.iter().filter(|(digest, _)| !change.before.sessions.contains_key(digest));
        for (digest, session) in new {
            let ends_at = match session.standing {
                Standing::Chosen => None,
                Standing::Temporary { expires_at } => Some(expires_at),
            };
            let dead = session.epoch != change.after.credentials[&session.user].epoch;
            let stay = Stay {
                user: session.user,
                opened_at: session.opened_at,
                ends_at,
                endings: self.endings[&session.user],
                used: change.now,
                signed_out: dead,
            };
            self.stays.0.insert(*digest, stay);
        }
        for (digest, session) in change.before.sessions.iter() {
            let over = session.ends_at <= change.now;
            let ended = self.stays.0.get(digest).is_none_or(|stay| self.is_ended(stay));
            must!(
                change.after.sessions.contains_key(digest) || over || ended,
                "a session was ended by {:?}",
                change.call.act
            );
        }
        Ok(())
    }

    fn sign_out(&mut self, session: &SessionToken) {
        if let Some(stay) = self.stays.0.get_mut(&session.digest()) {
            stay.signed_out = true;
        }
    }

    fn is_ended(&self, stay: &Stay) -> bool {
        stay.signed_out || stay.endings < self.endings[&stay.user]
    }

    /// A session that had ended opens nothing, and one that had not is not called ended.
    pub(super) fn session_answer(&mut self, call: &Call, done: &Done, now: &Moment) -> Result<(), Violation> {
        let policy = Policy::default();
        let Some(digest) = call.act.session().map(SessionToken::digest) else {
            return Ok(());
        };
        let began = &call.began;
        let Some(stay) = self.stays.0.get_mut(&digest) else {
            return Ok(());
        };
        let user = stay.user;
        let longest = stay.opened_at + policy.session_absolute;
        let ends_at = stay.ends_at.map_or(longest, |ends_at| ends_at.min(longest));
        match done {
            Done::Resumed | Done::Opened | Done::Confirmed | Done::Changed(_) | Done::Renewed(_) => {
                let act = &call.act;
                must!(began.endings[&user] <= stay.endings, "an ended session was let in: {act:?}");
                must!(began.at < ends_at, "a session was let in after its end: {act:?}");
                must!(began.at < stay.used + policy.session_idle, "an idle session was let in: {act:?}");
                stay.used = now.at.max(stay.used);
                // A page view is written down as a use, to the minute.
                let seen_at = now.kept.sessions.get(&digest).map(|session| session.seen_at);
                let is_late = seen_at.is_some_and(|seen_at| seen_at + SEEN_TO < began.at);
                must!(!(is_late && matches!(done, Done::Resumed)), "a use was not written down: {act:?}");
            }
            Done::Ended => {
                let undisturbed = !stay.signed_out
                    && began.endings[&user] == stay.endings
                    && now.endings[&user] == stay.endings
                    && began.may_get_in(user)
                    && now.may_get_in(user)
                    && now.at < ends_at
                    && began
                        .kept
                        .sessions
                        .get(&digest)
                        .is_some_and(|session| now.at < session.seen_at + policy.session_idle);
                must!(!undisturbed, "a session was called ended that was not: {:?}", call.act);
            }
            // Whatever was tried, the session may have been used.
            _ => stay.used = stay.used.max(now.at),
        }
        Ok(())
    }
}
