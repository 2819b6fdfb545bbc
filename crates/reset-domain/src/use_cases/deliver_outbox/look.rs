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

/// Looks at a claimed letter.
pub(super) async fn look(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    now: OffsetDateTime,
) -> Result<Found, Fault> {
    // Asked before anything else is read, so that even a letter whose user cannot be read comes to an end.
    if message.give_up_at <= now {
        return Ok(Found::Held(None, Held::Late));
    }
    let Some(person) = uow.person(message.user).await? else {
        return Ok(Found::Held(None, Held::NotNeeded("user is gone")));
    };
    let may_get_in = person.may_get_in();
    let Person { user, credentials, .. } = person;
    if matches!(message.cause, Cause::AddressChanged) {
        return Ok(Found::Wanted(user, Wanted::AddressChanged));
    }
    let outcome = match may_get_in {
        false => Err(Held::NotNeeded("suspended")),
        true if user.email != message.to => Err(Held::NotNeeded("address changed")),
        true => want(uow, message, credentials, now).await?,
    };
    Ok(match outcome {
        Ok(wanted) => Found::Wanted(user, wanted),
        Err(held) => Found::Held(Some(user), held),
    })
}

async fn want(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    credentials: Credentials,
    now: OffsetDateTime,
) -> Result<Result<Wanted, Held>, Fault> {
    let id = match message.cause {
        Cause::ResetLink { request } | Cause::TemporaryPassword { request } => request,
        Cause::PasswordChanged => return Ok(Ok(Wanted::PasswordChanged)),
        Cause::AddressChanged => return Ok(Ok(Wanted::AddressChanged)),
    };
    let Some(request) = uow.reset_requests().lookup(id).await? else {
        return Ok(Err(Held::NotNeeded("request is gone")));
    };
    Ok(match (message.cause, &request.state) {
        (Cause::ResetLink { .. }, _) if request.wants_link() => Ok(Wanted::Link(request, credentials.epoch)),
        (Cause::TemporaryPassword { .. }, ResetRequestState::Followed { at, .. }) => {
            want_temporary(id, *at, credentials, now)
        }
        _ => Err(Held::NotNeeded("request closed")),
    })
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
