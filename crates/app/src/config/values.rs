//! How single values are written: durations, rates, addresses, files.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::RangeInclusive;
use std::path::PathBuf;

use reset_domain::model::Unfit;
use reset_domain::policy::Rate;
use time::Duration;
use url::{Host, Url};

use super::spelling;

/// The longest duration anybody may write: far enough, and no sum of times overflows.
pub(crate) const LONGEST: Duration = Duration::days(36_500);

/// What is wrong with a value, without saying which key's it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) advice: String,
    /// What to write, if it is to be said.
    pub(crate) instead: Instead,
}

/// What a remedy shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Instead {
    /// The key's own sample.
    Sample,
    /// This, as TOML.
    Literal(String),
    /// Nothing, the advice is enough.
    Nothing,
}

impl Flaw {
    /// A flaw whose remedy shows the key's own sample.
    pub(crate) fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into(), instead: Instead::Sample }
    }

    /// The same flaw; its remedy shows this TOML.
    pub(crate) fn instead(self, literal: impl Into<String>) -> Self {
        Self { instead: Instead::Literal(literal.into()), ..self }
    }

    /// The same flaw; its remedy shows nothing to write.
    pub(crate) fn with_advice_alone(self) -> Self {
        Self { instead: Instead::Nothing, ..self }
    }
}

/// One line of text for people.
pub(crate) fn line(text: &str) -> Result<String, Flaw> {
    let text = text.trim();
    match (text.is_empty(), text.chars().any(char::is_control)) {
        (true, _) => Err(Flaw::new("is empty", "write a text")),
        (_, true) => Err(Flaw::new("has line ends or control characters", "write one line of text")),
        (false, false) => Ok(text.to_owned()),
    }
}

/// A value of the domain.
pub(crate) fn fit<T>(parse: fn(&str) -> Result<T, Unfit>) -> impl Fn(&str) -> Result<T, Flaw> {
    move |text| parse(text).map_err(|unfit| Flaw::new(unfit.why(), "write for example"))
}

/// One of a few words.
pub(crate) fn choice<T: Copy>(choices: &[(&'static str, T)]) -> impl Fn(&str) -> Result<T, Flaw> {
    move |text| {
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
            return Ok(*choice);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let flaw = Flaw::new(format!("cannot be {text:?}"), format!("write {}", spelling::either(&words)));
        Err(match spelling::nearest(text, words) {
            Some(word) => Flaw { advice: "did you mean".to_owned(), ..flaw.instead(format!("{word:?}")) },
            None => flaw,
        })
    }
}

/// A duration such as `30m`, within limits.
pub(crate) fn duration(limits: RangeInclusive<Duration>) -> impl Fn(&str) -> Result<Duration, Flaw> {
    move |text| {
        let duration = parse_duration(text).ok_or_else(|| {
            Flaw::new(
                format!("is no duration ({text:?})"),
                "write a whole number and one of s, m, h, d (seconds, minutes, hours, days)",
            )
        })?;
        if duration < *limits.start() {
            let least = write_duration(*limits.start());
            return Err(Flaw::new(format!("is shorter than {least}"), format!("write {least} or more")));
        }
        if *limits.end() < duration {
            let most = write_duration(*limits.end());
            return Err(Flaw::new(format!("is longer than {most}"), format!("write {most} or less")));
        }
        Ok(duration)
    }
}

/// A rate such as `30/10m`.
pub(crate) fn rate(text: &str) -> Result<Rate, Flaw> {
    let parsed = text.split_once('/').and_then(|(most, per)| {
        let most = most.trim().parse::<u32>().ok().filter(|most| 1 <= *most)?;
        let per = parse_duration(per.trim()).filter(|per| (Duration::SECOND..=LONGEST).contains(per))?;
        Some(Rate { most, per })
    });
    parsed.ok_or_else(|| Flaw::new(format!("is no rate ({text:?})"), "write how many in how long"))
}

/// A web address that is safe to send people to: `https`, or `http` on this machine; no password in it.
pub(crate) fn web_address(text: &str) -> Result<Url, Flaw> {
    let url = Url::parse(text.trim())
        .map_err(|error| Flaw::new(format!("is no web address ({error})"), "write scheme and host"))?;
    let host = url.host().ok_or_else(|| Flaw::new("has no host", "write scheme and host"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Flaw::new("has a username or password in it", "leave them out"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&host) => Ok(url),
        "http" => Err(Flaw::new("is http on a host that is not this machine", "write https")),
        scheme => Err(Flaw::new(format!("has the scheme {scheme:?}"), "write https")),
    }
}

/// Whether a host is this machine: `localhost`, `127.0.0.0/8`, `[::1]`.
pub(crate) fn is_loopback<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref().eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => Ipv4Addr::is_loopback(address),
        Host::Ipv6(address) => Ipv6Addr::is_loopback(address),
    }
}

/// A file that this program may read. Its name is not repeated: people write passwords where a name belongs.
pub(crate) fn readable_file(text: &str) -> Result<PathBuf, Flaw> {
    let path = PathBuf::from(text);
    match std::fs::File::open(&path).and_then(|file| file.metadata()) {
        Ok(found) if found.is_dir() => Err(Flaw::new("names a folder", "name a file").with_advice_alone()),
        Ok(_) => Ok(path),
        Err(error) => Err(unreadable(&error)),
    }
}

/// A folder that this program may read.
pub(crate) fn readable_folder(text: &str) -> Result<PathBuf, Flaw> {
    let path = PathBuf::from(text);
    match std::fs::read_dir(&path) {
        Ok(_) => Ok(path),
        Err(error) => Err(unreadable(&error)),
    }
}

/// A duration as people write it: the largest unit that goes in evenly.
pub(crate) fn write_duration(duration: Duration) -> String {
    let seconds = duration.whole_seconds();
    let units = [(86_400, 'd'), (3_600, 'h'), (60, 'm')];
    match units
        .into_iter()
        .find(|(unit, _)| seconds != 0 && seconds % unit == 0 && (*unit != 86_400 || seconds != *unit))
    {
        Some((unit, letter)) => format!("{}{letter}", seconds / unit),
        None => format!("{seconds}s"),
    }
}

pub(crate) fn unreadable(error: &std::io::Error) -> Flaw {
    Flaw::new(format!("cannot be read ({error})"), "name one that exists and that this user may read")
        .with_advice_alone()
}

pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let seconds = match text.strip_prefix(number)? {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let digits_alone = number.chars().all(|c| c.is_ascii_digit());
    let number: u32 = number.parse().ok().filter(|_| digits_alone)?;
    Some(Duration::seconds(i64::from(number) * seconds))
}
