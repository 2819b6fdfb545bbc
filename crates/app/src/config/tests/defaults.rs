//! What holds unasked, and the example that says so.

use std::net::SocketAddr;

use reset_domain::policy::{ChangeRule, Rate};
use time::Duration;

use super::{SMALLEST, exposed, read};
use crate::config::example::example;
use crate::config::outline::Unasked;
use crate::config::{LISTS, Migrate, SECTIONS};
use reset_templates::{Branding, LinkRule};

#[test]
fn defaults_are_those_of_the_manual() {
    let config = read(SMALLEST).unwrap();
    let listen = |text: &str| text.parse::<SocketAddr>().unwrap();
    let rate = |most, per| Rate { most, per };
    assert_eq!(config.portal.name, "Client Admin Portal");
    assert_eq!(config.portal.url.as_str(), "https://portal.example.com");
    assert!(config.portal.url.as_str().starts_with("https:"));
    assert!(config.portal.support_email.is_none() && config.portal.support_phone.is_none());
    assert!(config.portal.support_hours.is_none() && config.portal.account_id_hint.is_none());
    assert_eq!((config.portal.locale.as_str(), config.portal.time_zone.as_str()), ("en", "UTC"));
    assert_eq!(config.http.listen, listen("127.0.0.1:8080"));
    assert_eq!(config.http.admin_listen, Some(listen("127.0.0.1:9090")));
    assert!(config.http.trusted_proxies.is_empty());
    assert_eq!(exposed(&config.storage.url), "sqlite://readmit.db");
    assert_eq!(config.storage.migrate, Migrate::Auto);
    assert!(config.mail.sign_in.is_none() && config.mail.ca_file.is_none());
    assert_eq!((config.mail.timeout, config.mail.give_up), (Duration::seconds(60), Duration::hours(12)));
    assert_eq!((config.reset.link, config.reset.link_life), (LinkRule::Automatic, Duration::minutes(30)));
    assert_eq!(config.temporary_password.life, Duration::hours(24));
    assert_eq!(config.temporary_password.change, ChangeRule::Remind);
    assert_eq!(config.password.min_length, 15);
    assert_eq!(config.password.argon2_memory, 19_456);
    assert_eq!((config.password.argon2_passes, config.password.argon2_lanes), (2, 1));
    assert_eq!((config.session.idle, config.session.absolute), (Duration::minutes(30), Duration::hours(12)));
    assert_eq!(config.throttle.requests, Some(rate(30, Duration::minutes(10))));
    assert_eq!(config.throttle.links, Some(rate(30, Duration::minutes(10))));
    assert_eq!(config.throttle.sign_ins, Some(rate(100, Duration::minutes(10))));
    assert_eq!(config.throttle.letters, [rate(1, Duration::minutes(1)), rate(5, Duration::hours(1))]);
    assert_eq!(config.throttle.failures, 100);
    assert_eq!((config.audit.keep, config.confirm.life), (Duration::days(400), Duration::ZERO));
    assert_eq!(config.branding.looks, Branding::default());
    assert!(config.branding.templates.is_none());
    assert!(config.applications.is_empty());
}

#[test]
fn unasked_the_policy_is_the_domains_own() {
    let policy = read(SMALLEST).unwrap().policy().check().unwrap();
    let known_words = ["Client Admin Portal", "Client", "Admin", "Portal"].map(str::to_owned).to_vec();
    let expected = reset_domain::Policy { known_words, ..reset_domain::Policy::default() };
    assert_eq!(format!("{policy:?}"), format!("{expected:?}"));
}

#[test]
fn the_example_passes_and_names_every_key() {
    let text = example();
    read(&text).unwrap();
    for outline in SECTIONS.iter().chain(LISTS) {
        assert!(text.contains(&format!("[{}]", outline.name)), "{}", outline.name);
        for key in outline.keys {
            assert!(text.contains(&format!("\n# {}", key.meaning)), "{}.{}", outline.name, key.name);
            assert!(
                text.contains(&format!("{} = {}\n", key.name, key.sample())),
                "{}.{}",
                outline.name,
                key.name
            );
        }
    }
}

#[test]
fn the_defaults_in_the_examples_comments_are_the_real_ones() {
    let text = example();
    let mut section = "";
    let mut uncommented = String::new();
    let mut count = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        }
        if line.starts_with("#[[") {
            break;
        }
        let name = line.trim_start_matches('#').split(" = ").next().unwrap();
        let key =
            SECTIONS.iter().find(|outline| outline.name == section).and_then(|outline| outline.key(name));
        let holds_anyway = key.is_some_and(|key| matches!(key.unasked, Unasked::Default(_)));
        count += usize::from(holds_anyway);
        uncommented += if holds_anyway { line.trim_start_matches('#') } else { line };
        uncommented += "\n";
    }
    assert_eq!(count, 28);
    assert_eq!(format!("{:?}", read(&uncommented).unwrap()), format!("{:?}", read(&text).unwrap()));
}

#[test]
fn the_examples_applications_pass() {
    let text = example();
    let (rest, applications) = text.split_once("#[[applications]]").unwrap();
    let applications = applications.replace("\n#", "\n").replace("\n ", "\n# ");
    let config = read(&format!("{rest}[[applications]]{applications}")).unwrap();
    assert_eq!(config.applications.len(), 1);
}

#[test]
fn every_key_of_the_table_is_read() {
    for outline in SECTIONS {
        for key in outline.keys {
            let text = format!("[{}]\n{} = 1979-05-27\n", outline.name, key.name);
            let mistakes = read(&text).unwrap_err();
            let full = format!("{}.{}", outline.name, key.name);
            assert!(
                mistakes.iter().any(|mistake| mistake.key == full && mistake.what.starts_with("is n")),
                "{full}"
            );
        }
    }
}
