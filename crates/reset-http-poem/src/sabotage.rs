//! The pages, broken on purpose: what each planted defect changes about requests and answers on their way.
//!
//! Only in builds with the feature `planted-defects`, for the attack suite; whatever can be broken around the pages is
//! broken here, so that the pages themselves need not know of it.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use poem::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, Request, Response};
use reset_domain::ResetService;
use reset_domain::defect::{Defect, is_planted, is_sound};
use reset_domain::model::SessionToken;
use reset_domain::use_cases::Shown;

use crate::endpoint::see_other;

/// The host that the last request named.
static HOST: Mutex<String> = Mutex::new(String::new());

/// The host that the last request named, for links that follow it.
pub fn host_of_the_last_request() -> String {
    HOST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The portal, with a defect around it.
pub(crate) struct Sabotaged<E> {
    pub(crate) portal: E,
    /// Knows who exists.
    pub(crate) witness: ResetService,
}

/// What is remembered of a request for its answer.
struct Seen {
    method: Method,
    path: String,
    host: String,
    username: String,
    next: String,
}

impl<E: Endpoint<Output = Response>> Endpoint for Sabotaged<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        // Above all its body is left alone: one that trickles in has to meet the deadline of the pages.
        if is_sound() {
            return self.portal.call(request).await;
        }
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let host = text(request.headers(), &header::HOST);
        host.clone_into(&mut HOST.lock().unwrap_or_else(PoisonError::into_inner));
        if is_planted(Defect::LogsTellPaths) {
            tracing::info!(path, "asked");
        }
        if is_planted(Defect::OpeningFollows) && method == Method::GET && path.starts_with("/reset/") {
            self.portal.call(press(&request)).await?;
        }
        if is_planted(Defect::SignOutForgetsNothing) && path == "/sign-out" {
            let mut response = see_other("/sign-in");
            set(response.headers_mut(), header::SET_COOKIE, "readmit=; Path=/; Max-Age=0");
            return Ok(response);
        }
        let fields = if method == Method::POST { tamper(&mut request).await } else { Vec::new() };
        let field = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| decoded(value)).unwrap_or_default()
        };
        let seen = Seen { method, path, host, username: field("username"), next: field("next") };
        if is_planted(Defect::KnownNamesTakeLonger) && seen.username.starts_with("known") {
            leak();
        }
        let mut response = self.portal.call(request).await?;
        self.mar(&seen, &mut response).await;
        Ok(response)
    }
}

impl<E> Sabotaged<E> {
    /// Changes an answer.
    async fn mar(&self, seen: &Seen, response: &mut Response) {
        let location = text(response.headers(), &header::LOCATION);
        let is_post = seen.method == Method::POST;
        let headers = response.headers_mut();
        if is_planted(Defect::RedirectsFollowTheHost) && !location.is_empty() {
            set(headers, header::LOCATION, &format!("http://{}{location}", seen.host));
        }
        if is_planted(Defect::NextLeadsAnywhere)
            && is_post
            && seen.path == "/sign-in"
            && !location.is_empty()
            && !seen.next.is_empty()
        {
            set(headers, header::LOCATION, &seen.next);
        }
        if is_planted(Defect::PagesMayBeKept) {
            set(headers, header::CACHE_CONTROL, "public, max-age=3600");
        }
        if is_planted(Defect::ReferrersTellAll) {
            set(headers, header::REFERRER_POLICY, "unsafe-url");
        }
        if is_planted(Defect::AnyoneMayFrame) {
            headers.remove(header::X_FRAME_OPTIONS);
            headers.remove(header::CONTENT_SECURITY_POLICY);
        }
        if is_post && seen.path == "/password-reset" && is_planted(Defect::RequestsTellWhoExists) {
            let known = if self.knows(&seen.username).await { "yes" } else { "no" };
            set(response.headers_mut(), HeaderName::from_static("x-known"), known);
        }
        if is_post
            && seen.path == "/sign-in"
            && response.status() == StatusCode::UNPROCESSABLE_ENTITY
            && is_planted(Defect::SignInsTellWhoExists)
            && !self.knows(&seen.username).await
        {
            response.set_status(StatusCode::NOT_FOUND);
        }
    }

    async fn knows(&self, username: &str) -> bool {
        matches!(self.witness.show_user(username).await, Ok(Shown::User(_)))
    }
}

/// Changes a form before it is read; gives its fields as they were sent.
async fn tamper(request: &mut Request) -> Vec<(String, String)> {
    let body = request.take_body().into_bytes().await.unwrap_or_default();
    let mut body = String::from_utf8_lossy(&body).into_owned();
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    let sent: Vec<(String, String)> =
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut fields = sent.clone();
    if is_planted(Defect::LastFieldWins) {
        let all = std::mem::take(&mut fields);
        for (name, value) in all {
            fields.retain(|(field, _)| *field != name);
            fields.push((name, value));
        }
    }
    if is_planted(Defect::BracketsDoNotMatter) {
        for (name, _) in &mut fields {
            decoded(name).trim_end_matches("[]").clone_into(name);
        }
    }
    if is_planted(Defect::LookAlikesAreOne) {
        for (_, value) in fields.iter_mut().filter(|(name, _)| name == "username") {
            let alike = decoded(value).replace(['ı', 'í'], "i").replace(['\u{200d}', '\0'], "");
            *value = utf8_percent_encode(&alike, NON_ALPHANUMERIC).to_string();
        }
    }
    if is_planted(Defect::FormTokensDoNotMatter)
        && let Some(token) = form_token(request.headers())
    {
        fields.retain(|(name, _)| name != "form_token");
        fields.push(("form_token".to_owned(), token));
    }
    if is_planted(Defect::BodiesHaveNoEnd) {
        fields.retain(|(_, value)| value.len() < 1_024);
    }
    let headers = request.headers_mut();
    if is_planted(Defect::AnyTypeIsAForm) {
        set(headers, header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    if is_planted(Defect::AnySiteMayPost) {
        set(headers, HeaderName::from_static("sec-fetch-site"), "same-origin");
    }
    if fields != sent {
        headers.remove(header::CONTENT_LENGTH);
        let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        body = pairs.join("&");
    }
    request.set_body(body);
    sent
}

/// The POST that pressing the button of a link's page would send.
fn press(request: &Request) -> Request {
    let press = Request::builder().method(Method::POST).uri(request.uri().clone());
    press.header("sec-fetch-site", "same-origin").finish()
}

fn form_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut values = cookies.split(';').filter_map(|pair| pair.split_once('='));
    values.find_map(|(_, value)| Some(SessionToken::parse(value)?.form_token().as_str().to_owned()))
}

fn decoded(value: &str) -> String {
    percent_decode_str(&value.replace('+', " ")).decode_utf8().map(Cow::into_owned).unwrap_or_default()
}

fn text(headers: &HeaderMap, name: &HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Takes 100 µs.
#[expect(clippy::disallowed_methods, reason = "a leak of time takes time; it is absent from every product")]
fn leak() {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_micros(100) {}
}
