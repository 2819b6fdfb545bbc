//! Writes every page and letter in every language, and in the pseudo-locales, to a folder:
//! `index.html` shows them to people, `samples.json` lists them for the browser suite.
//!
//! `cargo xtask preview` runs it; the one argument is the folder.

mod index;
mod listing;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use reset_templates::samples::{self, PageSample};
use reset_templates::{Frame, LinkRule, Page, Portal, Templates};

use listing::{AssetEntry, LetterEntry, Listing, LocaleEntry, PageEntry};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// From a page's folder, or a letter's, to the folder of assets: files have no root of their own.
const TO_ASSETS: &str = "../../assets/";

fn main() -> Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or("name a folder to write to")?;
    let automatic = Templates::with_pseudo_locales(samples::portal())?;
    let confirm = Templates::with_pseudo_locales(Portal { link: LinkRule::Confirm, ..samples::portal() })?;
    let mut listing = Listing { names: samples::names(), ..Listing::default() };
    for asset in automatic.assets() {
        write(&folder, asset.path.trim_start_matches('/'), &asset.body)?;
        listing.assets.push(AssetEntry { path: asset.path.clone(), bytes: asset.body.len() });
    }
    for locale in automatic.locales() {
        let tag = locale.as_str();
        listing.locales.push(LocaleEntry::of(tag)?);
        for sample in samples::pages() {
            let frame = Frame { locale, path: "/sign-in", signed_in: sample.signed_in };
            for (suffix, templates) in [("", &automatic), ("-confirm", &confirm)] {
                if suffix.is_empty() || depends_on_the_link(&sample) {
                    let html = templates.page(&sample.page, &frame)?;
                    let name = format!("{}{suffix}", sample.name);
                    let file = format!("{tag}/pages/{name}.html");
                    write(&folder, &file, html.replace("\"/assets/", &format!("\"{TO_ASSETS}")).as_bytes())?;
                    listing.pages.push(PageEntry {
                        problems: sample.problems(),
                        bytes: html.len(),
                        locale: tag.to_owned(),
                        name,
                        file,
                    });
                }
            }
        }
        for (name, mut letter) in samples::letters() {
            letter.locale = Some(locale.clone());
            let nameless = if letter.first_name.is_some() { "" } else { "-nameless" };
            for (suffix, templates) in [("", &automatic), ("-confirm", &confirm)] {
                if suffix.is_empty() || name == "password-reset-request" {
                    let rendered = templates.letter(&letter)?;
                    let name = format!("{name}{suffix}{nameless}");
                    let entry = LetterEntry {
                        html: format!("{tag}/letters/{name}.html"),
                        text: format!("{tag}/letters/{name}.txt"),
                        locale: tag.to_owned(),
                        subject: rendered.subject,
                        name,
                    };
                    write(&folder, &entry.html, rendered.html.as_bytes())?;
                    write(&folder, &entry.text, rendered.text.as_bytes())?;
                    listing.letters.push(entry);
                }
            }
        }
    }
    write(&folder, "samples.json", serde_json::to_string_pretty(&listing)?.as_bytes())?;
    write(&folder, "index.html", index::html(&listing)?.as_bytes())?;
    Ok(())
}

fn depends_on_the_link(sample: &PageSample) -> bool {
    matches!(sample.page, Page::ResetLink { .. })
}

fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, content)
}
