//! Every path of the portal, in one table: what answers, what links, what `next` may lead to and what is logged.

use reset_domain::model::{ApplicationId, ResetToken, ResetUrl};
use reset_domain::ports::Links;

/// A page of the portal. It may hold a token, so it does not print; [`Route::pattern`] does.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Root,
    SignIn,
    PasswordReset,
    Submitted,
    /// With what stands in the token's place, whatever it is.
    ResetLink(String),
    ResetDone,
    Home,
    ChangePassword,
    Launch(ApplicationId),
    SignOut,
    WellKnownChangePassword,
    #[cfg(feature = "inbox")]
    Inbox,
    /// The HTML part of a letter, by its number.
    #[cfg(feature = "inbox")]
    InboxLetter(u64),
    /// What stands in for an application of the demo.
    #[cfg(feature = "inbox")]
    DemoApplication(ApplicationId),
}

/// What may be done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    /// Like `Get`, but nothing changes by it.
    Head,
    Post,
}

/// The paths without a variable part; a token's never is one of them, because none is so short.
const FIXED: &[Route] = &[
    Route::Root,
    Route::SignIn,
    Route::PasswordReset,
    Route::Submitted,
    Route::ResetDone,
    Route::Home,
    Route::ChangePassword,
    Route::SignOut,
    Route::WellKnownChangePassword,
    #[cfg(feature = "inbox")]
    Route::Inbox,
];

impl Route {
    /// The page of a path; paths are compared as they came, for none of ours needs percent-encoding.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        if let Some(fixed) = FIXED.iter().find(|route| route.pattern() == path) {
            return Some(fixed.clone());
        }
        if let Some(token) = path.strip_prefix("/reset/") {
            return (!token.is_empty() && !token.contains('/')).then(|| Self::ResetLink(token.to_owned()));
        }
        #[cfg(feature = "inbox")]
        if let Some(number) = path.strip_prefix("/demo/inbox/") {
            let number = number.parse().ok().filter(|parsed: &u64| parsed.to_string() == number);
            return number.map(Self::InboxLetter);
        }
        #[cfg(feature = "inbox")]
        if let Some(id) = path.strip_prefix("/demo/applications/") {
            return ApplicationId::parse(id).ok().map(Self::DemoApplication);
        }
        let id = path.strip_prefix("/launch/")?;
        ApplicationId::parse(id).ok().map(Self::Launch)
    }

    /// The path as it is logged: without what varies.
    pub(crate) const fn pattern(&self) -> &'static str {
        match self {
            Self::Root => "/",
            Self::SignIn => "/sign-in",
            Self::PasswordReset => "/password-reset",
            Self::Submitted => "/password-reset/submitted",
            Self::ResetLink(_) => "/reset/{token}",
            Self::ResetDone => "/reset/done",
            Self::Home => "/home",
            Self::ChangePassword => "/change-password",
            Self::Launch(_) => "/launch/{id}",
            Self::SignOut => "/sign-out",
            Self::WellKnownChangePassword => "/.well-known/change-password",
            #[cfg(feature = "inbox")]
            Self::Inbox => "/demo/inbox",
            #[cfg(feature = "inbox")]
            Self::InboxLetter(_) => "/demo/inbox/{number}",
            #[cfg(feature = "inbox")]
            Self::DemoApplication(_) => "/demo/applications/{id}",
        }
    }

    /// The path.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::ResetLink(token) => format!("/reset/{token}"),
            Self::Launch(id) => format!("/launch/{id}"),
            #[cfg(feature = "inbox")]
            Self::InboxLetter(number) => format!("/demo/inbox/{number}"),
            #[cfg(feature = "inbox")]
            Self::DemoApplication(id) => format!("/demo/applications/{id}"),
            fixed => fixed.pattern().to_owned(),
        }
    }

    /// What `Allow` says (RFC 9110, section 10.2.1).
    pub(crate) const fn allow(&self) -> &'static str {
        match self {
            Self::SignIn
            | Self::PasswordReset
            | Self::ResetLink(_)
            | Self::ChangePassword
            | Self::Launch(_) => "GET, HEAD, POST",
            Self::SignOut => "POST",
            Self::Root | Self::Submitted | Self::ResetDone | Self::Home | Self::WellKnownChangePassword => {
                "GET, HEAD"
            }
            #[cfg(feature = "inbox")]
            Self::Inbox | Self::InboxLetter(_) | Self::DemoApplication(_) => "GET, HEAD",
        }
    }

    /// Where `next` may lead: a page of our own that a signed-in user looks at, and nothing else.
    /// It is written anew from the table, so nothing of what was asked for is echoed.
    pub(crate) fn destination(next: &str) -> Option<Self> {
        Self::parse(next).filter(|route| matches!(route, Self::Home | Self::ChangePassword | Self::Launch(_)))
    }

    /// The application that is opened, if one is.
    pub(crate) const fn application(&self) -> Option<&ApplicationId> {
        match self {
            Self::Launch(id) => Some(id),
            _ => None,
        }
    }

    /// Sign In, and then this.
    pub(crate) fn after_sign_in(&self) -> String {
        format!("{}?next={}", Self::SignIn.pattern(), self.path().replace('/', "%2F"))
    }
}

impl Verb {
    /// The verb of a method, if it is one that any page knows.
    pub(crate) fn of(method: &poem::http::Method) -> Option<Self> {
        match method.as_str() {
            "GET" => Some(Self::Get),
            "HEAD" => Some(Self::Head),
            "POST" => Some(Self::Post),
            _ => None,
        }
    }
}

/// The links that stand in letters: the portal's own origin and a path of the table, never anything of a request.
#[derive(Debug, Clone)]
pub struct PortalLinks {
    origin: String,
}

impl PortalLinks {
    /// Links of the portal at this origin, such as `https://portal.example.com`; a slash at its end does not matter.
    pub fn new(origin: &str) -> Self {
        Self { origin: origin.trim_end_matches('/').to_owned() }
    }

    fn to(&self, route: &Route) -> String {
        format!("{}{}", self.origin, route.path())
    }
}

impl Links for PortalLinks {
    fn reset(&self, token: &ResetToken) -> ResetUrl {
        ResetUrl::new(self.to(&Route::ResetLink(token.reveal().to_owned())))
    }

    fn sign_in(&self) -> String {
        self.to(&Route::SignIn)
    }

    fn password_reset(&self) -> String {
        self.to(&Route::PasswordReset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: &[&str] = &[
        "/",
        "/sign-in",
        "/password-reset",
        "/password-reset/submitted",
        "/reset/aaaabbbbccccddddeeeeffffgggghhhh",
        "/reset/done",
        "/home",
        "/change-password",
        "/launch/billing",
        "/sign-out",
        "/.well-known/change-password",
    ];

    #[test]
    fn each_path_is_written_as_it_is_read() {
        for path in PATHS {
            assert_eq!(Route::parse(path).map(|route| route.path()).as_deref(), Some(*path));
        }
    }

    #[test]
    fn what_varies_is_not_in_the_pattern() {
        let route = Route::ResetLink("secret".to_owned());
        assert!(!route.pattern().contains("secret"));
    }

    #[test]
    fn other_paths_are_no_pages() {
        for path in [
            "",
            "sign-in",
            "/sign-in/",
            "//sign-in",
            "/Sign-In",
            "/reset",
            "/reset/",
            "/reset/a/b",
            "/launch/",
            "/launch/Billing",
            "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
        ] {
            assert!(Route::parse(path).is_none(), "{path:?}");
        }
    }

    #[test]
    fn next_leads_to_own_pages_only() {
        for next in ["/home", "/change-password", "/launch/billing"] {
            assert_eq!(Route::destination(next).map(|route| route.path()).as_deref(), Some(next));
        }
        for next in [
            "",
            "home",
            "//evil.example",
            "/\\evil.example",
            "///evil.example",
            "https://evil.example/home",
            "javascript:alert(1)",
            "/home\r\nSet-Cookie: a=b",
            "/\thome",
            "/home?x=//evil.example",
            "/home#x",
            "/home/",
            "/launch/../home",
            "/launch/%2e%2e",
            "/sign-in",
            "/sign-out",
            "/reset/aaaabbbbccccddddeeeeffffgggghhhh",
            "/.well-known/change-password",
        ] {
            assert!(Route::destination(next).is_none(), "{next:?}");
        }
    }

    #[test]
    fn links_stand_on_the_origin_alone() {
        assert_eq!(
            PortalLinks::new("https://portal.example.com").sign_in(),
            "https://portal.example.com/sign-in"
        );
        assert_eq!(
            PortalLinks::new("http://127.0.0.1:8080/").password_reset(),
            "http://127.0.0.1:8080/password-reset"
        );
    }
}
