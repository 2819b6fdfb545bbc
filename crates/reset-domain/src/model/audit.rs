//! What happened: who, what, when, from where, with what outcome; never a secret, never what was typed.

use std::borrow::Cow;
use std::fmt;

use time::OffsetDateTime;

use super::{AccountId, ApplicationId, AuditEventId, Message, Network, ResetRequestId, Unfit, User, UserId};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in tables, listings and logs.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// Reads what `as_str` writes.
            pub fn parse(text: &str) -> Result<Self, Unfit> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(Unfit::new($what, "is of no known kind")),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

named! {
    /// Who made it happen.
    Actor, "actor" {
        /// Somebody who is not signed in.
        Visitor = "visitor",
        /// A signed-in user.
        User = "user",
        /// Who runs the service.
        Operator = "operator",
        /// The worker.
        Worker = "worker",
    }
}

named! {
    /// What happened.
    AuditKind, "audit event" {
        /// A visitor's request matched a user; a letter is owed.
        ResetRequested = "reset.requested",
        /// A visitor's request matched nobody who may get in.
        ResetUnmatched = "reset.unmatched",
        /// A visitor's request came while another of the same user was waiting for its turn.
        ResetMerged = "reset.merged",
        /// A link was minted for a letter.
        LinkMinted = "reset.link_minted",
        /// A link was followed for the first time.
        LinkFollowed = "reset.link_followed",
        /// A temporary password was minted for a letter.
        TemporaryMinted = "reset.temporary_minted",
        /// Open requests and unused temporary passwords were ended by an operator.
        ResetRevoked = "reset.revoked",
        /// The mail server took a letter.
        LetterDelivered = "letter.delivered",
        /// A letter will be tried again.
        LetterPostponed = "letter.postponed",
        /// A letter will not be tried again.
        LetterGivenUp = "letter.given_up",
        /// A letter was not sent because what it would say is no longer so.
        LetterNotNeeded = "letter.not_needed",
        /// An operator asked for another try.
        LetterRetried = "letter.retried",
        /// An operator dropped a letter.
        LetterDropped = "letter.dropped",
        /// Somebody signed in.
        SignedIn = "sign_in.accepted",
        /// A sign-in was refused.
        SignInRefused = "sign_in.refused",
        /// A temporary password was used for the first time.
        TemporaryFirstUsed = "sign_in.temporary_first_used",
        /// A user signed out.
        SignedOut = "sign_out",
        /// A user chose a password.
        PasswordChanged = "password.changed",
        /// A current password typed into Change Password was refused.
        ChangeRefused = "password.change_refused",
        /// A user opened an application.
        ApplicationOpened = "application.opened",
        /// A password was confirmed for an application.
        ApplicationConfirmed = "application.confirmed",
        /// A password typed for an application was refused.
        ApplicationRefused = "application.refused",
        /// An account was registered.
        AccountRegistered = "account.registered",
        /// An account was suspended.
        AccountSuspended = "account.suspended",
        /// An account was resumed.
        AccountResumed = "account.resumed",
        /// A user was registered.
        UserRegistered = "user.registered",
        /// A user was suspended.
        UserSuspended = "user.suspended",
        /// A user was resumed.
        UserResumed = "user.resumed",
        /// A user's count of refused sign-ins was forgotten.
        UserUnlocked = "user.unlocked",
        /// A user's address was changed.
        AddressChanged = "user.address_changed",
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// Names it and orders it among those of the same microsecond.
    pub id: AuditEventId,
    /// When.
    pub at: OffsetDateTime,
    /// Who made it happen.
    pub actor: Actor,
    /// What.
    pub kind: AuditKind,
    /// To which account.
    pub account: Option<AccountId>,
    /// To which user.
    pub user: Option<UserId>,
    /// To which request.
    pub request: Option<ResetRequestId>,
    /// From where.
    pub network: Option<Network>,
    /// A word on why, or which application: from a fixed set or the configuration, never free text.
    pub reason: Option<Cow<'static, str>>,
}

impl AuditEvent {
    /// To this user, and so to their account.
    #[must_use]
    pub fn of_user(mut self, user: &User) -> Self {
        self.user = Some(user.id);
        self.account = Some(user.account.clone());
        self
    }

    /// To this user, if it is known who.
    #[must_use]
    pub fn of_user_if_known(self, user: Option<&User>) -> Self {
        match user {
            Some(user) => self.of_user(user),
            None => self,
        }
    }

    /// About this letter: its user, if they are still there, and its request.
    #[must_use]
    pub fn of_letter(self, message: &Message, user: Option<&User>) -> Self {
        let event = self.of_user_if_known(user);
        match message.request() {
            Some(request) => event.of_request(request),
            None => event,
        }
    }

    /// To this account.
    #[must_use]
    pub fn of_account(mut self, account: &AccountId) -> Self {
        self.account = Some(account.clone());
        self
    }

    /// To this request.
    #[must_use]
    pub const fn of_request(mut self, request: ResetRequestId) -> Self {
        self.request = Some(request);
        self
    }

    /// From this network.
    #[must_use]
    pub const fn from(mut self, network: Network) -> Self {
        self.network = Some(network);
        self
    }

    /// About this application of the configuration.
    #[must_use]
    pub fn of_application(mut self, application: &ApplicationId) -> Self {
        self.reason = Some(Cow::Owned(application.to_string()));
        self
    }

    /// For this reason.
    #[must_use]
    pub fn because(mut self, reason: &'static str) -> Self {
        self.reason = Some(Cow::Borrowed(reason));
        self
    }
}
