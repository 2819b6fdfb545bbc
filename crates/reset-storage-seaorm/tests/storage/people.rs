//! Small values to store.

use reset_domain::model::{
    Account, AccountId, AccountState, Caller, EmailAddress, IntakeEntry, IntakeId, Revision, User, UserId,
    UserState, Username,
};
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

/// A moment with a microsecond to lose.
pub(crate) const THEN: OffsetDateTime = datetime!(2026-03-29 00:30:00.123456 UTC);

/// An account of this id.
pub(crate) fn account(id: &str) -> Account {
    Account {
        id: AccountId::parse(id).unwrap(),
        written_id: id.to_uppercase(),
        name: "Bücher & Söhne".to_owned(),
        state: AccountState::Active,
        created_at: THEN,
        revision: Revision::FIRST,
    }
}

/// A user of this account.
pub(crate) fn user(account: &Account, number: u128, username: &str) -> User {
    User {
        id: UserId::from_uuid(Uuid::from_u128(number)),
        account: account.id.clone(),
        username: Username::parse(username).unwrap(),
        first_name: None,
        email: EmailAddress::parse("someone@example.com").unwrap(),
        locale: None,
        state: UserState::Active,
        created_at: THEN,
        revision: Revision::FIRST,
    }
}

/// An entry of the intake.
pub(crate) fn entry(number: u128) -> IntakeEntry {
    IntakeEntry {
        id: IntakeId::from_uuid(Uuid::from_u128(number)),
        at: THEN,
        account: AccountId::parse("acme").ok(),
        username: None,
        caller: Caller::loopback(),
    }
}
