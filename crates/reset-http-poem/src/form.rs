//! Forms and queries as they came, read strictly: bounded in size and time, each field once, in UTF-8.

use std::time::Duration;

use percent_encoding::percent_decode;
use poem::Request;
use poem::error::ReadBodyError;
use poem::http::{HeaderMap, header};
use secrecy::SecretString;

use crate::fault_page::Obstacle;

/// The largest form.
const MOST_BYTES: usize = 16 * 1024;

/// How long a form may take to arrive.
const READ_WITHIN: Duration = Duration::from_secs(10);

/// The fields of a form. They may hold passwords, so it does not print.
pub(crate) struct Form(Vec<(&'static str, String)>);

impl Form {
    /// Reads the fields that a page knows; all others, `name[]` among them, are as if they were not there.
    pub(crate) async fn read(request: Request, known: &[&'static str]) -> Result<Self, Obstacle> {
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        // Said to be too large: refused without reading it.
        if length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| MOST_BYTES < length) {
            return Err(Obstacle::TooLarge);
        }
        let is_form = is_form(request.headers());
        let body =
            match tokio::time::timeout(READ_WITHIN, request.into_body().into_bytes_limit(MOST_BYTES)).await {
                Err(_) => return Err(Obstacle::TooSlow),
                Ok(Err(ReadBodyError::PayloadTooLarge)) => return Err(Obstacle::TooLarge),
                Ok(Err(_)) => return Err(Obstacle::BadRequest),
                Ok(Ok(body)) => body,
            };
        if !is_form && !body.is_empty() {
            return Err(Obstacle::BadRequest);
        }
        Self::parse(&body, known).ok_or(Obstacle::BadRequest)
    }

    /// What was typed into a field; nothing, if it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// What was typed into a password field; nothing, if it was not sent.
    pub(crate) fn secret(&self, name: &str) -> SecretString {
        self.text(name).into()
    }

    /// What was typed into a password field that a page may not have.
    pub(crate) fn secret_if_sent(&self, name: &str) -> Option<SecretString> {
        self.get(name).map(SecretString::from)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|(field, value)| (*field == name).then_some(value.as_str()))
    }

    /// None for a field that came twice, has a NUL or is not UTF-8.
    pub(crate) fn parse(body: &[u8], known: &[&'static str]) -> Option<Self> {
        let mut form = Self(Vec::with_capacity(known.len()));
        for (name, value) in pairs(body) {
            let name = decode(name)?;
            let value = decode(value)?;
            let Some(name) = known.iter().find(|known| **known == name) else {
                continue;
            };
            if form.get(name).is_some() || value.contains('\0') {
                return None;
            }
            form.0.push((name, value));
        }
        Some(form)
    }
}

/// The value of a query's parameter; none, if it came twice.
pub(crate) fn query(query: Option<&str>, name: &'static str) -> Option<String> {
    let form = Form::parse(query?.as_bytes(), &[name])?;
    form.get(name).map(str::to_owned)
}

/// As the URL Standard has it, section 5.1, but strict about UTF-8.
fn pairs(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        (halves.next().unwrap_or_default(), halves.next().unwrap_or_default())
    })
}

fn decode(text: &[u8]) -> Option<String> {
    let blanks: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&blanks).decode_utf8().ok().map(Into::into)
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8]) -> Option<(String, Option<String>)> {
        let form = Form::parse(body, &["username", "password"])?;
        Some((form.text("username").to_owned(), form.get("password").map(str::to_owned)))
    }

    #[expect(clippy::unnecessary_wraps, reason = "to be compared with what was read")]
    fn fields(username: &str, password: Option<&str>) -> Option<(String, Option<String>)> {
        Some((username.to_owned(), password.map(str::to_owned)))
    }

    #[test]
    fn reads_what_was_typed() {
        assert_eq!(read(b""), fields("", None));
        assert_eq!(read(b"username=ava&password="), fields("ava", Some("")));
        assert_eq!(read(b"username=+ava+&password=a%26b%3Dc%25"), fields(" ava ", Some("a&b=c%")));
        assert_eq!(read("username=%C3%A9&password=\u{e9}".as_bytes()), fields("é", Some("é")));
        assert_eq!(read(b"username=a=b&&password=100%"), fields("a=b", Some("100%")));
    }

    #[test]
    fn passes_over_what_it_does_not_know() {
        assert_eq!(
            read(b"username[]=x&username[a]=y&Username=z&extra=1&extra=2&username=ava"),
            fields("ava", None)
        );
    }

    #[test]
    fn refuses_what_can_be_read_in_two_ways() {
        for body in [
            &b"username=a&username=a"[..],
            b"username=a&user%6Eame=b",
            b"username=a%00b",
            b"username=%FF",
            b"%FF=a",
        ] {
            assert_eq!(read(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_query_says_a_thing_once_or_not_at_all() {
        assert_eq!(query(Some("lang=de&x=1"), "lang").as_deref(), Some("de"));
        assert_eq!(query(Some("lang=de&lang=en"), "lang"), None);
        assert_eq!(query(Some("next=%2Fhome"), "next").as_deref(), Some("/home"));
        assert_eq!(query(None, "lang"), None);
    }

    #[test]
    fn takes_one_kind_of_form() {
        let kind = |kind: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, poem::http::HeaderValue::from_static(kind));
            is_form(&headers)
        };
        assert!(kind("application/x-www-form-urlencoded"));
        assert!(kind("Application/X-WWW-Form-Urlencoded; charset=UTF-8"));
        assert!(!kind("multipart/form-data; boundary=x"));
        assert!(!kind("application/json"));
        assert!(!kind("text/plain"));
        assert!(!is_form(&HeaderMap::new()));
    }
}
