//! The headers that stand on every answer, errors and assets included (OWASP, HTTP Security Response Headers).

use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

/// Nothing inline, nothing from elsewhere, in nobody's frame.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What no page of a portal needs.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// The same on every answer, unless a handler knows better: assets may be kept.
const ALWAYS: [(HeaderName, &str); 8] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, CONTENT),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Two years.
const TRANSPORT: &str = "max-age=63072000";

/// How browsers may speak to the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Over TLS alone.
    Https,
    /// In clear, on a loopback host.
    Http,
}

/// Puts them on the answer to a request for this path. What a handler has said stays.
pub(crate) fn put(response: &mut Response, path: &str, transport: Transport) {
    // Under `/reset/` the address itself is the secret. Elsewhere forms need the `Origin` that `no-referrer` takes away.
    let referrer = match path.starts_with("/reset/") {
        true => "no-referrer",
        false => "same-origin",
    };
    let strict = match transport {
        Transport::Https => Some((header::STRICT_TRANSPORT_SECURITY, TRANSPORT)),
        Transport::Http => None,
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS.into_iter().chain([(header::REFERRER_POLICY, referrer)]).chain(strict) {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
