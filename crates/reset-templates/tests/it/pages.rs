//! What every page keeps to, whatever it says.

use reset_templates::Templates;

use crate::markup::{Tag, tags};
use crate::{every_page, portal};

fn named<'a>(tags: &'a [Tag], name: &str) -> Vec<&'a Tag> {
    tags.iter().filter(|tag| tag.name == name).collect()
}

fn by_id<'a>(tags: &'a [Tag], id: &str) -> Option<&'a Tag> {
    tags.iter().find(|tag| tag.get("id") == Some(id))
}

#[test]
fn stays_below_six_kilobytes() {
    every_page(|sample, html| assert!(html.len() <= 6 * 1024, "{}: {}", sample.name, html.len()));
}

#[test]
fn has_one_heading_and_one_main() {
    every_page(|sample, html| {
        let tags = tags(html);
        assert_eq!(named(&tags, "h1").len(), 1, "{}", sample.name);
        assert_eq!(named(&tags, "main").len(), 1, "{}", sample.name);
        assert!(html.starts_with("<!DOCTYPE html>"), "{}", sample.name);
    });
}

#[test]
fn names_page_and_portal_in_the_title_and_errors_first() {
    every_page(|sample, html| {
        let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        assert!(title.ends_with(" – Client Admin Portal"), "{}: {title}", sample.name);
        let summary = html.contains(r#"class="note bad""#);
        // The same label stands, for those who listen, before each error.
        let label = html.split_once(r#"<span class="vh">"#).map_or("Error: ", |(_, rest)| rest);
        let label = label.split_once("</span>").map_or(label, |(label, _)| label);
        assert_eq!(title.starts_with(label), summary, "{}: {title}", sample.name);
    });
}

#[test]
fn has_no_inline_script_or_style() {
    every_page(|sample, html| {
        for tag in tags(html) {
            assert_ne!(tag.name, "style", "{}", sample.name);
            assert!(tag.name != "script" || tag.get("src").is_some(), "{}", sample.name);
            let inline = tag.names().find(|name| *name == "style" || name.starts_with("on"));
            assert_eq!(inline, None, "{}: <{}>", sample.name, tag.name);
        }
    });
}

/// HTML Standard, "Link type `expect`". Chromium waits for the beginning of an element only, so it has to be the last.
#[test]
fn is_painted_when_its_last_element_has_come() {
    every_page(|sample, html| {
        let tags = tags(html);
        let last = format!("#{}", tags.last().unwrap().get("id").unwrap());
        let expect = tags.iter().find(|tag| tag.get("rel") == Some("expect")).unwrap();
        assert_eq!(expect.get("href"), Some(last.as_str()), "{}", sample.name);
        assert_eq!(expect.get("blocking"), Some("render"), "{}", sample.name);
    });
}

#[test]
fn loads_nothing_but_its_own_assets() {
    let templates = Templates::new(portal()).unwrap();
    let known: Vec<&str> = templates.assets().iter().map(|asset| asset.path.as_str()).collect();
    every_page(|sample, html| {
        let tags = tags(html);
        let loaded = tags.iter().filter_map(|tag| match tag.name.as_str() {
            "link" => tag.get("href").filter(|_| tag.get("rel") != Some("expect")),
            "script" | "img" => tag.get("src"),
            _ => None,
        });
        for path in loaded {
            assert!(known.contains(&path), "{}: {path}", sample.name);
        }
    });
}

#[test]
fn gives_every_field_a_label() {
    every_page(|sample, html| {
        let tags = tags(html);
        let labels: Vec<_> = named(&tags, "label").iter().filter_map(|label| label.get("for")).collect();
        for input in named(&tags, "input") {
            let seen = input.get("type") != Some("hidden") && input.get("aria-hidden").is_none();
            assert!(
                !seen || labels.contains(&input.get("id").unwrap()),
                "{}: {:?}",
                sample.name,
                input.get("name")
            );
        }
        for label in labels {
            assert!(by_id(&tags, label).is_some(), "{}: nothing is called {label}", sample.name);
        }
    });
}

#[test]
fn refers_only_to_what_is_there_and_once() {
    every_page(|sample, html| {
        let tags = tags(html);
        let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{}: two of {id}", sample.name);
        }
        for tag in &tags {
            let anchor = tag.get("href").and_then(|href| href.strip_prefix('#'));
            let named =
                ["aria-describedby", "aria-labelledby", "aria-controls"].iter().filter_map(|a| tag.get(a));
            for id in named.flat_map(str::split_whitespace).chain(anchor) {
                assert!(ids.contains(&id), "{}: nothing is called {id}", sample.name);
            }
        }
    });
}

#[test]
fn puts_errors_first_and_beside_their_fields() {
    every_page(|sample, html| {
        let tags = tags(html);
        let focused: Vec<_> = tags.iter().filter(|tag| tag.get("autofocus").is_some()).collect();
        assert!(
            focused.iter().all(|tag| tag.get("role") == Some("alert") && tag.get("tabindex") == Some("-1"))
        );
        let faulty: Vec<_> = tags.iter().filter(|tag| tag.get("aria-invalid") == Some("true")).collect();
        let Some((_, main)) = html.split_once(r#"role="alert""#) else {
            assert!(faulty.is_empty(), "{}", sample.name);
            return;
        };
        let summary = main.split_once("</div>").unwrap().0;
        for input in &faulty {
            let id = input.get("id").unwrap();
            assert!(
                summary.contains(&format!("href=\"#{id}\"")),
                "{}: {id} is not in the summary",
                sample.name
            );
            assert!(
                input.get("aria-describedby").unwrap().ends_with(&format!("{id}-error")),
                "{}",
                sample.name
            );
        }
        let linked = summary.matches("href=\"#").count();
        assert!(faulty.len() <= linked && (0 < linked) != faulty.is_empty(), "{}", sample.name);
    });
}

#[test]
fn clears_passwords_and_never_gets_in_the_way_of_password_managers() {
    every_page(|sample, html| {
        for input in tags(html).iter().filter(|tag| tag.name == "input") {
            let password = input.get("type") == Some("password");
            assert!(!password || input.get("value").is_none(), "{}", sample.name);
            assert!(
                !password || input.get("autocomplete").unwrap().ends_with("-password"),
                "{}",
                sample.name
            );
            for barrier in ["required", "maxlength", "minlength", "placeholder", "pattern"] {
                assert!(input.get(barrier).is_none(), "{}: {barrier}", sample.name);
            }
        }
    });
}

#[test]
fn carries_the_form_token_in_every_form_of_a_signed_in_user() {
    every_page(|sample, html| {
        for form in html.split("<form").skip(1) {
            let form = form.split_once("</form>").unwrap().0;
            assert!(form.contains(r#"method="post""#), "{}", sample.name);
            let token = form.contains(r#"name="form_token" value="sample-form-token""#);
            assert_eq!(token, sample.signed_in.is_some(), "{}", sample.name);
        }
    });
}

#[test]
fn reminds_on_every_page_of_a_user_with_a_temporary_password() {
    every_page(|sample, html| {
        let reminded = sample.signed_in.is_some_and(|frame| frame.reminder.is_some());
        assert_eq!(html.contains(r#"<section class="note mind""#), reminded, "{}", sample.name);
        let ends = html.contains(r#"<time datetime="2026-11-23T15:12:00+01:00">"#);
        assert_eq!(ends, reminded, "{}", sample.name);
    });
}

#[test]
fn keeps_assets_small_and_named_by_content() {
    let limits = [
        ("/assets/portal-", ".css", 8192),
        ("/assets/portal-", ".js", 2048),
        ("/assets/logo-", ".svg", 2048),
    ];
    let templates = Templates::new(portal()).unwrap();
    for (asset, (start, end, limit)) in templates.assets().iter().zip(limits) {
        let hash = asset.path.strip_prefix(start).unwrap().strip_suffix(end).unwrap();
        assert!(hash.len() == 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{}", asset.path);
        assert!(asset.body.len() <= limit, "{}: {}", asset.path, asset.body.len());
    }
    assert_eq!(templates.assets().len(), limits.len());
}
