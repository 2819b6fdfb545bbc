//! Entry point of the fuzzer: a configuration that is anything.

use super::{Config, Mistake, Place};

/// What secrets look like here: whatever stands in an input after this is one.
const SECRET: &str = "hunter2";

/// A configuration is read, or else each mistake has a remedy, a place where there is one, and no secret in it.
pub(crate) fn configuration(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines = text.split('\n').count();
    match Config::read(&text, []) {
        Ok(config) => assert!(!format!("{config:?}").contains(SECRET), "a secret is shown"),
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            for Mistake { key, place, what, remedy } in &mistakes {
                assert!(!what.is_empty() && !remedy.is_empty(), "{mistakes:?}");
                assert!(!matches!(place, Place::Line(line) if lines < *line), "{mistakes:?}");
                let secret = ["mail.password", "mail.url", "storage.url"].contains(&key.as_str());
                assert!(!secret || !format!("{what}{remedy}").contains(SECRET), "{mistakes:?}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use reset_domain::testing::try_seeds_and_mutants;

    #[test]
    fn whatever_is_written_is_read_or_explained() {
        try_seeds_and_mutants(env!("CARGO_MANIFEST_DIR"), "configuration", super::configuration);
    }
}
