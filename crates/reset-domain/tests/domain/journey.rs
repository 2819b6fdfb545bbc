//! The whole story, driven against the service itself.

use async_trait::async_trait;
use pollster::FutureExt;
use reset_domain::model::{ApplicationId, Caller, SessionToken, Standing};
use reset_domain::testing::World;
use reset_domain::testing::journey::{Cast, Driver, Home, Seen, a_locked_out_person_gets_back_in};
use reset_domain::use_cases::{
    ChangeOutcome, ChangePassword, ConfirmApplication, ConfirmOutcome, FollowOutcome, InspectOutcome,
    OpenApplication, OpenOutcome, ResumeOutcome, SignInOutcome, SubmitOutcome,
};
use secrecy::SecretString;

#[test]
fn through_the_service() {
    async {
        let mut ava = Person { world: World::new().await, session: None };
        a_locked_out_person_gets_back_in(&mut ava, &Cast::AVA).await;
    }
    .block_on();
}

struct Person {
    world: World,
    session: Option<SessionToken>,
}

#[async_trait(?Send)]
impl Driver for Person {
    async fn take_a_new_browser(&mut self) {
        self.session = None;
    }

    async fn ask_for_reset(&mut self, account_id: &str, username: &str) -> Seen {
        match self.world.asks(account_id, username).await {
            SubmitOutcome::Submitted => Seen::Submitted,
            other => Seen::Other(format!("{other:?}")),
        }
    }

    async fn link_in_letter(&mut self) -> String {
        self.world.work().await;
        self.world.newest_link(World::AVAS_ADDRESS)
    }

    async fn open_link(&mut self, link: &str) -> Seen {
        match self.world.service.inspect_reset_link(link).await.unwrap() {
            InspectOutcome::Live { .. } => Seen::LinkLive,
            InspectOutcome::Followed => Seen::ResetDone,
            InspectOutcome::Dead => Seen::LinkDead,
        }
    }

    async fn follow_link(&mut self, link: &str) -> Seen {
        match self.world.service.follow_reset_link(link, Caller::loopback()).await.unwrap() {
            FollowOutcome::Followed | FollowOutcome::FollowedBefore => Seen::ResetDone,
            FollowOutcome::Dead => Seen::LinkDead,
        }
    }

    async fn temporary_password_in_letter(&mut self) -> String {
        self.world.work().await;
        self.world.newest_temporary_password(World::AVAS_ADDRESS).reveal().to_owned()
    }

    async fn subjects(&mut self) -> Vec<String> {
        self.world.work().await;
        self.world.subjects(World::AVAS_ADDRESS).into_iter().map(str::to_owned).collect()
    }

    async fn sign_in(&mut self, username: &str, password: &str) -> Seen {
        match self.world.sign_in(username, password).await {
            SignInOutcome::SignedIn(opened) => {
                self.session = Some(opened.token);
                self.home().await
            }
            SignInOutcome::Refused | SignInOutcome::RefusedRepeatedly => Seen::Refused,
            other => Seen::Other(format!("{other:?}")),
        }
    }

    async fn home(&mut self) -> Seen {
        let Some(session) = &self.session else {
            return Seen::SignIn;
        };
        match self.world.service.resume_session(session).await.unwrap() {
            ResumeOutcome::Active(user) => Seen::Home(Home {
                first_name: user.first_name.map(|name| name.as_str().to_owned()).unwrap_or_default(),
                reminds: matches!(user.standing, Standing::Temporary { .. }),
                applications: self
                    .world
                    .service
                    .policy()
                    .applications
                    .iter()
                    .map(|a| a.name.clone())
                    .collect(),
            }),
            ResumeOutcome::Ended => Seen::SignIn,
        }
    }

    async fn launch(&mut self, application: &str) -> Seen {
        let Some(session) = &self.session else {
            return Seen::SignIn;
        };
        let application = ApplicationId::parse(application).unwrap();
        let open = OpenApplication { session, application: &application, caller: Caller::loopback() };
        match self.world.service.open_application(open).await.unwrap() {
            OpenOutcome::Opens(application) => Seen::GoesOn(application.url),
            OpenOutcome::AsksForPassword(_) => Seen::AsksForPassword,
            OpenOutcome::Ended => Seen::SignIn,
            other @ (OpenOutcome::Unknown | OpenOutcome::MustChange) => Seen::Other(format!("{other:?}")),
        }
    }

    async fn confirm(&mut self, application: &str, password: &str) -> Seen {
        let Some(session) = &self.session else {
            return Seen::SignIn;
        };
        let id = ApplicationId::parse(application).unwrap();
        let confirm = ConfirmApplication {
            session,
            application: &id,
            password: &SecretString::from(password),
            device: None,
            caller: Caller::loopback(),
        };
        match self.world.service.confirm_application(confirm).await.unwrap() {
            ConfirmOutcome::Confirmed => {}
            ConfirmOutcome::Renewed(token) => self.session = Some(token),
            ConfirmOutcome::Refused(_) | ConfirmOutcome::Incomplete(_) => return Seen::NotConfirmed,
            other => return Seen::Other(format!("{other:?}")),
        }
        self.launch(application).await
    }

    async fn change_password(&mut self, current: &str, new: &str) -> Seen {
        let Some(session) = &self.session else {
            return Seen::SignIn;
        };
        let change = ChangePassword {
            session,
            current: &SecretString::from(current),
            new: &SecretString::from(new),
            again: None,
            device: None,
            caller: Caller::loopback(),
        };
        match self.world.service.change_password(change).await.unwrap() {
            ChangeOutcome::Changed(token) => {
                self.session = Some(token);
                self.home().await
            }
            ChangeOutcome::Refused(_) => Seen::NotChanged,
            ChangeOutcome::Ended => Seen::SignIn,
        }
    }

    async fn sign_out(&mut self) -> Seen {
        if let Some(session) = self.session.take() {
            self.world.service.sign_out(&session, Caller::loopback()).await.unwrap();
        }
        Seen::SignIn
    }
}
