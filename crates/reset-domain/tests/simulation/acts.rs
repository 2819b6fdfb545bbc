//! What people, strangers, scanners, operators and workers do, one call of the product each.

use std::net::{IpAddr, Ipv4Addr};

use reset_domain::model::{ApplicationId, Caller, DeviceToken, MessageId, ResetToken, SessionToken};
use reset_domain::use_cases::{
    ChangeOutcome, ChangePassword, ConfirmApplication, ConfirmOutcome, FollowOutcome, InspectOutcome,
    OpenApplication, OpenOutcome, OpenedSession, ResumeOutcome, SignIn, SignInOutcome, SubmitResetRequest,
};
use reset_domain::{Fault, ResetService};
use secrecy::SecretString;

use crate::town::REPORTS;

/// One call of the product.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Somebody asks for a reset.
    Ask { account: &'static str, username: &'static str },
    /// Somebody, or a scanner, opens a link.
    Inspect { link: String },
    /// Somebody, or a scanner, follows a link.
    Follow { link: String },
    /// Somebody types a password.
    SignIn(Typed),
    /// Somebody chooses a password.
    Change { who: usize, session: SessionToken, current: String, new: String, device: Option<DeviceToken> },
    /// Somebody types the password again for an application.
    Confirm { who: usize, session: SessionToken, password: String, device: Option<DeviceToken> },
    /// Somebody opens an application.
    Open { session: SessionToken },
    /// Somebody's browser shows its session.
    Resume { session: SessionToken },
    /// Somebody signs out.
    SignOut { session: SessionToken },
    /// An operator does something to a user.
    Operate(Operation, &'static str),
    /// An operator changes where letters go.
    Move { username: &'static str, to: &'static str },
    /// An operator has a letter tried again.
    Retry(MessageId),
    /// An operator drops a letter.
    Drop(MessageId),
    /// A worker considers what was submitted.
    Consider,
    /// A worker sends so many letters.
    Deliver { at_once: u32 },
    /// A worker forgets what is over.
    Sweep,
}

/// What was typed into Sign In.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    /// Whose name; an index into the people.
    pub(crate) who: usize,
    pub(crate) username: &'static str,
    pub(crate) password: String,
    pub(crate) device: Option<DeviceToken>,
    pub(crate) session: Option<SessionToken>,
    pub(crate) from: Caller,
}

/// What an operator can do to a user, or with an Account ID to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    SuspendUser,
    ResumeUser,
    SuspendAccount,
    ResumeAccount,
    Revoke,
    Unlock,
    RequestFor,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Done {
    Inspected(InspectOutcome),
    Followed(FollowOutcome),
    SignedIn(OpenedSession),
    Refused,
    Changed(SessionToken),
    /// Confirmed with what nobody had used before: the session that follows.
    Renewed(SessionToken),
    Confirmed,
    Opened,
    Resumed,
    Ended,
    Other,
    Fault,
}

impl Act {
    /// Whether only a worker does this.
    pub(crate) const fn is_a_workers(&self) -> bool {
        matches!(self, Self::Consider | Self::Deliver { .. } | Self::Sweep)
    }

    /// The session that it shows, if it shows one.
    pub(crate) const fn session(&self) -> Option<&SessionToken> {
        match self {
            Self::Change { session, .. }
            | Self::Confirm { session, .. }
            | Self::Open { session }
            | Self::Resume { session }
            | Self::SignOut { session } => Some(session),
            _ => None,
        }
    }

    /// The link that it follows or opens.
    pub(crate) fn link(&self) -> Option<ResetToken> {
        match self {
            Self::Inspect { link } | Self::Follow { link } => ResetToken::parse(link),
            _ => None,
        }
    }

    /// Does it.
    pub(crate) async fn perform(self, service: ResetService) -> Done {
        self.try_to(&service).await.unwrap_or(Done::Fault)
    }

    async fn try_to(self, service: &ResetService) -> Result<Done, Fault> {
        let caller = elsewhere();
        Ok(match self {
            Self::Ask { account, username } => {
                let asked = SubmitResetRequest { account_id: account, username, caller };
                service.submit_reset_request(asked).await?;
                Done::Other
            }
            Self::Inspect { link } => Done::Inspected(service.inspect_reset_link(&link).await?),
            Self::Follow { link } => Done::Followed(service.follow_reset_link(&link, caller).await?),
            Self::SignIn(typed) => {
                signed_in(service.sign_in(typed.as_sign_in(&secret(&typed.password))).await?)
            }
            Self::Change { session, current, new, device, .. } => {
                let (current, new) = (secret(&current), secret(&new));
                let change = ChangePassword {
                    session: &session,
                    current: &current,
                    new: &new,
                    again: None,
                    device: device.as_ref(),
                    caller,
                };
                match service.change_password(change).await? {
                    ChangeOutcome::Changed(token) => Done::Changed(token),
                    ChangeOutcome::Refused(_) => Done::Refused,
                    ChangeOutcome::Ended => Done::Ended,
                }
            }
            Self::Confirm { session, password, device, .. } => {
                let (password, application) = (secret(&password), reports());
                let confirm = ConfirmApplication {
                    session: &session,
                    application: &application,
                    password: &password,
                    device: device.as_ref(),
                    caller,
                };
                match service.confirm_application(confirm).await? {
                    ConfirmOutcome::Confirmed => Done::Confirmed,
                    ConfirmOutcome::Renewed(token) => Done::Renewed(token),
                    ConfirmOutcome::Ended => Done::Ended,
                    _ => Done::Refused,
                }
            }
            Self::Open { session } => {
                let application = reports();
                let open = OpenApplication { session: &session, application: &application, caller };
                match service.open_application(open).await? {
                    OpenOutcome::Opens(_) => Done::Opened,
                    OpenOutcome::Ended => Done::Ended,
                    _ => Done::Other,
                }
            }
            Self::Resume { session } => match service.resume_session(&session).await? {
                ResumeOutcome::Active(_) => Done::Resumed,
                ResumeOutcome::Ended => Done::Ended,
            },
            Self::SignOut { session } => {
                service.sign_out(&session, caller).await?;
                Done::Other
            }
            Self::Consider => {
                service.consider_requests().await?;
                Done::Other
            }
            Self::Deliver { at_once } => {
                service.deliver_outbox(at_once).await?;
                Done::Other
            }
            Self::Sweep => {
                service.sweep().await?;
                Done::Other
            }
            operators => {
                operators.operate(service).await?;
                Done::Other
            }
        })
    }

    async fn operate(self, service: &ResetService) -> Result<(), Fault> {
        match self {
            Self::Operate(operation, name) => match operation {
                Operation::SuspendUser => drop(service.suspend_user(name).await?),
                Operation::ResumeUser => drop(service.resume_user(name).await?),
                Operation::SuspendAccount => drop(service.suspend_account(name).await?),
                Operation::ResumeAccount => drop(service.resume_account(name).await?),
                Operation::Revoke => drop(service.revoke_reset(name).await?),
                Operation::Unlock => drop(service.unlock_user(name).await?),
                Operation::RequestFor => drop(service.request_reset_for(name).await?),
            },
            Self::Move { username, to } => drop(service.change_address(username, to).await?),
            Self::Retry(id) => drop(service.retry_letter(id).await?),
            Self::Drop(id) => drop(service.drop_letter(id).await?),
            other => panic!("{other:?} is not an operator's"),
        }
        Ok(())
    }
}

impl Typed {
    fn as_sign_in<'a>(&'a self, password: &'a SecretString) -> SignIn<'a> {
        SignIn {
            username: self.username,
            password,
            device: self.device.as_ref(),
            session: self.session.as_ref(),
            application: None,
            caller: self.from,
        }
    }
}

/// Where strangers sit.
pub(crate) fn elsewhere() -> Caller {
    Caller::at(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9)))
}

fn signed_in(outcome: SignInOutcome) -> Done {
    match outcome {
        SignInOutcome::SignedIn(opened) => Done::SignedIn(opened),
        SignInOutcome::Incomplete(_) => Done::Other,
        SignInOutcome::Refused | SignInOutcome::RefusedRepeatedly | SignInOutcome::TemporaryExpired => {
            Done::Refused
        }
    }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn reports() -> ApplicationId {
    ApplicationId::parse(REPORTS).unwrap()
}
