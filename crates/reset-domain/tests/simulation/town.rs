//! Who lives in the simulation, what they know, and the product that they use.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use pollster::FutureExt;
use reset_domain::model::{
    Application, ApplicationId, Caller, DeviceToken, Opens, PasswordRule, SessionToken, UserId,
};
use reset_domain::testing::{
    CountedEntropy, FixedLinks, Flaky, InMemory, Isolation, ListScreen, ManualClock, PlainHasher, Tables,
};
use reset_domain::use_cases::{RegisterAccount, RegisterUser, RegisterUserOutcome};
use reset_domain::{Policy, Ports, ResetService};
use secrecy::SecretString;
use time::Duration;

use crate::luck::Luck;
use crate::post::{Post, Secret};
use crate::weather::{SlowHasher, Weather};

/// The accounts.
pub(crate) const ACCOUNTS: [&str; 2] = ["ACME-1042", "GLOBEX-7"];

/// The one application, which asks for the password.
pub(crate) const REPORTS: &str = "reports";

/// Somebody with a username, and what they know.
pub(crate) struct Person {
    pub(crate) id: UserId,
    pub(crate) username: &'static str,
    pub(crate) account: &'static str,
    /// Both are theirs; letters go to one of them.
    pub(crate) addresses: [&'static str; 2],
    /// The passwords they chose, or tried to.
    pub(crate) chosen: Vec<String>,
    /// The stays they were given.
    pub(crate) sessions: Vec<SessionToken>,
    /// What their browser is known by.
    pub(crate) device: Option<DeviceToken>,
}

impl Person {
    /// Where they sit.
    pub(crate) fn at_home(&self) -> Caller {
        let last = u8::try_from(self.username.len()).unwrap();
        Caller::at(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    /// What their mailbox brought: the tokens of links, and temporary passwords, oldest first.
    pub(crate) fn mail(&self, post: &Post) -> (Vec<String>, Vec<String>) {
        let (mut links, mut temporary) = (Vec::new(), Vec::new());
        for secret in post.secrets_of(&self.addresses) {
            match secret {
                Secret::Link(token) => links.push(token),
                Secret::Temporary(password) => temporary.push(password),
                Secret::None => {}
            }
        }
        (links, temporary)
    }
}

/// The product and everybody around it.
pub(crate) struct Town {
    pub(crate) service: ResetService,
    pub(crate) store: InMemory,
    pub(crate) clock: ManualClock,
    pub(crate) hasher: PlainHasher,
    pub(crate) post: Post,
    pub(crate) weather: Weather,
    pub(crate) people: Vec<Person>,
}

impl Town {
    /// A town in calm weather.
    pub(crate) fn new(luck: &Luck, isolation: Isolation) -> Self {
        let weather = Weather::new(luck.clone());
        let post = Post::new(luck.clone(), weather.clone());
        let store = InMemory::with(isolation);
        let stormy = Arc::new(Flaky::with(store.clone(), weather.clone()));
        let (clock, hasher) = (ManualClock::new(), PlainHasher::new());
        let ports = Ports {
            storage: stormy.clone(),
            intake: stormy,
            mailer: Arc::new(post.clone()),
            hasher: Arc::new(SlowHasher(hasher.clone())),
            screen: Arc::new(ListScreen),
            links: Arc::new(FixedLinks),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(CountedEntropy::new()),
        };
        let service = ResetService::new(ports, policy());
        let people = settle(&service);
        Self { service, store, clock, hasher, post, weather, people }
    }

    /// Everything that is kept.
    pub(crate) fn tables(&self) -> Tables {
        self.store.tables()
    }
}

/// Numbers that let much happen in a short run.
fn policy() -> Policy {
    let reports = Application {
        id: ApplicationId::parse(REPORTS).unwrap(),
        name: "Reports".to_owned(),
        description: String::new(),
        url: "https://reports.example.com/".to_owned(),
        opens: Opens::NewTab,
        password: PasswordRule::Confirm,
    };
    Policy {
        failures: 8,
        give_up: Duration::hours(3),
        audit_keep: Duration::hours(2),
        applications: vec![reports],
        ..Policy::default()
    }
}

fn settle(service: &ResetService) -> Vec<Person> {
    for id in ACCOUNTS {
        service.register_account(RegisterAccount { id, name: id }).block_on().unwrap();
    }
    let people = [
        ("ava.stone", ACCOUNTS[0], ["ava@acme.example", "ava@home.example"]),
        ("bo", ACCOUNTS[0], ["bo@acme.example", "bo@home.example"]),
        ("cyd", ACCOUNTS[1], ["cyd@globex.example", "cyd@home.example"]),
    ];
    people
        .into_iter()
        .map(|(username, account, addresses)| {
            let chosen = format!("the very first password of b{}", username.len());
            let password = SecretString::from(chosen.as_str());
            let user = RegisterUser {
                account,
                username,
                first_name: "",
                email: addresses[0],
                locale: None,
                password: Some(&password),
            };
            let RegisterUserOutcome::Registered(user) = service.register_user(user).block_on().unwrap()
            else {
                panic!("{username} was not registered");
            };
            Person {
                id: user.id,
                username,
                account,
                addresses,
                chosen: vec![chosen],
                sessions: Vec::new(),
                device: None,
            }
        })
        .collect()
}
