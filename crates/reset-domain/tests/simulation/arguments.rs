//! What is asked for: words after `--`, few enough to be read by hand.

/// How many steps of storm a seed has; the calm after it takes a few hundred more.
const STORM: u64 = 2_000;
/// Enough seeds for a million steps.
const SEEDS: u64 = 450;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// So many seeds, from the first on, and every planted defect.
    Run { first: u64, seeds: u64, storm: u64 },
    /// One seed, told step by step.
    Replay { seed: u64, storm: u64 },
    /// Nothing: some other test is meant.
    NotAsked,
}

impl Arguments {
    /// Reads them.
    pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut first, mut seeds, mut storm, mut replay) = (0, SEEDS, STORM, None);
        let mut words = words;
        while let Some(word) = words.next() {
            let mut number = || {
                let value = words.next().and_then(|value| value.parse::<u64>().ok());
                value.ok_or_else(|| format!("{word} wants a number"))
            };
            match word.as_str() {
                "--first" => first = number()?,
                "--seeds" => seeds = number()?,
                "--storm" => storm = number()?,
                "--replay" => replay = Some(number()?),
                // Of the test harness that this is not.
                option if option.starts_with('-') => {}
                name if "simulation".contains(name) => {}
                _ => return Ok(Self::NotAsked),
            }
        }
        Ok(match replay {
            Some(seed) => Self::Replay { seed, storm },
            None => Self::Run { first, seeds, storm },
        })
    }
}
