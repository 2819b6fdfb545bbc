//! The headers that stand on every answer, errors and assets included (OWASP, HTTP Security Response Headers).

use poem::Response;
use poem::http::HeaderValue;

/// Nothing inline, nothing from elsewhere, in nobody's frame.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What no page of a portal needs.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// The same on every answer, unless a handler knows better: assets may be kept.
const ALWAYS: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("content-security-policy", CONTENT),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex"),
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
    let strict = (transport == Transport::Https).then_some(("strict-transport-security", TRANSPORT));
    let headers = response.headers_mut();
    for (name, value) in ALWAYS.iter().copied().chain([("referrer-policy", referrer)]).chain(strict) {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
