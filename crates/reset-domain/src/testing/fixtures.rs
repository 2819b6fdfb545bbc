//! Small named people and what they have: Ava and Bo of Acme, Cyd of Globex.
//!
//! Everything begins at [`ManualClock::START`]; ids are small numbers, so that a failing test can be read.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{FixedLinks, ManualClock};
use crate::model::{
    Account, AccountId, AccountState, Actor, AuditEvent, AuditEventId, AuditKind, Caller, Cause, Credentials,
    Device, DeviceDigest, EmailAddress, Epoch, FirstName, IntakeEntry, IntakeId, Letter, LetterBody, Locale,
    Message, MessageId, MintedLink, PasswordHash, ResetRequest, ResetRequestId, ResetUrl, Revision, Session,
    SessionDigest, Standing, TemporaryCredential, TemporaryPassword, TemporaryState, TemporaryTag,
    TokenDigest, User, UserId, UserState, Username,
};
use crate::policy::Policy;

/// What reading a constant of this file says when somebody breaks it.
const SOUND: &str = "a sound constant of the fixtures";

/// So much time after the stories begin.
pub fn after(time: Duration) -> OffsetDateTime {
    ManualClock::START + time
}

/// Acme, written `ACME-1042`.
pub fn acme() -> Account {
    account("ACME-1042", "Acme Tools")
}

/// Globex, written `GLOBEX-7`.
pub fn globex() -> Account {
    account("GLOBEX-7", "Globex")
}

/// An open account.
pub fn account(written_id: &str, name: &str) -> Account {
    Account {
        id: AccountId::parse(written_id).expect(SOUND),
        written_id: written_id.to_owned(),
        name: name.to_owned(),
        state: AccountState::Active,
        created_at: ManualClock::START,
        revision: Revision::FIRST,
    }
}

/// Ava Stone of Acme: `ava.stone`, ava@acme.example.
pub fn ava() -> User {
    user(1, &acme(), "ava.stone", "Ava", "ava@acme.example")
}

/// Bo of Acme: `bo`, bo@acme.example, whose letters are in German.
pub fn bo() -> User {
    User {
        locale: Some(Locale::parse("de").expect(SOUND)),
        ..user(2, &acme(), "bo", "Bo", "bo@acme.example")
    }
}

/// Cyd of Globex: `cyd`, cyd@globex.example, whose first name nobody knows.
pub fn cyd() -> User {
    User { first_name: None, ..user(3, &globex(), "cyd", "Cyd", "cyd@globex.example") }
}

/// A user who may get in.
pub fn user(n: u128, account: &Account, username: &str, first_name: &str, email: &str) -> User {
    User {
        id: user_id(n),
        account: account.id.clone(),
        username: Username::parse(username).expect(SOUND),
        first_name: Some(FirstName::parse(first_name).expect(SOUND)),
        email: EmailAddress::parse(email).expect(SOUND),
        locale: None,
        state: UserState::Active,
        created_at: ManualClock::START,
        revision: Revision::FIRST,
    }
}

/// The user id of this number.
pub const fn user_id(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

/// The reset request id of this number.
pub const fn request_id(n: u128) -> ResetRequestId {
    ResetRequestId::from_uuid(Uuid::from_u128(n))
}

/// The message id of this number.
pub const fn message_id(n: u128) -> MessageId {
    MessageId::from_uuid(Uuid::from_u128(n))
}

/// A digest of 32 times this byte: no token has it.
pub const fn token_digest(n: u8) -> TokenDigest {
    TokenDigest::from_bytes([n; 32])
}

/// A hash that nothing verifies against.
pub fn hash(word: &str) -> PasswordHash {
    PasswordHash::parse(&format!("$fixture${word}")).expect(SOUND)
}

/// What a user with a chosen password has: [`hash`] of `chosen`, an hour old.
pub fn credentials(user: &User) -> Credentials {
    Credentials::none(user.id).choose(hash("chosen"), after(-Duration::HOUR))
}

/// An unused temporary password minted now, good for a day. The tag is two characters of its alphabet.
pub fn temporary(tag: &str, request: ResetRequestId) -> TemporaryCredential {
    TemporaryCredential {
        tag: TemporaryTag::parse(tag).expect(SOUND),
        hash: hash(&format!("temporary-{tag}-{request}")),
        request,
        minted_at: ManualClock::START,
        expires_at: after(Duration::DAY),
        state: TemporaryState::Unused,
    }
}

/// A request of this user that a link is owed for.
pub fn request(n: u128, user: &User) -> ResetRequest {
    ResetRequest::owed_to(request_id(n), user, ManualClock::START)
}

/// A link minted now in the first epoch, good for half an hour; its digest is [`token_digest`].
pub fn link(n: u8) -> MintedLink {
    MintedLink { digest: token_digest(n), epoch: Epoch::FIRST, expires_at: after(Duration::minutes(30)) }
}

/// A session that begins now, on a chosen password; its digest is 32 times this byte.
pub fn session(n: u8, user: &User) -> Session {
    let digest = SessionDigest::from_bytes([n; 32]);
    Session::open(digest, user.id, Epoch::FIRST, Standing::Chosen, &Policy::default(), ManualClock::START)
}

/// A browser known for 400 days from now; its digest is 32 times this byte.
pub fn device(n: u8, user: &User) -> Device {
    let digest = DeviceDigest::from_bytes([n; 32]);
    Device { digest, user: user.id, expires_at: after(Policy::DEVICE_LIFE) }
}

/// A message owed to this user since `at`: word that a password was chosen.
pub fn message(n: u128, user: &User, at: OffsetDateTime) -> Message {
    let give_up = Policy::default().give_up;
    Message::owed(message_id(n), user.id, user.email.clone(), Cause::PasswordChanged, at, give_up)
}

/// What was submitted for this user, so many seconds after the stories begin.
pub fn intake_entry(n: u32, user: &User) -> IntakeEntry {
    IntakeEntry {
        id: IntakeId::from_uuid(Uuid::from_u128(n.into())),
        at: after(Duration::seconds(n.into())),
        account: Some(user.account.clone()),
        username: Some(user.username.clone()),
        caller: Caller::loopback(),
    }
}

/// An event of the worker that concerns nobody, so many seconds after the stories begin.
pub fn audit_event(n: u32, kind: AuditKind) -> AuditEvent {
    AuditEvent {
        id: AuditEventId::from_uuid(Uuid::from_u128(n.into())),
        at: after(Duration::seconds(n.into())),
        actor: Actor::Worker,
        kind,
        account: None,
        user: None,
        request: None,
        network: None,
        reason: None,
    }
}

/// The letter with a link to this user.
pub fn link_letter(n: u128, user: &User) -> Letter {
    let url = ResetUrl::new(format!("{}{}", FixedLinks::RESET, "a".repeat(32)));
    letter(n, user, LetterBody::ResetLink { url, expires_at: after(Duration::minutes(30)) })
}

/// The letter with a temporary password, `bcdf ghjk mnpq rstv`, to this user.
pub fn temporary_letter(n: u128, user: &User) -> Letter {
    let password = TemporaryPassword::parse("bcdfghjkmnpqrstv").expect(SOUND);
    let sign_in_url = "https://portal.example.com/sign-in".to_owned();
    let (reset_at, expires_at) = (ManualClock::START, after(Duration::DAY));
    letter(n, user, LetterBody::TemporaryPassword { password, reset_at, expires_at, sign_in_url })
}

/// The letter that says nothing secret: a password was chosen.
pub fn changed_letter(n: u128, user: &User) -> Letter {
    let reset_url = "https://portal.example.com/password-reset".to_owned();
    letter(n, user, LetterBody::PasswordChanged { changed_at: ManualClock::START, reset_url })
}

fn letter(n: u128, user: &User, body: LetterBody) -> Letter {
    Letter {
        id: Uuid::from_u128(n),
        to: user.email.clone(),
        first_name: user.first_name.clone(),
        locale: user.locale.clone(),
        written_at: ManualClock::START,
        body,
    }
}
