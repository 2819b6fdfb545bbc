//! A link is followed: a letter with a temporary password is owed, once, whoever races.
//! Nothing that the owner has ends by it, because a mail scanner may have done it.

use super::step::retrying;
use crate::defect::{Defect, is_planted};
use crate::model::reset_request::LinkStanding;
use crate::model::{Actor, AuditKind, Caller, Cause, ClosedReason, ResetRequestState, ResetToken};
use crate::{Fault, ResetService};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowOutcome {
    /// It was followed: a temporary password is on its way.
    Followed,
    /// It had been followed before, within its life: the same page, and nothing more is sent.
    FollowedBefore,
    /// Unknown, expired, closed or replaced: one page for all of them.
    Dead,
}

impl ResetService {
    /// Follows a link. One link, one temporary password.
    pub async fn follow_reset_link(&self, token: &str, caller: Caller) -> Result<FollowOutcome, Fault> {
        let Some(token) = ResetToken::parse(token) else {
            return Ok(FollowOutcome::Dead);
        };
        retrying!(self.follow(&token, caller))
    }

    async fn follow(&self, token: &ResetToken, caller: Caller) -> Result<FollowOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(found) = self.find_link(&mut *uow, &token.digest()).await? else {
            return Ok(FollowOutcome::Dead);
        };
        match found.standing {
            LinkStanding::Live => {}
            LinkStanding::Followed => return Ok(FollowOutcome::FollowedBefore),
            LinkStanding::Dead => return Ok(FollowOutcome::Dead),
        }
        let (user, request, now) = (found.user, found.request, self.now());
        // The guarded change that decides the winner comes first, so that the losers stop here.
        uow.reset_requests().replace(&request.clone().follow(now)).await?;
        for other in uow.reset_requests().list_open(user.id).await? {
            let has_live_link = matches!(other.state, ResetRequestState::LinkSent { .. });
            if other.id != request.id && has_live_link && !is_planted(Defect::SiblingLinkStays) {
                uow.reset_requests().replace(&other.close(ClosedReason::AnotherFollowed, now)).await?;
            }
        }
        if !is_planted(Defect::FollowedLinkOwesNothing) {
            let letter = self.owed(&user, Cause::TemporaryPassword { request: request.id }, now)?;
            uow.outbox().add(&[letter]).await?;
        }
        let event = self.event(Actor::Visitor, AuditKind::LinkFollowed)?;
        uow.audit_log().add(&[event.of_user(&user).of_request(request.id).from(caller.network)]).await?;
        uow.commit().await?;
        Ok(FollowOutcome::Followed)
    }
}
