//! Whether a claimed letter is still worth sending, and what it wants: the list of contract section 4.8.

use time::OffsetDateTime;

use crate::Fault;
use crate::model::{
    Cause, Credentials, Epoch, Message, Person, ResetRequest, ResetRequestId, ResetRequestState, User,
};
use crate::ports::UnitOfWork;

/// What a look at a claimed letter finds.
pub(super) enum Found {
    /// It is worth sending, to this user.
    Wanted(User, Wanted),
    /// It is not sent now, and why; its user, if they are still there.
    Held(Option<User>, Held),
}

/// What a letter wants before it can be written.
pub(super) enum Wanted {
    /// A link, bound to this epoch.
    Link(ResetRequest, Epoch),
    /// A temporary password.
    Temporary(WantedTemporary),
    /// Nothing: a password was chosen.
    PasswordChanged,
    /// Nothing: the address was changed.
    AddressChanged,
}

/// A temporary password that is wanted.
pub(super) struct WantedTemporary {
    /// Whose link was followed.
    pub(super) request: ResetRequestId,
    /// When it was followed.
    pub(super) reset_at: OffsetDateTime,
    /// Where the password goes.
    pub(super) credentials: Credentials,
}

/// Why a letter is not sent now.
pub(super) enum Held {
    /// It will never be: what it would say is no longer so.
    NotNeeded(&'static str),
    /// It will never be: it is too late.
    Late,
    /// Later: three temporary passwords are live, and minting ends none of another letter's.
    Until(OffsetDateTime),
}

/// What claimed letters are looked at with.
pub(super) struct Known {
    people: Vec<Person>,
    requests: Vec<ResetRequest>,
}

impl Known {
    /// Reads it, people first: who is suspended in between has no open request by the time those are read.
    /// Nothing is read that decides nothing, so that a letter comes to its end although it cannot be read.
    pub(super) async fn of(
        uow: &mut dyn UnitOfWork,
        messages: &[Message],
        now: OffsetDateTime,
    ) -> Result<Self, Fault> {
        let in_time = messages.iter().filter(|message| !is_late(message, now));
        let people: Vec<_> = in_time.map(|message| message.user).collect();
        let known = Self { people: uow.people(&people).await?, requests: Vec::new() };
        let reaches = |message: &&Message| {
            let person = known.person_of(message);
            person.is_some_and(|person| person.may_get_in() && person.user.email == message.to)
        };
        let requests: Vec<_> = messages.iter().filter(reaches).filter_map(Message::request).collect();
        Ok(Self { requests: uow.reset_requests().lookup_all(&requests).await?, ..known })
    }

    fn person_of(&self, message: &Message) -> Option<&Person> {
        self.people.iter().find(|person| person.user.id == message.user)
    }
}

fn is_late(message: &Message, now: OffsetDateTime) -> bool {
    message.give_up_at <= now
}

/// Looks at a claimed letter.
pub(super) fn look(known: &Known, message: &Message, now: OffsetDateTime) -> Found {
    if is_late(message, now) {
        return Found::Held(None, Held::Late);
    }
    let Some(person) = known.person_of(message) else {
        return Found::Held(None, Held::NotNeeded("user is gone"));
    };
    let may_get_in = person.may_get_in();
    let Person { user, credentials, .. } = person.clone();
    if matches!(message.cause, Cause::AddressChanged) {
        return Found::Wanted(user, Wanted::AddressChanged);
    }
    let wanted = match may_get_in {
        false => Err(Held::NotNeeded("suspended")),
        true if user.email != message.to => Err(Held::NotNeeded("address changed")),
        true => want(known, message, credentials, now),
    };
    match wanted {
        Ok(wanted) => Found::Wanted(user, wanted),
        Err(held) => Found::Held(Some(user), held),
    }
}

fn want(
    known: &Known,
    message: &Message,
    credentials: Credentials,
    now: OffsetDateTime,
) -> Result<Wanted, Held> {
    let id = match message.cause {
        Cause::ResetLink { request } | Cause::TemporaryPassword { request } => request,
        Cause::PasswordChanged => return Ok(Wanted::PasswordChanged),
        Cause::AddressChanged => return Ok(Wanted::AddressChanged),
    };
    let request = known.requests.iter().find(|request| request.id == id);
    let request = request.ok_or(Held::NotNeeded("request is gone"))?;
    match (message.cause, &request.state) {
        (Cause::ResetLink { .. }, _) if request.wants_link() => {
            Ok(Wanted::Link(request.clone(), credentials.epoch))
        }
        (Cause::TemporaryPassword { .. }, ResetRequestState::Followed { at, .. }) => {
            want_temporary(id, *at, credentials, now)
        }
        _ => Err(Held::NotNeeded("request closed")),
    }
}

fn want_temporary(
    request: ResetRequestId,
    reset_at: OffsetDateTime,
    credentials: Credentials,
    now: OffsetDateTime,
) -> Result<Wanted, Held> {
    if credentials.was_used(request) {
        return Err(Held::NotNeeded("temporary password already used"));
    }
    if credentials.chosen_since(reset_at) {
        return Err(Held::NotNeeded("password chosen since"));
    }
    // A letter tried three times without a certain answer makes room by giving up its own oldest copy.
    let room_at = credentials.clone().without_oldest_of(request, now).room_at(now);
    match now < room_at {
        true => Err(Held::Until(room_at)),
        false => Ok(Wanted::Temporary(WantedTemporary { request, reset_at, credentials })),
    }
}
