//! The whole story, driven against the built program with a real mail server, scripts off.

use async_trait::async_trait;
use pollster::FutureExt;
use reset_domain::testing::journey::{Cast, Driver, Home, Seen, a_locked_out_person_gets_back_in};

use crate::support::browser::{Browser, Page};
use crate::support::html;
use crate::support::letter::Letter;
use crate::support::people::AVA;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, ask_with, follow_with};

#[test]
fn a_locked_out_person_gets_back_in_on_sqlite() {
    whole_story(&Portal::on_sqlite());
}

#[cfg(feature = "postgres-tests")]
#[test]
fn a_locked_out_person_gets_back_in_on_postgres() {
    whole_story(&Portal::on_postgres());
}

#[cfg(feature = "mysql-tests")]
#[test]
fn a_locked_out_person_gets_back_in_on_mysql() {
    whole_story(&Portal::on_mysql());
}

fn whole_story(portal: &Portal) {
    let mut serving = portal.serve();
    let mut ava = Ava::new(portal);
    a_locked_out_person_gets_back_in(&mut ava, &Cast::AVA).block_on();
    let last = portal.sink.wait_for_one(AVA.email, "Password Changed");
    as_the_contract_says(&last, "Password Changed", None);
    serving.stop();
    assert_eq!(portal.sink.letters().len(), 3, "letters to nobody else");
}

/// Ava at her browser and her mailbox; what she has seen of secrets.
pub(crate) struct Ava<'a> {
    portal: &'a Portal,
    browser: Browser,
    /// Secrets that went through her hands.
    pub(crate) secrets: Vec<String>,
}

impl<'a> Ava<'a> {
    /// Ava before the story.
    pub(crate) fn new(portal: &'a Portal) -> Self {
        let secrets = vec![Cast::AVA.forgotten.to_owned(), Cast::AVA.chosen.to_owned()];
        Self { portal, browser: portal.browser(), secrets }
    }

    fn sees(&mut self, page: &Page) -> Seen {
        // A notice in a cookie is no secret, and short.
        let tokens = self.browser.cookies().map(|(_, value)| value).filter(|value| 20 < value.len());
        self.secrets.extend(tokens.map(str::to_owned));
        let form_tokens = html::forms(&page.pieces()).into_iter().flat_map(|form| form.fields);
        let form_tokens = form_tokens.filter(|(name, _)| name == "form_token");
        self.secrets.extend(form_tokens.map(|(_, value)| value));
        seen(page)
    }
}

fn seen(page: &Page) -> Seen {
    if let Some(url) = page.goes_on_to() {
        return Seen::GoesOn(url);
    }
    let path = page.path.split('?').next().unwrap_or_default();
    match (page.status, path) {
        (200, "/sign-in") => Seen::SignIn,
        (422, "/sign-in") => Seen::Refused,
        (200, "/password-reset/submitted") => Seen::Submitted,
        (200, "/reset/done") => Seen::ResetDone,
        (200, link) if link.starts_with("/reset/") && page.form_to(link).is_some() => Seen::LinkLive,
        (410, _) => Seen::LinkDead,
        (200, "/home") => Seen::Home(home(page)),
        (200, "/launch/reports") => Seen::AsksForPassword,
        (422, "/launch/reports") => Seen::NotConfirmed,
        (422, "/change-password") => Seen::NotChanged,
        _ => Seen::Other(format!("{page:?}")),
    }
}

fn home(page: &Page) -> Home {
    let links = html::elements(&page.pieces(), "a");
    let launches = links
        .iter()
        .filter(|(tag, _)| tag.attribute("href").is_some_and(|leads| leads.starts_with("/launch/")));
    Home {
        first_name: page.heading().trim_start_matches("Welcome, ").to_owned(),
        reminds: page.text().contains("temporary password"),
        applications: launches
            .map(|(_, words)| words.trim_end_matches(" (opens in new tab)").to_owned())
            .collect(),
    }
}

#[async_trait(?Send)]
impl Driver for Ava<'_> {
    async fn take_a_new_browser(&mut self) {
        self.browser = self.portal.browser();
    }

    async fn ask_for_reset(&mut self, account_id: &str, username: &str) -> Seen {
        let page = self.browser.get("/");
        let leads = page.link_named("Forgot your Password?");
        assert_eq!(leads, "/password-reset");
        let page = ask_with(&mut self.browser, account_id, username);
        self.sees(&page)
    }

    async fn link_in_letter(&mut self) -> String {
        let letter = self.portal.sink.wait_for_one(AVA.email, REQUEST);
        as_the_contract_says(&letter, REQUEST, Some(letter.link()));
        let (_, token) = letter.link().rsplit_once('/').unwrap();
        self.secrets.push(token.to_owned());
        letter.link().to_owned()
    }

    async fn open_link(&mut self, link: &str) -> Seen {
        let head = self.browser.ask("HEAD", link, &[], "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        let page = self.browser.get(link);
        self.sees(&page)
    }

    async fn follow_link(&mut self, link: &str) -> Seen {
        let page = follow_with(&mut self.browser, link);
        self.sees(&page)
    }

    async fn temporary_password_in_letter(&mut self) -> String {
        let letter = self.portal.sink.wait_for_one(AVA.email, NOTIFICATION);
        as_the_contract_says(&letter, NOTIFICATION, Some(letter.temporary_password()));
        self.secrets.push(letter.temporary_password().to_owned());
        letter.temporary_password().to_owned()
    }

    async fn subjects(&mut self) -> Vec<String> {
        self.portal.wait_until_nothing_is_owed();
        self.portal.sink.subjects_to(AVA.email)
    }

    async fn sign_in(&mut self, username: &str, password: &str) -> Seen {
        let page = self.browser.get("/sign-in");
        let page = self.browser.submit(&page, &[("username", username), ("password", password)]);
        self.sees(&page)
    }

    async fn home(&mut self) -> Seen {
        let page = self.browser.get("/home");
        self.sees(&page)
    }

    async fn launch(&mut self, application: &str) -> Seen {
        let page = self.browser.get(&format!("/launch/{application}"));
        self.sees(&page)
    }

    async fn confirm(&mut self, application: &str, password: &str) -> Seen {
        let page = self.browser.get(&format!("/launch/{application}"));
        let page = self.browser.submit(&page, &[("password", password)]);
        self.sees(&page)
    }

    async fn change_password(&mut self, current: &str, new: &str) -> Seen {
        let page = self.browser.get("/change-password");
        // With scripts off the new password is asked for twice.
        let values = [("current_password", current), ("new_password", new), ("new_password_again", new)];
        let page = self.browser.submit(&page, &values);
        self.sees(&page)
    }

    async fn sign_out(&mut self) -> Seen {
        let page = self.browser.get("/home");
        let form = page.form_to("/sign-out").unwrap();
        let answer = self.browser.press(&page, &form, &[]);
        assert_eq!(answer.status, 303, "{answer:?}");
        let page = self.browser.get(answer.location());
        self.sees(&page)
    }
}

/// What section 5 of the contract says of every letter to Ava.
fn as_the_contract_says(letter: &Letter, subject: &str, secret: Option<&str>) {
    assert_eq!(
        (letter.from.as_str(), letter.to.as_slice()),
        ("no-reply@example.com", &[AVA.email.to_owned()][..])
    );
    assert_eq!(letter.subject(), subject);
    assert_eq!(letter.kinds, ["multipart/alternative", "text/plain", "text/html"]);
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(!letter.header("Date").is_empty() && !letter.header("Message-ID").is_empty());
    for part in [&letter.text, &letter.html] {
        assert!(part.contains("Hello Ava,"), "{part}");
        assert!(secret.is_none_or(|secret| part.contains(secret)), "{part}");
    }
    let raw = String::from_utf8_lossy(&letter.raw);
    for name in [AVA.username, "acme-1042", "acme1042"] {
        for seen in [&*raw, &letter.text, &letter.html] {
            assert!(!seen.to_lowercase().contains(name), "{name} in {seen}");
        }
    }
    let in_headers = |secret| letter.headers.iter().any(|(_, value)| value.contains(secret));
    assert!(!secret.is_some_and(in_headers), "{:?}", letter.headers);
}
