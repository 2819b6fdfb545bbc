//! The portal: the product put together from the portal's own adapters, and its worker.

use std::error::Error;
use std::sync::Arc;

use reset_domain::model::{Application, ApplicationId, Opens, PasswordRule, Unfit};
use reset_domain::use_cases::{RegisterAccount, RegisterAccountOutcome, RegisterUser, RegisterUserOutcome};
use reset_domain::{Fault, Policy, Ports, ResetService};

use crate::clock::WallClock;
use crate::entropy::UrandomEntropy;
use crate::hasher::IteratedHasher;
use crate::links::PortalLinks;
use crate::mailer::TerminalMailer;
use crate::screen::ShortListScreen;
use crate::storage::OwnStorage;

/// The portal.
pub(crate) struct Portal {
    pub(crate) service: ResetService,
    pub(crate) mailer: Arc<TerminalMailer>,
}

impl Portal {
    /// Where ports meet adapters: nowhere else does the portal name one of them.
    pub(crate) fn open() -> Result<Self, Box<dyn Error>> {
        let store = OwnStorage::default();
        let mailer = Arc::new(TerminalMailer::default());
        let entropy = Arc::new(UrandomEntropy::open()?);
        let ports = Ports {
            storage: Arc::new(store.clone()),
            intake: Arc::new(store),
            mailer: mailer.clone(),
            hasher: Arc::new(IteratedHasher::new(entropy.clone())?),
            screen: Arc::new(ShortListScreen),
            links: Arc::new(PortalLinks),
            clock: Arc::new(WallClock::new()),
            entropy,
        };
        let policy = Policy { applications: applications()?, ..Policy::default() };
        Ok(Self { service: ResetService::new(ports, policy.check()?), mailer })
    }

    /// Registers Ava Stone of Acme, who has no password yet: a reset is her way in.
    pub(crate) async fn register_ava(&self) -> Result<(), Box<dyn Error>> {
        let acme = RegisterAccount { id: "ACME-1042", name: "Acme" };
        match self.service.register_account(acme).await? {
            RegisterAccountOutcome::Registered(_) => {}
            other => return Err(format!("Acme was not registered: {other:?}").into()),
        }
        let ava = RegisterUser {
            account: "ACME-1042",
            username: "ava.stone",
            first_name: "Ava",
            email: "ava@acme.example",
            locale: None,
            password: None,
        };
        match self.service.register_user(ava).await? {
            RegisterUserOutcome::Registered(_) => Ok(()),
            other => Err(format!("Ava was not registered: {other:?}").into()),
        }
    }

    /// One round of the worker: everything that was submitted is considered, every letter that is due is sent.
    /// A real portal calls it in a loop, on a clock of its own; see `docs/embedding.md`.
    pub(crate) async fn work(&self) -> Result<(), Fault> {
        while self.service.consider_requests().await? != 0 {}
        while !self.service.deliver_outbox(8).await?.is_empty() {}
        Ok(())
    }
}

fn applications() -> Result<Vec<Application>, Unfit> {
    let application = |id, name: &str, opens, password| {
        Ok(Application {
            id: ApplicationId::parse(id)?,
            name: name.to_owned(),
            description: String::new(),
            url: format!("https://{id}.acme.example/"),
            opens,
            password,
        })
    };
    Ok(vec![
        application("reports", "Reports", Opens::NewTab, PasswordRule::Confirm)?,
        application("users", "User administration", Opens::SameTab, PasswordRule::Session)?,
    ])
}
