//! The whole story, driven over HTTP.

use async_trait::async_trait;
use reset_domain::testing::World;
use reset_domain::testing::journey::{Cast, Driver, Home, Seen, a_locked_out_person_gets_back_in};

use crate::browser::{Answer, Browser, between};
use crate::portal::Portal;

/// A person at a browser; the worker works whenever they look into their mailbox.
struct Person {
    portal: Portal,
    browser: Browser,
}

impl Person {
    /// Goes where the answer leads, and says what is there.
    async fn follow(&mut self, mut answer: Answer) -> Seen {
        while answer.status == 303 {
            let location = answer.location().to_owned();
            answer = self.browser.get(&location).await;
        }
        seen(&answer)
    }
}

fn seen(answer: &Answer) -> Seen {
    let title = answer.title().strip_suffix(" – Client Admin Portal").unwrap();
    match (answer.status, title) {
        (200, "Sign In") => Seen::SignIn,
        (422, "Error: Sign In") => Seen::Refused,
        (200, "Request submitted") => Seen::Submitted,
        (200, "Reset Password") if answer.body.contains("data-submit") => Seen::LinkLive,
        (200, "Reset Password") => Seen::ResetDone,
        (410, _) => Seen::LinkDead,
        (200, "Home" | "Password changed: Home") => Seen::Home(home(&answer.body)),
        (200, "Confirm your password") => Seen::AsksForPassword,
        (422, "Error: Confirm your password") => Seen::NotConfirmed,
        (422, "Error: Change Password") => Seen::NotChanged,
        (200, going) if going.starts_with("Opening ") => {
            Seen::GoesOn(between(&answer.body, "content=\"0; url=", "\"").unwrap().to_owned())
        }
        _ => Seen::Other(format!("{answer:?}")),
    }
}

fn home(body: &str) -> Home {
    let names = body.split("<a href=\"/launch/").skip(1).map(|link| between(link, ">", "</a>").unwrap());
    Home {
        first_name: between(body, "<h1>Welcome, ", "</h1>").unwrap().to_owned(),
        reminds: body.contains("Change your temporary password"),
        applications: names.map(|name| name.trim_end_matches(" (opens in new tab)").to_owned()).collect(),
    }
}

#[async_trait(?Send)]
impl Driver for Person {
    async fn take_a_new_browser(&mut self) {
        self.browser = self.portal.browser();
    }

    async fn ask_for_reset(&mut self, account_id: &str, username: &str) -> Seen {
        assert!(self.browser.get("/sign-in").await.body.contains("href=\"/password-reset\""));
        let answer =
            self.browser.post("/password-reset", &[("account_id", account_id), ("username", username)]).await;
        self.follow(answer).await
    }

    async fn link_in_letter(&mut self) -> String {
        self.portal.world.work().await;
        format!("/reset/{}", self.portal.world.newest_link(World::AVAS_ADDRESS))
    }

    async fn open_link(&mut self, link: &str) -> Seen {
        self.browser.head(link).await;
        let answer = self.browser.get(link).await;
        self.follow(answer).await
    }

    async fn follow_link(&mut self, link: &str) -> Seen {
        let answer = self.browser.post(link, &[]).await;
        self.follow(answer).await
    }

    async fn temporary_password_in_letter(&mut self) -> String {
        self.portal.world.work().await;
        self.portal.world.newest_temporary_password(World::AVAS_ADDRESS).reveal().to_owned()
    }

    async fn subjects(&mut self) -> Vec<String> {
        self.portal.world.work().await;
        self.portal.world.subjects(World::AVAS_ADDRESS).into_iter().map(str::to_owned).collect()
    }

    async fn sign_in(&mut self, username: &str, password: &str) -> Seen {
        let answer = self.browser.post("/sign-in", &[("username", username), ("password", password)]).await;
        self.follow(answer).await
    }

    async fn home(&mut self) -> Seen {
        let answer = self.browser.get("/home").await;
        self.follow(answer).await
    }

    async fn launch(&mut self, application: &str) -> Seen {
        let answer = self.browser.get(&format!("/launch/{application}")).await;
        self.follow(answer).await
    }

    async fn confirm(&mut self, application: &str, password: &str) -> Seen {
        let path = format!("/launch/{application}");
        let form_token = self.browser.get(&path).await.hidden("form_token");
        let answer = self.browser.post(&path, &[("form_token", &form_token), ("password", password)]).await;
        self.follow(answer).await
    }

    async fn change_password(&mut self, current: &str, new: &str) -> Seen {
        let form_token = self.browser.form_token().await;
        let fields = [("form_token", &*form_token), ("current_password", current), ("new_password", new)];
        let answer = self.browser.post("/change-password", &fields).await;
        self.follow(answer).await
    }

    async fn sign_out(&mut self) -> Seen {
        let form_token = self.browser.form_token().await;
        let answer = self.browser.post("/sign-out", &[("form_token", &form_token)]).await;
        self.follow(answer).await
    }
}

#[tokio::test]
async fn a_locked_out_person_gets_back_in_over_http() {
    let portal = Portal::open().await;
    let browser = portal.browser();
    a_locked_out_person_gets_back_in(&mut Person { portal, browser }, &Cast::AVA).await;
}
