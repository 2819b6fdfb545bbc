//! Laws of stores whose rows can be damaged from outside: what no longer parses is `Corrupt`, never a panic.

use std::error::Error;

use super::store::{Store, Subject};
use crate::model::UserId;
use crate::ports::{StorageError, StorageErrorKind};
use crate::testing::fixtures::{ava, bo};

/// A store with rows that something else can write to.
pub trait Damageable: Subject {
    /// Writes a username that no `parse` accepts into the row of this user, past the port.
    fn damage_username(&self, user: UserId) -> impl Future<Output = ()>;
}

/// A stored value that no longer parses is `Corrupt` for whoever reads it, and harms nobody else.
pub async fn a_value_that_no_longer_parses_is_corrupt(subject: &impl Damageable) {
    let store: Store<'_> = subject.store();
    store.populate().await;
    subject.damage_username(ava().id).await;
    let answer = store.attempt(async |uow| uow.users().lookup(ava().id).await).await;
    corrupt("looking up a user whose name is damaged", answer);
    let answer = store.attempt(async |uow| uow.users().list(None).await).await;
    corrupt("listing users of whom one is damaged", answer);
    let found = store.read(async |uow| uow.users().lookup(bo().id).await).await;
    assert_eq!(found, Some(bo()), "a user whose row is sound must still be found");
}

/// The error has a source that says where the damage is.
pub async fn the_source_of_the_error_says_where(subject: &impl Damageable) {
    let store: Store<'_> = subject.store();
    store.populate().await;
    subject.damage_username(ava().id).await;
    let Err(error) = store.attempt(async |uow| uow.users().lookup(ava().id).await).await else {
        panic!("looking up a user whose name is damaged must fail");
    };
    let source = error.source().map(ToString::to_string);
    assert!(source.is_some_and(|source| !source.is_empty()), "the error must have a source that says where");
}

#[track_caller]
fn corrupt<T>(what: &str, answer: Result<T, StorageError>) {
    let kind = answer.map(drop).map_err(|error| error.kind());
    assert_eq!(kind, Err(StorageErrorKind::Corrupt), "{what} must be `Corrupt`");
}
