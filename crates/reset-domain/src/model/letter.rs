//! What is written to people.
//!
//! A letter has no field for a username, an Account ID or a last name: that none ever stands in one is kept by the compiler.

use time::OffsetDateTime;
use uuid::Uuid;

use super::{EmailAddress, FirstName, Locale, ResetUrl, TemporaryPassword};

/// One letter, written for one try to deliver it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Names this writing of it, for `Message-ID`: new at each try, because receivers that drop duplicates
    /// would drop the one whose secret is good.
    pub id: Uuid,
    /// Where it goes: the address held, never one that was typed.
    pub to: EmailAddress,
    /// Who is greeted; nobody by name without one.
    pub first_name: Option<FirstName>,
    /// The reader's own language, if they have one.
    pub locale: Option<Locale>,
    /// When it was written, for `Date`.
    pub written_at: OffsetDateTime,
    /// What it says.
    pub body: LetterBody,
}

/// What a letter says.
#[derive(Debug, Clone)]
pub enum LetterBody {
    /// "Password Reset Request": the link.
    ResetLink {
        /// The link.
        url: ResetUrl,
        /// From when on the link is dead.
        expires_at: OffsetDateTime,
    },
    /// "Password Reset Notification": the temporary password.
    TemporaryPassword {
        /// The temporary password.
        password: TemporaryPassword,
        /// When the link was followed.
        reset_at: OffsetDateTime,
        /// From when on the temporary password is refused.
        expires_at: OffsetDateTime,
        /// The Sign In page.
        sign_in_url: String,
    },
    /// "Password Changed": word that a password was chosen.
    PasswordChanged {
        /// When.
        changed_at: OffsetDateTime,
        /// The Password Reset Request page.
        reset_url: String,
    },
    /// "Email Address Changed": word to the old address that letters go to another one.
    AddressChanged {
        /// When.
        changed_at: OffsetDateTime,
    },
}
