//! `[throttle]`: how much is too much.

use reset_domain::policy::Rate;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, rate};

/// The keys of `[throttle]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "throttle",
    about: r#"How much is too much: so many in so long. "0" switches a network's throttle off."#,
    keys: &[
        Key::with_default("requests", r#""30/10m""#, "Reset requests of one network."),
        Key::with_default("links", r#""30/10m""#, "Dead links tried from one network."),
        Key::with_default("sign_ins", r#""100/10m""#, "Refused sign-ins of one network."),
        Key::with_default(
            "letters",
            r#""1/1m, 5/1h""#,
            "Request letters to one user; what comes beyond waits its turn.",
        ),
        Key::with_default(
            "failures",
            "100",
            "Refused sign-ins in a row of one user from unknown devices; beyond it only known ones and resets get in.",
        ),
    ],
};

/// How much is too much.
#[derive(Debug, Clone)]
pub(crate) struct Throttle {
    /// Reset requests of one network; `None` is off.
    pub(crate) requests: Option<Rate>,
    /// Dead links tried from one network; `None` is off.
    pub(crate) links: Option<Rate>,
    /// Refused sign-ins of one network; `None` is off.
    pub(crate) sign_ins: Option<Rate>,
    /// Request letters to one user; all hold at once.
    pub(crate) letters: Vec<Rate>,
    /// Refused sign-ins in a row of one user from unknown devices.
    pub(crate) failures: u32,
}

impl Throttle {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let requests = section.parsed("requests", rate_of_network);
        let links = section.parsed("links", rate_of_network);
        let sign_ins = section.parsed("sign_ins", rate_of_network);
        let letters = section.parsed("letters", rates);
        let failures = section.number("failures", 1..=u32::MAX);
        Ok(Self {
            requests: requests?,
            links: links?,
            sign_ins: sign_ins?,
            letters: letters?,
            failures: failures?,
        })
    }
}

fn rate_of_network(text: &str) -> Result<Option<Rate>, Flaw> {
    match text.trim() {
        "0" => Ok(None),
        text => rate(text).map(Some).map_err(|flaw| Flaw {
            advice: r#"write how many in how long, or "0" for no limit"#.to_owned(),
            ..flaw
        }),
    }
}

fn rates(text: &str) -> Result<Vec<Rate>, Flaw> {
    match text.trim() {
        "0" => Err(Flaw::new(
            "cannot be off: it keeps strangers from flooding somebody's mailbox",
            "write how many in how long, with commas between",
        )),
        text => text.split(',').map(|text| rate(text.trim())).collect(),
    }
}
