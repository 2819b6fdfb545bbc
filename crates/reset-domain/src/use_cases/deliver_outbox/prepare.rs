//! Whether a claimed letter is still worth sending, and the secret it carries, minted and committed.

use time::OffsetDateTime;

use crate::model::id::mint_uuid;
use crate::model::{
    Actor, AuditKind, Cause, Credentials, Letter, LetterBody, Message, MintedLink, PasswordHash,
    ResetRequest, ResetRequestState, ResetToken, Settlement, TemporaryCredential, TemporaryPassword,
    TemporaryState, TokenDigest, User,
};
use crate::ports::UnitOfWork;
use crate::use_cases::step::{credentials_of, may_get_in, retrying};
use crate::{Fault, Policy, ResetService};

/// A claimed message, ready to be sent or not to be.
pub(super) enum Prepared {
    /// To be sent, with what its secret is known by.
    Letter(Box<Letter>, Secret),
    /// Settled or postponed without a try.
    NotSent(Box<Message>),
    /// Somebody else holds it now.
    Lost,
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
struct Minted {
    password: TemporaryPassword,
    hash: PasswordHash,
}

/// How far one step came.
enum Step {
    /// All the way.
    Ready(Prepared),
    /// A temporary password is wanted, with a tag that the user's others have not.
    WantsPassword,
}

/// Why a letter is not sent now.
enum Held {
    /// It will never be: what it would say is no longer so.
    NotNeeded(&'static str),
    /// It will never be: it is too late.
    Late,
    /// Later: three temporary passwords are live, and minting ends none of them.
    Until(OffsetDateTime),
}

/// Whose letter it is and what belongs to it.
struct Situation {
    user: User,
    credentials: Credentials,
    request: Option<ResetRequest>,
}

impl ResetService {
    /// Hashing is slow, so it happens outside the unit of work that stores the hash:
    /// a first step finds that a password is wanted, a second one stores it.
    pub(super) async fn prepare(&self, message: &Message) -> Result<Prepared, Fault> {
        let mut minted = None;
        loop {
            match retrying!(self.prepare_step(message, minted.as_ref()))? {
                Step::Ready(prepared) => return Ok(prepared),
                Step::WantsPassword => {
                    let password = TemporaryPassword::mint(&*self.ports.entropy)?;
                    let hash = self.ports.hasher.hash(&password.as_password()).await?;
                    minted = Some(Minted { password, hash });
                }
            }
        }
    }

    async fn prepare_step(&self, message: &Message, minted: Option<&Minted>) -> Result<Step, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let stored = uow.outbox().lookup(message.id).await?;
        if stored.is_none_or(|stored| stored.revision != message.revision) {
            return Ok(Step::Ready(Prepared::Lost));
        }
        let Some(situation) = situation(&mut *uow, message).await? else {
            let held = Held::NotNeeded("user is gone");
            return self.hold(uow, message, None, held).await.map(Step::Ready);
        };
        if let Some(held) = why_held(&mut *uow, message, &situation, now).await? {
            return self.hold(uow, message, Some(&situation.user), held).await.map(Step::Ready);
        }
        let user = situation.user.clone();
        let (body, secret) = match (message.cause, situation.request, minted) {
            (Cause::ResetLink { .. }, Some(request), _) => {
                self.mint_link(&mut *uow, &user, request, &situation.credentials, now).await?
            }
            (Cause::TemporaryPassword { .. }, Some(request), Some(minted)) => {
                let tag = minted.password.tag();
                if situation.credentials.has_tag(&tag) {
                    return Ok(Step::WantsPassword);
                }
                self.mint_temporary(&mut *uow, &user, &request, situation.credentials, minted, now).await?
            }
            (Cause::TemporaryPassword { .. }, _, _) => return Ok(Step::WantsPassword),
            // A link without its request was held above; the match cannot know.
            (Cause::ResetLink { .. }, None, _) => return Ok(Step::Ready(Prepared::Lost)),
            (Cause::PasswordChanged, _, _) => {
                let (changed_at, reset_url) = (message.caused_at, self.ports.links.password_reset());
                (LetterBody::PasswordChanged { changed_at, reset_url }, Secret::None)
            }
            (Cause::AddressChanged, _, _) => {
                (LetterBody::AddressChanged { changed_at: message.caused_at }, Secret::None)
            }
        };
        uow.commit().await?;
        let letter = Letter {
            id: mint_uuid(now, &*self.ports.entropy)?,
            to: message.to.clone(),
            first_name: user.first_name,
            locale: user.locale,
            written_at: now,
            body,
        };
        Ok(Step::Ready(Prepared::Letter(Box::new(letter), secret)))
    }

    async fn mint_link(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        request: ResetRequest,
        credentials: &Credentials,
        now: OffsetDateTime,
    ) -> Result<(LetterBody, Secret), Fault> {
        let token = ResetToken::mint(&*self.ports.entropy)?;
        let digest = token.digest();
        let expires_at = now + self.policy.link_life;
        let id = request.id;
        let link = MintedLink { digest, epoch: credentials.epoch, expires_at };
        uow.reset_requests().replace(&request.mint(link)).await?;
        let event = self.event(Actor::Worker, AuditKind::LinkMinted)?.of_user(user).of_request(id);
        uow.audit_log().add(&event).await?;
        let url = self.ports.links.reset(&token);
        Ok((LetterBody::ResetLink { url, expires_at }, Secret::Link(digest)))
    }

    async fn mint_temporary(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        request: &ResetRequest,
        credentials: Credentials,
        minted: &Minted,
        now: OffsetDateTime,
    ) -> Result<(LetterBody, Secret), Fault> {
        let expires_at = now + self.policy.temporary_life.min(Policy::LONGEST_TEMPORARY_LIFE);
        // A letter tried three times without a certain answer gives up its own oldest copy, so that it is not lost.
        let credentials = match now < credentials.room_at(now) {
            true => credentials.without_oldest_of(request.id, now),
            false => credentials,
        };
        let credentials = credentials.forget_expired(now).mint(TemporaryCredential {
            tag: minted.password.tag(),
            hash: minted.hash.clone(),
            request: request.id,
            minted_at: now,
            expires_at,
            state: TemporaryState::Unused,
        });
        uow.credentials().replace(&credentials).await?;
        let event =
            self.event(Actor::Worker, AuditKind::TemporaryMinted)?.of_user(user).of_request(request.id);
        uow.audit_log().add(&event).await?;
        let reset_at = match request.state {
            ResetRequestState::Followed { at, .. } => at,
            _ => now,
        };
        let sign_in_url = self.ports.links.sign_in();
        let password = minted.password.clone();
        let body = LetterBody::TemporaryPassword { password, reset_at, expires_at, sign_in_url };
        Ok((body, Secret::Temporary(minted.hash.clone())))
    }

    /// Settles or postpones a letter that is not sent, with the event that says why.
    async fn hold(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        message: &Message,
        user: Option<&User>,
        held: Held,
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
        let event = self.event(Actor::Worker, kind)?.because(reason);
        let event = match user {
            Some(user) => event.of_user(user),
            None => event,
        };
        let event = match message.request() {
            Some(request) => event.of_request(request),
            None => event,
        };
        uow.audit_log().add(&event).await?;
        uow.commit().await?;
        Ok(Prepared::NotSent(Box::new(message)))
    }
}

/// The user and what belongs to the message; `None` where the user is gone.
async fn situation(uow: &mut dyn UnitOfWork, message: &Message) -> Result<Option<Situation>, Fault> {
    let Some(user) = uow.users().lookup(message.user).await? else {
        return Ok(None);
    };
    let credentials = credentials_of(uow, user.id).await?;
    let request = match message.request() {
        Some(id) => uow.reset_requests().lookup(id).await?,
        None => None,
    };
    Ok(Some(Situation { user, credentials, request }))
}

/// Why the letter is not sent now, if it is not: the list of contract section 4.8.
async fn why_held(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    situation: &Situation,
    now: OffsetDateTime,
) -> Result<Option<Held>, Fault> {
    let Situation { user, credentials, request } = situation;
    if message.give_up_at <= now {
        return Ok(Some(Held::Late));
    }
    if matches!(message.cause, Cause::AddressChanged) {
        return Ok(None);
    }
    if !may_get_in(uow, user).await? {
        return Ok(Some(Held::NotNeeded("suspended")));
    }
    if user.email != message.to {
        return Ok(Some(Held::NotNeeded("address changed")));
    }
    Ok(match (message.cause, request.as_ref().map(|request| (request, &request.state))) {
        (Cause::PasswordChanged | Cause::AddressChanged, _) => None,
        (Cause::ResetLink { .. }, Some((request, _))) if request.wants_link() => None,
        (Cause::TemporaryPassword { .. }, Some((request, ResetRequestState::Followed { at, .. }))) => {
            let room_at = credentials.clone().without_oldest_of(request.id, now).room_at(now);
            if credentials.was_used(request.id) {
                Some(Held::NotNeeded("temporary password already used"))
            } else if credentials.chosen_since(*at) {
                Some(Held::NotNeeded("password chosen since"))
            } else if now < room_at {
                Some(Held::Until(room_at))
            } else {
                None
            }
        }
        (Cause::ResetLink { .. } | Cause::TemporaryPassword { .. }, _) => {
            Some(Held::NotNeeded("request closed"))
        }
    })
}
