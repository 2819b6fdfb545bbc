//! The server: accepts connections, bounds how many there are and how long they may say nothing, and drains at the end.
//!
//! Poem's own server has no deadline for a header that trickles in, no bound on connections,
//! and spins when the process runs out of file descriptors; hence this one, on hyper.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, Response};
use reset_domain::defect::{Defect, is_planted};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// Every request that had begun was answered.
    Whole,
    /// Some were cut off at the deadline.
    CutOff,
}

/// A server with its bounds; [`Server::default`] has the ones that the portal runs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// How many connections there may be at once; more wait to be accepted.
    pub connections: usize,
    /// How long a header may take to arrive, and how long a connection may be idle.
    pub patience: Duration,
    /// How long requests that have begun may take to end once the server stops.
    pub drain: Duration,
}

impl Default for Server {
    fn default() -> Self {
        Self { connections: 1_024, patience: Duration::from_secs(10), drain: Duration::from_secs(10) }
    }
}

/// Serves an endpoint with the portal's own bounds until `stop`, then finishes what has begun.
pub async fn serve<E>(listener: TcpListener, endpoint: E, stop: impl Future<Output = ()> + Send) -> Drained
where
    E: Endpoint + 'static,
{
    Server::default().serve(listener, endpoint, stop).await
}

impl Server {
    /// Serves an endpoint until `stop`, then finishes what has begun.
    pub async fn serve<E>(
        self,
        listener: TcpListener,
        endpoint: E,
        stop: impl Future<Output = ()> + Send,
    ) -> Drained
    where
        E: Endpoint + 'static,
    {
        let endpoint = Arc::new(endpoint);
        let seats = Arc::new(Semaphore::new(self.connections));
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                biased;
                () = &mut stop => break,
                accepted = accept(&listener, &seats) => accepted,
            };
            while connections.try_join_next().is_some() {}
            match accepted {
                Ok(accepted) => {
                    connections.spawn(self.attend(accepted, Arc::clone(&endpoint), graceful.watcher()));
                }
                Err(error) => {
                    tracing::warn!(%error, "no connection was accepted");
                    pause(AFTER_A_REFUSAL).await;
                }
            }
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => Drained::Whole,
            () = pause(self.drain) => Drained::CutOff,
        }
    }

    /// Serves one connection until either side ends it, or until nothing was asked on it for too long.
    async fn attend<E>(self, accepted: Accepted, endpoint: Arc<E>, watcher: Watcher)
    where
        E: Endpoint + 'static,
    {
        let Accepted { socket, peer, seat } = accepted;
        // Without it, the last packet of an answer waits for an acknowledgment of the one before.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        let local = LocalAddr(socket.local_addr().map_or_else(|_| Addr::default(), Into::into));
        let remote = RemoteAddr(peer.into());
        let pulse = Arc::new(Pulse::default());
        let service = service_fn(|request: hyper::Request<Incoming>| {
            let endpoint = Arc::clone(&endpoint);
            let ends = (local.clone(), remote.clone());
            let beat = pulse.begin();
            async move {
                let response = answer(&*endpoint, request, ends).await;
                drop(beat);
                Ok::<_, Infallible>(hyper::Response::from(response))
            }
        });
        let builder = self.protocols();
        let connection = watcher.watch(builder.serve_connection(TokioIo::new(socket), service));
        tokio::select! {
            // First what came, then whether it came too late.
            biased;
            ended = connection => {
                if let Err(error) = ended {
                    tracing::debug!(error, "a connection broke off");
                }
            }
            () = pulse.silence(self.patience) => tracing::debug!("a connection was idle for too long"),
        }
        drop(seat);
    }

    fn protocols(self) -> Builder<TokioExecutor> {
        let mut builder = Builder::new(TokioExecutor::new());
        let head = if is_planted(Defect::HeadsHaveNoEnd) { LARGEST_HEAD * 64 } else { LARGEST_HEAD };
        builder.http1().timer(TokioTimer::new()).header_read_timeout(self.patience).max_buf_size(head);
        builder
            .http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(Duration::from_secs(20))
            .max_concurrent_streams(64)
            .max_header_list_size(16 * 1024);
        builder
    }
}

/// How long to wait after a connection could not be accepted: most likely there are no file descriptors left,
/// and trying again at once would keep a core busy without an effect.
const AFTER_A_REFUSAL: Duration = Duration::from_millis(100);

struct Accepted {
    socket: TcpStream,
    peer: SocketAddr,
    seat: OwnedSemaphorePermit,
}

/// Waits for a free seat, then for a connection.
async fn accept(listener: &TcpListener, seats: &Arc<Semaphore>) -> io::Result<Accepted> {
    let seat = Arc::clone(seats).acquire_owned().await.map_err(io::Error::other)?;
    let (socket, peer) = listener.accept().await?;
    Ok(Accepted { socket, peer, seat })
}

async fn answer<E: Endpoint>(
    endpoint: &E,
    request: hyper::Request<Incoming>,
    (local, remote): (LocalAddr, RemoteAddr),
) -> Response {
    // Hyper closes the connection after a request with both `Content-Length` and `Transfer-Encoding` (RFC 9112,
    // section 6.1), which a test of ours holds it to.
    endpoint.get_response((request, local, remote, Scheme::HTTP).into()).await
}

/// Whether something happens on a connection. It covers what hyper has no deadline for: a peer that never says
/// whether it speaks HTTP/1 or HTTP/2, one that keeps HTTP/2 open with pings alone, one that does not read its answer.
#[derive(Default)]
struct Pulse {
    busy: AtomicUsize,
    beats: AtomicU64,
}

/// A request that is being answered.
struct Beat(Arc<Pulse>);

impl Pulse {
    fn begin(self: &Arc<Self>) -> Beat {
        self.busy.fetch_add(1, Ordering::Relaxed);
        self.beats.fetch_add(1, Ordering::Relaxed);
        Beat(Arc::clone(self))
    }

    /// Waits until nothing was asked or answered for this long.
    async fn silence(&self, patience: Duration) {
        loop {
            let before = self.beats.load(Ordering::Relaxed);
            pause(patience).await;
            let is_busy = 0 < self.busy.load(Ordering::Relaxed);
            if !is_busy && before == self.beats.load(Ordering::Relaxed) {
                return;
            }
        }
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        self.0.beats.fetch_add(1, Ordering::Relaxed);
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock of the accept loop, which decides nothing but when to give up"
)]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
