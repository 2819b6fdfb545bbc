//! One link, one temporary password, and only while the link is worth anything (contract 4.2, 4.3).

use std::collections::{BTreeMap, BTreeSet};

use reset_domain::model::{AuditKind, Cause, ResetRequest, ResetRequestId, TokenDigest, UserId};
use time::OffsetDateTime;

use super::{Change, Moment, Oracle, Violation, must};
use crate::acts::{Act, Done};
use crate::schedule::Call;

/// The links of a run.
#[derive(Default)]
pub(crate) struct Links {
    minted: BTreeMap<TokenDigest, Minted>,
    followed: BTreeSet<ResetRequestId>,
    /// When a link of each user was followed: when the winning call began, and when it was kept.
    follows: Vec<Follow>,
}

struct Minted {
    user: UserId,
    request: ResetRequestId,
    at: OffsetDateTime,
    expires_at: OffsetDateTime,
    endings: u32,
    /// Nothing was ended between its minting and its commit, or it was dead when it arrived.
    undisturbed: bool,
}

struct Follow {
    user: UserId,
    request: ResetRequestId,
    began_at: OffsetDateTime,
}

impl Links {
    /// Whether a link of this request was followed.
    pub(super) fn was_followed(&self, request: ResetRequestId) -> bool {
        self.followed.contains(&request)
    }

    /// The request whose link this is, if it was ever committed.
    pub(super) fn request_of(&self, digest: &TokenDigest) -> Option<ResetRequestId> {
        self.minted.get(digest).map(|minted| minted.request)
    }

    /// Whether another link of the user was followed by a call that began after this one was minted.
    fn was_overtaken(&self, minted: &Minted) -> bool {
        let others = self.follows.iter().filter(|f| f.user == minted.user && f.request != minted.request);
        others.into_iter().any(|follow| minted.at < follow.began_at)
    }

    /// Whether another link of the user was followed by a call that ended after this one was minted, at the earliest.
    fn may_be_overtaken(&self, minted: &Minted) -> bool {
        self.follows.iter().any(|f| f.user == minted.user && f.request != minted.request)
    }
}

impl Oracle {
    /// Links were minted, taken back or followed.
    pub(super) fn link_changes(&mut self, change: &Change<'_>) -> Result<(), Violation> {
        if change.before.reset_requests.is_same(&change.after.reset_requests) {
            return Ok(());
        }
        for request in change.after.reset_requests.values() {
            let before = change.before.reset_requests.get(&request.id);
            if before == Some(request) {
                continue;
            }
            for link in request.links() {
                let endings = self.endings[&request.user];
                let undisturbed = change.call.began.endings[&request.user] == endings;
                let (user, at, expires_at) = (request.user, change.now, link.expires_at);
                let minted = Minted { user, request: request.id, at, expires_at, endings, undisturbed };
                self.links.minted.entry(link.digest).or_insert(minted);
            }
            let still = |digest: &TokenDigest| request.links().iter().any(|link| &link.digest == digest);
            for gone in before.into_iter().flat_map(ResetRequest::links).filter(|l| !still(&l.digest)) {
                must!(
                    !request.is_open() || !self.minted.link_has_arrived(&gone.digest),
                    "a link that had arrived was taken back by {:?}",
                    change.call.act
                );
            }
        }
        for event in change.events(AuditKind::LinkFollowed) {
            self.followed(change, event.request.unwrap())?;
        }
        Ok(())
    }

    fn followed(&mut self, change: &Change<'_>, request: ResetRequestId) -> Result<(), Violation> {
        must!(self.links.followed.insert(request), "a link was followed twice");
        let (Act::Follow { .. }, Some(token)) = (&change.call.act, change.call.act.link()) else {
            return Err(Violation::new(format!("a link was followed by {:?}", change.call.act)));
        };
        let began = &change.call.began;
        let Some(minted) = self.links.minted.get(&token.digest()) else {
            return Err(Violation::new("a link was followed that was never minted"));
        };
        must!(minted.request == request, "one request's link followed another request");
        must!(began.at < minted.expires_at, "a link was followed after its end");
        must!(began.endings[&minted.user] <= minted.endings, "a link outlived what ends it");
        must!(!self.links.was_overtaken(minted), "a link was followed after another one");
        let owed = change.after.outbox.iter().filter(|(id, _)| !change.before.outbox.contains_key(id));
        let owed = owed.filter(|(_, message)| message.cause == Cause::TemporaryPassword { request }).count();
        must!(owed == 1, "a followed link owes {owed} letters");
        let follow = Follow { user: minted.user, request, began_at: began.at };
        self.links.follows.push(follow);
        Ok(())
    }

    /// A link that is good all the time is not called dead, and one that was dead all the time opens nothing.
    pub(super) fn link_answer(&self, call: &Call, done: &Done, now: &Moment) -> Result<(), Violation> {
        use reset_domain::use_cases::{FollowOutcome, InspectOutcome};
        let Some(minted) = call.act.link().and_then(|token| self.links.minted.get(&token.digest())) else {
            return Ok(());
        };
        let user = minted.user;
        let both = [&call.began, now];
        let in_time = now.at < minted.expires_at;
        let undisturbed =
            both.iter().all(|moment| moment.endings[&user] == minted.endings && moment.may_get_in(user));
        let is_followed = self.links.was_followed(minted.request);
        let good = in_time
            && undisturbed
            && minted.undisturbed
            && (is_followed || !self.links.may_be_overtaken(minted));
        let called_dead =
            matches!(done, Done::Followed(FollowOutcome::Dead) | Done::Inspected(InspectOutcome::Dead));
        must!(!(good && called_dead), "a link that is good was called dead: {:?}", call.act);
        let called_live = matches!(
            done,
            Done::Followed(FollowOutcome::Followed) | Done::Inspected(InspectOutcome::Live { .. })
        );
        must!(
            !(called_live && minted.expires_at <= call.began.at),
            "a link was called live after its end: {:?}",
            call.act
        );
        Ok(())
    }
}
