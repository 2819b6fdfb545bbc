//! `readmit mail preview`

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use reset_domain::model::Locale;
use reset_templates::samples;

use crate::cli::Shared;
use crate::cli::operate::refused;
use crate::config::Config;
use crate::failure::Failure;
use crate::{output, wiring};

/// Print a letter as this portal would send it, to somebody made up and with a secret that is good for nothing
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The letter
    #[arg(value_parser = PossibleValuesParser::new(LETTERS))]
    letter: String,
    /// The language; the portal's own where none is named
    #[arg(long)]
    locale: Option<String>,
    /// Which part of it
    #[arg(long, value_enum, default_value_t = Part::Text)]
    format: Part,
}

/// As their folders in `branding.templates` are called.
const LETTERS: [&str; 4] =
    ["password-reset-request", "password-reset-notification", "password-changed", "email-address-changed"];

/// A part of a letter.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {
    /// Subject and plain text, as mail programs without HTML show them
    Text,
    /// The HTML document alone
    Html,
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        let config = Config::load(&shared.config)?;
        let templates = wiring::templates(&config)?;
        let locale = match &self.locale {
            None => config.portal.locale.clone(),
            Some(tag) => Locale::parse(tag).map_err(|unfit| refused(format!("the {unfit}")))?,
        };
        templates.require(&locale).map_err(refused)?;
        let sample = samples::letters_of(config.portal.url.as_str())
            .into_iter()
            .find(|(name, _)| *name == self.letter);
        let (_, mut letter) = sample.ok_or_else(|| refused(format!("there is no letter {}", self.letter)))?;
        letter.locale = Some(locale);
        let rendered = templates.letter(&letter).map_err(anyhow::Error::from)?;
        let shown = match self.format {
            Part::Text => format!("Subject: {}\n\n{}", rendered.subject, rendered.text),
            Part::Html => rendered.html,
        };
        Ok(output::print(&shown)?)
    }
}
