//! Pages and letters as people get them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod catalogue;
mod letters;
mod markup;
mod overrides;
mod pages;
mod wording;

use reset_domain::model::Locale;
use reset_templates::samples::PageSample;
use reset_templates::{Branding, Frame, LinkRule, Page, Portal, SignedInFrame, Templates};
use time::Duration;

/// A portal with every setting set.
fn portal() -> Portal {
    Portal {
        name: "Client Admin Portal".to_owned(),
        url: "https://portal.example.com".to_owned(),
        support_email: Some("support@example.com".to_owned()),
        support_phone: Some("+44 20 7946 0000".to_owned()),
        support_hours: Some("Monday to Friday, 9:00 to 17:00".to_owned()),
        account_id_hint: Some("You can find it on your welcome letter or invoice.".to_owned()),
        locale: Locale::english(),
        time_zone: "Europe/Berlin".to_owned(),
        link: LinkRule::Automatic,
        link_life: Duration::minutes(30),
        temporary_life: Duration::hours(24),
        min_length: 15,
        branding: Branding::default(),
        templates: None,
    }
}

/// A portal that nobody can be asked about.
fn lonely() -> Portal {
    Portal {
        support_email: None,
        support_phone: None,
        support_hours: None,
        account_id_hint: None,
        ..portal()
    }
}

/// The ways a portal can be set that pages and letters look different in.
fn portals() -> Vec<Portal> {
    vec![portal(), lonely(), Portal { link: LinkRule::Confirm, ..portal() }]
}

fn page_of(portal: Portal, page: &Page<'_>, signed_in: Option<SignedInFrame<'_>>) -> String {
    let templates = Templates::new(portal).unwrap();
    templates.page(page, &Frame { locale: &Locale::english(), path: "/", signed_in }).unwrap()
}

fn page(page: &Page<'_>) -> String {
    page_of(portal(), page, None)
}

/// Every page in every state, in every language, as every portal shows it.
fn every_page(mut look: impl FnMut(&PageSample, &str)) {
    for portal in portals() {
        let templates = Templates::new(portal).unwrap();
        for locale in templates.locales() {
            for sample in reset_templates::samples::pages() {
                let frame = Frame { locale, path: "/", signed_in: sample.signed_in };
                look(&sample, &templates.page(&sample.page, &frame).unwrap());
            }
        }
    }
}
