//! The whole product with no configuration: a fresh database, sample people, and a mail inbox in the browser.

mod sample;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::anyhow;
use reset_host::SystemEntropy;
use reset_http_poem::Settings;
use reset_http_poem::inbox::DemoInbox;
use tokio::task::JoinSet;

use crate::config::{Config, Portal};
use crate::lifecycle::{drained, listen, served, stop_signal, stopped};
use crate::{output, wiring, worker};

/// Runs the demo until it is told to stop.
pub(crate) async fn run(address: SocketAddr, looks: Option<Config>) -> anyhow::Result<()> {
    let stop = stop_signal()?;
    // Removed with everything in it when it goes out of scope.
    let folder = tempfile::Builder::new().prefix("readmit-demo-").tempdir()?;
    let listener = listen(address, "--listen").await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let database = folder.path().join("readmit.db");
    let mut config = Config::of_text(&sample::configuration(&origin, &database))
        .map_err(|mistakes| anyhow!("the demo's own configuration is wrong: {mistakes}"))?;
    if let Some(looks) = looks {
        config.portal = Portal { url: config.portal.url, ..looks.portal };
        config.branding = looks.branding;
    }

    let templates = wiring::templates(&config)?;
    let inbox = DemoInbox::new(templates.clone());
    let wired = wiring::wire(&config, Arc::new(inbox.clone())).await?;
    sample::people(&wired.service).await?;
    output::print(&sample::what_to_try(&origin))?;

    let settings = Settings {
        trusted_proxies: Vec::new(),
        // One person at one browser: no network to slow down.
        throttle_requests: None,
        throttle_links: None,
        throttle_sign_ins: None,
        entropy: Arc::new(SystemEntropy),
        inbox: Some(inbox),
    };
    let endpoint = reset_http_poem::endpoint(wired.service.clone(), templates, settings);
    let mut running = JoinSet::new();
    running.spawn(served("the portal", reset_http_poem::serve(listener, endpoint, stopped(stop.clone()))));
    running.spawn(drained("the worker", stop.clone(), worker::work(wired.behind, stop)));
    while running.join_next().await.is_some() {}
    wired.storage.close().await;
    output::print("The demo has stopped, and everything in it is gone.\n")
}
