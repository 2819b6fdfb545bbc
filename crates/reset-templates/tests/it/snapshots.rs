//! Every page and letter in every language, word for word: what changes shows in the change.
//!
//! `INSTA_UPDATE=always cargo test -p reset-templates` takes what there is now.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};
use reset_templates::samples;
use reset_templates::{Frame, LinkRule, Page, Portal, Templates};

use crate::portal;

/// Calls with the folder, the name and the text of everything.
fn everything(mut look: impl FnMut(&str, &str, &str)) {
    let automatic = Templates::new(portal()).unwrap();
    let confirm = Templates::new(Portal { link: LinkRule::Confirm, ..portal() }).unwrap();
    for locale in automatic.locales() {
        let folder = format!("{locale}/pages");
        for sample in samples::pages() {
            let frame = Frame { locale, path: "/sign-in", signed_in: sample.signed_in };
            look(&folder, sample.name, shown(&automatic.page(&sample.page, &frame).unwrap()));
            if matches!(sample.page, Page::ResetLink { .. }) {
                let html = confirm.page(&sample.page, &frame).unwrap();
                look(&folder, &format!("{}-confirm", sample.name), shown(&html));
            }
        }
        let folder = format!("{locale}/letters");
        for (name, mut letter) in samples::letters() {
            letter.locale = Some(locale.clone());
            let name = if letter.first_name.is_some() { name.to_owned() } else { format!("{name}-nameless") };
            let rendered = automatic.letter(&letter).unwrap();
            look(&folder, &name, &format!("Subject: {}\n\n{}", rendered.subject, rendered.text));
            look(&folder, &format!("{name}.html"), &rendered.html);
            if name == "password-reset-request" {
                look(&folder, &format!("{name}-confirm"), &confirm.letter(&letter).unwrap().text);
            }
        }
    }
}

/// A page from its title on. What stands before is the same on all, and has names in it
/// that change with every rule of the style sheet; `pages.rs` looks at it.
fn shown(html: &str) -> &str {
    &html[html.find("<title>").unwrap()..]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

#[test]
fn everything_is_as_it_was_looked_at() {
    everything(|folder, name, text| {
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(root().join(folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(name, text));
    });
}

#[test]
fn nothing_is_kept_of_what_is_gone() {
    let mut known = BTreeSet::new();
    everything(|folder, name, _| {
        known.insert(root().join(folder).join(format!("{name}.snap")));
    });
    let mut kept = BTreeSet::new();
    for locale in fs::read_dir(root()).unwrap() {
        for kind in fs::read_dir(locale.unwrap().path()).unwrap() {
            let files = fs::read_dir(kind.unwrap().path()).unwrap().map(|file| file.unwrap().path());
            kept.extend(files.filter(|file| file.extension().is_some_and(|it| it == "snap")));
        }
    }
    let stray: Vec<_> = kept.symmetric_difference(&known).collect();
    assert!(stray.is_empty(), "{stray:#?}");
}
