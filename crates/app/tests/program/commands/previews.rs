//! Letters as operators look at them before anybody gets one.

use crate::support::portal::Portal;

#[test]
fn a_letter_is_printed_as_this_portal_would_send_it() {
    let portal = Portal::on_sqlite();
    let german = portal.readmit(&["mail", "preview", "password-reset-request", "--locale", "de-AT"]);
    assert_eq!((german.code, german.err.as_str()), (0, ""), "{german:?}");
    assert!(
        german.out.starts_with("Subject: Anfrage zum Zurücksetzen des Passworts\n\nHallo Ava,\n"),
        "{german:?}"
    );
    assert!(german.out.contains(&format!("\n{}/reset/", portal.origin())), "{german:?}");
    let html = portal.readmit(&["mail", "preview", "password-changed", "--format", "html"]);
    assert!(html.out.trim_start().starts_with("<!DOCTYPE html>\n<html lang=\"en\""), "{html:?}");
}

#[test]
fn a_letter_or_a_language_that_there_is_not_is_named() {
    let portal = Portal::on_sqlite();
    let letter = portal.readmit(&["mail", "preview", "password-reset-reqest"]);
    assert_eq!(letter.code, 2, "{letter:?}");
    assert!(letter.err.contains("'password-reset-request'"), "{letter:?}");
    let language = portal.readmit(&["mail", "preview", "password-changed", "--locale", "tlh"]);
    assert_eq!(language.code, 1, "{language:?}");
    assert!(language.err.contains("nothing is said in `tlh`: choose one of en, de"), "{language:?}");
}
