//! Starting, serving, stopping.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use reset_http_poem::Drained;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{info, warn};

/// How long what is under way may take to finish after the signal to stop.
pub(crate) const DRAIN: Duration = Duration::from_secs(10);

/// Runs a command's asynchronous part.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("the runtime cannot be started")?.block_on(work)
}

/// Lets the program have as many files open as it may ask for. Systems begin with 1,024, for programs that cannot
/// count further; connections are files, and so is what the database needs.
pub(crate) fn raise_open_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        warn!(%error, "the limit of open files stays as it is");
    }
}

/// Listens on an address.
pub(crate) async fn listen(address: SocketAddr, key: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: choose another address in {key}, or end who listens there")
    })
}

/// Becomes `true` at SIGTERM or Ctrl-C.
pub(crate) fn stop_signal() -> anyhow::Result<watch::Receiver<bool>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        info!("stopping: what is under way is finished first");
        // Nobody listening any more is as good as everybody knowing.
        _ = stop.send(true);
    });
    Ok(stopped)
}

/// Completes when it is time to stop.
pub(crate) async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is the end as well.
    _ = stop.wait_for(|stop| *stop).await;
}

/// Serves until the signal to stop, then until what is under way is finished.
pub(crate) async fn served(what: &str, serving: impl Future<Output = Drained>) {
    match serving.await {
        Drained::Whole => {}
        Drained::CutOff => warn!(what, "requests were cut after 10 s"),
    }
}

/// Waits for work that ends by itself after the signal to stop, and not for ever.
pub(crate) async fn drained(what: &str, stop: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    let deadline = async {
        stopped(stop).await;
        after_drain().await;
    };
    tokio::select! {
        () = work => {}
        () = deadline => warn!(what, "abandoned after 10 s"),
    }
}

#[expect(clippy::disallowed_methods, reason = "the deadline of a stop is in real time")]
async fn after_drain() {
    tokio::time::sleep(DRAIN).await;
}

#[cfg(test)]
mod tests {
    use rustix::process::{Resource, getrlimit, setrlimit};

    use super::*;

    #[test]
    fn as_many_files_may_be_open_as_the_system_grants() {
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = Some(256);
        setrlimit(Resource::Nofile, limit).unwrap();
        raise_open_files();
        assert_eq!(getrlimit(Resource::Nofile).current, limit.maximum);
    }
}
