//! Checking a typed password: one verification whoever exists and whatever they hold, counted the same way everywhere.

use time::OffsetDateTime;

use super::step::retrying;
use crate::defect::{Defect, is_planted};
use crate::model::{
    Attempt, AttemptKey, Caller, Credentials, DeviceToken, PasswordHash, Person, TypedPassword, User, UserId,
    Username,
};
use crate::ports::{UnitOfWork, Verdict};
use crate::{Fault, Policy, ResetService};

/// Whose password was typed, where, and what it is counted by.
pub(super) struct Typing<'a> {
    pub(super) name: String,
    pub(super) username: Option<Username>,
    pub(super) typed: &'a TypedPassword,
    pub(super) device: Option<&'a DeviceToken>,
    pub(super) caller: Caller,
}

impl<'a> Typing<'a> {
    pub(super) fn new(
        name: &str,
        typed: &'a TypedPassword,
        device: Option<&'a DeviceToken>,
        caller: Caller,
    ) -> Self {
        let username = Username::parse(name).ok();
        Self { name: AttemptKey::name_of(name, username.as_ref()), username, typed, device, caller }
    }

    const fn has_temporary_shape(&self) -> bool {
        matches!(self.typed, TypedPassword::Temporary(_))
    }

    fn key_here(&self) -> AttemptKey {
        AttemptKey::sign_in_from(&self.name, self.caller)
    }

    fn key_anywhere(&self) -> AttemptKey {
        AttemptKey::sign_in(&self.name)
    }
}

/// What the verification found.
pub(super) enum Verified {
    /// Whose hash it is that what was typed belongs to; what it proves is read again in the step that acts on it.
    Matches(UserId, PasswordHash),
    /// No match; how it was counted, and how many tries in a row had failed from here before it.
    Refused { counts: Counts, user: Option<User>, before: u32 },
}

/// How a try is counted until it succeeds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Towards the pauses of this name in this network, and towards the ceiling of the name.
    Everywhere,
    /// Towards the pauses alone: the device is known, or what was typed cannot be guessed.
    Here,
    /// Not at all: a pause or the ceiling made it.
    No,
}

/// What is known before the verification.
struct Question {
    user: Option<User>,
    hash: Option<PasswordHash>,
    counts: Counts,
    before: u32,
}

impl ResetService {
    /// How far back refusals in a row are looked for.
    pub(super) const REFUSALS_KEPT: time::Duration = time::Duration::days(30);
    /// More refusals in a row from one network make the pause no longer.
    const REFUSALS_THAT_MATTER: u32 = 32;

    /// Verifies what was typed, once, whoever exists.
    ///
    /// A try is counted before it is verified and forgotten when it succeeds:
    /// counted after, any number of tries at the same time would all find that the pause is over.
    pub(super) async fn verify(&self, typing: &Typing<'_>) -> Result<Verified, Fault> {
        let question = retrying!(self.question(typing))?;
        let is_found = typing.has_temporary_shape() && question.hash.is_some();
        let hash = question.hash.unwrap_or_else(|| self.ports.hasher.dummy());
        let verdict = self.ports.hasher.verify(&typing.typed.as_password(), &hash).await?;
        let is_match = verdict == Verdict::Match || (is_found && is_planted(Defect::TagsAreEnough));
        Ok(match question.user {
            Some(user) if is_match => Verified::Matches(user.id, hash),
            user => Verified::Refused { counts: question.counts, user, before: question.before },
        })
    }

    /// The same look-ups on every path, whoever exists.
    async fn question(&self, typing: &Typing<'_>) -> Result<Question, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let person = match &typing.username {
            Some(username) => uow.find_person(username).await?,
            None => None,
        };
        let user = person.as_ref().map(|person| &person.user);
        let known = self.knows_device(&mut *uow, typing, user, now).await?;
        let here = (typing.key_here(), now - Policy::REFUSALS_COUNT, Self::REFUSALS_THAT_MATTER);
        let anywhere = (typing.key_anywhere(), now - Self::REFUSALS_KEPT, self.policy.failures);
        let [here, anywhere] = uow.attempt_log().list_both([here, anywhere]).await?;
        let before = u32::try_from(here.len()).unwrap_or(u32::MAX);
        let paused = here.first().is_some_and(|last| now < *last + Policy::pause_after(before));
        let paused = paused && !is_planted(Defect::GuessesAreNotSlowed);
        let at_ceiling = self.policy.failures <= u32::try_from(anywhere.len()).unwrap_or(u32::MAX);
        let may_be_held = !typing.has_temporary_shape() || is_planted(Defect::PausesHoldTemporary);
        let held_up = may_be_held && !known && (paused || at_ceiling);
        if held_up {
            let user = person.map(|person| person.user);
            return Ok(Question { user, hash: None, counts: Counts::No, before });
        }
        let of_theirs = |person: &Person| person.credentials.candidate(typing.typed).cloned();
        let hash = person.as_ref().filter(|person| person.may_get_in()).and_then(of_theirs);
        let counts = match known || typing.has_temporary_shape() {
            true => Counts::Here,
            false => Counts::Everywhere,
        };
        self.count_try(&mut *uow, typing, counts).await?;
        uow.commit().await?;
        Ok(Question { user: person.map(|person| person.user), hash, counts, before })
    }

    async fn knows_device(
        &self,
        uow: &mut dyn UnitOfWork,
        typing: &Typing<'_>,
        user: Option<&User>,
        now: OffsetDateTime,
    ) -> Result<bool, Fault> {
        let Some(token) = typing.device else {
            return Ok(false);
        };
        let device = uow.devices().lookup(&token.digest()).await?;
        Ok(device.zip(user).is_some_and(|(device, user)| device.vouches_for(user.id, now)))
    }

    async fn count_try(
        &self,
        uow: &mut dyn UnitOfWork,
        typing: &Typing<'_>,
        counts: Counts,
    ) -> Result<(), Fault> {
        let at = self.now();
        let here = Attempt { key: typing.key_here(), at };
        let anywhere = Attempt { key: typing.key_anywhere(), at };
        let tries = match counts {
            Counts::Everywhere => vec![here, anywhere],
            Counts::Here => vec![here],
            Counts::No => Vec::new(),
        };
        Ok(uow.attempt_log().add(&tries).await?)
    }

    /// A success ends the row of refusals.
    pub(super) async fn forget_refusals(
        &self,
        uow: &mut dyn UnitOfWork,
        typing: &Typing<'_>,
    ) -> Result<(), Fault> {
        Ok(uow.attempt_log().clear(&[typing.key_here(), typing.key_anywhere()]).await?)
    }
}

/// Ends what a first use ends: the chosen password, the other temporary ones, every session.
pub(super) async fn first_use(
    uow: &mut dyn UnitOfWork,
    credentials: Credentials,
    hash: &PasswordHash,
    now: OffsetDateTime,
) -> Result<Credentials, Fault> {
    let user = credentials.user;
    let after = credentials.first_use(hash, now);
    uow.credentials().replace(&after).await?;
    uow.sessions().remove_all(user).await?;
    Ok(after)
}
