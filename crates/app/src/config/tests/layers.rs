//! The file, the environment above it, and secrets in files of their own.

use ipnet::IpNet;
use reset_domain::model::{Opens, PasswordRule};

use super::{SMALLEST, exposed, file_with, only, read, read_with};
use crate::config::{Config, Mistake, Place};

/// The only mistake of a file with these variables: where, what, and what to do.
fn only_mistake(text: &str, variables: &[(&str, &str)]) -> (String, Place, String, String) {
    let Mistake { key, place, what, remedy } = only(read_with(text, variables).unwrap_err());
    (key, place, what, remedy)
}

#[test]
fn the_environment_wins_over_the_file() {
    let text = format!("{SMALLEST}[reset]\nlink_life = \"1h\"\n");
    let config = read_with(
        &text,
        &[
            ("READMIT_RESET__LINK_LIFE", "10m"),
            ("READMIT_PORTAL__NAME", "Our Portal"),
            ("READMIT_PASSWORD__MIN_LENGTH", "20"),
            ("READMIT_MAIL__ALLOW_PLAIN", "true"),
            ("READMIT_MAIL__URL", "smtp://relay.internal:2525"),
            ("READMIT_HTTP__TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::1"),
            ("READMIT_HTTP__ADMIN_LISTEN", ""),
        ],
    )
    .unwrap();
    assert_eq!(config.reset.link_life, time::Duration::minutes(10));
    assert_eq!(config.portal.name, "Our Portal");
    assert_eq!(config.password.min_length, 20);
    assert_eq!(config.mail.server.to_string(), "smtp://relay.internal:2525");
    assert!(config.mail.allow_plain);
    let proxies: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::1/128".parse().unwrap()];
    assert_eq!(config.http.trusted_proxies, proxies);
    assert_eq!(config.http.admin_listen, None);
}

#[test]
fn variables_without_a_section_are_none_of_ours() {
    let variables = [
        ("READMIT_CONFIG", "x"),
        ("READMIT_TEST_POSTGRES", "x"),
        ("READMIT_LOG", "debug"),
        ("PORTAL__NAME", "x"),
    ];
    assert_eq!(read_with(SMALLEST, &variables).unwrap().portal.name, "Client Admin Portal");
}

#[test]
fn an_unknown_key_in_the_environment_is_a_mistake() {
    let (key, place, what, remedy) = only_mistake(SMALLEST, &[("READMIT_PORTAL__NAMES", "x")]);
    assert_eq!((key.as_str(), what.as_str()), ("portal.names", "is no key"));
    assert_eq!(place, Place::Variable("READMIT_PORTAL__NAMES".to_owned()));
    assert_eq!(remedy, "did you mean READMIT_PORTAL__NAME?");
}

#[test]
fn an_unknown_section_in_the_environment_is_a_mistake() {
    let (_, place, _, remedy) = only_mistake(SMALLEST, &[("READMIT_MIAL__URL", "smtp://localhost")]);
    assert_eq!(place, Place::Variable("READMIT_MIAL__URL".to_owned()));
    assert_eq!(remedy, "did you mean READMIT_MAIL__URL?");
}

#[test]
fn applications_stand_in_the_file_alone() {
    let (key, place, what, _) = only_mistake(SMALLEST, &[("READMIT_APPLICATIONS__URL", "https://x.example")]);
    assert_eq!((key.as_str(), what.as_str()), ("applications.url", "cannot stand in the environment"));
    assert_eq!(place, Place::Variable("READMIT_APPLICATIONS__URL".to_owned()));
}

#[test]
fn a_mistake_in_the_environment_names_the_variable_and_what_to_write_there() {
    let (key, place, what, remedy) = only_mistake(SMALLEST, &[("READMIT_RESET__LINK_LIFE", "soon")]);
    assert_eq!((key.as_str(), what.as_str()), ("reset.link_life", "is no duration (\"soon\")"));
    assert_eq!(place, Place::Variable("READMIT_RESET__LINK_LIFE".to_owned()));
    assert!(remedy.ends_with(": READMIT_RESET__LINK_LIFE=30m"), "{remedy}");
}

#[test]
fn a_password_of_digits_stays_as_it_is_written() {
    let variables = [("READMIT_MAIL__USERNAME", "0042"), ("READMIT_MAIL__PASSWORD", "0123")];
    let sign_in = read_with(SMALLEST, &variables).unwrap().mail.sign_in.unwrap();
    assert_eq!((sign_in.username.as_str(), exposed(&sign_in.password)), ("0042", "0123"));
}

fn mail_password(config: Config) -> String {
    exposed(&config.mail.sign_in.unwrap().password).to_owned()
}

#[test]
fn secrets_come_from_files_without_their_line_end() {
    let (mail, storage) = (file_with(" pass word\n"), file_with("postgres://readmit:secret@db/readmit\r\n"));
    let text = format!(
        "{SMALLEST}username = \"u\"\npassword_file = {:?}\n[storage]\nurl_file = {:?}\n",
        mail.path(),
        storage.path()
    );
    let config = read(&text).unwrap();
    assert_eq!(exposed(&config.storage.url), "postgres://readmit:secret@db/readmit");
    assert_eq!(mail_password(config), " pass word");
}

#[test]
fn a_secret_in_the_environment_wins_over_either_form_in_the_file() {
    let (file, other) = (file_with("in the file's file"), file_with("in the variable's file"));
    let with_file = format!("{SMALLEST}username = \"u\"\npassword_file = {:?}\n", file.path());
    let with_text = format!("{SMALLEST}username = \"u\"\npassword = \"in the file\"\n");
    let config = read_with(&with_file, &[("READMIT_MAIL__PASSWORD", "in the variable")]).unwrap();
    assert_eq!(mail_password(config), "in the variable");
    let variable = ("READMIT_MAIL__PASSWORD_FILE", other.path().to_str().unwrap());
    assert_eq!(mail_password(read_with(&with_text, &[variable]).unwrap()), "in the variable's file");
}

#[test]
fn a_secret_twice_in_one_layer_is_a_mistake() {
    let file = file_with("x");
    let text = format!("{SMALLEST}username = \"u\"\npassword = \"x\"\npassword_file = {:?}\n", file.path());
    let (key, place, what, _) = only_mistake(&text, &[]);
    assert_eq!((key.as_str(), what.as_str()), ("mail.password_file", "is written beside mail.password"));
    assert_eq!(place, Place::Line(9));
}

#[test]
fn neither_reports_nor_debug_show_a_secret() {
    let text = format!(
        "{SMALLEST}username = \"u\"\npassword = \"hunter2\"\n[storage]\nurl = \"postgres://u:hunter2@db/readmit\"\n"
    );
    let config = read(&text).unwrap();
    assert!(!format!("{config:?} {:?}", config.policy()).contains("hunter2"));
    let wrong = text
        .replace("postgres://u:hunter2@db/readmit", "postgres//u:hunter2@db")
        .replace("smtps://mail.example.com", "smtp://u:hunter2@mail.example.com")
        .replace("password = \"hunter2\"", "password = [\"hunter2\"]");
    let mistakes = read(&wrong).unwrap_err();
    assert_eq!(mistakes.len(), 3);
    assert!(!format!("{mistakes:?}").contains("hunter2"));
    let unclosed = read(&text.replace("hunter2\"", "hunter2")).unwrap_err();
    assert!(!format!("{unclosed:?}").contains("hunter2"));
    let misplaced = read(&text.replace("password = \"", "password_file = \"")).unwrap_err();
    assert!(!format!("{misplaced:?}").contains("hunter2"));
}

#[test]
fn applications_know_what_holds_unasked() {
    let text = format!(
        "{SMALLEST}
[[applications]]
id = \"reports\"
name = \"Reports\"
url = \"https://reports.example.com/a?b=c\"
opens = \"new-tab\"
[[applications]]
id = \"users\"
name = \"User administration\"
description = \"Add people\"
url = \"http://localhost:3000\"
[[applications]]
id = \"audit\"
name = \"Audit\"
url = \"https://audit.example.com/\"
password = \"confirm\"
"
    );
    let config = read(&text).unwrap();
    let seen: Vec<_> = config
        .policy()
        .applications
        .into_iter()
        .map(|one| (one.id.to_string(), one.description, one.url, one.opens, one.password))
        .collect();
    let own = |text: &str| text.to_owned();
    assert_eq!(
        seen,
        [
            (
                own("reports"),
                own(""),
                own("https://reports.example.com/a?b=c"),
                Opens::NewTab,
                PasswordRule::Confirm
            ),
            (
                own("users"),
                own("Add people"),
                own("http://localhost:3000/"),
                Opens::SameTab,
                PasswordRule::Session
            ),
            (own("audit"), own(""), own("https://audit.example.com/"), Opens::SameTab, PasswordRule::Confirm),
        ]
    );
}

#[test]
fn addresses_are_brought_into_one_form() {
    let mail =
        |url: &str| read(&SMALLEST.replace("smtps://mail.example.com", url)).unwrap().mail.server.to_string();
    assert_eq!(mail("smtps://mail.example.com"), "smtps://mail.example.com:465");
    assert_eq!(mail("smtp+starttls://mail.example.com"), "smtp+starttls://mail.example.com:587");
    assert_eq!(mail("smtp://[::1]:1025"), "smtp://[::1]:1025");
    let portal = |url: &str| {
        let config = read(&SMALLEST.replace("https://portal.example.com", url)).unwrap();
        (config.portal.url.as_str().to_owned(), config.portal.url.as_str().starts_with("https:"))
    };
    assert_eq!(portal("https://Portal.Example.com:443/"), ("https://portal.example.com".to_owned(), true));
    assert_eq!(portal("http://127.0.0.1:8080"), ("http://127.0.0.1:8080".to_owned(), false));
    assert_eq!(portal("http://[::1]:8080"), ("http://[::1]:8080".to_owned(), false));
}
