//! Which addresses of mail servers are taken, and which are refused why.

use super::*;

fn read(url: &str) -> (Security, String, u16) {
    let server = MailServer::parse(url).unwrap();
    (server.security(), server.host().to_owned(), server.port())
}

fn settings(url: &str) -> MailSettings {
    MailSettings::new(MailServer::parse(url).unwrap(), EmailAddress::parse("portal@example.com").unwrap())
}

fn with_credentials(url: &str) -> MailSettings {
    MailSettings { credentials: Some(("portal".to_owned(), "hunter2".into())), ..settings(url) }
}

#[test]
fn the_three_forms_are_read_with_and_without_a_port() {
    let host = || "mail.example.com".to_owned();
    assert_eq!(read("smtp://mail.example.com:2525"), (Security::Plain, host(), 2525));
    assert_eq!(read("smtp://mail.example.com"), (Security::Plain, host(), 25));
    assert_eq!(read("smtp+starttls://mail.example.com"), (Security::StartTls, host(), 587));
    assert_eq!(read("smtps://mail.example.com"), (Security::ImplicitTls, host(), 465));
    assert_eq!(read("smtps://[2001:db8::1]:4650"), (Security::ImplicitTls, "2001:db8::1".to_owned(), 4650));
    assert_eq!(read("smtp://[::1]"), (Security::Plain, "::1".to_owned(), 25));
    assert_eq!(read("smtp://mail_relay:25"), (Security::Plain, "mail_relay".to_owned(), 25));
}

#[test]
fn what_is_written_can_be_read_again() {
    for url in ["smtp://localhost:25", "smtp+starttls://192.0.2.1:587", "smtps://[2001:db8::1]:465"] {
        assert_eq!(MailServer::parse(url).unwrap().to_string(), url);
    }
}

#[test]
fn mistakes_name_their_remedy_and_never_repeat_what_was_written() {
    for (url, remedy) in [
        ("mail.example.com", "smtps://host:port"),
        ("http://mail.example.com", "smtps://host:port"),
        ("SMTP:mail.example.com", "smtps://host:port"),
        ("smtp://portal:hunter2@mail.example.com", "mail.password_file"),
        ("smtp://hunter2@mail.example.com", "mail.username"),
        ("smtp://mail.example.com/hunter2", "no path"),
        ("smtp://mail.example.com?hunter2", "no question mark"),
        ("smtp://", "host"),
        ("smtp://:25", "host"),
        ("smtp://hunter2 :25", "host"),
        ("smtp://b\u{fc}cher.example", "host"),
        ("smtp://[hunter2]:25", "host"),
        ("smtp://[::1", "host"),
        ("smtp://mail.example.com:", "port"),
        ("smtp://mail.example.com:0", "port"),
        ("smtp://mail.example.com:65536", "port"),
        ("smtp://mail.example.com:hunter2", "port"),
        ("smtp://[::1]25", "port"),
    ] {
        let said = MailServer::parse(url).unwrap_err().to_string();
        assert!(said.contains(remedy), "{url}: {said}");
        assert!(!said.contains("hunter2"), "{url}: {said}");
    }
}

#[test]
fn plain_goes_to_this_machine_only_unless_allowed() {
    for here in ["smtp://localhost:25", "smtp://LOCALHOST", "smtp://127.0.0.1:1025", "smtp://[::1]:25"] {
        assert!(settings(here).check().is_ok(), "{here}");
        assert!(with_credentials(here).check().is_ok(), "{here}");
    }
    for there in ["smtp://mail.example.com:25", "smtp://192.0.2.1", "smtp://localhost.example.com"] {
        assert!(matches!(settings(there).check(), Err(MailSettingsError::PlainToOtherHost)), "{there}");
        let allowed = MailSettings { allow_plain: true, ..settings(there) };
        assert!(allowed.check().is_ok(), "{there}");
        let signing_in = MailSettings { allow_plain: true, ..with_credentials(there) };
        assert!(matches!(signing_in.check(), Err(MailSettingsError::SignInInClear)), "{there}");
    }
    for encrypted in ["smtp+starttls://mail.example.com", "smtps://mail.example.com"] {
        assert!(with_credentials(encrypted).check().is_ok(), "{encrypted}");
    }
}

#[test]
fn a_deadline_of_nothing_is_a_mistake() {
    let hasty = MailSettings { timeout: Duration::ZERO, ..settings("smtp://localhost") };
    assert!(matches!(hasty.check(), Err(MailSettingsError::Timeout)));
}

#[test]
fn settings_do_not_print_a_password() {
    assert!(!format!("{:?}", with_credentials("smtps://mail.example.com")).contains("hunter2"));
}
