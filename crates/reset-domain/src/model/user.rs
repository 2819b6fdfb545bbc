//! One person's sign-in within an account.

use std::fmt;

use precis_core::profile::PrecisFastInvocation;
use precis_profiles::UsernameCaseMapped;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;
use unicode_security::MixedScript;

use super::{AccountId, Locale, Revision, Unfit, UserId};
use crate::defect::{Defect, is_planted};

/// What a user signs in with, in canonical form (RFC 8265, `UsernameCaseMapped`): compared as bytes everywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Username(String);

impl Username {
    /// The longest canonical form, in bytes: what every database can index.
    pub const MAX_BYTES: usize = 190;

    /// Cuts blanks around what was typed and brings the rest into canonical form.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        const WHAT: &str = "username";
        if is_planted(Defect::NamesAreTakenAsTheyCome) {
            return Ok(Self(text.to_owned()));
        }
        let text = text.trim();
        if text.is_empty() {
            return Err(Unfit::new(WHAT, "is empty"));
        }
        // Bounded before the profile runs, which costs by length.
        if Self::MAX_BYTES * 2 < text.len() {
            return Err(Unfit::new(WHAT, "is longer than 190 bytes"));
        }
        let enforced = |text: &str| UsernameCaseMapped::enforce(text).map(std::borrow::Cow::into_owned);
        let canonical = enforced(text).ok();
        // Some names change each time they are enforced, or are refused the second time (RFC 8265, section 3.3.3):
        // Cherokee capitals, for one. Stored, such a name could not be read back.
        let canonical = canonical.filter(|once| enforced(once).is_ok_and(|twice| &twice == once));
        let canonical =
            canonical.ok_or(Unfit::new(WHAT, "has blanks or characters that RFC 8265 does not allow"))?;
        if Self::MAX_BYTES < canonical.len() {
            return Err(Unfit::new(WHAT, "is longer than 190 bytes"));
        }
        Ok(Self(canonical))
    }

    /// As [`parse`](Self::parse), for a username that is about to be given to somebody:
    /// letters of several scripts in one name, which look like another name, are refused (UTS #39).
    pub fn parse_new(text: &str) -> Result<Self, Unfit> {
        let username = Self::parse(text)?;
        if !username.0.is_single_script() {
            return Err(Unfit::new("username", "mixes letters of several scripts"));
        }
        Ok(username)
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name a letter greets with.
///
/// Somebody else may have typed it, and it stands in a letter that people trust:
/// control characters are refused, and so is whatever a mail program would turn into a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstName(String);

impl FirstName {
    /// The longest, in characters.
    pub const MAX_LENGTH: usize = 50;

    /// One line of 1 to 50 characters, in NFC, blanks around it cut.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        const WHAT: &str = "first name";
        if is_planted(Defect::NamesMayBeLinks) {
            return Ok(Self(text.to_owned()));
        }
        let name: String = text.trim().nfc().collect();
        if name.is_empty() {
            return Err(Unfit::new(WHAT, "is empty"));
        }
        if Self::MAX_LENGTH < name.chars().count() {
            return Err(Unfit::new(WHAT, "is longer than 50 characters"));
        }
        if name.chars().any(is_invisible) {
            return Err(Unfit::new(WHAT, "has control characters"));
        }
        if name.contains(['<', '>', '@', '/', '\\', ':', '"']) || has_dotted_word(&name) {
            return Err(Unfit::new(WHAT, "looks like a link or an address"));
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, line ends, and the marks that turn the direction of text about.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Mail programs make links of words like `evil.example`; "J. R." stays a name.
fn has_dotted_word(name: &str) -> bool {
    name.split_whitespace().any(|word| word.trim_end_matches('.').contains('.'))
}

/// Where letters go: one address that is safe in an SMTP envelope and a header (RFC 5321, RFC 6531).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The longest, in bytes (RFC 5321, section 4.5.3.1.3).
    pub const MAX_BYTES: usize = 254;

    /// Blanks around it cut, the domain as A-labels (RFC 5890); quoted locals, comments and literals are refused.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        const WHAT: &str = "email address";
        if is_planted(Defect::AddressesTakeLines) {
            return Ok(Self(text.to_owned()));
        }
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_minimum_sub_domains(2);
        let text = text.trim();
        if text
            .chars()
            .any(|c| is_invisible(c) || c.is_whitespace() || matches!(c, '<' | '>' | '"' | ',' | ';'))
        {
            return Err(Unfit::new(WHAT, "has characters that an address may not have"));
        }
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err(Unfit::new(WHAT, "has no @"));
        };
        let domain = idna::domain_to_ascii_strict(domain)
            .map_err(|_| Unfit::new(WHAT, "has a domain that is no domain"))?;
        let address: String = format!("{local}@{domain}");
        if Self::MAX_BYTES < address.len() {
            return Err(Unfit::new(WHAT, "is longer than 254 bytes"));
        }
        email_address::EmailAddress::parse_with_options(&address, options)
            .map_err(|_| Unfit::new(WHAT, "is not of the form name@domain"))?;
        Ok(Self(address))
    }

    /// The address, its domain as A-labels.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can only go over SMTPUTF8 (RFC 6531): its local part is not ASCII.
    pub fn needs_smtputf8(&self) -> bool {
        !self.0.is_ascii()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a user may get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserState {
    /// They may.
    Active,
    /// They may not, since then.
    Suspended {
        /// When an operator suspended them.
        since: OffsetDateTime,
    },
}

/// One person's sign-in within an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Names the user for ever.
    pub id: UserId,
    /// Where they belong.
    pub account: AccountId,
    /// What they sign in with, unique per installation.
    pub username: Username,
    /// What letters greet them with, if it is known.
    pub first_name: Option<FirstName>,
    /// Where letters go.
    pub email: EmailAddress,
    /// The language of their letters, if they have one of their own.
    pub locale: Option<Locale>,
    /// Whether they may get in.
    pub state: UserState,
    /// When they were registered.
    pub created_at: OffsetDateTime,
    /// Guards changes.
    pub revision: Revision,
}

impl User {
    /// Whether they may get in, as far as they themselves go; their account has a say as well.
    pub const fn is_active(&self) -> bool {
        matches!(self.state, UserState::Active)
    }

    /// The same user, shut out; a second suspension keeps the first one's time.
    #[must_use]
    pub fn suspend(mut self, now: OffsetDateTime) -> Self {
        if self.is_active() {
            self.state = UserState::Suspended { since: now };
        }
        self
    }

    /// The same user, let in again.
    #[must_use]
    pub fn resume(mut self) -> Self {
        self.state = UserState::Active;
        self
    }

    /// The same user at another address.
    #[must_use]
    pub fn move_to(mut self, email: EmailAddress) -> Self {
        self.email = email;
        self
    }
}
