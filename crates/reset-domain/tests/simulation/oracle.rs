//! What must hold after every step, told from what is kept and from what people were answered,
//! by rules of its own: it calls nothing of the product but its values.

mod letters;
mod links;
mod passwords;
mod requests;
mod sessions;

use std::collections::BTreeMap;
use std::fmt;

use pollster::FutureExt;
use reset_domain::model::{AuditEvent, AuditKind, Password, PasswordHash, UserId};
use reset_domain::ports::{Clock, PasswordHasher, Verdict};
use reset_domain::testing::{PlainHasher, Tables};
use time::OffsetDateTime;

use self::letters::Minted;
use self::links::Links;
use self::sessions::Stays;
use crate::acts::{Act, Done};
use crate::schedule::Call;
use crate::town::Town;

/// Something that must not be.
#[derive(Debug, Clone)]
pub(crate) struct Violation(String);

impl Violation {
    /// Said in a sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Complains unless something holds.
macro_rules! must {
    ($holds:expr, $($sentence:tt)+) => {
        if !$holds {
            return Err($crate::oracle::Violation::new(format!($($sentence)+)));
        }
    };
}
pub(crate) use must;

/// How things were at one moment; cheap to keep.
#[derive(Clone)]
pub(crate) struct Moment {
    /// When it was.
    pub(crate) at: OffsetDateTime,
    /// What was kept.
    pub(crate) kept: Tables,
    /// How often what each user could do had been ended.
    endings: BTreeMap<UserId, u32>,
}

/// What is known of a run, beside what is kept.
pub(crate) struct Oracle {
    hasher: PlainHasher,
    endings: BTreeMap<UserId, u32>,
    links: Links,
    stays: Stays,
    minted: Minted,
    /// After which commit a request of each user waited for its letter last.
    waited: BTreeMap<UserId, u64>,
}

/// What changed by one commit.
struct Change<'a> {
    before: &'a Tables,
    after: &'a Tables,
    call: &'a Call,
    now: OffsetDateTime,
    events: Vec<&'a AuditEvent>,
}

impl Oracle {
    /// Knows who is there.
    pub(crate) fn new(town: &Town, kept: &Tables) -> Self {
        let endings = town.people.iter().map(|person| (person.id, 0)).collect();
        let minted = Minted::new(kept);
        let hasher = town.hasher.clone();
        Self {
            hasher,
            endings,
            links: Links::default(),
            stays: Stays::default(),
            minted,
            waited: BTreeMap::new(),
        }
    }

    /// How things are now.
    pub(crate) fn moment(&self, kept: &Tables, town: &Town) -> Moment {
        Moment { at: town.clock.now(), kept: kept.clone(), endings: self.endings.clone() }
    }

    /// Something was kept by a call.
    pub(crate) fn kept(
        &mut self,
        before: &Tables,
        after: &Tables,
        call: &Call,
        town: &Town,
    ) -> Result<(), Violation> {
        let events = after.audit_events.iter().filter(|(id, _)| !before.audit_events.contains_key(id));
        let events = events.map(|(_, event)| event).collect();
        let change = Change { before, after, call, now: town.clock.now(), events };
        self.passwords(&change)?;
        self.requests(&change, town)?;
        requests::messages(&change)?;
        self.link_changes(&change)?;
        self.note_endings(&change);
        self.note_waiting(&change);
        self.session_changes(&change)
    }

    /// A call is over, and somebody was answered.
    pub(crate) fn over(
        &mut self,
        call: &Call,
        done: &Done,
        kept: &Tables,
        town: &Town,
    ) -> Result<(), Violation> {
        let now = self.moment(kept, town);
        match &call.act {
            Act::Follow { .. } | Act::Inspect { .. } => self.link_answer(call, done, &now),
            Act::SignIn(typed) => self.sign_in_answer(call, typed, done, &now),
            act if act.session().is_some() => self.session_answer(call, done, &now),
            _ => Ok(()),
        }
    }

    /// Whether this text is what the hash was made of.
    fn is(&self, text: &str, hash: &PasswordHash) -> bool {
        let password = Password::parse(text);
        password.is_ok_and(|password| self.hasher.verify(&password, hash).block_on() == Ok(Verdict::Match))
    }

    /// Counts what ends everything that a user had before it.
    fn note_endings(&mut self, change: &Change<'_>) {
        for event in &change.events {
            let ended = match event.kind {
                AuditKind::TemporaryFirstUsed
                | AuditKind::PasswordChanged
                | AuditKind::UserSuspended
                | AuditKind::ResetRevoked
                | AuditKind::AddressChanged => event.user.into_iter().collect(),
                AuditKind::AccountSuspended => members(change.after, event),
                _ => Vec::new(),
            };
            for user in ended {
                *self.endings.entry(user).or_default() += 1;
            }
        }
    }
}

impl Change<'_> {
    /// The events of one kind.
    fn events(&self, kind: AuditKind) -> impl Iterator<Item = &AuditEvent> {
        self.events.iter().copied().filter(move |event| event.kind == kind)
    }

    /// Whether one of these happened to this user, or to all of their account.
    fn happened(&self, user: UserId, kinds: &[AuditKind]) -> bool {
        self.events.iter().any(|event| {
            let theirs = event.user == Some(user) || members(self.after, event).contains(&user);
            theirs && kinds.contains(&event.kind)
        })
    }
}

impl Moment {
    /// Whether a user and their account are active.
    fn may_get_in(&self, user: UserId) -> bool {
        may_get_in(&self.kept, user)
    }
}

/// Whether a user and their account are active.
fn may_get_in(kept: &Tables, user: UserId) -> bool {
    let user = &kept.users[&user];
    user.is_active() && kept.accounts[&user.account].is_active()
}

/// The users of the account that an event is about, where it is about the whole account.
fn members(kept: &Tables, event: &AuditEvent) -> Vec<UserId> {
    match (event.kind, &event.account) {
        (AuditKind::AccountSuspended, Some(account)) => {
            kept.users.values().filter(|user| &user.account == account).map(|user| user.id).collect()
        }
        _ => Vec::new(),
    }
}
