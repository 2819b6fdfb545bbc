//! Units of work side by side: what one changed is put on top of what others committed meanwhile.
//!
//! This is how `READ COMMITTED` of a database behaves to whoever changes rows by compare-and-set:
//! each look shows what is committed by then, and a change of a row that somebody else changed conflicts.

use std::collections::{BTreeMap, BTreeSet};

use super::copied_on_write::CopiedOnWrite;
use super::tables::Tables;
use crate::model::{Attempt, ResetRequest};
use crate::ports::StorageError;

/// A table, as it was at the beginning, as a unit of work has it, and as it is kept by now.
struct Three<'a, T> {
    begun: &'a mut CopiedOnWrite<T>,
    mine: &'a mut CopiedOnWrite<T>,
    kept: &'a CopiedOnWrite<T>,
}

impl<T> Three<'_, T> {
    /// What needs no look at rows: one side has not changed.
    fn is_simple(&mut self) -> bool {
        if self.kept.is_same(self.begun) {
            return true;
        }
        if self.mine.is_same(self.begun) {
            *self.begun = self.kept.clone();
            *self.mine = self.kept.clone();
            return true;
        }
        false
    }
}

/// Moves a unit of work onto what is kept by now: rows that it has not changed are seen as they are kept.
/// Rows that it has changed stay as it left them, and are compared with what they were at the commit.
pub(super) fn look_again(begun: &mut Tables, mine: &mut Tables, kept: &Tables) {
    macro_rules! rows {
        ($($table:ident),+) => {$(
            move_rows(Three { begun: &mut begun.$table, mine: &mut mine.$table, kept: &kept.$table });
        )+};
    }
    rows!(accounts, users, credentials, intake, reset_requests, sessions, devices, outbox, audit_events);
    move_attempts(Three { begun: &mut begun.attempts, mine: &mut mine.attempts, kept: &kept.attempts });
    begun.commits = kept.commits;
}

/// What is to be kept, if nothing that the unit of work changed was changed by others meanwhile.
pub(super) fn commit(begun: &Tables, mine: &Tables, kept: &Tables) -> Result<Tables, StorageError> {
    macro_rules! unchanged {
        ($($table:ident),+) => {$(
            if is_contested(&begun.$table, &mine.$table, &kept.$table) {
                return Err(StorageError::conflict());
            }
        )+};
    }
    unchanged!(accounts, users, credentials, intake, reset_requests, sessions, devices, outbox, audit_events);
    let (mut begun, mut merged) = (begun.clone(), mine.clone());
    look_again(&mut begun, &mut merged, kept);
    merged.commits = kept.commits + 1;
    match has_doubles(&merged) {
        true => Err(StorageError::conflict()),
        false => Ok(merged),
    }
}

fn changes<'a, K: Ord, V: PartialEq>(
    begun: &'a BTreeMap<K, V>,
    mine: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = &'a K> {
    let gone = begun.keys().filter(|key| !mine.contains_key(key));
    let changed = mine.iter().filter(|(key, value)| begun.get(key) != Some(value)).map(|(key, _)| key);
    gone.chain(changed)
}

fn is_contested<K: Ord, V: PartialEq>(
    begun: &CopiedOnWrite<BTreeMap<K, V>>,
    mine: &CopiedOnWrite<BTreeMap<K, V>>,
    kept: &CopiedOnWrite<BTreeMap<K, V>>,
) -> bool {
    let untouched = mine.is_same(begun) || kept.is_same(begun);
    !untouched && changes(begun, mine).any(|key| kept.get(key) != begun.get(key))
}

fn move_rows<K: Ord + Clone, V: PartialEq + Clone>(mut three: Three<'_, BTreeMap<K, V>>) {
    if three.is_simple() {
        return;
    }
    let (mut begun, mut mine) = (three.kept.clone(), three.kept.clone());
    for key in changes(three.begun, three.mine) {
        put(&mut begun, key, three.begun.get(key));
        put(&mut mine, key, three.mine.get(key));
    }
    (*three.begun, *three.mine) = (begun, mine);
}

fn put<K: Ord + Clone, V: Clone>(table: &mut BTreeMap<K, V>, key: &K, value: Option<&V>) {
    match value {
        Some(value) => drop(table.insert(key.clone(), value.clone())),
        None => drop(table.remove(key)),
    }
}

/// Attempts are added and forgotten, never changed, so they are never contested.
fn move_attempts(mut three: Three<'_, BTreeMap<u64, Attempt>>) {
    if three.is_simple() {
        return;
    }
    let mut mine = three.kept.clone();
    mine.retain(|id, _| three.mine.contains_key(id) || !three.begun.contains_key(id));
    mine.extend(three.mine.iter().filter(|(id, _)| !three.begun.contains_key(id)).map(|(id, a)| (*id, *a)));
    (*three.begun, *three.mine) = (three.kept.clone(), mine);
}

/// Whether two rows have what only one may have: a username, the digest of a link.
fn has_doubles(tables: &Tables) -> bool {
    let mut names = BTreeSet::new();
    let mut links = BTreeSet::new();
    let requests = tables.reset_requests.values();
    !tables.users.values().all(|user| names.insert(&user.username))
        || !requests.flat_map(ResetRequest::links).all(|link| links.insert(link.digest))
}
