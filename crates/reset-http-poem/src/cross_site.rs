//! Whether a form was sent from a page of our own (OWASP, Cross-Site Request Forgery Prevention; Fetch Metadata).

use poem::http::{HeaderMap, HeaderValue, header};

use crate::routes::Route;

/// Whether a POST came from the portal itself: the browser says so in `Sec-Fetch-Site`,
/// or, where it does not know that header, in `Origin`. A request that says nothing is refused.
pub(crate) fn is_own(headers: &HeaderMap, origin: &str, route: &Route) -> bool {
    let mut sites = headers.get_all("sec-fetch-site").iter();
    match (sites.next(), sites.next()) {
        (Some(site), None) => site == "same-origin",
        (Some(_), Some(_)) => false,
        (None, _) => has_own_origin(headers, origin, route),
    }
}

fn has_own_origin(headers: &HeaderMap, origin: &str, route: &Route) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (Some(sent), None) => {
            // Pages under `/reset/` send no referrer, so browsers make their origin `null`; the token is the proof.
            sent.as_bytes() == origin.as_bytes()
                || (matches!(route, Route::ResetLink(_)) && sent == HeaderValue::from_static("null"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://portal.example.com";

    fn judged(route: &Route, sent: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.append(*name, value.parse().unwrap());
        }
        is_own(&headers, OWN, route)
    }

    #[test]
    fn the_table_of_cross_site_requests() {
        let cases: &[(&[(&'static str, &str)], bool)] = &[
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "null")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", OWN)], false),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", OWN)], true),
            (&[("origin", "http://portal.example.com")], false),
            (&[("origin", "https://portal.example.com.evil.example")], false),
            (&[("origin", "https://portal.example.com:8443")], false),
            (&[("origin", "https://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("origin", OWN), ("origin", "https://evil.example")], false),
            (&[("referer", "https://portal.example.com/sign-in")], false),
            (&[], false),
        ];
        for (sent, own) in cases {
            assert_eq!(judged(&Route::SignIn, sent), *own, "{sent:?}");
        }
    }

    #[test]
    fn a_reset_link_takes_a_null_origin_too() {
        let link = Route::ResetLink("token".to_owned());
        assert!(judged(&link, &[("origin", "null")]));
        assert!(judged(&link, &[("origin", OWN)]));
        assert!(!judged(&link, &[("origin", "https://evil.example")]));
        assert!(!judged(&link, &[("origin", "null"), ("sec-fetch-site", "cross-site")]));
        assert!(!judged(&link, &[]));
    }
}
