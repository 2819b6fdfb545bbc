//! The demo's mail inbox: letters are kept in memory instead of being sent, and shown in the browser.
//!
//! It shows every secret to everybody who can reach it, so only a program that serves loopback alone may turn it on.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use poem::http::{HeaderValue, StatusCode, header};
use reset_domain::model::{ApplicationId, Letter, LetterBody};
use reset_domain::ports::{DeliveryError, Mailer, Receipt};
use reset_templates::{RenderedLetter, Templates};

use crate::endpoint::{Answer, Site, html};
use crate::fault_page::Obstacle;
use crate::routes::Route;

/// How many letters it keeps.
const MOST: usize = 100;

/// New letters show up by themselves.
const LOOK_AGAIN: &str = r#"<meta http-equiv="refresh" content="3">"#;

/// What the HTML part of a letter may do: have inline styles.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// A mailer that keeps the newest letters in memory. A clone is the same inbox.
#[derive(Clone)]
pub struct DemoInbox {
    templates: Templates,
    letters: Arc<Mutex<Letters>>,
}

#[derive(Default)]
struct Letters {
    /// Newest first.
    kept: VecDeque<Received>,
    count: u64,
}

struct Received {
    number: u64,
    /// Whether there is a temporary password in it, to be copied.
    has_password: bool,
    to: String,
    letter: RenderedLetter,
}

impl DemoInbox {
    /// An empty one, for letters of these templates.
    pub fn new(templates: Templates) -> Self {
        Self { templates, letters: Arc::default() }
    }

    fn letters(&self) -> MutexGuard<'_, Letters> {
        // Nothing is left half done by a panic: whatever is kept is whole.
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for DemoInbox {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        let rendered =
            self.templates.letter(letter).map_err(|error| DeliveryError::Permanent(error.to_string()))?;
        let mut letters = self.letters();
        letters.count += 1;
        let number = letters.count;
        let has_password = matches!(letter.body, LetterBody::TemporaryPassword { .. });
        letters.kept.push_front(Received {
            number,
            has_password,
            to: letter.to.to_string(),
            letter: rendered,
        });
        letters.kept.truncate(MOST);
        Ok(Receipt { reply: format!("kept as number {number}") })
    }
}

/// All letters as text, newest first; it looks for new ones by itself.
pub(crate) fn list(site: &Site) -> Answer {
    let inbox = site.inbox.as_ref().ok_or(Obstacle::NotFound)?;
    let mut body = String::new();
    for received in &inbox.letters().kept {
        let letter = &received.letter;
        let text: Vec<String> = letter.text.lines().map(|line| linked(site, line)).collect();
        // Writing to a string cannot fail.
        let _ = write!(
            body,
            "<article class=\"card\"><h2>{}</h2><p>To {}</p><pre>{}</pre><p><a class=\"link\" href=\"{}\" target=\"_blank\">As HTML</a></p></article>",
            escape(&letter.subject),
            escape(&received.to),
            text.join("\n"),
            Route::InboxLetter(received.number).path(),
        );
    }
    if body.is_empty() {
        body.push_str("<p>No letters yet. They show up here by themselves.</p>");
    }
    // While there is something to copy, the page stays as it is: loading it again would lose the selection.
    let (head, hint) = match inbox.letters().kept.front() {
        Some(newest) if newest.has_password => {
            ("", "<p><a class=\"link\" href=\"\">Look for new letters</a></p>")
        }
        Some(_) | None => (LOOK_AGAIN, ""),
    };
    let body = format!("<h1>Inbox</h1>{hint}{body}");
    Ok(html(StatusCode::OK, page(&site.templates, "Inbox", head, &body)))
}

/// The HTML part of one letter, in a sandbox with the inline styles that letters need.
pub(crate) fn letter(site: &Site, number: u64) -> Answer {
    let inbox = site.inbox.as_ref().ok_or(Obstacle::NotFound)?;
    let letters = inbox.letters();
    let received =
        letters.kept.iter().find(|received| received.number == number).ok_or(Obstacle::NotFound)?;
    let mut response = html(StatusCode::OK, received.letter.html.clone());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    // Browsers show no sandboxed page that also asks for a context group of its own.
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("unsafe-none"));
    Ok(response)
}

/// What stands in for an application: where a click on Home leads in the demo.
pub(crate) fn application(site: &Site, id: &ApplicationId) -> Answer {
    // Without an inbox this is no demo.
    site.inbox.as_ref().ok_or(Obstacle::NotFound)?;
    let known = site.service.policy().applications.iter().find(|application| &application.id == id);
    let name = escape(&known.ok_or(Obstacle::NotFound)?.name);
    let body = format!(
        "<div class=\"card\"><h1>{name}</h1><p>Here would be {name}: an application of its own, with an address of its own.</p><p class=\"after\"><a href=\"{}\">Back to Home</a></p></div>",
        Route::Home.path()
    );
    Ok(html(StatusCode::OK, page(&site.templates, &name, "", &body)))
}

fn page(templates: &Templates, title: &str, head: &str, body: &str) -> String {
    let css = templates.assets().iter().find(|asset| asset.content_type.starts_with("text/css"));
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">{head}<title>{title} – {portal}</title><link rel=\"stylesheet\" href=\"{}\"></head><body><main id=\"main\" class=\"wide\">{body}</main></body></html>",
        css.map_or("", |asset| asset.path.as_str()),
        portal = escape(&templates.portal().name),
    )
}

/// A line of a letter; one that is an address of the portal, as a link.
fn linked(site: &Site, line: &str) -> String {
    let text = escape(line);
    match line.starts_with(&site.templates.portal().url) && !line.contains(char::is_whitespace) {
        true => format!("<a href=\"{text}\" target=\"_blank\">{text}</a>"),
        false => text,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
