//! `[portal]`: what it is called, where it is, who helps.

use jiff::tz;
use reset_domain::model::{EmailAddress, Locale};

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::spelling;
use super::values::{Flaw, fit, line, web_address};

/// The keys of `[portal]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "portal",
    about: "What the portal is called, where people find it, who helps them.",
    keys: &[
        Key::required(
            "url",
            r#""https://portal.example.com""#,
            "The only source of every link in letters and redirects: https, or http on this machine; no path.",
        ),
        Key::with_default(
            "name",
            r#""Client Admin Portal""#,
            "What people call the portal; letters come from it.",
        ),
        Key::optional("support_email", r#""support@example.com""#, "Where people find help."),
        Key::optional("support_phone", r#""+44 20 7946 0000""#, "Where people find help."),
        Key::optional("support_hours", r#""Monday to Friday, 9:00 to 17:00""#, "When people find help."),
        Key::optional(
            "account_id_hint",
            r#""You can find it on your welcome letter or invoice.""#,
            "Stands under the field Account ID.",
        ),
        Key::with_default(
            "locale",
            r#""en""#,
            "The language of pages and letters where nobody asks for another.",
        ),
        Key::with_default("time_zone", r#""UTC""#, "The time zone of times in letters, by its IANA name."),
    ],
};

/// What the portal is called, where it is, who helps.
#[derive(Debug, Clone)]
pub(crate) struct Portal {
    /// The only source of every link.
    pub(crate) url: PortalUrl,
    /// What people call it.
    pub(crate) name: String,
    /// Where people find help.
    pub(crate) support_email: Option<EmailAddress>,
    /// Where people find help.
    pub(crate) support_phone: Option<String>,
    /// When people find help.
    pub(crate) support_hours: Option<String>,
    /// Stands under the field Account ID.
    pub(crate) account_id_hint: Option<String>,
    /// The language where nobody asks for another.
    pub(crate) locale: Locale,
    /// The IANA name of the time zone, as the database writes it.
    pub(crate) time_zone: String,
}

/// Scheme, host and port, without a slash at the end: `https://portal.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PortalUrl(String);

impl PortalUrl {
    /// Refuses everything but scheme, host and port.
    pub(crate) fn parse(text: &str) -> Result<Self, Flaw> {
        const ADVICE: &str = "write only scheme, host and port";
        let url = web_address(text)?;
        let origin = url.origin().ascii_serialization();
        let bare = |what: String| Flaw::new(what, ADVICE).instead(format!("{origin:?}"));
        if !matches!(url.path(), "" | "/") {
            return Err(bare(format!("has a path ({:?})", url.path())));
        }
        if url.query().is_some() {
            return Err(bare("has a query".to_owned()));
        }
        if url.fragment().is_some() {
            return Err(bare("has a fragment".to_owned()));
        }
        Ok(Self(origin))
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Portal {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let url = section.parsed("url", PortalUrl::parse);
        let name = section.parsed("name", line);
        let support_email = section.optional("support_email", fit(EmailAddress::parse));
        let support_phone = section.optional("support_phone", line);
        let support_hours = section.optional("support_hours", line);
        let account_id_hint = section.optional("account_id_hint", line);
        let locale = section.parsed("locale", fit(Locale::parse));
        let time_zone = section.parsed("time_zone", time_zone);
        Ok(Self {
            url: url?,
            name: name?,
            support_email: support_email?,
            support_phone: support_phone?,
            support_hours: support_hours?,
            account_id_hint: account_id_hint?,
            locale: locale?,
            time_zone: time_zone?,
        })
    }
}

fn time_zone(text: &str) -> Result<String, Flaw> {
    if let Ok(zone) = tz::TimeZone::get(text) {
        return Ok(zone.iana_name().unwrap_or(text).to_owned());
    }
    let names: Vec<String> = tz::db().available().map(|name| name.as_str().to_owned()).collect();
    let flaw = Flaw::new(format!("is no time zone ({text:?})"), "write an IANA name");
    // The nearest to an offset would be another one, hours away; and Etc/GMT-5 is five hours ahead.
    let is_offset = text.contains(|c: char| c.is_ascii_digit());
    let city = format!("/{}", text.replace(' ', "_").to_lowercase());
    let by_city = names.iter().find(|name| name.to_lowercase().ends_with(&city));
    let nearest = || spelling::nearest(text, names.iter().map(String::as_str));
    Err(match by_city.map(String::as_str).or_else(nearest).filter(|_| !is_offset) {
        Some(name) => Flaw { advice: "did you mean".to_owned(), ..flaw.instead(format!("{name:?}")) },
        None => flaw.instead(r#""Europe/London""#),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_or_a_slip_leads_to_its_zone_and_an_offset_to_none() {
        for (text, advice, instead) in [
            ("New York", "did you mean", "America/New_York"),
            ("Europe/Lundon", "did you mean", "Europe/London"),
            ("GMT-5", "write an IANA name", "Europe/London"),
        ] {
            let flaw = time_zone(text).unwrap_err();
            assert_eq!(flaw.advice, advice, "{text}");
            assert!(format!("{:?}", flaw.instead).contains(instead), "{text}: {:?}", flaw.instead);
        }
    }
}
