//! What pages and letters know about the portal they speak for.

use std::path::PathBuf;

use reset_domain::Policy;
use reset_domain::model::Locale;
use time::Duration;

use crate::branding::Branding;

/// The settings that pages and letters share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// What the portal is called.
    pub name: String,
    /// Its origin, without a slash at the end.
    pub url: String,
    /// Whom to write to.
    pub support_email: Option<String>,
    /// Whom to call.
    pub support_phone: Option<String>,
    /// When somebody answers; shown beside an address or a number only.
    pub support_hours: Option<String>,
    /// Where people find their Account ID.
    pub account_id_hint: Option<String>,
    /// The language where nobody asks for another one.
    pub locale: Locale,
    /// The IANA name of the zone that times are written in: `Europe/London`.
    pub time_zone: String,
    /// What opening a reset link does.
    pub link: LinkRule,
    /// How long a reset link is good.
    pub link_life: Duration,
    /// How long a temporary password is good.
    pub temporary_life: Duration,
    /// The fewest characters of a chosen password.
    pub min_length: usize,
    /// How it looks.
    pub branding: Branding,
    /// A directory whose files replace embedded templates of the same path: `pages/home.html`.
    pub templates: Option<PathBuf>,
}

impl Portal {
    /// A portal of this name at this origin, with what the policy says of lives and lengths,
    /// in English and UTC, and with nobody to turn to.
    pub fn new(name: impl Into<String>, url: impl Into<String>, policy: &Policy) -> Self {
        Self {
            name: name.into(),
            url: url.into(),
            support_email: None,
            support_phone: None,
            support_hours: None,
            account_id_hint: None,
            locale: Locale::english(),
            time_zone: "UTC".to_owned(),
            link: LinkRule::Automatic,
            link_life: policy.link_life,
            temporary_life: policy.temporary_life,
            min_length: policy.min_length,
            branding: Branding::default(),
            templates: None,
        }
    }
}

/// What the page behind a reset link does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRule {
    /// It submits itself.
    Automatic,
    /// It waits for a person.
    Confirm,
}
