//! The letter itself, written with the secret it carries, which is minted and committed first.

use std::slice;

use time::OffsetDateTime;

use super::look::{Found, Held, Known, Wanted, WantedTemporary, look};
use crate::defect::{Defect, is_planted};
use crate::model::id::mint_uuid;
use crate::model::{
    Actor, AuditEvent, AuditKind, Epoch, Letter, LetterBody, Message, MintedLink, PasswordHash, ResetRequest,
    ResetToken, Settlement, TemporaryCredential, TemporaryPassword, TemporaryState, TokenDigest, User,
};
use crate::ports::UnitOfWork;
use crate::use_cases::step::{is_still_ours, retrying};
use crate::{Fault, Policy, ResetService};

/// A claimed message, ready to be sent or not to be.
pub(super) enum Prepared {
    /// To be sent.
    Letter(Box<Outgoing>),
    /// Settled or postponed without a try.
    NotSent(Box<Message>),
    /// Somebody else holds it now.
    Lost,
}

/// A letter on its way out.
pub(super) struct Outgoing {
    pub(super) letter: Letter,
    /// What its secret is known by.
    pub(super) secret: Secret,
    /// Whose letter it is.
    pub(super) user: User,
}

/// What was minted for one try, to be taken back if it was certainly refused.
pub(super) enum Secret {
    /// The letter carries none.
    None,
    /// A link.
    Link(TokenDigest),
    /// A temporary password.
    Temporary(PasswordHash),
}

/// A temporary password, minted and hashed outside of any unit of work.
pub(super) struct Minted {
    password: TemporaryPassword,
    hash: PasswordHash,
}

impl ResetService {
    /// Prepares a letter that is claimed already.
    ///
    /// Hashing is slow, so it happens outside the unit of work that stores the hash:
    /// a first step finds that a password is wanted, a second one stores it.
    pub(super) async fn prepare(&self, message: &Message) -> Result<Prepared, Fault> {
        let mut minted = None;
        loop {
            if let Some(prepared) = retrying!(self.prepare_step(message, minted.as_ref()))? {
                return Ok(prepared);
            }
            let password = TemporaryPassword::mint(&*self.ports.entropy)?;
            let hash = self.ports.hasher.hash(&password.as_password()).await?;
            minted = Some(Minted { password, hash });
        }
    }

    async fn prepare_step(
        &self,
        message: &Message,
        minted: Option<&Minted>,
    ) -> Result<Option<Prepared>, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        if !is_still_ours(&mut *uow, message).await? {
            return Ok(Some(Prepared::Lost));
        }
        let mut events = Vec::new();
        let known = Known::of(&mut *uow, slice::from_ref(message), now).await?;
        let found = look(&known, message, now);
        let prepared = self.prepare_in(&mut *uow, message, found, minted, now, &mut events).await?;
        uow.audit_log().add(&events).await?;
        if prepared.is_some() && !is_planted(Defect::LetterLeavesBeforeCommit) {
            uow.commit().await?;
        }
        Ok(prepared)
    }

    /// Mints what the letter of a claimed message wants;
    /// `None` where that is a temporary password with a tag that the user's others have not.
    pub(super) async fn prepare_in(
        &self,
        uow: &mut dyn UnitOfWork,
        message: &Message,
        found: Found,
        minted: Option<&Minted>,
        now: OffsetDateTime,
        events: &mut Vec<AuditEvent>,
    ) -> Result<Option<Prepared>, Fault> {
        let (user, wanted) = match found {
            Found::Wanted(user, wanted) => (user, wanted),
            Found::Held(user, held) => {
                return self.hold(uow, message, user.as_ref(), held, events).await.map(Some);
            }
        };
        let (body, secret) = match (wanted, minted) {
            (Wanted::Link(request, epoch), _) => {
                self.mint_link(uow, &user, request, epoch, now, events).await?
            }
            (Wanted::Temporary(wanted), Some(minted))
                if !wanted.credentials.has_tag(&minted.password.tag()) =>
            {
                self.mint_temporary(uow, &user, wanted, minted, now, events).await?
            }
            (Wanted::Temporary(_), _) => return Ok(None),
            (Wanted::PasswordChanged, _) => {
                let (changed_at, reset_url) = (message.caused_at, self.ports.links.password_reset());
                (LetterBody::PasswordChanged { changed_at, reset_url }, Secret::None)
            }
            (Wanted::AddressChanged, _) => {
                (LetterBody::AddressChanged { changed_at: message.caused_at }, Secret::None)
            }
        };
        let letter = Letter {
            id: mint_uuid(now, &*self.ports.entropy)?,
            to: message.to.clone(),
            first_name: user.first_name.clone(),
            locale: user.locale.clone(),
            written_at: now,
            body,
        };
        Ok(Some(Prepared::Letter(Box::new(Outgoing { letter, secret, user }))))
    }

    async fn mint_link(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        request: ResetRequest,
        epoch: Epoch,
        now: OffsetDateTime,
        events: &mut Vec<AuditEvent>,
    ) -> Result<(LetterBody, Secret), Fault> {
        let token = ResetToken::mint(&*self.ports.entropy)?;
        let digest = token.digest();
        let expires_at = now + self.policy.link_life;
        let id = request.id;
        let link = MintedLink { digest, epoch, expires_at };
        uow.reset_requests().replace(&request.mint(link)).await?;
        events.push(self.event(Actor::Worker, AuditKind::LinkMinted)?.of_user(user).of_request(id));
        let url = self.ports.links.reset(&token);
        Ok((LetterBody::ResetLink { url, expires_at }, Secret::Link(digest)))
    }

    async fn mint_temporary(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        wanted: WantedTemporary,
        minted: &Minted,
        now: OffsetDateTime,
        events: &mut Vec<AuditEvent>,
    ) -> Result<(LetterBody, Secret), Fault> {
        let WantedTemporary { request, reset_at, credentials } = wanted;
        let expires_at = now + self.policy.temporary_life.min(Policy::LONGEST_TEMPORARY_LIFE);
        // A letter tried three times without a certain answer gives up its own oldest copy, so that it is not lost.
        let credentials = match now < credentials.room_at(now) {
            true => credentials.without_oldest_of(request, now),
            false => credentials,
        };
        let credentials = credentials.forget_expired(now).mint(TemporaryCredential {
            tag: minted.password.tag(),
            hash: minted.hash.clone(),
            request,
            minted_at: now,
            expires_at,
            state: TemporaryState::Unused,
        });
        uow.credentials().replace(&credentials).await?;
        events.push(self.event(Actor::Worker, AuditKind::TemporaryMinted)?.of_user(user).of_request(request));
        let sign_in_url = self.ports.links.sign_in();
        let password = minted.password.clone();
        let body = LetterBody::TemporaryPassword { password, reset_at, expires_at, sign_in_url };
        Ok((body, Secret::Temporary(minted.hash.clone())))
    }

    /// Settles or postpones a letter that is not sent, with the event that says why.
    async fn hold(
        &self,
        uow: &mut dyn UnitOfWork,
        message: &Message,
        user: Option<&User>,
        held: Held,
        events: &mut Vec<AuditEvent>,
    ) -> Result<Prepared, Fault> {
        let now = self.now();
        let (message, kind, reason) = match held {
            Held::NotNeeded(reason) => {
                (message.clone().settle(Settlement::NotNeeded, now), AuditKind::LetterNotNeeded, reason)
            }
            Held::Late => {
                (message.clone().settle(Settlement::GivenUp, now), AuditKind::LetterGivenUp, "too late")
            }
            Held::Until(at) => (
                message.clone().postpone(at.min(message.give_up_at)),
                AuditKind::LetterPostponed,
                "three temporary passwords are live",
            ),
        };
        uow.outbox().replace(&message).await?;
        events.push(self.event(Actor::Worker, kind)?.because(reason).of_letter(&message, user));
        Ok(Prepared::NotSent(Box::new(message)))
    }
}
