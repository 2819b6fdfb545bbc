//! A browser shows its session cookie: who is signed in is told, if the stay has not ended.

use time::OffsetDateTime;

use super::step::retrying;
use crate::model::{Credentials, FirstName, Person, Session, SessionToken, Standing, User, UserId, Username};
use crate::policy::ChangeRule;
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedInUser {
    /// Who.
    pub user: UserId,
    /// For the hidden field that tells password managers whose password it is.
    pub username: Username,
    /// Whom Home welcomes.
    pub first_name: Option<FirstName>,
    /// What the session stands on: whether the reminder is due.
    pub standing: Standing,
    /// Whether Change Password is the only page.
    pub must_change: bool,
}

/// What a session is worth.
#[derive(Debug, Clone)]
pub enum ResumeOutcome {
    /// Signed in.
    Active(SignedInUser),
    /// Unknown or ended.
    Ended,
}

/// A session that has not ended, and what belongs to it.
pub(super) struct Stay {
    pub(super) session: Session,
    pub(super) user: User,
    pub(super) credentials: Credentials,
}

impl ResetService {
    /// Tells who is signed in, and that the session was used.
    pub async fn resume_session(&self, token: &SessionToken) -> Result<ResumeOutcome, Fault> {
        retrying!(self.resume(token))
    }

    async fn resume(&self, token: &SessionToken) -> Result<ResumeOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(stay) = self.stay(&mut *uow, token, now).await? else {
            return Ok(ResumeOutcome::Ended);
        };
        let (standing, must_change) = (stay.session.standing, self.must_change(&stay.session));
        if stay.session.is_stale(now) {
            uow.sessions().replace(&stay.session.seen(now)).await?;
            uow.commit().await?;
        }
        Ok(ResumeOutcome::Active(SignedInUser {
            user: stay.user.id,
            username: stay.user.username,
            first_name: stay.user.first_name,
            standing,
            must_change,
        }))
    }

    /// Whether Change Password is all that a session is good for (contract section 2, `temporary_password.change`).
    pub(super) fn must_change(&self, session: &Session) -> bool {
        let on_temporary = matches!(session.standing, Standing::Temporary { .. });
        on_temporary && self.policy.temporary_change == ChangeRule::Force
    }

    /// The session of this token, unless it has ended.
    pub(super) async fn stay(
        &self,
        uow: &mut dyn UnitOfWork,
        token: &SessionToken,
        now: OffsetDateTime,
    ) -> Result<Option<Stay>, Fault> {
        let Some(session) = uow.sessions().lookup(&token.digest()).await? else {
            return Ok(None);
        };
        let Some(person) = uow.person(session.user).await? else {
            return Ok(None);
        };
        let live = session.is_live(person.credentials.epoch, &self.policy, now) && person.may_get_in();
        let Person { user, credentials, .. } = person;
        Ok(live.then_some(Stay { session, user, credentials }))
    }
}
