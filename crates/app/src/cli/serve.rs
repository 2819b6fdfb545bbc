//! `readmit serve`: pages, admin listener, and the worker in the same process.

use std::sync::Arc;

use reset_domain::ports::Storage;
use reset_host::SystemEntropy;
use reset_http_poem::{Readiness, Settings};
use reset_storage_seaorm::SeaStorage;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{info, warn};

use super::Shared;
use crate::config::Config;
use crate::failure::Failure;
use crate::lifecycle::{block_on, drained, listen, raise_open_files, served, stop_signal, stopped};
use crate::{wiring, worker};

/// Serve the portal: pages, admin listener, and the mail worker in the same process
///
/// It stops at SIGTERM or Ctrl-C, finishing what is under way within 10 seconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  readmit serve --config /etc/readmit/readmit.toml")]
pub(crate) struct Command {
    /// Leave the worker out, because `readmit worker` runs elsewhere
    #[arg(long)]
    no_worker: bool,
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        let config = Config::load(&shared.config)?;
        Ok(block_on(serve(&config, self.no_worker))?)
    }
}

async fn serve(config: &Config, no_worker: bool) -> anyhow::Result<()> {
    let stop = stop_signal()?;
    raise_open_files();
    for doubt in config.doubts() {
        warn!("{doubt}");
    }
    let templates = wiring::templates(config)?;
    let mailer = Arc::new(wiring::mailer(config, &templates)?);
    let wired = wiring::wire(config, mailer.clone()).await?;

    let portal = listen(config.http.listen, "http.listen").await?;
    info!(address = %portal.local_addr()?, url = config.portal.url.as_str(), "the portal listens");
    let mut running = JoinSet::new();
    let endpoint = reset_http_poem::endpoint(wired.service.clone(), templates, settings(config));
    running.spawn(served("the portal", reset_http_poem::serve(portal, endpoint, stopped(stop.clone()))));
    if let Some(address) = config.http.admin_listen {
        let admin = listen(address, "http.admin_listen").await?;
        info!(address = %admin.local_addr()?, "the admin listener listens");
        let (storage, stopping) = (wired.storage.clone(), stop.clone());
        let endpoint = reset_http_poem::admin_endpoint(move || readiness(storage.clone(), stopping.clone()));
        running.spawn(served(
            "the admin listener",
            reset_http_poem::serve(admin, endpoint, stopped(stop.clone())),
        ));
    }
    if !no_worker {
        running.spawn(drained("the worker", stop.clone(), worker::work(wired.behind, stop)));
    }
    while running.join_next().await.is_some() {}
    mailer.close().await;
    wired.storage.close().await;
    info!("stopped");
    Ok(())
}

async fn readiness(storage: SeaStorage, stop: watch::Receiver<bool>) -> Readiness {
    if *stop.borrow() {
        return Readiness::NotReady("draining");
    }
    match storage.ping().await {
        Ok(()) => Readiness::Ready,
        Err(_) => Readiness::NotReady("the store is away"),
    }
}

fn settings(config: &Config) -> Settings {
    Settings {
        trusted_proxies: config.http.trusted_proxies.clone(),
        throttle_requests: config.throttle.requests,
        throttle_links: config.throttle.links,
        throttle_sign_ins: config.throttle.sign_ins,
        entropy: Arc::new(SystemEntropy),
        inbox: None,
    }
}
