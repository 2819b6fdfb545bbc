//! A user types the password again for an application that asks for it.

use super::step::retrying;
use super::verify::{Typing, Verified, first_use};
use crate::model::credential::Proof;
use crate::model::{
    Actor, Application, ApplicationId, AuditKind, Caller, DeviceToken, PasswordHash, Session, SessionToken,
    Standing, TypedPassword, User,
};
use crate::{Fault, ResetService};

/// What was typed, for which application, by whom.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmApplication<'a> {
    /// Who is signed in.
    pub session: &'a SessionToken,
    /// For which one.
    pub application: &'a ApplicationId,
    /// As it was typed.
    pub password: &'a secrecy::SecretString,
    /// What the browser is known by, if it is known.
    pub device: Option<&'a DeviceToken>,
    /// Where from.
    pub caller: Caller,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum ConfirmOutcome {
    /// Confirmed: the application may be opened.
    Confirmed,
    /// Confirmed with a temporary password that nobody had used before: every session ended, and this one follows.
    Renewed(SessionToken),
    /// Nothing was typed.
    Incomplete(Application),
    /// Not with this.
    Refused(Application),
    /// The temporary password has to be changed before anything else.
    MustChange,
    /// There is no such application.
    Unknown,
    /// Nobody is signed in.
    Ended,
}

impl ResetService {
    /// Confirms the password for one application; a refusal counts like a sign-in's.
    #[expect(clippy::disallowed_methods, reason = "what was typed is parsed into a password")]
    pub async fn confirm_application(
        &self,
        confirm: ConfirmApplication<'_>,
    ) -> Result<ConfirmOutcome, Fault> {
        let Some(application) = self.application(confirm.application) else {
            return Ok(ConfirmOutcome::Unknown);
        };
        let Some(user) = self.signed_in(confirm.session).await? else {
            return Ok(ConfirmOutcome::Ended);
        };
        let typed = secrecy::ExposeSecret::expose_secret(confirm.password);
        if typed.is_empty() {
            return Ok(ConfirmOutcome::Incomplete(application.clone()));
        }
        let Ok(typed) = TypedPassword::parse(typed) else {
            return Ok(ConfirmOutcome::Refused(application.clone()));
        };
        let typing = Typing::new(user.username.as_str(), &typed, confirm.device, confirm.caller);
        match self.verify(&typing).await? {
            Verified::Matches(_, hash) => {
                let outcome = retrying!(self.confirm(&confirm, application, &typing, &hash))?;
                if matches!(outcome, ConfirmOutcome::Refused(_)) {
                    self.refuse_typed(&user, &typing, AuditKind::ApplicationRefused).await?;
                }
                Ok(outcome)
            }
            Verified::Refused { .. } => {
                self.refuse_typed(&user, &typing, AuditKind::ApplicationRefused).await?;
                Ok(ConfirmOutcome::Refused(application.clone()))
            }
        }
    }

    async fn confirm(
        &self,
        confirm: &ConfirmApplication<'_>,
        application: &Application,
        typing: &Typing<'_>,
        hash: &PasswordHash,
    ) -> Result<ConfirmOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(stay) = self.stay(&mut *uow, confirm.session, now).await? else {
            return Ok(ConfirmOutcome::Ended);
        };
        if self.must_change(&stay.session) {
            return Ok(ConfirmOutcome::MustChange);
        }
        let outcome = match stay.credentials.proof(hash, now) {
            None | Some(Proof::Expired) => return Ok(ConfirmOutcome::Refused(application.clone())),
            Some(Proof::Chosen | Proof::Temporary { .. }) => {
                uow.sessions().replace(&stay.session.confirm(application.id.clone(), now)).await?;
                ConfirmOutcome::Confirmed
            }
            Some(Proof::FirstUse { expires_at }) => {
                let after = first_use(&mut *uow, stay.credentials, hash, now).await?;
                let token = SessionToken::mint(&*self.ports.entropy)?;
                let standing = Standing::Temporary { expires_at };
                let session =
                    Session::open(token.digest(), stay.user.id, after.epoch, standing, &self.policy, now)
                        .confirm(application.id.clone(), now);
                uow.sessions().add(&session).await?;
                let event = self.event(Actor::User, AuditKind::TemporaryFirstUsed)?.of_user(&stay.user);
                uow.audit_log().add(&[event.from(confirm.caller.network)]).await?;
                ConfirmOutcome::Renewed(token)
            }
        };
        self.forget_refusals(&mut *uow, typing).await?;
        let event = self.event(Actor::User, AuditKind::ApplicationConfirmed)?.of_user(&stay.user);
        uow.audit_log().add(&[event.from(confirm.caller.network)]).await?;
        uow.commit().await?;
        Ok(outcome)
    }

    /// Who is signed in, for a step that hashes before it changes anything.
    pub(super) async fn signed_in(&self, session: &SessionToken) -> Result<Option<User>, Fault> {
        let mut uow = self.begin().await?;
        Ok(self.stay(&mut *uow, session, self.now()).await?.map(|stay| stay.user))
    }

    /// Counts and notes a password that a signed-in user typed wrong.
    pub(super) async fn refuse_typed(
        &self,
        user: &User,
        typing: &Typing<'_>,
        kind: AuditKind,
    ) -> Result<(), Fault> {
        retrying!(self.note_typed(user, typing, kind))
    }

    async fn note_typed(&self, user: &User, typing: &Typing<'_>, kind: AuditKind) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        let event = self.event(Actor::User, kind)?.of_user(user).from(typing.caller.network);
        uow.audit_log().add(&[event]).await?;
        Ok(uow.commit().await?)
    }
}
