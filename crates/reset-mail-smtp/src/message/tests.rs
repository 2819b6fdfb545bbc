//! Letters as they stand on the wire.

use super::*;

#[test]
fn every_line_that_begins_with_a_dot_gets_another() {
    let stuffed = |text: &str| String::from_utf8_lossy(&dot_stuffed(text.as_bytes())).into_owned();
    assert_eq!(stuffed(".\r\n"), "..\r\n");
    assert_eq!(stuffed("a\r\n.\r\n"), "a\r\n..\r\n");
    assert_eq!(stuffed("a\r\n..b\r\n"), "a\r\n...b\r\n");
    assert_eq!(stuffed("a.b\r\n"), "a.b\r\n");
    assert_eq!(stuffed("a\n.\nb"), "a\n..\nb\r\n");
    assert_eq!(stuffed("a\r.\rb\r\n"), "a\r..\rb\r\n");
    assert_eq!(stuffed("no end"), "no end\r\n");
}

#[test]
fn a_line_is_one_line() {
    assert_eq!(one_line("Portal\r\nBcc: eve@evil.example"), "Portal Bcc: eve@evil.example");
    assert_eq!(one_line("\u{2028}a\u{2029}\u{85}b\0\t"), "a b");
    assert_eq!(one_line("\r\n"), "");
}

/// Found by fuzzing: such a subject was another one to whoever read it.
#[test]
fn what_looks_encoded_is_not_decoded() {
    assert_eq!(header_text("=?utf-8?b?eA==?= and a=?b"), "= ?utf-8?b?eA== ?= and a= ?b");
}

#[test]
fn a_host_is_one_that_a_dialogue_may_say() {
    for (url, host) in [
        ("https://portal.example.com", "portal.example.com"),
        ("https://portal.example.com:8443", "portal.example.com"),
        ("http://localhost:8080", "localhost"),
        ("http://127.0.0.1:8080", "[127.0.0.1]"),
        ("http://[::1]:8080", "[IPv6:::1]"),
        ("https://portal.example.com\r\nQUIT", "portal.example.comQUIT"),
        ("", "localhost"),
    ] {
        assert_eq!(host_of(url), host);
    }
}
