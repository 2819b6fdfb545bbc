//! A user chooses a password of their own.
//! It ends every temporary password, every other session and every open request.

use super::step::{close_requests, retrying};
use super::verify::{Typing, Verified};
use crate::defect::{Defect, is_planted};
use crate::model::credential::Proof;
use crate::model::{
    Actor, AuditKind, Caller, Cause, ClosedReason, DeviceToken, Password, PasswordHash, Session,
    SessionToken, Standing, TypedPassword, User,
};
use crate::ports::ScreenVerdict;
use crate::{Fault, ResetService};

/// What was typed into Change Password, by whom.
#[derive(Debug, Clone, Copy)]
pub struct ChangePassword<'a> {
    /// Who is signed in.
    pub session: &'a SessionToken,
    /// As it was typed.
    pub current: &'a secrecy::SecretString,
    /// As it was typed.
    pub new: &'a secrecy::SecretString,
    /// The new one typed again, where the page asked for it.
    pub again: Option<&'a secrecy::SecretString>,
    /// What the browser is known by, if it is known.
    pub device: Option<&'a DeviceToken>,
    /// Where from.
    pub caller: Caller,
}

/// Why a password was not changed; each has its own words on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// No current password was typed.
    CurrentMissing,
    /// The current password is not this.
    CurrentWrong,
    /// No new password was typed.
    NewMissing,
    /// Fewer characters than the policy asks for.
    TooShort,
    /// More than 1,024 bytes.
    TooLong,
    /// Too easy to guess.
    TooEasy,
    /// It is the current one.
    SameAsCurrent,
    /// It holds the user's name or username.
    ContainsName,
    /// It has the shape of a temporary password.
    TemporaryShape,
    /// It was typed differently the second time.
    DoNotMatch,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum ChangeOutcome {
    /// Changed. Every session ended, and this one follows.
    Changed(SessionToken),
    /// Not changed, for at least one reason.
    Refused(Vec<PasswordRefusal>),
    /// Nobody is signed in.
    Ended,
}

/// Names shorter than this stand in too many honest passphrases to be refused.
const SHORTEST_NAME_THAT_COUNTS: usize = 4;

impl ResetService {
    /// Changes a password; a wrong current one counts like a sign-in's.
    #[expect(clippy::disallowed_methods, reason = "what was typed is parsed into passwords")]
    pub async fn change_password(&self, change: ChangePassword<'_>) -> Result<ChangeOutcome, Fault> {
        use secrecy::ExposeSecret;
        let Some(user) = self.signed_in(change.session).await? else {
            return Ok(ChangeOutcome::Ended);
        };
        let current = change.current.expose_secret();
        let fit = self.fit(change.new.expose_secret(), &user);
        let mut refusals: Vec<_> = fit.as_ref().err().copied().into_iter().collect();
        if change.again.is_some_and(|again| again.expose_secret() != change.new.expose_secret()) {
            refusals.push(PasswordRefusal::DoNotMatch);
        }
        if current.is_empty() {
            refusals.insert(0, PasswordRefusal::CurrentMissing);
            return Ok(ChangeOutcome::Refused(refusals));
        }
        let Ok(typed) = TypedPassword::parse(current) else {
            refusals.insert(0, PasswordRefusal::CurrentWrong);
            return Ok(ChangeOutcome::Refused(refusals));
        };
        let typing = Typing::new(user.username.as_str(), &typed, change.device, change.caller);
        let current_hash = match self.verify(&typing).await? {
            Verified::Matches(_, hash) => hash,
            Verified::Refused { .. } => {
                self.refuse_typed(&user, &typing, AuditKind::ChangeRefused).await?;
                refusals.insert(0, PasswordRefusal::CurrentWrong);
                return Ok(ChangeOutcome::Refused(refusals));
            }
        };
        let new = match fit {
            Ok(new) if new.same_as(&typed.as_password()) => {
                refusals.push(PasswordRefusal::SameAsCurrent);
                None
            }
            fit => fit.ok().filter(|_| refusals.is_empty()),
        };
        let Some(new) = new else {
            // The current one was right, so the try does not count.
            retrying!(self.forget_try(&typing))?;
            return Ok(ChangeOutcome::Refused(refusals));
        };
        let new_hash = self.ports.hasher.hash(&new).await?;
        let outcome = retrying!(self.choose(&change, &typing, &current_hash, &new_hash))?;
        if matches!(&outcome, ChangeOutcome::Refused(_)) {
            self.refuse_typed(&user, &typing, AuditKind::ChangeRefused).await?;
        }
        Ok(outcome)
    }

    async fn forget_try(&self, typing: &Typing<'_>) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        self.forget_refusals(&mut *uow, typing).await?;
        Ok(uow.commit().await?)
    }

    async fn choose(
        &self,
        change: &ChangePassword<'_>,
        typing: &Typing<'_>,
        current: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<ChangeOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(stay) = self.stay(&mut *uow, change.session, now).await? else {
            return Ok(ChangeOutcome::Ended);
        };
        let user = stay.user;
        let credentials = stay.credentials;
        match credentials.proof(current, now) {
            None | Some(Proof::Expired) => {
                return Ok(ChangeOutcome::Refused(vec![PasswordRefusal::CurrentWrong]));
            }
            Some(Proof::FirstUse { .. }) => {
                let event = self.event(Actor::User, AuditKind::TemporaryFirstUsed)?.of_user(&user);
                uow.audit_log().add(&[event.from(change.caller.network)]).await?;
            }
            Some(Proof::Chosen | Proof::Temporary { .. }) => {}
        }
        let chosen = credentials.choose(new.clone(), now);
        uow.credentials().replace(&chosen).await?;
        if !is_planted(Defect::ChoosingEndsNoSession) {
            uow.sessions().remove_all(user.id).await?;
        }
        close_requests(&mut *uow, user.id, ClosedReason::PasswordChosen, now).await?;
        let token = SessionToken::mint(&*self.ports.entropy)?;
        let session =
            Session::open(token.digest(), user.id, chosen.epoch, Standing::Chosen, &self.policy, now);
        uow.sessions().add(&session).await?;
        self.forget_refusals(&mut *uow, typing).await?;
        uow.outbox().add(&[self.owed(&user, Cause::PasswordChanged, now)?]).await?;
        let event = self.event(Actor::User, AuditKind::PasswordChanged)?.of_user(&user);
        uow.audit_log().add(&[event.from(change.caller.network)]).await?;
        uow.commit().await?;
        Ok(ChangeOutcome::Changed(token))
    }

    /// Judges a new password by everything but the current one.
    pub(super) fn fit(&self, typed: &str, user: &User) -> Result<Password, PasswordRefusal> {
        if typed.is_empty() {
            return Err(PasswordRefusal::NewMissing);
        }
        let password = match TypedPassword::parse(typed) {
            Ok(TypedPassword::Chosen(password)) => password,
            Ok(TypedPassword::Temporary(_)) => return Err(PasswordRefusal::TemporaryShape),
            Err(_) => return Err(PasswordRefusal::TooLong),
        };
        if password.length() < self.policy.min_length {
            return Err(PasswordRefusal::TooShort);
        }
        let first_name = user.first_name.as_ref().map(|name| name.as_str().to_lowercase());
        let mut names = vec![user.username.as_str().to_owned()];
        names.extend(first_name);
        let lower = password.reveal().to_lowercase();
        let long_enough = |name: &&String| SHORTEST_NAME_THAT_COUNTS <= name.chars().count();
        if names.iter().filter(long_enough).any(|name| lower.contains(name.as_str())) {
            return Err(PasswordRefusal::ContainsName);
        }
        names.extend(self.policy.known_words.iter().cloned());
        match self.ports.screen.judge(&password, &names) {
            ScreenVerdict::Fit => Ok(password),
            ScreenVerdict::TooEasy => Err(PasswordRefusal::TooEasy),
        }
    }
}
