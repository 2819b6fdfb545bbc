//! The applications and features on Home; they come from configuration alone.

use std::fmt;

use super::Unfit;

/// Names an application in `/launch/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationId(String);

impl ApplicationId {
    /// 1 to 40 small ASCII letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let fits = (1..=40).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        match fits {
            true => Ok(Self(text.to_owned())),
            false => Err(Unfit::new("application id", "is not 1 to 40 small letters, digits and hyphens")),
        }
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an application opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// In a browser tab of its own.
    NewTab,
    /// In the portal's tab.
    SameTab,
}

/// What an application asks for before it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRule {
    /// The password, again.
    Confirm,
    /// To be signed in.
    Session,
}

/// A card on Home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Names it in `/launch/{id}`.
    pub id: ApplicationId,
    /// What people call it.
    pub name: String,
    /// One line about it; may be empty.
    pub description: String,
    /// Where it is: `https`, or `http` on a loopback host.
    pub url: String,
    /// Where it opens.
    pub opens: Opens,
    /// What it asks for first.
    pub password: PasswordRule,
}
