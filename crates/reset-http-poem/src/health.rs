//! The admin listener: whether the process lives, and whether it can serve.

use std::time::Duration;

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, Request, Response};

use crate::security_headers::{self, Transport};

/// Whether requests should be sent here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// They should.
    Ready,
    /// They should not; why, in a few words without a secret: `draining`, `the store is away`.
    NotReady(&'static str),
}

/// Longer than this means not ready: whoever asks has a deadline too.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// `/healthz` and `/readyz`, to be served on a listener of their own.
/// `readiness` is asked at each `/readyz`; it should ping the store and know whether the process drains.
pub fn admin_endpoint<F, R>(readiness: F) -> impl Endpoint<Output = Response> + 'static
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Readiness> + Send + 'static,
{
    AdminEndpoint(readiness)
}

struct AdminEndpoint<F>(F);

impl<F, R> Endpoint for AdminEndpoint<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Readiness> + Send + 'static,
{
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let mut response = match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/healthz") => text(StatusCode::OK, "ok"),
            (&Method::GET | &Method::HEAD, "/readyz") => match self.readiness().await {
                Readiness::Ready => text(StatusCode::OK, "ready"),
                Readiness::NotReady(why) => text(StatusCode::SERVICE_UNAVAILABLE, why),
            },
            (_, "/healthz" | "/readyz") => {
                let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "method not allowed");
                response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
                response
            }
            _ => text(StatusCode::NOT_FOUND, "not found"),
        };
        if request.method() == Method::HEAD {
            response.set_body(());
        }
        security_headers::put(&mut response, request.uri().path(), Transport::Http);
        Ok(response)
    }
}

impl<F, R> AdminEndpoint<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Readiness> + Send + 'static,
{
    /// Asks as a task of its own, which a deadline does not break off in the middle of a query.
    async fn readiness(&self) -> Readiness {
        match tokio::time::timeout(ANSWER_WITHIN, tokio::spawn((self.0)())).await {
            Ok(Ok(readiness)) => readiness,
            Ok(Err(_)) => Readiness::NotReady("readiness cannot be told"),
            Err(_) => Readiness::NotReady("readiness was not told in time"),
        }
    }
}

fn text(status: StatusCode, text: &'static str) -> Response {
    Response::builder()
        .status(status)
        .content_type("text/plain; charset=utf-8")
        .header(header::CONTENT_LENGTH, text.len())
        .body(text)
}
