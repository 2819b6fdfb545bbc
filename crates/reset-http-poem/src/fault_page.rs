//! Why a handler has no answer of its own, and the page or redirect that takes its place.

use std::error::Error;

use poem::Response;
use poem::http::{HeaderValue, StatusCode, header};
use reset_domain::Fault;
use reset_templates::{Page, TemplatesError};

use crate::endpoint::{Site, html, see_other};
use crate::routes::Route;
use crate::session_cookie::Notice;
use crate::throttle::Wait;
use crate::visit::Visit;

/// Why a handler has no answer of its own.
#[derive(thiserror::Error)]
pub(crate) enum Obstacle {
    /// No such page.
    #[error("there is no such page")]
    NotFound,
    /// The page knows no such method; what it does know.
    #[error("the page does not know the method")]
    NotAllowed(&'static str),
    /// The form came from another site, or without the token of its session.
    #[error("the form is not the portal's own")]
    CrossSite,
    /// The form cannot be read, or can be read in two ways.
    #[error("the form cannot be read")]
    BadRequest,
    /// The form did not arrive in time.
    #[error("the form did not arrive in time")]
    TooSlow,
    /// The form is larger than any of ours.
    #[error("the form is too large")]
    TooLarge,
    /// The network did this too often.
    #[error("the network is throttled")]
    TooMany(Wait),
    /// Too much is asked of the portal at once.
    #[error("the portal is busy")]
    Busy,
    /// The page is for somebody who is signed in; where to sign in for it, and whether a session has ended.
    #[error("nobody is signed in")]
    SignInFirst { location: String, session_ended: bool },
    /// Change Password is the only page until it is done.
    #[error("the password must be changed first")]
    MustChange,
    /// A use case failed.
    #[error("a use case failed")]
    Fault(#[from] Fault),
    /// A page cannot be rendered.
    #[error("a page cannot be rendered")]
    Unrendered(#[from] TemplatesError),
    /// A handler panicked: a defect.
    #[error("a handler panicked")]
    Panicked,
}

/// When to come back to a portal that was too busy, in seconds.
const COME_BACK: u64 = 10;

/// What the page of a fault quotes where there was no entropy for a reference.
const NO_REFERENCE: &str = "00000000";

impl Obstacle {
    /// For a visitor without a session.
    pub(crate) fn not_signed_in(page: &Route) -> Self {
        Self::SignInFirst { location: page.after_sign_in(), session_ended: false }
    }

    /// For a visitor whose session has ended.
    pub(crate) fn session_ended(page: &Route) -> Self {
        Self::SignInFirst { location: page.after_sign_in(), session_ended: true }
    }
}

impl From<Wait> for Obstacle {
    fn from(wait: Wait) -> Self {
        Self::TooMany(wait)
    }
}

impl Site {
    /// What takes the place of an answer. Faults are logged here, once, with their whole chain.
    pub(crate) fn obstacle(&self, visit: &Visit, obstacle: Obstacle) -> Response {
        match obstacle {
            Obstacle::NotFound => self.plain(visit, StatusCode::NOT_FOUND, &Page::NotFound),
            Obstacle::NotAllowed(allow) => {
                let response = self.plain(visit, StatusCode::METHOD_NOT_ALLOWED, &Page::NotAllowed);
                with(response, header::ALLOW, HeaderValue::from_static(allow))
            }
            Obstacle::CrossSite => self.plain(visit, StatusCode::FORBIDDEN, &Page::CrossSite),
            Obstacle::BadRequest => self.plain(visit, StatusCode::BAD_REQUEST, &Page::BadRequest),
            Obstacle::TooSlow => self.plain(visit, StatusCode::REQUEST_TIMEOUT, &Page::BadRequest),
            Obstacle::TooLarge => self.plain(visit, StatusCode::PAYLOAD_TOO_LARGE, &Page::TooLarge),
            Obstacle::TooMany(wait) => {
                let page = Page::TooMany { minutes: wait.minutes() };
                let response = self.plain(visit, StatusCode::TOO_MANY_REQUESTS, &page);
                with(response, header::RETRY_AFTER, wait.seconds().into())
            }
            Obstacle::Busy => self.busy(visit),
            Obstacle::SignInFirst { location, session_ended: false } => see_other(&location),
            Obstacle::SignInFirst { location, session_ended: true } => {
                let response = self.cookies.end_session(see_other(&location));
                self.cookies.notify(response, Notice::SessionEnded)
            }
            Obstacle::MustChange => see_other(&Route::ChangePassword.path()),
            Obstacle::Fault(fault) if fault.is_passing() => {
                tracing::error!(error = chain(&fault), "the portal is not at its best");
                self.busy(visit)
            }
            defect @ (Obstacle::Fault(_) | Obstacle::Unrendered(_) | Obstacle::Panicked) => {
                let reference = self.reference();
                tracing::error!(reference, error = chain(&defect), "a page failed");
                self.plain(visit, StatusCode::INTERNAL_SERVER_ERROR, &Page::Problem { reference: &reference })
            }
        }
    }

    fn busy(&self, visit: &Visit) -> Response {
        let response = self.plain(visit, StatusCode::SERVICE_UNAVAILABLE, &Page::Busy);
        with(response, header::RETRY_AFTER, COME_BACK.into())
    }

    /// A page for nobody in particular. If even that cannot be rendered, its status still says what it would have said.
    fn plain(&self, visit: &Visit, status: StatusCode, page: &Page<'_>) -> Response {
        match self.page(visit, status, page) {
            Ok(response) => response,
            Err(obstacle) => {
                tracing::error!(error = chain(&obstacle), "a page of last resort failed");
                html(status, "<!DOCTYPE html><title>There is a problem with the service</title>".to_owned())
            }
        }
    }

    /// What somebody may quote, and the log has too.
    fn reference(&self) -> String {
        let mut random = [0; 4];
        match self.entropy.try_fill(&mut random) {
            Ok(()) => format!("{:08x}", u32::from_be_bytes(random)),
            Err(_) => NO_REFERENCE.to_owned(),
        }
    }
}

fn with(mut response: Response, name: header::HeaderName, value: HeaderValue) -> Response {
    response.headers_mut().insert(name, value);
    response
}

/// An error with everything beneath it. None of the errors that come here holds a secret.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl std::fmt::Debug for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}
