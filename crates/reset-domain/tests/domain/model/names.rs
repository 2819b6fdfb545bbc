//! Account ids, usernames, first names, addresses, networks.

use std::net::IpAddr;

use proptest::prelude::*;
use reset_domain::model::{AccountId, ApplicationId, EmailAddress, FirstName, Locale, Network, Username};

#[test]
fn an_account_id_is_the_same_however_it_is_written() {
    for written in ["ACME-1042", "acme 1042", " Acme1042 ", "a-c-m-e-1-0-4-2", "ACME\u{a0}1042"] {
        assert_eq!(AccountId::parse(written).unwrap().as_str(), "acme1042", "{written:?}");
    }
}

#[test]
fn an_account_id_is_ascii_and_bounded() {
    for written in ["", " - ", "acmé", "acme_1", "АСМЕ", "acme\0", &"a".repeat(65)] {
        assert!(AccountId::parse(written).is_err(), "{written:?}");
    }
    assert!(AccountId::parse(&"a".repeat(64)).is_ok());
}

#[test]
fn a_username_is_compared_in_canonical_form() {
    for written in ["ava.stone", "Ava.Stone ", "\tAVA.STONE\n", "ａｖａ.stone"] {
        assert_eq!(Username::parse(written).unwrap().as_str(), "ava.stone", "{written:?}");
    }
}

#[test]
fn usernames_that_look_alike_are_not_alike() {
    let canonical = |text: &str| Username::parse(text).map(|name| name.as_str().to_owned());
    assert_eq!(canonical("MIKE").unwrap(), "mike");
    assert_ne!(canonical("mıke").ok().as_deref(), Some("mike"), "dotless i (CVE-2019-19844)");
    assert_ne!(canonical("míke").ok().as_deref(), Some("mike"), "accents count");
    assert!(canonical("mike\u{200d}").is_err(), "a zero-width joiner is no part of a name");
    assert!(canonical("mike\0").is_err(), "NUL is no part of a name");
    assert!(canonical("mi ke").is_err(), "nor are blanks within");
}

#[test]
fn a_name_that_does_not_read_back_is_none() {
    // Cherokee capitals lower-case to letters that the tables of RFC 8265 do not know.
    for name in ["\u{13a0}", "a\u{13f5}", "\u{13a0}\u{13a1}"] {
        assert!(Username::parse(name).is_err(), "{name:?}");
    }
    let every = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
    for name in every.map(String::from) {
        if let Ok(once) = Username::parse(&name) {
            assert_eq!(Username::parse(once.as_str()), Ok(once), "{name:?}");
        }
    }
}

#[test]
fn a_new_username_keeps_to_one_script() {
    assert!(Username::parse_new("pаypal").is_err(), "a Cyrillic а among Latin letters");
    assert!(Username::parse_new("пётр").is_ok());
    assert!(Username::parse_new("ava.stone").is_ok());
}

#[test]
fn a_username_has_an_end() {
    assert!(Username::parse(&"a".repeat(190)).is_ok());
    assert!(Username::parse(&"a".repeat(191)).is_err());
    assert!(Username::parse(&"a".repeat(100_000)).is_err());
}

#[test]
fn a_first_name_is_a_name_and_no_message() {
    for name in ["Ava", "Jean-Luc", "O’Brien", "J. R.", "Ağa", "王小明", "أحمد"] {
        assert!(FirstName::parse(name).is_ok(), "{name:?}");
    }
    for name in [
        "",
        "  ",
        "evil.example",
        "www.evil.example today",
        "http://evil.example",
        "a@b.example",
        "<b>Ava</b>",
        "Ava\r\nBcc: x@evil.example",
        "Ava\u{202e}",
        "A\u{2028}va",
        &"x".repeat(51),
    ] {
        assert!(FirstName::parse(name).is_err(), "{name:?}");
    }
}

#[test]
fn an_address_is_safe_in_an_envelope() {
    for (written, held) in [
        ("ava@acme.example", "ava@acme.example"),
        (" ava@acme.example ", "ava@acme.example"),
        ("Ava+portal@Acme.Example", "Ava+portal@acme.example"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
    ] {
        assert_eq!(EmailAddress::parse(written).unwrap().as_str(), held);
    }
    for written in [
        "",
        "ava",
        "ava@",
        "@acme.example",
        "ava@acme",
        "ava@[127.0.0.1]",
        "ava@acme.example>",
        "Ava <ava@acme.example>",
        "ava@acme.example\r\nRCPT TO:<x@evil.example>",
        "ava@acme.example, x@evil.example",
        "\"a b\"@acme.example",
        "ava@acme..example",
        "ava@-acme.example",
        "a\u{202e}va@acme.example",
        "ava @acme.example",
    ] {
        assert!(EmailAddress::parse(written).is_err(), "{written:?}");
    }
}

#[test]
fn a_network_is_one_subscriber() {
    let of = |address: &str| Network::of(address.parse::<IpAddr>().unwrap()).to_string();
    assert_eq!(of("192.0.2.7"), "192.0.2.7");
    assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7", "an IPv4 address mapped into IPv6");
}

#[test]
fn application_ids_and_locales_are_plain() {
    for id in ["", "Reports", "a b", "../x", &"a".repeat(41)] {
        assert!(ApplicationId::parse(id).is_err(), "{id:?}");
    }
    for locale in ["", "-", "en_US", "1en", "en-", &"a-".repeat(20)] {
        assert!(Locale::parse(locale).is_err(), "{locale:?}");
    }
    assert!(Locale::parse("de-CH").is_ok());
}

proptest! {
    #[test]
    fn parsing_twice_is_parsing_once(text in "\\PC{0,40}") {
        if let Ok(once) = Username::parse(&text) {
            prop_assert_eq!(&Username::parse(once.as_str()).unwrap(), &once);
        }
        if let Ok(once) = AccountId::parse(&text) {
            prop_assert_eq!(&AccountId::parse(once.as_str()).unwrap(), &once);
        }
        if let Ok(once) = FirstName::parse(&text) {
            prop_assert_eq!(&FirstName::parse(once.as_str()).unwrap(), &once);
        }
    }

    #[test]
    fn whatever_an_address_is_it_cannot_end_a_line(text in "[ -~\\r\\n\\PC]{0,20}@[ -~\\r\\n]{0,12}\\.example") {
        if let Ok(address) = EmailAddress::parse(&text) {
            prop_assert!(!address.as_str().contains(['\r', '\n', '<', '>', ' ', '"', ',']));
            prop_assert_eq!(address.as_str().matches('@').count(), 1);
        }
    }

    #[test]
    fn a_network_reads_back(bits in any::<u128>(), v4 in any::<u32>()) {
        for address in [IpAddr::from(bits.to_be_bytes()), IpAddr::from(v4.to_be_bytes())] {
            let network = Network::of(address);
            prop_assert_eq!(Network::parse(&network.to_string()).unwrap(), network);
        }
    }
}
