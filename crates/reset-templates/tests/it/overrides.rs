//! Templates of an operator's own.

use std::fs;
use std::path::Path;

use reset_domain::model::Locale;
use reset_templates::{Frame, Page, Portal, Templates, TemplatesError};
use tempfile::TempDir;

use crate::portal;

/// A directory with one template in it, and what becomes of the portal that is given it.
fn with_override(name: &str, source: &str) -> (TempDir, Result<Templates, TemplatesError>) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, source).unwrap();
    let templates = Templates::new(Portal { templates: Some(directory.path().to_owned()), ..portal() });
    (directory, templates)
}

/// The refusal, without the directory in front of the file's name.
fn refusal(name: &str, source: &str) -> String {
    let (directory, templates) = with_override(name, source);
    let error = templates.unwrap_err().to_string();
    error.strip_prefix(&format!("{}/", directory.path().display())).unwrap().to_owned()
}

#[test]
fn replaces_one_page_and_leaves_the_others() {
    let source = "{% extends \"layouts/page.html\" %}\n{% block title %}Gone{% endblock %}\n\
        {% block content %}<h1>Nothing here, {{ site.name }}</h1>{% endblock %}";
    let (_directory, templates) = with_override("pages/not-found.html", source);
    let templates = templates.unwrap();
    let locale = Locale::english();
    let render =
        |page| templates.page(&page, &Frame { locale: &locale, path: "/", signed_in: None }).unwrap();
    assert!(render(Page::NotFound).contains("<h1>Nothing here, Client Admin Portal</h1>"));
    assert!(render(Page::Busy).contains("the service is busy"));
}

#[test]
fn replaces_a_part_of_a_letter() {
    let source = "Dear {{ letter.first_name or \"friend\" }}\n\n{{ letter.link }}\n";
    let (_directory, templates) = with_override("letters/password-reset-request/body.txt", source);
    let (_, letter) = reset_templates::samples::letters().swap_remove(0);
    let rendered = templates.unwrap().letter(&letter).unwrap();
    assert!(rendered.text.starts_with("Dear Ava\n\nhttps://portal.example.com/reset/"), "{}", rendered.text);
    assert!(rendered.html.contains("Hello Ava,"));
}

#[test]
fn refuses_one_that_does_not_parse() {
    let refusal = refusal("pages/busy.html", "<p>\n{% if %}</p>");
    assert!(refusal.starts_with("pages/busy.html, line 2: syntax error"), "{refusal}");
}

#[test]
fn refuses_an_unknown_variable() {
    for (file, from, to, unknown) in [
        ("letters/password-changed/body.txt", "letter.changed_at", "letter.changed", "letter.changed"),
        // Missed by a macro in another file, but given here.
        ("pages/sign-in.html", "page.username", "page.usrname", "page.usrname"),
        ("pages/home.html", "page.changed", "pages.changed", "pages.changed"),
        ("layouts/page.html", "site.css", "site.style", "site.style"),
    ] {
        let source = changed(file, from, to);
        let line = source.lines().position(|line| line.contains(unknown)).unwrap() + 1;
        assert_eq!(refusal(file, &source), format!("{file}, line {line}: there is no `{unknown}` here"));
    }
}

#[test]
fn refuses_an_unknown_message() {
    let refusal = refusal("pages/busy.html", "{{ t(\"busy-tilte\") }}");
    assert!(refusal.starts_with("pages/busy.html, line 1: "), "{refusal}");
    assert!(refusal.ends_with("there is no message `busy-tilte` in `{{ t(\"busy-tilte\") }}`"), "{refusal}");
}

#[test]
fn refuses_a_letter_without_its_secret() {
    for (file, missing) in [
        ("letters/password-reset-request/body.txt", "`letter.link`, alone on a line"),
        ("letters/password-reset-request/body.html", "`letter.link`, in one piece"),
        ("letters/password-reset-notification/body.txt", "`letter.password`, alone on a line"),
        ("letters/password-reset-notification/body.html", "`letter.password`, in one piece"),
    ] {
        assert_eq!(refusal(file, "Hello\n"), format!("{file}: it needs {missing}"));
    }
    let inline = refusal("letters/password-reset-request/body.txt", "Go to {{ letter.link }} now\n");
    assert!(inline.ends_with("`letter.link`, alone on a line"), "{inline}");
}

/// An embedded template with something in it changed, as an operator would change a copy.
fn changed(name: &str, from: &str, to: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
    let source = fs::read_to_string(path).unwrap();
    assert!(source.contains(from), "{name} has no {from}");
    source.replace(from, to)
}

#[test]
fn refuses_a_form_that_would_not_be_understood() {
    let token = "<input type=\"hidden\" name=\"form_token\"";
    for (file, from, to, needed) in [
        ("pages/sign-in.html", "action=\"/sign-in\"", "action=\"/login\"", "a form to `/sign-in`"),
        ("pages/sign-in.html", "method=\"post\"", "", "`method=\"post\"` on its form to `/sign-in`"),
        ("pages/sign-in.html", "\"username\"", "\"user\"", "the field `username` in its form to `/sign-in`"),
        ("pages/sign-in.html", "type=\"submit\"", "type=\"button\"", "a button in its form to `/sign-in`"),
        (
            "pages/sign-in.html",
            "href=\"/password-reset\"",
            "href=\"/\"",
            "the link to `/password-reset`, which people are here for",
        ),
        (
            "pages/password-reset.html",
            "\"account_id\"",
            "\"account\"",
            "the field `account_id` in its form to `/password-reset`",
        ),
        ("pages/reset-link.html", "{{ page.action }}", "/", "a form to `/reset/`"),
        (
            "pages/change-password.html",
            token,
            "<input",
            "the field `form_token` in its form to `/change-password`",
        ),
        (
            "pages/change-password.html",
            "\"new_password\"",
            "\"password\"",
            "the field `new_password` in its form to `/change-password`",
        ),
        ("pages/confirm.html", token, "<input", "the field `form_token` in its form to `/launch/`"),
        (
            "pages/going-on.html",
            "http-equiv=\"refresh\"",
            "",
            "the way to the application: `http-equiv=\"refresh\"`",
        ),
    ] {
        assert_eq!(refusal(file, &changed(file, from, to)), format!("{file}: it needs {needed}"));
    }
}

#[test]
fn refuses_a_page_that_does_not_say_what_is_wrong() {
    let bare = "<form method=\"post\" action=\"/sign-in\"><input name=\"username\"><input name=\"password\">\
        <button>Sign In</button></form><a href=\"/password-reset\">Forgot?</a>";
    let refused = refusal("pages/sign-in.html", bare);
    assert_eq!(refused, "pages/sign-in.html: it needs what is wrong: each message of `problems`");
}

#[test]
fn refuses_a_layout_that_signs_nobody_out() {
    let layout = changed("layouts/page.html", "name=\"form_token\"", "name=\"token\"");
    let (_directory, templates) = with_override("layouts/page.html", &layout);
    let refused = templates.unwrap_err().to_string();
    assert!(refused.ends_with("it needs the field `form_token` in its form to `/sign-out`"), "{refused}");
}

#[test]
fn refuses_a_file_that_replaces_nothing() {
    let refused = refusal("pages/hoem.html", "x");
    let rest =
        " replaces nothing: there is no template of that name, and words are in locales/<language>.ftl";
    assert_eq!(refused, format!("pages/hoem.html{rest}"));
    for misplaced in [
        "en.ftl",
        "locale/en.ftl",
        "locales/de/en.ftl",
        "locales/en.FTL",
        "locales/de.flt",
        "pages/sign-in.htm",
        "pages/sign-in.html.j2",
    ] {
        assert_eq!(refusal(misplaced, "sign-in-title = x"), format!("{misplaced}{rest}"));
    }
    for unused in ["locales/._de.ftl", "pages/sign-in.html~", "letters/README.md", "logo.svg"] {
        assert!(with_override(unused, "not meant").1.is_ok(), "{unused}");
    }
    assert!(with_override("README.md", "Ours.").1.is_ok());
}

#[test]
fn rewords_one_message_and_leaves_the_others() {
    let (_directory, templates) = with_override("locales/DE.ftl", "sign-in-title = Willkommen & herein");
    let locale = Locale::parse("de").unwrap();
    let frame = Frame { locale: &locale, path: "/", signed_in: None };
    let page = Page::SignIn { username: "", next: None, notice: None, problem: None };
    let html = templates.unwrap().page(&page, &frame).unwrap();
    assert!(html.contains("<h1>Willkommen &amp; herein</h1>"), "{html}");
    assert!(html.contains("Passwort vergessen?"), "{html}");
}

#[test]
fn adds_a_language_that_says_everything() {
    let english = include_str!("../../locales/en.ftl");
    let (_directory, templates) = with_override("locales/it.ftl", english);
    assert!(templates.unwrap().locales().any(|locale| locale.as_str() == "it"));
    let partial = refusal("locales/it.ftl", "language-name = Italiano");
    assert!(partial.starts_with("locales/it.ftl: a new language says everything; missing: `"), "{partial}");
    assert!(partial.ends_with(" more"), "{partial}");
}

#[test]
fn refuses_words_that_nobody_says() {
    let refused = refusal("locales/en.ftl", "sign-in-titel = Sign In");
    assert_eq!(refused, "locales/en.ftl: line 1: nothing asks for its message `sign-in-titel`");
    let refused = refusal("locales/en.ftl", "# Ours\nsign-in-title = { $x");
    assert!(refused.starts_with("locales/en.ftl: line 2: "), "{refused}");
    let refused = refusal("locales/de.ftl", "letter-footer = { $name }");
    assert_eq!(refused, "locales/de.ftl: line 1: `letter-footer` is not given $name; it is given nothing");
}

#[test]
fn refuses_a_directory_that_is_not_there() {
    let directory = TempDir::new().unwrap().path().join("none");
    let refused = Templates::new(Portal { templates: Some(directory), ..portal() }).unwrap_err();
    assert!(matches!(refused, TemplatesError::Unreadable { .. }), "{refused}");
}

#[test]
fn refuses_a_language_and_a_zone_that_there_is_not() {
    let refused = Templates::new(Portal { locale: Locale::parse("tlh").unwrap(), ..portal() }).unwrap_err();
    assert!(refused.to_string().starts_with("nothing is said in `tlh`: choose one of en"), "{refused}");
    let refused = Templates::new(Portal { time_zone: "Moon/Tycho".to_owned(), ..portal() }).unwrap_err();
    assert!(matches!(refused, TemplatesError::UnknownTimeZone { .. }), "{refused}");
}
