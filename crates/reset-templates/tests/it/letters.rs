//! What every letter keeps to, and what each says.

use reset_domain::model::{FirstName, Letter, LetterBody};
use reset_templates::{LinkRule, Portal, RenderedLetter, Templates, samples};

use crate::markup::{tags, text};
use crate::{lonely, portal, portals};

const LINK: &str = "https://portal.example.com/reset/3f2kq2v7m4x5c6t5w3n2d7h3j6p7r4b2";
const PASSWORD: &str = "k7qmw3tr9hxdp4vn";

fn every_letter(mut look: impl FnMut(&Letter, &RenderedLetter)) {
    for portal in portals() {
        let templates = Templates::new(portal).unwrap();
        for locale in templates.locales() {
            for (_, mut letter) in samples::letters() {
                letter.locale = Some(locale.clone());
                look(&letter, &templates.letter(&letter).unwrap());
            }
        }
    }
}

fn sample(name: &str) -> Letter {
    samples::letters().into_iter().find(|(given, _)| *given == name).unwrap().1
}

fn rendered(portal: Portal, letter: &Letter) -> RenderedLetter {
    Templates::new(portal).unwrap().letter(letter).unwrap()
}

#[test]
fn there_are_four_each_with_and_without_a_first_name() {
    let named = samples::letters().iter().filter(|(_, letter)| letter.first_name.is_some()).count();
    assert_eq!((samples::letters().len(), named), (8, 4));
}

#[test]
fn lines_have_72_columns_at_most_links_aside() {
    every_letter(|_, rendered| {
        for line in rendered.text.lines().filter(|line| !line.starts_with("https://")) {
            assert!(line.chars().count() <= 72, "{line}");
            assert_eq!(line, line.trim(), "{line}");
        }
    });
}

#[test]
fn links_stand_alone_between_empty_lines() {
    every_letter(|_, rendered| {
        for (before, after) in
            rendered.text.match_indices("https://").map(|(at, _)| rendered.text.split_at(at))
        {
            assert!(before.ends_with("\n\n"), "{}", rendered.text);
            assert_eq!(after.find(char::is_whitespace), after.find("\n\n"), "{}", rendered.text);
        }
    });
}

#[test]
fn secrets_stand_whole_in_both_parts_and_nowhere_else() {
    every_letter(|letter, rendered| {
        let secret = match letter.body {
            LetterBody::ResetLink { .. } => LINK,
            LetterBody::TemporaryPassword { .. } => PASSWORD,
            LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => return,
        };
        assert!(rendered.text.contains(&format!("\n\n{secret}\n\n")), "{}", rendered.text);
        assert!(text(&rendered.html).contains(&format!(" {secret} ")), "{}", rendered.html);
        assert!(!rendered.subject.contains(secret) && !format!("{rendered:?}").contains(secret));
    });
}

#[test]
fn the_password_comes_after_what_a_lock_screen_shows() {
    for portal in [portal(), Portal { name: "P".to_owned(), ..lonely() }] {
        let rendered = rendered(portal, &sample("password-reset-notification"));
        assert!(150 <= rendered.text.find(PASSWORD).unwrap(), "{}", rendered.text);
        let preheader =
            rendered.html.split_once("mso-hide:all\">").unwrap().1.split_once("</div>").unwrap().0;
        assert!(!preheader.is_empty() && !preheader.contains(PASSWORD));
        assert!(
            225 <= text(&rendered.html).find(PASSWORD).unwrap() - preheader.len(),
            "{}",
            text(&rendered.html)
        );
    }
}

#[test]
fn the_button_and_the_visible_link_lead_to_the_same_place() {
    let html = rendered(portal(), &sample("password-reset-request")).html;
    assert_eq!(html.matches(&format!("href=\"{LINK}\"")).count(), 2);
    assert!(html.contains(&format!(">{LINK}</a>")), "{html}");
}

#[test]
fn html_is_small_nests_and_loads_nothing() {
    every_letter(|_, rendered| {
        assert!(rendered.html.len() < 10 * 1024, "{}", rendered.html.len());
        for tag in tags(&rendered.html) {
            assert!(tag.get("src").is_none() && !["img", "link", "script"].contains(&tag.name.as_str()));
            let href = tag.get("href").unwrap_or("mailto:");
            assert!(href.starts_with("https://portal.example.com/") || href.starts_with("mailto:"), "{href}");
            assert!(tag.name != "table" || tag.get("role") == Some("presentation"));
        }
        assert!(!rendered.html.contains("url("));
        assert!(rendered.html.contains("prefers-color-scheme:dark"));
    });
}

#[test]
fn greets_by_first_name_or_by_none() {
    let mut letter = sample("password-changed");
    let greeted = rendered(portal(), &letter);
    assert!(greeted.text.starts_with("Hello Ava,\n\n") && greeted.html.contains(">Hello Ava,<"));
    letter.first_name = None;
    let greeted = rendered(portal(), &letter);
    assert!(greeted.text.starts_with("Hello,\n\n") && greeted.html.contains(">Hello,<"));
}

#[test]
fn escapes_names_in_html_and_leaves_them_alone_in_text() {
    let mut letter = sample("password-changed");
    letter.first_name = Some(FirstName::parse("Tom & O'Neil").unwrap());
    let rendered = rendered(Portal { name: "<b>P</b>".to_owned(), ..portal() }, &letter);
    assert!(rendered.html.contains("Hello Tom &amp; O&#39;Neil,"), "{}", rendered.html);
    assert!(rendered.html.contains("&lt;b&gt;P&lt;/b&gt;") && !rendered.html.contains("<b>P"));
    assert!(rendered.text.contains("Hello Tom & O'Neil,") && rendered.text.contains("<b>P</b>"));
}

#[test]
fn wraps_around_a_long_portal_name() {
    let name = "The Extraordinarily Long Name of a Portal for Administrators of Clients and Their Accounts";
    let rendered = rendered(Portal { name: name.to_owned(), ..portal() }, &sample("password-reset-request"));
    assert!(rendered.text.lines().all(|line| line.chars().count() <= 72), "{}", rendered.text);
    assert!(rendered.text.split_whitespace().collect::<Vec<_>>().join(" ").contains(name));
}

#[test]
fn the_link_letter_says_what_opening_it_does() {
    let letter = sample("password-reset-request");
    let automatic = rendered(portal(), &letter);
    assert!(automatic.text.contains("When you open it, we reset your password"));
    let confirm = rendered(Portal { link: LinkRule::Confirm, ..portal() }, &letter);
    assert!(confirm.text.contains("The page asks you to confirm. Then we send a second email"));
    assert!(!confirm.text.contains("When you open it") && !confirm.html.contains("When you open it"));
}

#[test]
fn says_times_and_lives_in_words() {
    let link = rendered(portal(), &sample("password-reset-request"));
    let joined = link.text.replace('\n', " ");
    assert!(
        joined.contains("It expires in 30 minutes, at 15:42 on Monday 23 November 2026 (CET)."),
        "{joined}"
    );
    assert!(link.html.contains("It expires in 30 minutes, at 15:42 on Monday 23 November 2026 (CET)."));
    let utc = rendered(Portal { time_zone: "UTC".to_owned(), ..portal() }, &sample("password-changed"));
    assert!(utc.html.contains("was changed at 14:12 on Monday 23 November 2026 (UTC)."), "{}", utc.html);
}

#[test]
fn names_ways_to_reach_somebody_where_there_are_any() {
    for name in
        ["password-reset-request", "password-reset-notification", "password-changed", "email-address-changed"]
    {
        let letter = sample(name);
        let given = rendered(portal(), &letter).text.replace(['\n', '\u{a0}'], " ");
        let ways = "support@example.com, +44 20 7946 0000 (Monday to Friday, 9:00 to 17:00).";
        assert!(given.contains(ways), "{given}");
        let phone = Portal { support_phone: Some("+44 1".to_owned()), ..lonely() };
        assert!(rendered(phone, &letter).text.replace(['\n', '\u{a0}'], " ").contains("ontact us"));
        let none = rendered(lonely(), &letter);
        assert!(
            none.text.replace('\n', " ").contains("ell the people who run Client Admin Portal"),
            "{}",
            none.text
        );
        assert!(!none.text.contains("ontact us") && !none.html.contains("mailto:"));
    }
}

#[test]
fn subjects_are_those_people_are_told_to_look_for() {
    let subjects: Vec<_> =
        samples::letters().iter().take(4).map(|(_, letter)| rendered(portal(), letter).subject).collect();
    let told = [
        "Password Reset Request",
        "Password Reset Notification",
        "Password Changed",
        "Email Address Changed",
    ];
    assert_eq!(subjects, told);
}
