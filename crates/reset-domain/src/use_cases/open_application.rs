//! A user opens an application from Home; where it asks for the password, it is asked for first.

use super::step::retrying;
use crate::defect::{Defect, is_planted};
use crate::model::{Actor, Application, ApplicationId, AuditKind, Caller, PasswordRule, SessionToken};
use crate::{Fault, ResetService};

/// Which application, by whom.
#[derive(Debug, Clone, Copy)]
pub struct OpenApplication<'a> {
    /// Who is signed in.
    pub session: &'a SessionToken,
    /// Which one.
    pub application: &'a ApplicationId,
    /// Where from.
    pub caller: Caller,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenOutcome {
    /// Go on to it.
    Opens(Application),
    /// It asks for the password first.
    AsksForPassword(Application),
    /// The temporary password has to be changed before anything else.
    MustChange,
    /// There is no such application.
    Unknown,
    /// Nobody is signed in.
    Ended,
}

impl ResetService {
    /// Opens an application, or tells that it asks for the password first.
    pub async fn open_application(&self, open: OpenApplication<'_>) -> Result<OpenOutcome, Fault> {
        let Some(application) = self.application(open.application) else {
            return Ok(OpenOutcome::Unknown);
        };
        retrying!(self.open(open, application))
    }

    async fn open(&self, open: OpenApplication<'_>, application: &Application) -> Result<OpenOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(stay) = self.stay(&mut *uow, open.session, now).await? else {
            return Ok(OpenOutcome::Ended);
        };
        if self.must_change(&stay.session) {
            return Ok(OpenOutcome::MustChange);
        }
        let confirmed = stay.session.is_confirmed(&application.id, &self.policy, now);
        if application.password == PasswordRule::Confirm {
            if !confirmed && !is_planted(Defect::ApplicationsOpenUnasked) {
                return Ok(OpenOutcome::AsksForPassword(application.clone()));
            }
            uow.sessions().replace(&stay.session.opened(&application.id, &self.policy)).await?;
        }
        let event = self.event(Actor::User, AuditKind::ApplicationOpened)?.of_user(&stay.user);
        let event = event.of_application(&application.id);
        uow.audit_log().add(&[event.from(open.caller.network)]).await?;
        uow.commit().await?;
        Ok(OpenOutcome::Opens(application.clone()))
    }

    /// An application of the configuration.
    pub(super) fn application(&self, id: &ApplicationId) -> Option<&Application> {
        self.policy.applications.iter().find(|application| &application.id == id)
    }
}
