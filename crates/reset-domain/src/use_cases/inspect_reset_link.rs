//! A link is opened: what it is worth is told, and nothing changes, however often and by whomever.

use crate::defect::{Defect, is_planted};
use crate::model::reset_request::LinkStanding;
use crate::model::{FirstName, ResetRequest, ResetToken, TokenDigest, User};
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// What a link is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InspectOutcome {
    /// It may be followed.
    Live {
        /// Who may follow it.
        first_name: Option<FirstName>,
    },
    /// It was followed within its life: show the same page.
    Followed,
    /// Unknown, expired, closed or replaced: one page for all of them.
    Dead,
}

impl ResetService {
    /// Tells what a link is worth. Changes nothing.
    pub async fn inspect_reset_link(&self, token: &str) -> Result<InspectOutcome, Fault> {
        let Some(token) = ResetToken::parse(token) else {
            return Ok(InspectOutcome::Dead);
        };
        let mut uow = self.begin().await?;
        let Some(found) = self.find_link(&mut *uow, &token.digest()).await? else {
            return Ok(InspectOutcome::Dead);
        };
        Ok(match found.standing {
            LinkStanding::Live => InspectOutcome::Live { first_name: found.user.first_name },
            LinkStanding::Followed => InspectOutcome::Followed,
            LinkStanding::Dead => InspectOutcome::Dead,
        })
    }

    /// The request and user of a link, and what the link is worth.
    pub(super) async fn find_link(
        &self,
        uow: &mut dyn UnitOfWork,
        digest: &TokenDigest,
    ) -> Result<Option<FoundLink>, Fault> {
        let Some(request) = uow.reset_requests().find_by_token(digest).await? else {
            return Ok(None);
        };
        let Some(person) = uow.person(request.user).await? else {
            return Ok(None);
        };
        let is_theirs = person.user.email == request.address || is_planted(Defect::LinkOutlivesItsAddress);
        let standing = match is_theirs && person.may_get_in() {
            true => request.standing(digest, person.credentials.epoch, self.now()),
            false => LinkStanding::Dead,
        };
        Ok(Some(FoundLink { request, user: person.user, standing }))
    }
}

/// A link that was minted once.
pub(super) struct FoundLink {
    pub(super) request: ResetRequest,
    pub(super) user: User,
    pub(super) standing: LinkStanding,
}
