//! Pages and letters as people get them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod catalogue;
mod letters;
mod markup;
mod overrides;
mod pages;
mod snapshots;
mod wording;

use reset_domain::model::Locale;
use reset_templates::samples::{PageSample, portal};
use reset_templates::{Frame, LinkRule, Page, Portal, SignedInFrame, Templates};

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
