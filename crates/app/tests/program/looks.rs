//! The portal in its operator's looks, and letters in their readers' languages.

use crate::support::people::AVA;
use crate::support::portal::Portal;

#[test]
fn letters_are_in_their_readers_language_whoever_asked() {
    let portal = Portal::on_sqlite();
    let add =
        ["user", "add", "--account", AVA.account, "--email", "resi@acme.example", "--first-name", "Resi"];
    portal.done(&[&add[..], &["--username", "resi", "--locale", "de-AT"]].concat());
    let _serving = portal.serve();
    let mut browser = portal.browser();
    browser.get("/sign-in?lang=fr");
    let page = browser.get("/password-reset");
    assert!(page.body.contains("<html lang=\"fr\""), "{page:?}");
    browser.submit(&page, &[("account_id", AVA.account), ("username", "resi")]);
    let letter = portal.sink.wait_for_one("resi@acme.example", "Anfrage zum Zurücksetzen des Passworts");
    assert!(letter.text.starts_with("Hallo Resi,\n"), "{}", letter.text);
    assert_eq!(letter.header("Content-Language"), "de");
}

#[test]
fn logo_and_color_are_on_every_page_and_the_color_in_every_letter() {
    let portal = Portal::on_sqlite();
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30"/></svg>"#;
    std::fs::write(portal.folder().join("logo.svg"), svg).unwrap();
    let branding = [("READMIT_BRANDING__LOGO", "logo.svg"), ("READMIT_BRANDING__ACCENT", "#8a1538")];
    let _serving = portal.serve_with(&[], &branding);
    let mut browser = portal.browser();
    let page = browser.get("/sign-in");
    let (_, logo) = page.body.split_once("<img src=\"").unwrap();
    let (path, rest) = logo.split_once('"').unwrap();
    assert!(rest.starts_with(" alt=\"\" width=\"96\" height=\"32\">"), "{page:?}");
    assert_eq!(browser.get(path).body, svg);
    let (_, css) = page.body.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let css = browser.get(css.split('"').next().unwrap()).body;
    assert!(css.contains(":root{--accent:#8a1538;"), "{css}");
    let letter = portal.asks_and_gets_letter(&AVA);
    assert!(letter.html.contains("bgcolor=\"#8a1538\""), "{}", letter.html);
}
