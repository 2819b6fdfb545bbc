//! Mistakes, one kind at a time.

use super::{SMALLEST, only, read};
use crate::config::{Mistakes, Place};

/// The mistakes of the smallest configuration with this line in place of another.
fn one_line_wrong(right: &str, wrong: &str) -> Vec<(String, Place, String)> {
    assert!(SMALLEST.contains(right));
    let mistakes = read(&SMALLEST.replace(right, wrong)).unwrap_err();
    mistakes.into_iter().map(|mistake| (mistake.key, mistake.place, mistake.what)).collect()
}

#[test]
fn portal_url_is_scheme_host_and_port_alone() {
    for (url, what) in [
        ("portal.example.com", "is no web address (relative URL without a base)"),
        ("http://portal.example.com", "is http on a host that is not this machine"),
        ("http://localhost.example.com", "is http on a host that is not this machine"),
        ("http://128.0.0.1", "is http on a host that is not this machine"),
        ("ftp://portal.example.com", "has the scheme \"ftp\""),
        ("https://u:p@portal.example.com", "has a username or password in it"),
        ("https://portal.example.com?a", "has a query"),
        ("https://portal.example.com#a", "has a fragment"),
        ("", "is no web address (relative URL without a base)"),
    ] {
        let line = format!("\"{url}\"");
        let expected = vec![("portal.url".to_owned(), Place::Line(3), what.to_owned())];
        assert_eq!(one_line_wrong("\"https://portal.example.com\"", &line), expected, "{url}");
    }
}

#[test]
fn mail_never_crosses_the_network_in_clear_unasked() {
    const RIGHT: &str = "url = \"smtps://mail.example.com\"";
    for (lines, key, line, what) in [
        (
            "url = 'smtp://mail.example.com:25'",
            "mail.url",
            5,
            "would carry letters to another machine in clear",
        ),
        (
            "allow_plain = true\nurl = 'smtp://mail.example.com'\nusername = 'u'\npassword = 'p'",
            "mail.username",
            7,
            "would cross the network in clear, and the password with it",
        ),
        ("url = 'smtps://mail.example.com'\npassword = 'p'", "mail.password", 6, "stands without a username"),
        (
            "url = 'smtps://u:p@mail.example.com'",
            "mail.url",
            5,
            "the URL of the mail server holds no sign-in; use mail.username and mail.password_file",
        ),
        (
            "url = 'smtps://mail.example.com/x'",
            "mail.url",
            5,
            "the URL of the mail server ends after the port: no path, no question mark",
        ),
        (
            "url = 'smtp+tls://mail.example.com'",
            "mail.url",
            5,
            "the mail server is written smtp://host:port, smtp+starttls://host:port or smtps://host:port",
        ),
        (
            "url = 'smtps://'",
            "mail.url",
            5,
            "the host of the mail server is not a host name or an address (IPv6 in brackets)",
        ),
    ] {
        let expected = vec![(key.to_owned(), Place::Line(line), what.to_owned())];
        assert_eq!(one_line_wrong(RIGHT, lines), expected, "{lines}");
    }
    let loopback = SMALLEST.replace(RIGHT, "url = 'smtp://localhost:25'\nusername = 'u'\npassword = 'p'");
    assert!(read(&loopback).is_ok());
}

#[test]
fn storage_is_a_file_or_a_database() {
    let with = |url: &str| read(&format!("{SMALLEST}[storage]\nurl = '{url}'\n"));
    for url in [
        "sqlite://readmit.db",
        "sqlite:///var/lib/readmit.db",
        "postgres://u:p@db/readmit",
        "mysql://u:p@db/readmit",
        "mariadb://u:p@db/readmit",
    ] {
        assert!(with(url).is_ok(), "{url}");
    }
    for (url, what) in [
        ("readmit.db", "is no storage address"),
        ("sqlite://", "names no file"),
        ("sqlite://readmit.db?mode=rwc", "has parameters"),
        ("sqlite://:memory:", "is forgotten when the program ends"),
        ("postgres://u:p@db", "names no database"),
        ("mysql://u:p@db", "names no database"),
        ("postgres://u:p@d b/x", "is no address of a database (invalid domain character)"),
        ("redis://db", "has a scheme that is no kind of storage"),
    ] {
        let mistakes = with(url).unwrap_err();
        assert_eq!(mistakes.iter().map(|mistake| mistake.what.as_str()).collect::<Vec<_>>(), [what], "{url}");
    }
}

#[test]
fn the_admin_listener_needs_a_port_of_its_own() {
    let mistakes =
        read(&format!("{SMALLEST}[http]\nlisten = '[::]:1'\nadmin_listen = '[::]:1'\n")).unwrap_err();
    assert_eq!(
        mistakes.iter().map(|mistake| mistake.key.as_str()).collect::<Vec<_>>(),
        ["http.admin_listen"]
    );
}

#[test]
fn what_is_required_is_missed() {
    let mistakes = read("[mail]\nfrom = 'no-reply@example.com'\n").unwrap_err();
    let seen: Vec<_> = mistakes.iter().map(|mistake| (mistake.key.as_str(), &mistake.place)).collect();
    assert_eq!(seen, [("mail.url", &Place::Line(1)), ("portal.url", &Place::Nowhere)]);
}

#[test]
fn sections_and_lists_are_told_apart() {
    for (text, key, remedy) in [
        ("reset = 5", "reset", "write its keys under [reset]"),
        ("[[reset]]\nlink = 'confirm'", "reset", "write its keys under [reset]"),
        ("[applications]\nid = 'x'", "applications", "write [[applications]], once for each"),
    ] {
        let mistakes = read(&format!("{text}\n{SMALLEST}")).unwrap_err();
        let mistake = only(mistakes);
        assert_eq!(
            (mistake.key.as_str(), mistake.remedy.as_str(), &mistake.place),
            (key, remedy, &Place::Line(1))
        );
    }
}

#[test]
fn a_syntax_error_has_its_line_and_column() {
    let mistakes = read("[portal]\nname = \"ä\"\nurl = https\n").unwrap_err();
    let mistake = only(mistakes);
    assert_eq!(mistake.place, Place::Line(3));
    assert!(mistake.what.starts_with("column 7: "), "{}", mistake.what);
    let twice = read("[portal]\nname = 'a'\nname = 'b'\n").unwrap_err();
    assert_eq!(twice.iter().map(|mistake| &mistake.place).collect::<Vec<_>>(), [&Place::Line(3)]);
}

#[test]
fn the_report_is_for_people() {
    let list = read(&SMALLEST.replace(".com\"\n[mail]", ".com/portal\"\n[mail]").replace("from", "form"))
        .unwrap_err();
    let report = Mistakes { file: "readmit.toml".into(), list }.to_string();
    let expected = "\
readmit.toml: 3 mistakes
  line 3  portal.url: has a path (\"/portal\")
          write only scheme, host and port: portal.url = \"https://portal.example.com\"
  line 4  mail.from: is missing
          write for example: mail.from = \"no-reply@example.com\"
  line 6  mail.form: is no key
          did you mean mail.from?";
    assert_eq!(report, expected);
}
