//! A service wired to the reference adapters, with a few people in it, and hands to work it with.

use std::sync::Arc;

use secrecy::SecretString;

use super::{CountedEntropy, FixedLinks, InMemory, ListScreen, Mailbox, ManualClock, PlainHasher};
use crate::model::{
    Application, ApplicationId, Caller, LetterBody, Message, Opens, PasswordRule, SessionToken,
    TemporaryPassword,
};
use crate::ports::{Intake, Mailer, Storage};
use crate::use_cases::{
    DeliverOutcome, OpenedSession, RegisterAccount, RegisterUser, SignIn, SignInOutcome, SubmitOutcome,
    SubmitResetRequest,
};
use crate::{Policy, Ports, ResetService};

/// A service wired to the reference adapters.
///
/// In it: Ava and Bo of Acme (`ACME-1042`) and Cyd of Globex (`GLOBEX-7`), each with a chosen password
/// named by [`World::AVAS_PASSWORD`] and so on; two applications, of which Reports asks for the password.
#[derive(Clone)]
pub struct World {
    /// The product.
    pub service: ResetService,
    /// Where everything is kept.
    pub store: InMemory,
    /// The time, moved by hand.
    pub clock: Arc<ManualClock>,
    /// Luck that can be repeated.
    pub entropy: Arc<CountedEntropy>,
    /// The hasher, which counts.
    pub hasher: Arc<PlainHasher>,
    /// Where letters arrive.
    pub mailbox: Arc<Mailbox>,
}

impl World {
    /// Ava's chosen password.
    pub const AVAS_PASSWORD: &'static str = "violet harbour lantern quarry";
    /// Bo's chosen password.
    pub const BOS_PASSWORD: &'static str = "copper meadow thirteen kites";
    /// Cyd's chosen password.
    pub const CYDS_PASSWORD: &'static str = "slow amber river turning";
    /// Ava's address.
    pub const AVAS_ADDRESS: &'static str = "ava@acme.example";

    /// The world as it is by default.
    pub async fn new() -> Self {
        Self::with(Policy::default()).await
    }

    /// With a policy of the test's own; applications are added where it names none.
    pub async fn with(policy: Policy) -> Self {
        let store = InMemory::new();
        let (storage, intake) = (Arc::new(store.clone()), Arc::new(store.clone()));
        Self::on(store, storage, intake, policy).await
    }

    /// With a storage of the test's own in front of the in-memory one.
    ///
    /// # Panics
    /// When the people cannot be registered.
    pub async fn on(
        store: InMemory,
        storage: Arc<dyn Storage>,
        intake: Arc<dyn Intake>,
        mut policy: Policy,
    ) -> Self {
        if policy.applications.is_empty() {
            policy.applications = applications();
        }
        let clock = Arc::new(ManualClock::new());
        let entropy = Arc::new(CountedEntropy::new());
        let hasher = Arc::new(PlainHasher::new());
        let mailbox = Arc::new(Mailbox::new());
        let ports = Ports {
            storage,
            intake,
            mailer: mailbox.clone(),
            hasher: hasher.clone(),
            screen: Arc::new(ListScreen),
            links: Arc::new(FixedLinks),
            clock: clock.clone(),
            entropy: entropy.clone(),
        };
        let world =
            Self { service: ResetService::new(ports, policy), store, clock, entropy, hasher, mailbox };
        world.people().await;
        world
    }

    async fn people(&self) {
        for (id, name) in [("ACME-1042", "Acme"), ("GLOBEX-7", "Globex")] {
            self.service.register_account(RegisterAccount { id, name }).await.expect("an account");
        }
        for (account, username, first_name, email, password) in [
            ("ACME-1042", "ava.stone", "Ava", Self::AVAS_ADDRESS, Self::AVAS_PASSWORD),
            ("ACME-1042", "bo", "Bo", "bo@acme.example", Self::BOS_PASSWORD),
            ("GLOBEX-7", "cyd", "Cyd", "cyd@globex.example", Self::CYDS_PASSWORD),
        ] {
            let password = SecretString::from(password);
            let user = RegisterUser {
                account,
                username,
                first_name,
                email,
                locale: None,
                password: Some(&password),
            };
            self.service.register_user(user).await.expect("a user");
        }
    }

    /// The same product with another mailer.
    pub fn service_with_mailer(&self, mailer: Arc<dyn Mailer>) -> ResetService {
        let mut service = self.service.clone();
        service.ports.mailer = mailer;
        service
    }

    /// Ava asks for a reset.
    pub async fn ava_asks(&self) -> SubmitOutcome {
        self.asks("ACME-1042", "ava.stone").await
    }

    /// Somebody asks for a reset.
    ///
    /// # Panics
    /// On a fault.
    pub async fn asks(&self, account_id: &str, username: &str) -> SubmitOutcome {
        let asked = SubmitResetRequest { account_id, username, caller: Caller::loopback() };
        self.service.submit_reset_request(asked).await.expect("submitting")
    }

    /// The worker does everything that can be done now; tells what became of each letter it touched.
    ///
    /// # Panics
    /// On a fault.
    pub async fn work(&self) -> Vec<DeliverOutcome> {
        while self.service.consider_requests().await.expect("considering") != 0 {}
        let mut outcomes = Vec::new();
        loop {
            let more = self.service.deliver_outbox(8).await.expect("delivering");
            if more.is_empty() {
                return outcomes;
            }
            outcomes.extend(more);
        }
    }

    /// Ava asks and the worker sends; gives the token of the link.
    pub async fn avas_link(&self) -> String {
        self.ava_asks().await;
        self.work().await;
        self.newest_link(Self::AVAS_ADDRESS)
    }

    /// Ava asks, follows the link, and gets the second letter; gives the temporary password.
    ///
    /// # Panics
    /// On a fault.
    pub async fn avas_temporary_password(&self) -> String {
        let link = self.avas_link().await;
        self.service.follow_reset_link(&link, Caller::loopback()).await.expect("following");
        self.work().await;
        self.newest_temporary_password(Self::AVAS_ADDRESS).reveal().to_owned()
    }

    /// The token of the newest link that arrived.
    ///
    /// # Panics
    /// When none arrived.
    pub fn newest_link(&self, address: &str) -> String {
        let letters = self.mailbox.letters();
        let url = letters.iter().rev().filter(|letter| letter.to.as_str() == address).find_map(|letter| {
            match &letter.body {
                LetterBody::ResetLink { url, .. } => Some(url.reveal().to_owned()),
                _ => None,
            }
        });
        url.as_deref().and_then(|url| url.rsplit('/').next()).expect("a letter with a link").to_owned()
    }

    /// The newest temporary password that arrived.
    ///
    /// # Panics
    /// When none arrived.
    pub fn newest_temporary_password(&self, address: &str) -> TemporaryPassword {
        let letters = self.mailbox.letters();
        let found = letters.iter().rev().filter(|letter| letter.to.as_str() == address).find_map(|letter| {
            match &letter.body {
                LetterBody::TemporaryPassword { password, .. } => Some(password.clone()),
                _ => None,
            }
        });
        found.expect("a letter with a temporary password")
    }

    /// The subjects of the letters to an address, oldest first.
    pub fn subjects(&self, address: &str) -> Vec<&'static str> {
        let subject = |body: &LetterBody| match body {
            LetterBody::ResetLink { .. } => "Password Reset Request",
            LetterBody::TemporaryPassword { .. } => "Password Reset Notification",
            LetterBody::PasswordChanged { .. } => "Password Changed",
            LetterBody::AddressChanged { .. } => "Email Address Changed",
        };
        let letters = self.mailbox.letters();
        letters
            .iter()
            .filter(|letter| letter.to.as_str() == address)
            .map(|letter| subject(&letter.body))
            .collect()
    }

    /// Somebody signs in from a browser nobody knows.
    ///
    /// # Panics
    /// On a fault.
    pub async fn sign_in(&self, username: &str, password: &str) -> SignInOutcome {
        let password = SecretString::from(password);
        let sign_in = SignIn {
            username,
            password: &password,
            device: None,
            session: None,
            application: None,
            caller: Caller::loopback(),
        };
        self.service.sign_in(sign_in).await.expect("signing in")
    }

    /// Somebody signs in who can.
    ///
    /// # Panics
    /// When they are refused.
    pub async fn session(&self, username: &str, password: &str) -> SessionToken {
        match self.sign_in(username, password).await {
            SignInOutcome::SignedIn(OpenedSession { token, .. }) => token,
            other => panic!("{username} was not let in: {other:?}"),
        }
    }

    /// The letters that are owed or were given up.
    ///
    /// # Panics
    /// On a fault.
    pub async fn owed(&self) -> Vec<Message> {
        self.service.list_outbox(1_000).await.expect("the outbox")
    }
}

/// Reports, which opens in a new tab and asks for the password, and User administration, which does neither.
fn applications() -> Vec<Application> {
    let application = |id: &str, name: &str, opens, password| Application {
        id: ApplicationId::parse(id).expect("an id"),
        name: name.to_owned(),
        description: String::new(),
        url: format!("https://{id}.example.com/"),
        opens,
        password,
    };
    vec![
        application("reports", "Reports", Opens::NewTab, PasswordRule::Confirm),
        application("users", "User administration", Opens::SameTab, PasswordRule::Session),
    ]
}
