//! The portal as one poem endpoint: each request runs as a task of its own, and each answer gets its headers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ipnet::IpNet;
use poem::http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request, Response};
use reset_domain::ResetService;
use reset_domain::model::{FormToken, SessionToken, Standing};
use reset_domain::policy::Rate;
use reset_domain::ports::Entropy;
use reset_domain::use_cases::{ResumeOutcome, SignedInUser};
use reset_templates::{Frame, Page, SignedInFrame, Templates};
use tokio::sync::Semaphore;
use tracing::Instrument;

use crate::fault_page::Obstacle;
use crate::routes::{Route, Verb};
use crate::security_headers::{self, Transport};
use crate::session_cookie::{Cookies, ShownSession};
use crate::stills::Stills;
use crate::throttle::Throttle;
use crate::visit::Visit;
use crate::{cross_site, pages};

/// What an operator chooses about how the portal is reached.
#[derive(Clone)]
pub struct Settings {
    /// The networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How many reset requests a network may make; none is any number.
    pub throttle_requests: Option<Rate>,
    /// How many dead links a network may try; none is any number.
    pub throttle_links: Option<Rate>,
    /// How many sign-ins of a network may be refused; none is any number.
    pub throttle_sign_ins: Option<Rate>,
    /// Luck, for the reference on the page of a fault.
    pub entropy: Arc<dyn Entropy>,
    /// The inbox to show at `/demo/inbox`, if there is one.
    #[cfg(feature = "inbox")]
    pub inbox: Option<crate::inbox::DemoInbox>,
}

/// How long an answer may take before it is that the portal is busy.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// How many requests are handled at once; beyond it everybody is told that the portal is busy.
const AT_ONCE: usize = 512;

/// What a handler gives: an answer, or why there is none of its own.
pub(crate) type Answer = Result<Response, Obstacle>;

/// All pages of the portal. It expects to stand at the root of its origin, which is that of the templates' portal.
pub fn endpoint(
    service: ResetService,
    templates: Templates,
    settings: Settings,
) -> impl Endpoint<Output = Response> + 'static {
    let origin = templates.portal().url.trim_end_matches('/').to_owned();
    let transport = match origin.starts_with("https:") {
        true => Transport::Https,
        false => Transport::Http,
    };
    #[cfg(feature = "planted-defects")]
    let witness = service.clone();
    let portal = PortalEndpoint(Arc::new(Site {
        service,
        stills: Stills::of(&templates),
        templates,
        origin,
        transport,
        cookies: Cookies::new(transport),
        trusted_proxies: settings.trusted_proxies,
        requests: Throttle::new(settings.throttle_requests),
        links: Throttle::new(settings.throttle_links),
        sign_ins: Throttle::new(settings.throttle_sign_ins),
        entropy: settings.entropy,
        seats: Arc::new(Semaphore::new(AT_ONCE)),
        #[cfg(feature = "inbox")]
        inbox: settings.inbox,
    }));
    #[cfg(feature = "planted-defects")]
    let portal = crate::sabotage::Sabotaged { portal, witness };
    portal
}

struct PortalEndpoint(Arc<Site>);

impl Endpoint for PortalEndpoint {
    type Output = Response;

    /// Never an error: an error would go past every layer around it, and past its headers with it.
    async fn call(&self, request: Request) -> poem::Result<Response> {
        let site = Arc::clone(&self.0);
        let visit = Arc::new(Visit::of(&site, &request));
        let span = tracing::info_span!("http.request", http.method = %request.method(), http.route = visit.pattern());
        let answer = match Arc::clone(&site.seats).try_acquire_owned() {
            Ok(seat) => {
                let (site, visit) = (Arc::clone(&site), Arc::clone(&visit));
                let handler = async move {
                    // Given back when the handler ends, however it ends.
                    let _seat = seat;
                    pages::answer(&site, &visit, request).await
                };
                unbroken(handler.instrument(span.clone())).await
            }
            Err(_) => Err(Obstacle::Busy),
        };
        Ok(span.in_scope(|| {
            let response = match answer {
                Ok(response) => response,
                Err(obstacle) => site.obstacle(&visit, obstacle),
            };
            tracing::debug!(http.status = response.status().as_u16(), "answered");
            site.finish(&visit, response)
        }))
    }
}

/// Runs a handler as a task of its own. When the browser goes away, whoever waits for the handler goes away,
/// but not the handler: no use case stops between begin and commit, and what it did stays done.
async fn unbroken(handler: impl Future<Output = Answer> + Send + 'static) -> Answer {
    match tokio::time::timeout(ANSWER_WITHIN, tokio::spawn(handler)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(stopped)) if stopped.is_panic() => Err(Obstacle::Panicked),
        // The runtime is going down, or the store hangs.
        Ok(Err(_)) | Err(_) => Err(Obstacle::Busy),
    }
}

/// What all handlers share.
pub(crate) struct Site {
    pub(crate) service: ResetService,
    pub(crate) templates: Templates,
    stills: Stills,
    pub(crate) cookies: Cookies,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) requests: Throttle,
    pub(crate) links: Throttle,
    pub(crate) sign_ins: Throttle,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// One for each handler that runs: they outlive their connections, so the limit of those does not bound them.
    seats: Arc<Semaphore>,
    #[cfg(feature = "inbox")]
    pub(crate) inbox: Option<crate::inbox::DemoInbox>,
    origin: String,
    transport: Transport,
}

/// Somebody who is signed in, for a handler and for the frame of its page.
pub(crate) struct SignedIn {
    pub(crate) session: SessionToken,
    pub(crate) form_token: FormToken,
    pub(crate) user: SignedInUser,
}

impl Site {
    /// Whether a form was sent from a page of the portal.
    pub(crate) fn is_own(&self, headers: &HeaderMap, route: &Route) -> bool {
        cross_site::is_own(headers, &self.origin, route)
    }

    /// Renders a page for nobody in particular.
    pub(crate) fn page(&self, visit: &Visit, status: StatusCode, page: &Page<'_>) -> Answer {
        self.framed(visit, status, page, None)
    }

    /// Renders a page for somebody who is signed in.
    pub(crate) fn page_for(
        &self,
        visit: &Visit,
        signed_in: &SignedIn,
        status: StatusCode,
        page: &Page<'_>,
    ) -> Answer {
        let reminder = match signed_in.user.standing {
            Standing::Chosen => None,
            Standing::Temporary { expires_at } => Some(expires_at),
        };
        let form_token = signed_in.form_token.as_str();
        let forced = signed_in.user.must_change;
        self.framed(visit, status, page, Some(SignedInFrame { form_token, reminder, forced }))
    }

    fn framed(
        &self,
        visit: &Visit,
        status: StatusCode,
        page: &Page<'_>,
        signed_in: Option<SignedInFrame<'_>>,
    ) -> Answer {
        // From the table of routes, so that no link of a page repeats what was asked for.
        let path = match *page {
            Page::SignIn { next: Some(next), .. } => {
                Route::destination(next).map(|next| next.after_sign_in())
            }
            _ => visit.route.as_ref().map(Route::path),
        };
        let path = path.unwrap_or_else(|| Route::Root.path());
        let frame = Frame { locale: &visit.locale, path: &path, signed_in };
        let render = || self.templates.page(page, &frame);
        Ok(match signed_in {
            None => html(status, self.stills.page(page, &visit.locale, render)?),
            Some(_) => html(status, render()?),
        })
    }

    /// Who is signed in, for a page that asks for it; the way there, for everybody else.
    pub(crate) async fn signed_in(&self, visit: &Visit, page: &Route) -> Result<SignedIn, Obstacle> {
        let session = match &visit.session {
            ShownSession::Nothing => return Err(Obstacle::not_signed_in(page)),
            ShownSession::Nonsense => return Err(Obstacle::session_ended(page)),
            ShownSession::Token(token) => token.clone(),
        };
        let user = match self.service.resume_session(&session).await? {
            ResumeOutcome::Ended => return Err(Obstacle::session_ended(page)),
            ResumeOutcome::Active(user) => user,
        };
        if user.must_change && *page != Route::ChangePassword {
            return Err(Obstacle::MustChange);
        }
        Ok(SignedIn { form_token: session.form_token(), session, user })
    }

    /// What every answer gets, whatever made it.
    fn finish(&self, visit: &Visit, mut response: Response) -> Response {
        if let Some(locale) = &visit.chosen {
            response = self.cookies.keep_language(response, locale);
        }
        if visit.verb == Some(Verb::Head) {
            // Not even a cookie changes: a look ahead must not swallow a notice.
            response.headers_mut().remove(header::SET_COOKIE);
            response.set_body(());
        }
        security_headers::put(&mut response, &visit.path, self.transport);
        response
    }
}

/// An answer that is a page.
pub(crate) fn html(status: StatusCode, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    Response::builder()
        .status(status)
        .content_type("text/html; charset=utf-8")
        .header(header::CONTENT_LENGTH, body.len())
        .body(body)
}

/// An answer that sends the browser to a page of the portal, by GET.
pub(crate) fn see_other(location: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, location)
        .header(header::CONTENT_LENGTH, 0)
        .finish()
}
