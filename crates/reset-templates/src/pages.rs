//! The pages: what each of them is told.

use reset_domain::model::{Application, Locale};
use reset_domain::use_cases::{Missing, PasswordRefusal};
use time::OffsetDateTime;

/// What surrounds a page.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The language; the portal's own where there is no catalogue for it.
    pub locale: &'a Locale,
    /// The path that was asked for, with the query that the same page in another language needs too.
    pub path: &'a str,
    /// For whom, if somebody is signed in.
    pub signed_in: Option<SignedInFrame<'a>>,
}

/// What stands on every page of a signed-in user.
#[derive(Debug, Clone, Copy)]
pub struct SignedInFrame<'a> {
    /// For the Sign Out form.
    pub form_token: &'a str,
    /// When the temporary password ends that the user signed in with: the reminder shows.
    pub reminder: Option<OffsetDateTime>,
    /// Whether Change Password is the only page there is until it is done.
    pub forced: bool,
}

/// One page, with what it says.
#[derive(Debug, Clone, Copy)]
pub enum Page<'a> {
    /// `/sign-in`.
    SignIn {
        /// What was typed.
        username: &'a str,
        /// Where to go afterwards, carried along in the form.
        next: Option<&'a str>,
        /// What happened before.
        notice: Option<SignInNotice>,
        /// Why the form is shown again.
        problem: Option<SignInProblem>,
    },
    /// `/password-reset`.
    PasswordReset {
        /// What was typed.
        account_id: &'a str,
        /// What was typed.
        username: &'a str,
        /// What was left empty, where the form is shown again.
        missing: Option<Missing>,
    },
    /// `/password-reset/submitted`.
    Submitted,
    /// `/reset/{token}`, for a link that is good: submits itself or waits for a person, as the portal is set.
    ResetLink {
        /// The path to post to.
        action: &'a str,
        /// Whom to greet.
        first_name: Option<&'a str>,
    },
    /// `/reset/done`.
    ResetDone,
    /// `/reset/{token}`, for a link that is not good, whatever the cause.
    LinkDead,
    /// `/home`.
    Home {
        /// Whom to greet.
        first_name: Option<&'a str>,
        /// The cards.
        applications: &'a [Application],
        /// Whether a password was chosen just now.
        changed: bool,
    },
    /// `/change-password`.
    ChangePassword {
        /// Whose password it is, for password managers.
        username: &'a str,
        /// For the form.
        form_token: &'a str,
        /// Why the form is shown again.
        problems: &'a [PasswordRefusal],
    },
    /// `/launch/{id}`, asking for the password.
    Confirm {
        /// What is to be opened.
        application: &'a Application,
        /// Whose password it is, for password managers.
        username: &'a str,
        /// For the form.
        form_token: &'a str,
        /// Why the form is shown again.
        problem: Option<ConfirmProblem>,
    },
    /// `/launch/{id}`, with nothing left to ask: goes on to the application by itself.
    GoingOn {
        /// What is opened.
        application: &'a Application,
    },
    /// 404.
    NotFound,
    /// 500.
    Problem {
        /// What to quote to whoever looks into it.
        reference: &'a str,
    },
    /// 503.
    Busy,
    /// 429.
    TooMany {
        /// How long to wait.
        minutes: u64,
    },
    /// 403: the form came from another site.
    CrossSite,
    /// 413.
    TooLarge,
    /// 400.
    BadRequest,
    /// 405.
    NotAllowed,
}

/// What happened before Sign In.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInNotice {
    /// The user signed out.
    SignedOut,
    /// The session came to its end.
    SessionEnded,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProblem {
    /// No username.
    MissingUsername,
    /// No password.
    MissingPassword,
    /// Neither.
    MissingBoth,
    /// It is not right, whatever the cause: one text for all.
    Refused,
    /// As `Refused`, several times: says what else can be done.
    RefusedRepeatedly,
    /// A right temporary password, too late.
    TemporaryExpired,
}

/// Why an application was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmProblem {
    /// No password.
    Missing,
    /// Not the password.
    Wrong,
}

impl Page<'_> {
    /// The template it is rendered from.
    pub(crate) const fn template(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => "pages/sign-in.html",
            Self::PasswordReset { .. } => "pages/password-reset.html",
            Self::Submitted => "pages/submitted.html",
            Self::ResetLink { .. } => "pages/reset-link.html",
            Self::ResetDone => "pages/reset-done.html",
            Self::LinkDead => "pages/link-dead.html",
            Self::Home { .. } => "pages/home.html",
            Self::ChangePassword { .. } => "pages/change-password.html",
            Self::Confirm { .. } => "pages/confirm.html",
            Self::GoingOn { .. } => "pages/going-on.html",
            Self::NotFound => "pages/not-found.html",
            Self::Problem { .. } => "pages/problem.html",
            Self::Busy => "pages/busy.html",
            Self::TooMany { .. } => "pages/too-many.html",
            Self::CrossSite => "pages/cross-site.html",
            Self::TooLarge => "pages/too-large.html",
            Self::BadRequest => "pages/bad-request.html",
            Self::NotAllowed => "pages/not-allowed.html",
        }
    }

    /// What is wrong, each with the field it is wrong with.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        match *self {
            Self::SignIn { problem: Some(problem), .. } => problem.at(),
            Self::PasswordReset { missing: Some(missing), .. } => request_problems(missing),
            Self::ChangePassword { problems, .. } => {
                problems.iter().map(|refusal| change_problem(*refusal)).collect()
            }
            Self::Confirm { problem: Some(problem), .. } => vec![problem.at()],
            _ => Vec::new(),
        }
    }
}

/// A message beside a field, and in the summary above the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Problem {
    field: &'static str,
    pub(crate) message: &'static str,
}

impl Problem {
    const fn at(field: &'static str, message: &'static str) -> Self {
        Self { field, message }
    }
}

impl SignInNotice {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::SignedOut => "sign-in-signed-out",
            Self::SessionEnded => "sign-in-session-ended",
        }
    }
}

impl SignInProblem {
    fn at(self) -> Vec<Problem> {
        const USERNAME: Problem = Problem::at("username", "sign-in-username-missing");
        const PASSWORD: Problem = Problem::at("password", "sign-in-password-missing");
        match self {
            Self::MissingUsername => vec![USERNAME],
            Self::MissingPassword => vec![PASSWORD],
            Self::MissingBoth => vec![USERNAME, PASSWORD],
            Self::Refused | Self::RefusedRepeatedly => vec![Problem::at("username", "sign-in-refused")],
            Self::TemporaryExpired => vec![Problem::at("password", "sign-in-temporary-expired")],
        }
    }

    /// What the summary adds.
    pub(crate) const fn advice(self) -> Option<&'static str> {
        match self {
            Self::RefusedRepeatedly => Some("ask-for-help"),
            Self::TemporaryExpired => Some("ask-for-link"),
            Self::MissingUsername | Self::MissingPassword | Self::MissingBoth | Self::Refused => None,
        }
    }
}

impl ConfirmProblem {
    const fn at(self) -> Problem {
        match self {
            Self::Missing => Problem::at("password", "confirm-missing"),
            Self::Wrong => Problem::at("password", "confirm-wrong"),
        }
    }
}

/// Why a new password was not taken, beside the field it is about.
const fn change_problem(refusal: PasswordRefusal) -> Problem {
    match refusal {
        PasswordRefusal::CurrentMissing => Problem::at("current_password", "change-current-missing"),
        PasswordRefusal::CurrentWrong => Problem::at("current_password", "change-current-wrong"),
        PasswordRefusal::NewMissing => Problem::at("new_password", "change-new-missing"),
        PasswordRefusal::TooShort => Problem::at("new_password", "change-too-short"),
        PasswordRefusal::TooLong => Problem::at("new_password", "change-too-long"),
        PasswordRefusal::TooEasy => Problem::at("new_password", "change-too-easy"),
        PasswordRefusal::SameAsCurrent => Problem::at("new_password", "change-same"),
        PasswordRefusal::ContainsName => Problem::at("new_password", "change-contains-name"),
        PasswordRefusal::TemporaryShape => Problem::at("new_password", "change-temporary-shape"),
        PasswordRefusal::DoNotMatch => Problem::at("new_password_again", "change-no-match"),
    }
}

/// What was left empty on Password Reset Request.
fn request_problems(missing: Missing) -> Vec<Problem> {
    const ACCOUNT_ID: Problem = Problem::at("account_id", "request-account-id-missing");
    const USERNAME: Problem = Problem::at("username", "request-username-missing");
    match missing {
        Missing::AccountId => vec![ACCOUNT_ID],
        Missing::Username => vec![USERNAME],
        Missing::Both => vec![ACCOUNT_ID, USERNAME],
    }
}
