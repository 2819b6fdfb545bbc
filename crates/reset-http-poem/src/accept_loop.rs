//! The server: accepts connections, bounds how many there are and how long they may say nothing, and drains at the end.
//!
//! Poem's own server has no deadline for a header that trickles in, no bound on connections,
//! and spins when the process runs out of file descriptors; hence this one, on hyper.

mod pulse;
mod seats;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
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
use tokio::task::JoinSet;

use self::seats::{Seat, Seats};

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
    /// How many connections there may be at once. For more than that the most silent one is closed,
    /// and where none is silent they wait.
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
        let seats = Arc::new(Seats::new(self.connections));
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
                    // Most likely there are no file descriptors left; the silent one has one.
                    seats.ask_the_most_silent_to_leave();
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
        let pulse = seat.pulse();
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
            () = pulse.asked_to_leave() => tracing::debug!("a silent connection gave up its seat"),
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
    seat: Seat,
}

/// Waits for a connection, then for a seat, which somebody may have to give up for it.
async fn accept(listener: &TcpListener, seats: &Arc<Seats>) -> io::Result<Accepted> {
    let (socket, peer) = listener.accept().await?;
    Ok(Accepted { socket, peer, seat: seats.take().await })
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

#[expect(
    clippy::disallowed_methods,
    reason = "the clock of the accept loop, which decides nothing but when to give up"
)]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
