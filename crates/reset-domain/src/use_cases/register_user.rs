//! An operator registers a user; without a password they get in by a reset.

use secrecy::SecretString;

use super::change_password::PasswordRefusal;
use super::step::retrying;
use crate::model::{
    AccountId, Actor, AuditKind, Credentials, EmailAddress, FirstName, Locale, PasswordHash, Revision, Unfit,
    User, UserId, UserState, Username,
};
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// The user to register.
#[derive(Debug, Clone, Copy)]
pub struct RegisterUser<'a> {
    /// Where they belong.
    pub account: &'a str,
    /// What they sign in with.
    pub username: &'a str,
    /// What letters greet them with; blank for nobody by name.
    pub first_name: &'a str,
    /// Where letters go.
    pub email: &'a str,
    /// The language of their letters, if they have one of their own.
    pub locale: Option<&'a str>,
    /// Their first password, if they are given one.
    pub password: Option<&'a SecretString>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterUserOutcome {
    /// Registered.
    Registered(User),
    /// There is no such account.
    NoSuchAccount,
    /// Somebody has that username already, in this or another account.
    Taken,
    /// A field cannot be what it is to be.
    Unfit(Unfit),
    /// The password is not fit to be chosen.
    Password(PasswordRefusal),
}

impl ResetService {
    /// Registers a user.
    #[expect(clippy::disallowed_methods, reason = "what was typed is parsed into a password")]
    pub async fn register_user(&self, new: RegisterUser<'_>) -> Result<RegisterUserOutcome, Fault> {
        let user = match self.parse_user(new.account, new.username, new.first_name, new.email, new.locale)? {
            Ok(user) => user,
            Err(unfit) => return Ok(RegisterUserOutcome::Unfit(unfit)),
        };
        let hash = match new.password {
            None => None,
            Some(typed) => match self.fit(secrecy::ExposeSecret::expose_secret(typed), &user) {
                Ok(password) => Some(self.ports.hasher.hash(&password).await?),
                Err(refusal) => return Ok(RegisterUserOutcome::Password(refusal)),
            },
        };
        retrying!(self.add_new_user(&user, hash.as_ref()))
    }

    async fn add_new_user(
        &self,
        user: &User,
        hash: Option<&PasswordHash>,
    ) -> Result<RegisterUserOutcome, Fault> {
        let mut uow = self.begin().await?;
        if uow.accounts().lookup(&user.account).await?.is_none() {
            return Ok(RegisterUserOutcome::NoSuchAccount);
        }
        if uow.users().find_by_username(&user.username).await?.is_some() {
            return Ok(RegisterUserOutcome::Taken);
        }
        self.add_user(&mut *uow, user, hash).await?;
        uow.commit().await?;
        Ok(RegisterUserOutcome::Registered(user.clone()))
    }

    /// A user as parsed from what an operator wrote.
    pub(super) fn parse_user(
        &self,
        account: &str,
        username: &str,
        first_name: &str,
        email: &str,
        locale: Option<&str>,
    ) -> Result<Result<User, Unfit>, Fault> {
        let now = self.now();
        let id = UserId::mint(now, &*self.ports.entropy)?;
        let parse = || {
            Ok(User {
                id,
                account: AccountId::parse(account)?,
                username: Username::parse_new(username)?,
                first_name: match first_name.trim() {
                    "" => None,
                    name => Some(FirstName::parse(name)?),
                },
                email: EmailAddress::parse(email)?,
                locale: locale.map(Locale::parse).transpose()?,
                state: UserState::Active,
                created_at: now,
                revision: Revision::FIRST,
            })
        };
        Ok(parse())
    }

    /// Adds a user with what they can sign in with, and the event.
    pub(super) async fn add_user(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        hash: Option<&PasswordHash>,
    ) -> Result<(), Fault> {
        let none = Credentials::none(user.id);
        let credentials = match hash {
            Some(hash) => none.choose(hash.clone(), user.created_at),
            None => none,
        };
        uow.users().add(user).await?;
        uow.credentials().add(&credentials).await?;
        let event = self.event(Actor::Operator, AuditKind::UserRegistered)?.of_user(user);
        Ok(uow.audit_log().add(&[event]).await?)
    }
}
