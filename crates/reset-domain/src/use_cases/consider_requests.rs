//! The worker looks at what visitors submitted, oldest first.
//! Where it matches a user who may get in, a reset request comes to be and a letter with a link is owed.

use std::collections::BTreeSet;
use std::mem;

use time::OffsetDateTime;

use super::step::retrying;
use crate::defect::{Defect, is_planted};
use crate::model::{
    Account, Actor, Attempt, AttemptKey, AuditEvent, AuditKind, Cause, IntakeEntry, Message, ResetRequest,
    ResetRequestState, User, UserId,
};
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// How many of them share a unit of work: to begin and to commit one costs more than to consider an entry.
const TOGETHER: u32 = 16;

/// What comes of entries that are considered in one unit of work: written together, because each statement has its cost.
#[derive(Default)]
struct Batch {
    /// Who was accepted, be it written by now or not.
    users: BTreeSet<UserId>,
    attempts: Vec<Attempt>,
    requests: Vec<ResetRequest>,
    letters: Vec<Message>,
    events: Vec<AuditEvent>,
}

impl Batch {
    /// Writes what is not written by now.
    async fn write(&mut self, uow: &mut dyn UnitOfWork) -> Result<(), Fault> {
        let written = mem::take(self);
        self.users = written.users;
        uow.attempt_log().add(&written.attempts).await?;
        uow.reset_requests().add(&written.requests).await?;
        uow.outbox().add(&written.letters).await?;
        Ok(uow.audit_log().add(&written.events).await?)
    }
}

/// Who may be meant by entries that are considered in one unit of work.
struct Known {
    users: Vec<User>,
    accounts: Vec<Account>,
}

impl Known {
    /// Reads it, users first: of one whose account is suspended in between, that shows.
    async fn of(uow: &mut dyn UnitOfWork, entries: &[IntakeEntry]) -> Result<Self, Fault> {
        let named = entries.iter().filter(|entry| entry.account.is_some());
        let usernames: Vec<_> = named.filter_map(|entry| entry.username.clone()).collect();
        let users = uow.users().find_all_by_username(&usernames).await?;
        let accounts: BTreeSet<_> = users.iter().map(|user| user.account.clone()).collect();
        let accounts: Vec<_> = accounts.into_iter().collect();
        Ok(Self { users, accounts: uow.accounts().lookup_all(&accounts).await? })
    }

    /// Whether a user and their account are active.
    fn may_get_in(&self, user: &User) -> bool {
        let account = self.accounts.iter().find(|account| account.id == user.account);
        user.is_active() && account.is_some_and(Account::is_active)
    }
}

/// When a user's next request letter may go.
enum Turn {
    /// Now or later; it counts from then on.
    At(OffsetDateTime),
    /// Then, in the place of one that was waiting for it and was closed meanwhile; it counts already.
    Inherited(OffsetDateTime),
    /// Another one waits already and will do for both.
    Taken,
}

impl ResetService {
    /// How many requests are considered in one go, so that letters are not held up by a flood of them.
    pub const CONSIDERED_IN_ONE_GO: u32 = 256;

    /// Considers what was submitted by now, at most [`Self::CONSIDERED_IN_ONE_GO`]; tells how many.
    ///
    /// If it were that many, more may wait: call it again at once. Else wait a while, whatever it tells:
    /// a worker that looks again at once considers what came meanwhile as soon as it comes, and so whoever submits
    /// two requests could measure by the second whether the first one matched (ADR 0005).
    pub async fn consider_requests(&self) -> Result<u32, Fault> {
        let until = self.now();
        let mut considered = 0;
        while considered < Self::CONSIDERED_IN_ONE_GO {
            let together = self.consider_oldest(until, TOGETHER).await;
            let more = match together {
                // One of them was in somebody's way or cannot be read: one by one, only that one is.
                Err(fault) if fault.is_conflict() || fault.is_corrupt() => {
                    retrying!(self.consider_oldest(until, 1))?
                }
                together => together?,
            };
            if more == 0 {
                break;
            }
            considered += more;
        }
        Ok(considered)
    }

    async fn consider_oldest(&self, until: OffsetDateTime, so_many: u32) -> Result<u32, Fault> {
        let mut uow = self.begin().await?;
        let entries = uow.intake().take(until, so_many).await?;
        match (self.consider(&mut *uow, &entries).await, &entries[..]) {
            (Err(fault), [entry]) if fault.is_corrupt() && so_many == 1 => {
                drop(uow);
                retrying!(self.set_aside(entry))?;
                return Err(fault);
            }
            (considered, _) => considered?,
        }
        if !entries.is_empty() {
            uow.commit().await?;
        }
        Ok(u32::try_from(entries.len()).unwrap_or(so_many))
    }

    async fn consider(&self, uow: &mut dyn UnitOfWork, entries: &[IntakeEntry]) -> Result<(), Fault> {
        let mut batch = Batch::default();
        let known = Known::of(uow, entries).await?;
        for entry in entries {
            let event = match self.eligible(&known, entry)? {
                Ok(user) => self.accept(uow, user, &mut batch).await?,
                Err(unmatched) => unmatched,
            };
            batch.events.push(event.from(entry.caller.network));
        }
        batch.write(uow).await
    }

    /// Somebody's row cannot be read. Their request ends with an event, and holds up nobody else's.
    async fn set_aside(&self, entry: &IntakeEntry) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        let oldest = uow.intake().take(entry.at, 1).await?;
        if oldest.iter().all(|oldest| oldest.id != entry.id) {
            return Ok(());
        }
        let event = self.event(Actor::Visitor, AuditKind::ResetUnmatched)?.because("unreadable");
        uow.audit_log().add(&[event.from(entry.caller.network)]).await?;
        Ok(uow.commit().await?)
    }

    /// Who is meant and may get in; else the event that says why nobody is.
    fn eligible<'k>(
        &self,
        known: &'k Known,
        entry: &IntakeEntry,
    ) -> Result<Result<&'k User, AuditEvent>, Fault> {
        let unmatched = self.event(Actor::Visitor, AuditKind::ResetUnmatched)?;
        let (Some(account), Some(username)) = (&entry.account, &entry.username) else {
            return Ok(Err(unmatched.because("no such name")));
        };
        let Some(user) = known.users.iter().find(|user| &user.username == username) else {
            return Ok(Err(unmatched.because("unknown user")));
        };
        if &user.account != account && !is_planted(Defect::AnyAccountWillDo) {
            return Ok(Err(unmatched.of_user(user).because("other account")));
        }
        match known.may_get_in(user) {
            true => Ok(Ok(user)),
            false => Ok(Err(unmatched.of_user(user).because("suspended"))),
        }
    }

    async fn accept(
        &self,
        uow: &mut dyn UnitOfWork,
        user: &User,
        batch: &mut Batch,
    ) -> Result<AuditEvent, Fault> {
        let now = self.now();
        if !batch.users.insert(user.id) {
            // What is asked of the store below must find it.
            batch.write(uow).await?;
        } else if !is_planted(Defect::SuspendedAtTheSameMoment) {
            // Nothing of the user changes, but whoever considers another request of theirs, or suspends them, at the
            // same time meets this one here and begins again: so letters are counted and decided one after another.
            uow.users().replace(user).await?;
        }
        let key = AttemptKey::letters_to(user.id);
        let at = match self.turn(uow, user.id, now).await? {
            Turn::At(at) if now < at && is_planted(Defect::EarlyRequestIsForgotten) => {
                return Ok(self.event(Actor::Visitor, AuditKind::ResetMerged)?.of_user(user));
            }
            Turn::At(at) => {
                batch.attempts.push(Attempt { key, at });
                at
            }
            Turn::Inherited(at) => at,
            Turn::Taken => return Ok(self.event(Actor::Visitor, AuditKind::ResetMerged)?.of_user(user)),
        };
        let (request, letter) = self.requested(user, at)?;
        let event =
            self.event(Actor::Visitor, AuditKind::ResetRequested)?.of_user(user).of_request(request.id);
        batch.requests.push(request);
        batch.letters.push(letter);
        Ok(event)
    }

    async fn turn(&self, uow: &mut dyn UnitOfWork, user: UserId, now: OffsetDateTime) -> Result<Turn, Fault> {
        let rates = &self.policy.letters;
        let longest = rates.iter().map(|rate| rate.per).max().unwrap_or_default();
        let most = rates.iter().map(|rate| rate.most).max().unwrap_or_default();
        // One more than counts, so that the list can show the letter that waits on top of a full window.
        let key = AttemptKey::letters_to(user);
        let letters = uow.attempt_log().list(key, now - longest, most.saturating_add(1)).await?;
        if is_planted(Defect::LettersAreNotCounted) {
            return Ok(Turn::At(now));
        }
        if let Some(waiting) = letters.first().filter(|newest| now < **newest) {
            return Ok(match is_waiting(uow, user).await? {
                true => Turn::Taken,
                false => Turn::Inherited(*waiting),
            });
        }
        let free = |rate: &crate::policy::Rate| {
            let oldest_that_counts = usize::try_from(rate.most).ok()?.checked_sub(1)?;
            letters.get(oldest_that_counts).map(|at| *at + rate.per)
        };
        Ok(Turn::At(rates.iter().filter_map(free).max().map_or(now, |at| at.max(now))))
    }
}

/// Whether a request of the user waits for its letter, and the letter is owed still:
/// an operator may have closed the one, dropped the other, or had it tried before its turn.
async fn is_waiting(uow: &mut dyn UnitOfWork, user: UserId) -> Result<bool, Fault> {
    let open = uow.reset_requests().list_open(user).await?;
    let owed = uow.outbox().list_owed(user).await?;
    let has_letter = |id| owed.iter().any(|message| message.cause == Cause::ResetLink { request: id });
    let is_owed = |request: &ResetRequest| matches!(request.state, ResetRequestState::Owed { .. });
    Ok(open.iter().any(|request| is_owed(request) && has_letter(request.id)))
}
