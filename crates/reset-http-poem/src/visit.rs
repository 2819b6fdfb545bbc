//! What a request brings along, read once: where from, in which language, with which cookies.

use poem::Request;
use poem::http::{HeaderMap, header};
use reset_domain::model::{Caller, DeviceToken, Locale};
use reset_templates::Templates;

use crate::caller;
use crate::endpoint::Site;
use crate::form::query;
use crate::routes::{Route, Verb};
use crate::session_cookie::{Notice, ShownSession};

/// What a request brings along, but for its form.
pub(crate) struct Visit {
    pub(crate) verb: Option<Verb>,
    /// The path as it came.
    pub(crate) path: String,
    /// The page, if there is one.
    pub(crate) route: Option<Route>,
    /// Where to go after Sign In.
    pub(crate) next: Option<Route>,
    pub(crate) caller: Caller,
    pub(crate) locale: Locale,
    /// The language, if it was chosen in this very request.
    pub(crate) chosen: Option<Locale>,
    pub(crate) session: ShownSession,
    pub(crate) device: Option<DeviceToken>,
    pub(crate) notice: Option<Notice>,
    /// Whether the form, if there is one, was sent from a page of the portal.
    pub(crate) is_own: bool,
}

impl Visit {
    /// Reads a request.
    pub(crate) fn of(site: &Site, request: &Request) -> Self {
        let headers = request.headers();
        let uri = request.uri();
        let route = Route::parse(uri.path());
        let chosen = query(uri.query(), "lang").and_then(|tag| known(&site.templates, &tag));
        let locale = match &chosen {
            Some(locale) => locale.clone(),
            None => wanted(site, headers),
        };
        Self {
            verb: Verb::of(request.method()),
            path: uri.path().to_owned(),
            next: query(uri.query(), "next").and_then(|next| Route::destination(&next)),
            caller: caller::of(request, &site.trusted_proxies),
            locale,
            chosen,
            session: site.cookies.session(headers),
            device: site.cookies.device(headers),
            notice: site.cookies.notice(headers),
            is_own: route.as_ref().is_some_and(|route| site.is_own(headers, route)),
            route,
        }
    }

    /// For the log: the page without what varies.
    pub(crate) fn pattern(&self) -> &'static str {
        self.route.as_ref().map_or("(none)", Route::pattern)
    }
}

/// The locale of a tag, if there is a catalogue of exactly this name.
fn known(templates: &Templates, tag: &str) -> Option<Locale> {
    templates.locales().find(|locale| locale.as_str().eq_ignore_ascii_case(tag)).cloned()
}

/// The language that was chosen before, else the first that the browser asks for, else the portal's.
fn wanted(site: &Site, headers: &HeaderMap) -> Locale {
    let kept = site.cookies.language(headers).and_then(|tag| known(&site.templates, tag));
    kept.unwrap_or_else(|| {
        let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok());
        site.templates.negotiate(&tags(accept.unwrap_or_default()))
    })
}

/// More tags than this are no person's.
const MOST_TAGS: usize = 16;

/// The tags of `Accept-Language`, best first (RFC 9110, section 12.5.4).
fn tags(accept: &str) -> Vec<&str> {
    let mut ranges: Vec<(u16, &str)> = accept.split(',').take(MOST_TAGS).filter_map(range).collect();
    ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    ranges.into_iter().map(|(_, tag)| tag).collect()
}

/// A tag and its weight in thousandths; none for one that is not wanted or not readable.
fn range(range: &str) -> Option<(u16, &str)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.next() {
        None => 1000,
        Some(weight) => thousandths(weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="))?)?,
    };
    (0 < weight).then_some((weight, tag))
}

fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    if 3 < fraction.len() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match whole {
        "1" => Some(1000),
        "0" => format!("{fraction:0<3}").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn languages_come_best_first() {
        assert_eq!(tags("de-CH, fr;q=0.9, en;q=0.95, *;q=0.5"), ["de-CH", "en", "fr", "*"]);
        assert_eq!(tags("en;q=0.8,de;q=0.8"), ["en", "de"]);
        assert_eq!(tags("en;q=0, de;q=0.001"), ["de"]);
        assert_eq!(tags(""), [""; 0]);
        assert_eq!(tags("en;q=2, de;level=1, fr;q=0.12345, it;q=1.000"), ["it"]);
    }
}
