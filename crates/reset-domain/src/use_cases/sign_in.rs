//! Somebody signs in with a username and a chosen or temporary password.
//! The first use of a temporary password ends the chosen one, all other temporary ones and all other sessions.

use super::step::retrying;
use super::verify::{Counts, Typing, Verified, first_use};
use crate::defect::{Defect, is_planted};
use crate::model::credential::Proof;
use crate::model::{
    Actor, ApplicationId, AuditKind, Caller, Device, DeviceToken, PasswordHash, Person, Session,
    SessionToken, Standing, TypedPassword, User, UserId,
};
use crate::ports::UnitOfWork;
use crate::{Fault, Policy, ResetService};

/// What somebody typed into Sign In, and what their browser brought along.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// As it was typed.
    pub username: &'a str,
    /// As it was typed.
    pub password: &'a secrecy::SecretString,
    /// What the browser is known by, if it is known.
    pub device: Option<&'a DeviceToken>,
    /// The session the browser has, if it has one: a success ends it (ASVS 5.0, 7.2.4).
    pub session: Option<&'a SessionToken>,
    /// The application they are on their way to: this sign-in counts as its confirmation.
    pub application: Option<&'a ApplicationId>,
    /// Who typed it.
    pub caller: Caller,
}

/// What a browser is given at a success.
#[derive(Debug, Clone)]
pub struct OpenedSession {
    /// For the session cookie.
    pub token: SessionToken,
    /// For the device cookie, where the browser was not known before.
    pub device: Option<DeviceToken>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum SignInOutcome {
    /// They are in.
    SignedIn(OpenedSession),
    /// The username, the password or both were left empty.
    Incomplete(Incomplete),
    /// Not with these; one answer whatever the cause.
    Refused,
    /// The same, for the third time in a row or more: a word on what else can be done is due.
    RefusedRepeatedly,
    /// The right temporary password, too late.
    TemporaryExpired,
}

/// Which field of Sign In was left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// The username.
    Username,
    /// The password.
    Password,
    /// Both.
    Both,
}

/// How many refusals in a row bring the word on what else can be done.
const REPEATEDLY: u32 = 3;

impl ResetService {
    /// Signs somebody in, at the cost of exactly one verification, whoever exists.
    #[expect(clippy::disallowed_methods, reason = "what was typed is parsed into a password")]
    pub async fn sign_in(&self, sign_in: SignIn<'_>) -> Result<SignInOutcome, Fault> {
        let typed = secrecy::ExposeSecret::expose_secret(sign_in.password);
        match (sign_in.username.trim().is_empty(), typed.is_empty()) {
            (true, true) => return Ok(SignInOutcome::Incomplete(Incomplete::Both)),
            (true, false) => return Ok(SignInOutcome::Incomplete(Incomplete::Username)),
            (false, true) => return Ok(SignInOutcome::Incomplete(Incomplete::Password)),
            (false, false) => {}
        }
        // Too long for any password: refused before hashing, for everybody alike.
        let Ok(typed) = TypedPassword::parse(typed) else {
            retrying!(self.note_too_long(sign_in.caller))?;
            return Ok(SignInOutcome::Refused);
        };
        let typing = Typing::new(sign_in.username, &typed, sign_in.device, sign_in.caller);
        match self.verify(&typing).await? {
            // What was verified before is compared again here, so losing a race does not cost another hash.
            Verified::Matches(user, hash) => retrying!(self.let_in(&sign_in, &typing, user, &hash)),
            Verified::Refused { counts, user, before } => {
                retrying!(self.keep_out(&typing, counts, user.as_ref()))?;
                Ok(match before.saturating_add(1) < REPEATEDLY {
                    true => SignInOutcome::Refused,
                    false => SignInOutcome::RefusedRepeatedly,
                })
            }
        }
    }

    async fn keep_out(&self, typing: &Typing<'_>, counts: Counts, user: Option<&User>) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        let reason = match counts {
            Counts::Everywhere | Counts::Here => "no match",
            Counts::No => "held up",
        };
        self.note_refusal(&mut *uow, user, typing.caller, reason).await?;
        Ok(uow.commit().await?)
    }

    async fn note_too_long(&self, caller: Caller) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        self.note_refusal(&mut *uow, None, caller, "too long").await?;
        Ok(uow.commit().await?)
    }

    async fn let_in(
        &self,
        sign_in: &SignIn<'_>,
        typing: &Typing<'_>,
        user: UserId,
        hash: &PasswordHash,
    ) -> Result<SignInOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(person) = uow.person(user).await? else {
            return Ok(SignInOutcome::Refused);
        };
        let may_get_in = person.may_get_in();
        let Person { user, credentials, .. } = person;
        if !may_get_in {
            return self.refuse(uow, &user, sign_in.caller, "suspended", SignInOutcome::Refused).await;
        }
        let (epoch, standing) = match credentials.proof(hash, now) {
            None if is_planted(Defect::VerifiedMeansLetIn) => (credentials.epoch, Standing::Chosen),
            None => {
                return self.refuse(uow, &user, sign_in.caller, "ended", SignInOutcome::Refused).await;
            }
            Some(Proof::Expired) => {
                return self
                    .refuse(uow, &user, sign_in.caller, "expired", SignInOutcome::TemporaryExpired)
                    .await;
            }
            Some(Proof::Chosen) => (credentials.epoch, Standing::Chosen),
            Some(Proof::Temporary { expires_at }) => (credentials.epoch, Standing::Temporary { expires_at }),
            Some(Proof::FirstUse { expires_at }) => {
                let after = first_use(&mut *uow, credentials, hash, now).await?;
                let event = self.event(Actor::User, AuditKind::TemporaryFirstUsed)?.of_user(&user);
                uow.audit_log().add(&[event.from(sign_in.caller.network)]).await?;
                (after.epoch, Standing::Temporary { expires_at })
            }
        };
        let token = match sign_in.session {
            Some(shown) if is_planted(Defect::SessionsAreAdopted) => shown.clone(),
            _ => SessionToken::mint(&*self.ports.entropy)?,
        };
        let session = Session::open(token.digest(), user.id, epoch, standing, &self.policy, now);
        let session = match sign_in.application {
            Some(application) => session.confirm(application.clone(), now),
            None => session,
        };
        if let Some(before) = sign_in.session {
            uow.sessions().remove(&before.digest()).await?;
        }
        uow.sessions().add(&session).await?;
        self.forget_refusals(&mut *uow, typing).await?;
        let device = self.know_device(&mut *uow, &user, sign_in.device).await?;
        let event = self.event(Actor::User, AuditKind::SignedIn)?.of_user(&user).from(sign_in.caller.network);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(SignInOutcome::SignedIn(OpenedSession { token, device }))
    }

    async fn refuse(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        user: &User,
        caller: Caller,
        reason: &'static str,
        outcome: SignInOutcome,
    ) -> Result<SignInOutcome, Fault> {
        self.note_refusal(&mut *uow, Some(user), caller, reason).await?;
        uow.commit().await?;
        Ok(outcome)
    }

    async fn note_refusal(
        &self,
        uow: &mut dyn UnitOfWork,
        user: Option<&User>,
        caller: Caller,
        reason: &'static str,
    ) -> Result<(), Fault> {
        let event = self.event(Actor::Visitor, AuditKind::SignInRefused)?.of_user_if_known(user);
        let event = event.from(caller.network).because(reason);
        Ok(uow.audit_log().add(&[event]).await?)
    }

    /// A browser that was not known gets to be.
    async fn know_device(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        brought: Option<&DeviceToken>,
    ) -> Result<Option<DeviceToken>, Fault> {
        let now = self.now();
        if let Some(token) = brought {
            let device = uow.devices().lookup(&token.digest()).await?;
            if device.is_some_and(|device| device.vouches_for(user.id, now)) {
                return Ok(None);
            }
        }
        let token = DeviceToken::mint(&*self.ports.entropy)?;
        let expires_at = now + Policy::DEVICE_LIFE;
        uow.devices().add(&Device { digest: token.digest(), user: user.id, expires_at }).await?;
        Ok(Some(token))
    }
}
