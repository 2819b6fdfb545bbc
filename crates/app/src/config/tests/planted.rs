//! One file full of mistakes: all are found at once, each with its key, its line and its remedy.

use super::read;
use crate::config::Place;

/// A line of a file; and where it is wrong: the key, a part of what is wrong with it, a part of the remedy.
type Line = (&'static str, Option<(&'static str, &'static str, &'static str)>);

const fn wrong(line: &'static str, key: &'static str, what: &'static str, remedy: &'static str) -> Line {
    (line, Some((key, what, remedy)))
}

const fn right(line: &'static str) -> Line {
    (line, None)
}

const PLANTED: &[Line] = &[
    wrong("name = 'x'", "name", "stands outside of every section", "write it under [portal]"),
    right("[portal]"),
    wrong(
        "url = 'https://portal.example.com/portal'",
        "portal.url",
        "has a path (\"/portal\")",
        "write only scheme, host and port: portal.url = \"https://portal.example.com\"",
    ),
    wrong("nam = 'Portal'", "portal.nam", "is no key", "did you mean portal.name?"),
    wrong("min_length = 12", "portal.min_length", "is no key", "did you mean password.min_length?"),
    wrong("colour_scheme = 12", "portal.colour_scheme", "is no key", "the keys of portal are url, name, "),
    wrong(
        "support_email = 'support'",
        "portal.support_email",
        "has no @",
        "portal.support_email = \"support@example.com\"",
    ),
    wrong("locale = 'english_gb'", "portal.locale", "is not a language tag", "portal.locale = \"en\""),
    wrong(
        "time_zone = 'Europe/Londn'",
        "portal.time_zone",
        "is no time zone",
        "did you mean: portal.time_zone = \"Europe/London\"",
    ),
    wrong("support_phone = 12", "portal.support_phone", "is no text", "write it in quotes"),
    wrong("account_id_hint = \"a\\nb\"", "portal.account_id_hint", "has line ends", "write one line"),
    right("[http]"),
    wrong(
        "listen = 'localhost:8080'",
        "http.listen",
        "is no address with a port",
        "http.listen = \"127.0.0.1:8080\"",
    ),
    wrong(
        "admin_listen = '127.0.0.1'",
        "http.admin_listen",
        "is no address with a port",
        "http.admin_listen = \"127.0.0.1:9090\"",
    ),
    right("trusted_proxies = ["),
    right("  '10.0.0.0/8',"),
    wrong(
        "  '10.0.0.0/33',",
        "http.trusted_proxies",
        "which is no network",
        "http.trusted_proxies = [\"10.0.0.0/8\"]",
    ),
    right("]"),
    right("[storage]"),
    wrong(
        "url = 'oracle://u:p@db/readmit'",
        "storage.url",
        "has a scheme that is no kind of storage",
        "write sqlite://FILE, or postgres:// or mysql://",
    ),
    wrong(
        "migrate = 'manuel'",
        "storage.migrate",
        "cannot be \"manuel\"",
        "did you mean: storage.migrate = \"manual\"",
    ),
    right("[mail]"),
    wrong(
        "url = 'mail.example.com'",
        "mail.url",
        "the mail server is written smtp://host:port",
        "mail.url = \"smtp+starttls://mail.example.com:587\"",
    ),
    wrong(
        "from = 'Portal <no-reply@example.com>'",
        "mail.from",
        "has characters",
        "mail.from = \"no-reply@example.com\"",
    ),
    wrong("username = 'readmit'", "mail.username", "stands without a password", "write mail.password_file"),
    wrong("allow_plain = 'yes'", "mail.allow_plain", "is neither true nor false", "mail.allow_plain = false"),
    wrong("timeout = '2h'", "mail.timeout", "is longer than 1h", "write 1h or less: mail.timeout = \"60s\""),
    wrong("ca_file = '/nonexistent/ca.pem'", "mail.ca_file", "cannot be read", "name one that exists"),
    wrong("give_up = '12 hours'", "mail.give_up", "is no duration (\"12 hours\")", "mail.give_up = \"12h\""),
    right("[reset]"),
    wrong("link = 'manual'", "reset.link", "cannot be \"manual\"", "write \"automatic\" or \"confirm\""),
    wrong("link_life = '0s'", "reset.link_life", "is shorter than 1s", "reset.link_life = \"30m\""),
    right("[temporary_password]"),
    wrong("life = '2d'", "temporary_password.life", "is longer than 24h", "write 24h or less"),
    wrong(
        "change = 'forced'",
        "temporary_password.change",
        "cannot be \"forced\"",
        "temporary_password.change = \"force\"",
    ),
    right("[password]"),
    wrong("min_length = 7", "password.min_length", "is below 8", "write 8 or more: password.min_length = 15"),
    wrong("argon2_memory = 4096", "password.argon2_memory", "is below 19456", "write 19456 or more"),
    wrong("argon2_passes = 1", "password.argon2_passes", "is below 2", "write 2 or more"),
    wrong(
        "argon2_lanes = '1'",
        "password.argon2_lanes",
        "is no whole number",
        "without quotes: password.argon2_lanes = 1",
    ),
    right("[session]"),
    wrong("idle = '13h'", "session.idle", "is longer than session.absolute (12h)", "session.idle = \"12h\""),
    right("[throttle]"),
    wrong("requests = '30'", "throttle.requests", "is no rate (\"30\")", "throttle.requests = \"30/10m\""),
    wrong("links = 30", "throttle.links", "is no text", "throttle.links = \"30/10m\""),
    wrong("sign_ins = '0/1m'", "throttle.sign_ins", "is no rate", "or \"0\" for no limit"),
    wrong("letters = '0'", "throttle.letters", "cannot be off", "throttle.letters = \"1/1m, 5/1h\""),
    wrong("failures = 0", "throttle.failures", "is below 1", "throttle.failures = 100"),
    right("[audit]"),
    wrong("keep = '99999999d'", "audit.keep", "is longer than 36500d", "audit.keep = \"400d\""),
    right("[branding]"),
    wrong("accent = 'blue'", "branding.accent", "is no color (\"blue\")", "branding.accent = \"#1f5fae\""),
    wrong("logo = '/nonexistent/logo.svg'", "branding.logo", "cannot be read", "name one that exists"),
    wrong("templates = '/nonexistent'", "branding.templates", "cannot be read", "name one that exists"),
    wrong("[confirmation]", "confirmation", "is no section", "the sections are portal, http, "),
    wrong("[throtle]", "throtle", "is no section", "did you mean [throttle]?"),
    right("[confirm]"),
    wrong("life = 5", "confirm.life", "is no text", "confirm.life = \"0s\""),
    right("[[applications]]"),
    right("id = 'reports'"),
    wrong("name = ''", "applications.name", "is empty", "applications.name = \"Reports\""),
    wrong(
        "url = 'http://reports.example.com'",
        "applications.url",
        "is http on a host that is not this machine",
        "write https",
    ),
    wrong("opens = 'tab'", "applications.opens", "cannot be \"tab\"", "\"new-tab\" or \"same-tab\""),
    wrong(
        "[[applications]]",
        "applications.url",
        "is missing",
        "applications.url = \"https://reports.example.com/\"",
    ),
    wrong("id = 'reports'", "applications.id", "is the id of another one, too", "choose another"),
    right("name = 'Reports'"),
    wrong("titel = 'x'", "applications.titel", "is no key", "the keys of applications are id, name"),
];

#[test]
fn every_mistake_is_found_at_once_with_key_line_and_remedy() {
    let lines: Vec<&str> = PLANTED.iter().map(|(line, _)| *line).collect();
    let found = read(&lines.join("\n")).unwrap_err();
    let planted: Vec<_> = PLANTED
        .iter()
        .zip(1..)
        .filter_map(|((_, wrong), line)| {
            wrong.map(|(key, what, remedy)| (Place::Line(line), key, what, remedy))
        })
        .collect();
    let places = |key: &str| found.iter().filter(|mistake| mistake.key == key).collect::<Vec<_>>();
    for (place, key, what, remedy) in &planted {
        let matches = places(key).iter().any(|mistake| {
            mistake.place == *place && mistake.what.contains(what) && mistake.remedy.contains(remedy)
        });
        assert!(matches, "{place} {key}: {what}: {remedy}\nfound: {:#?}", places(key));
    }
    assert_eq!(found.len(), planted.len(), "{found:#?}");
    assert!(found.is_sorted_by_key(|mistake| &mistake.place));
}
