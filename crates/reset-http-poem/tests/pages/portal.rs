//! The portal on a loopback socket, on the in-memory world.

use std::net::SocketAddr;
use std::sync::Arc;

use reset_domain::Policy;
use reset_domain::policy::Rate;
use reset_domain::testing::{InMemory, World};
use reset_http_poem::{Drained, Server, Settings, endpoint};
use reset_templates::{Portal as Speaker, Templates};
use time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::browser::Browser;
use crate::moody::Moody;

/// A portal that listens.
pub(crate) struct Portal {
    pub(crate) world: World,
    /// The mood of its store.
    pub(crate) moody: Moody,
    pub(crate) templates: Templates,
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Drained>,
}

/// What a test wants to be different.
pub(crate) struct Setup {
    pub(crate) policy: Policy,
    pub(crate) url: &'static str,
    pub(crate) trusted_proxies: Vec<&'static str>,
    pub(crate) throttle_requests: Option<Rate>,
    pub(crate) throttle_links: Option<Rate>,
    pub(crate) throttle_sign_ins: Option<Rate>,
    pub(crate) server: Server,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            url: "https://portal.example.com",
            trusted_proxies: Vec::new(),
            throttle_requests: None,
            throttle_links: None,
            throttle_sign_ins: None,
            server: Server::default(),
        }
    }
}

impl Portal {
    pub(crate) async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        let store = InMemory::new();
        let moody = Moody::new(store.clone());
        let shared = Arc::new(moody.clone());
        let world = World::on(store, shared.clone(), shared, setup.policy.clone()).await;
        let templates = templates(setup.url);
        let endpoint = endpoint(world.service.clone(), templates.clone(), settings(&world, &setup));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(setup.server.serve(listener, endpoint, async {
            let _ = stopped.await;
        }));
        Self { world, moody, templates, address, stop, served }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// A browser that Ava has signed in with.
    pub(crate) async fn avas_browser(&self) -> Browser {
        let mut browser = self.browser();
        browser.sign_in("ava.stone", World::AVAS_PASSWORD).await;
        browser
    }

    /// Tells the server to stop, and gives how it ended when it has.
    pub(crate) fn stop(self) -> JoinHandle<Drained> {
        let _ = self.stop.send(());
        self.served
    }
}

/// What the endpoint is told, without an inbox.
pub(crate) fn settings(world: &World, setup: &Setup) -> Settings {
    Settings {
        trusted_proxies: setup.trusted_proxies.iter().map(|network| network.parse().unwrap()).collect(),
        throttle_requests: setup.throttle_requests,
        throttle_links: setup.throttle_links,
        throttle_sign_ins: setup.throttle_sign_ins,
        entropy: world.entropy.clone(),
        #[cfg(feature = "inbox")]
        inbox: None,
    }
}

pub(crate) fn templates(url: &str) -> Templates {
    let portal = Speaker {
        support_email: Some("support@example.com".to_owned()),
        ..Speaker::new("Client Admin Portal", url, &Policy::default())
    };
    Templates::new(portal).unwrap()
}

/// Two in ten minutes.
pub(crate) const TWO: Rate = Rate { most: 2, per: Duration::minutes(10) };
