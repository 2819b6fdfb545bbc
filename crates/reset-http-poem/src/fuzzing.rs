//! Entry points of the fuzzer: each panics when what was read has not the properties that others rely on.

use std::net::IpAddr;

use ipnet::IpNet;
use poem::http::{HeaderMap, HeaderValue, header};

use crate::caller;
use crate::form::Form;
use crate::routes::Route;
use crate::security_headers::Transport;
use crate::session_cookie::{Cookies, ShownSession};

/// The body of a form: each field that counts came once, and is what any other reader would read.
pub fn form(data: &[u8]) {
    const KNOWN: [&str; 3] = ["account_id", "username", "password"];
    let all: Vec<_> = form_urlencoded::parse(data).collect();
    let values = |name: &str| -> Vec<&str> {
        all.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_ref()).collect()
    };
    let form = Form::parse(data, &KNOWN);
    let Some(form) = form else {
        let is_ambiguous = KNOWN.iter().any(|name| 1 < values(name).len());
        let has_nul = KNOWN.iter().any(|name| values(name).iter().any(|value| value.contains('\0')));
        let is_lossy =
            all.iter().any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}'));
        assert!(is_ambiguous || has_nul || is_lossy, "refused without a reason: {all:?}");
        return;
    };
    for name in KNOWN {
        match values(name).as_slice() {
            [] => assert_eq!(form.text(name), ""),
            [value] => assert_eq!(form.text(name), *value),
            several => assert!(several.is_empty(), "{name} came {} times and was taken", several.len()),
        }
    }
}

/// The cookies of a request: what is taken for a token stands there under its own name.
pub fn cookies(data: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(data) else {
        return;
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, value);
    for (transport, name) in [(Transport::Http, "readmit"), (Transport::Https, "__Host-readmit")] {
        let cookies = Cookies::new(transport);
        let sent = String::from_utf8_lossy(data);
        if let ShownSession::Token(token) = cookies.session(&headers) {
            assert!(sent.contains(&format!("{name}={}", token.reveal())), "a token out of nowhere");
        }
        if let Some(device) = cookies.device(&headers) {
            assert!(sent.contains(&format!("{name}-device={}", device.reveal())), "a token out of nowhere");
        }
        let _ = (cookies.notice(&headers).is_some(), cookies.language(&headers).is_some());
    }
}

/// A path, and where `next` leads: nowhere but to pages of the portal.
pub fn paths(data: &[u8]) {
    let text = &String::from_utf8_lossy(data);
    if let Some(route) = Route::parse(text) {
        assert_eq!(&route.path(), text.as_ref(), "a page answers at its own path alone");
    }
    if let Some(next) = Route::destination(text) {
        let path = next.path();
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path:?}");
        assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b)), "{path:?}");
    }
}

/// `X-Forwarded-For`, line by line: whom nobody trusts is not believed, and each hop that counts was vouched for.
pub fn forwarded(data: &[u8]) {
    let trusted = [IpNet::new_assert(IpAddr::from([10, 0, 0, 0]), 8)];
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut headers = HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n').filter_map(|line| HeaderValue::from_bytes(line).ok()) {
        headers.append("x-forwarded-for", line);
    }
    let stranger = IpAddr::from([203, 0, 113, 9]);
    assert_eq!(caller::origin(stranger, &headers, &trusted), stranger);
    let proxy = IpAddr::from([10, 0, 0, 1]);
    let origin = caller::origin(proxy, &headers, &trusted);
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or_default());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    // From the right: proxies of ours, then the origin, unless what stands there is no address.
    let mut vouched = proxy;
    for hop in hops.iter().rev() {
        if !is_trusted(&vouched) {
            break;
        }
        let socket = hop.parse::<std::net::SocketAddr>().map(|socket| socket.ip());
        let Ok(address) = hop.parse::<IpAddr>().or(socket) else {
            break;
        };
        vouched = address.to_canonical();
    }
    assert_eq!(origin, vouched, "{hops:?}");
}

#[cfg(test)]
mod tests {
    use reset_domain::testing::try_seeds_and_mutants;

    const HERE: &str = env!("CARGO_MANIFEST_DIR");

    #[test]
    fn a_form_is_read_as_anybody_would_or_not_at_all() {
        try_seeds_and_mutants(HERE, "form", super::form);
    }

    #[test]
    fn a_token_stands_under_its_own_name() {
        try_seeds_and_mutants(HERE, "cookies", super::cookies);
    }

    #[test]
    fn a_page_answers_at_its_own_path_alone() {
        try_seeds_and_mutants(HERE, "paths", super::paths);
    }

    #[test]
    fn each_hop_was_vouched_for() {
        try_seeds_and_mutants(HERE, "forwarded", super::forwarded);
    }
}
