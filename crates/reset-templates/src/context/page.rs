//! What each page is told.

use reset_domain::model::{Application, Opens, PasswordRule};
use serde::Serialize;

use crate::pages::{Page, SignInNotice, SignInProblem};

/// What a page is told beyond its frame.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum PageContext<'a> {
    SignIn {
        username: &'a str,
        next: Option<&'a str>,
        notice: Option<&'static str>,
        advice: Option<&'static str>,
    },
    PasswordReset {
        account_id: &'a str,
        username: &'a str,
    },
    ResetLink {
        action: &'a str,
        first_name: Option<&'a str>,
    },
    Home(Home<'a>),
    ChangePassword {
        username: &'a str,
        form_token: &'a str,
    },
    Confirm {
        application: Card<'a>,
        username: &'a str,
        form_token: &'a str,
    },
    GoingOn {
        application: Card<'a>,
    },
    Problem {
        reference: &'a str,
    },
    TooMany {
        minutes: u64,
    },
    Nothing {},
}

/// What Home is told.
#[derive(Serialize)]
pub(crate) struct Home<'a> {
    first_name: Option<&'a str>,
    applications: Vec<Card<'a>>,
    some_in_new_tab: bool,
    some_ask: bool,
    changed: bool,
}

/// An application.
#[derive(Serialize)]
pub(crate) struct Card<'a> {
    id: &'a str,
    name: &'a str,
    description: &'a str,
    url: &'a str,
    in_new_tab: bool,
}

impl<'a> Card<'a> {
    fn new(application: &'a Application) -> Self {
        Self {
            id: application.id.as_str(),
            name: &application.name,
            description: &application.description,
            url: &application.url,
            in_new_tab: application.opens == Opens::NewTab,
        }
    }
}

impl<'a> Home<'a> {
    fn new(first_name: Option<&'a str>, applications: &'a [Application], changed: bool) -> Self {
        let mut in_new_tab =
            applications.iter().filter(|application| application.opens == Opens::NewTab).peekable();
        Self {
            first_name,
            applications: applications.iter().map(Card::new).collect(),
            some_in_new_tab: in_new_tab.peek().is_some(),
            some_ask: in_new_tab.any(|application| application.password == PasswordRule::Confirm),
            changed,
        }
    }
}

impl<'a> From<&Page<'a>> for PageContext<'a> {
    fn from(page: &Page<'a>) -> Self {
        match *page {
            Page::SignIn { username, next, notice, problem } => Self::SignIn {
                username,
                next,
                notice: notice.map(SignInNotice::message),
                advice: problem.and_then(SignInProblem::advice),
            },
            Page::PasswordReset { account_id, username, .. } => Self::PasswordReset { account_id, username },
            Page::ResetLink { action, first_name } => Self::ResetLink { action, first_name },
            Page::Home { first_name, applications, changed } => {
                Self::Home(Home::new(first_name, applications, changed))
            }
            Page::ChangePassword { username, form_token, .. } => {
                Self::ChangePassword { username, form_token }
            }
            Page::Confirm { application, username, form_token, .. } => {
                Self::Confirm { application: Card::new(application), username, form_token }
            }
            Page::GoingOn { application } => Self::GoingOn { application: Card::new(application) },
            Page::Problem { reference } => Self::Problem { reference },
            Page::TooMany { minutes } => Self::TooMany { minutes },
            Page::Submitted
            | Page::ResetDone
            | Page::LinkDead
            | Page::NotFound
            | Page::Busy
            | Page::CrossSite
            | Page::TooLarge
            | Page::BadRequest
            | Page::NotAllowed => Self::Nothing {},
        }
    }
}
