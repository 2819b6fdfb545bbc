//! Connections without a letter just now.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Connection;

/// Keeps connections from one letter to the next, for a while.
#[derive(Default)]
pub(crate) struct Shelf {
    kept: Mutex<Vec<Kept>>,
}

struct Kept {
    connection: Connection,
    /// Dropped when the connection is taken, which ends the watch over it.
    watch: oneshot::Sender<Infallible>,
}

impl Shelf {
    /// How long a connection is kept without a letter: servers close theirs after minutes, firewalls forget sooner.
    const IDLE: Duration = Duration::from_secs(30);

    /// The connection used last.
    pub(crate) fn take(&self) -> Option<Connection> {
        self.lock().pop().map(|kept| kept.connection)
    }

    /// Keeps one, and closes it when nobody has taken it for a while.
    pub(crate) fn keep(self: &Arc<Self>, connection: Connection) {
        let (watch, mut taken) = oneshot::channel::<Infallible>();
        self.lock().push(Kept { connection, watch });
        let this = Arc::downgrade(self);
        tokio::spawn(async move {
            if timeout(Self::IDLE, &mut taken).await.is_ok() {
                return;
            }
            // Closing this end of the channel marks the one that was waited for.
            taken.close();
            let stale = this.upgrade().and_then(|shelf| shelf.take_stale());
            if let Some(connection) = stale {
                connection.close().await;
            }
        });
    }

    /// Closes all of them.
    pub(crate) async fn close(&self) {
        while let Some(connection) = self.take() {
            connection.close().await;
        }
    }

    fn take_stale(&self) -> Option<Connection> {
        let mut kept = self.lock();
        let stale = kept.iter().position(|kept| kept.watch.is_closed())?;
        Some(kept.remove(stale).connection)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
