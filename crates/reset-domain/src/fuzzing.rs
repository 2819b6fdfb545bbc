//! Entry points of the fuzzer: each panics when what was parsed has not the properties that others rely on.

use crate::model::{
    AccountId, EmailAddress, FirstName, Network, Password, ResetToken, SessionToken, TemporaryPassword,
    Username,
};

/// Names and addresses, which stand in letters, envelopes and keys.
pub fn names(data: &[u8]) {
    let text = &String::from_utf8_lossy(data);
    if let Ok(username) = Username::parse(text) {
        let name = username.as_str();
        assert!(!name.chars().any(|c| c.is_control() || c.is_whitespace()), "{name:?}");
        assert!(!name.is_empty() && name.len() <= Username::MAX_BYTES, "{name:?}");
        assert_eq!(Username::parse(name).as_ref(), Ok(&username), "canonical once, canonical for ever");
    }
    if let Ok(account) = AccountId::parse(text) {
        assert!(
            account.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{account:?}"
        );
        assert_eq!(AccountId::parse(account.as_str()).as_ref(), Ok(&account));
    }
    if let Ok(first_name) = FirstName::parse(text) {
        let name = first_name.as_str();
        assert!(!name.chars().any(char::is_control), "{name:?}");
        assert!(!name.contains(['<', '>', '@', '/', '\\', ':', '"', '\u{2028}', '\u{202e}']), "{name:?}");
        assert_eq!(FirstName::parse(name).as_ref(), Ok(&first_name));
    }
    if let Ok(address) = EmailAddress::parse(text) {
        let text = address.as_str();
        let bad = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"');
        assert!(!text.contains(bad), "{text:?}");
        let (local, domain) = text.rsplit_once('@').unwrap_or_default();
        assert!(!local.is_empty() && domain.contains('.') && domain.is_ascii(), "{text:?}");
        assert!(text.len() <= EmailAddress::MAX_BYTES, "{text:?}");
        assert_eq!(EmailAddress::parse(text).as_ref(), Ok(&address));
    }
    if let Ok(network) = Network::parse(text) {
        assert_eq!(Network::parse(&network.to_string()), Ok(network));
    }
}

/// What comes back of what was minted: tokens and passwords.
pub fn secrets(data: &[u8]) {
    let text = &String::from_utf8_lossy(data);
    let is_base32 = |text: &str| text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
    match ResetToken::parse(text) {
        Some(token) => assert_eq!(token.reveal(), text),
        None => assert!(text.len() != 32 || !is_base32(text)),
    }
    match SessionToken::parse(text) {
        Some(token) => assert_eq!(token.reveal(), text),
        None => assert!(text.len() != 52 || !is_base32(text)),
    }
    if let Some(temporary) = TemporaryPassword::parse(text) {
        let password = temporary.reveal();
        assert_eq!(password.len(), TemporaryPassword::LENGTH);
        assert!(password.bytes().all(|b| TemporaryPassword::ALPHABET.contains(&b)));
        assert!(TemporaryPassword::parse(password).is_some_and(|again| again.reveal() == password));
    }
    match Password::parse(text) {
        Ok(password) => {
            assert!((1..=Password::MAX_BYTES).contains(&password.reveal().len()));
            assert!(Password::parse(password.reveal()).is_ok_and(|again| again.same_as(&password)));
        }
        Err(_) => assert!(text.is_empty() || Password::MAX_BYTES / 3 < text.len()),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::try_seeds_and_mutants;

    #[test]
    fn names_have_the_properties_that_others_rely_on() {
        try_seeds_and_mutants(env!("CARGO_MANIFEST_DIR"), "names", super::names);
    }

    #[test]
    fn secrets_come_back_as_they_went() {
        try_seeds_and_mutants(env!("CARGO_MANIFEST_DIR"), "secrets", super::secrets);
    }
}
