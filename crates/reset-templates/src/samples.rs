//! Pages and letters with made-up content: every state that a template can be asked for.

use std::sync::LazyLock;

use reset_domain::Policy;
use reset_domain::model::{
    Application, ApplicationId, EmailAddress, FirstName, Letter, LetterBody, Opens, PasswordRule, ResetUrl,
    TemporaryPassword,
};
use reset_domain::use_cases::{Missing, PasswordRefusal};
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

use crate::pages::{ConfirmProblem, Page, SignInNotice, SignInProblem, SignedInFrame};
use crate::portal::Portal;

/// A page in one of its states.
#[derive(Debug, Clone, Copy)]
pub struct PageSample {
    /// What to call it.
    pub name: &'static str,
    /// The page.
    pub page: Page<'static>,
    /// For whom.
    pub signed_in: Option<SignedInFrame<'static>>,
}

impl PageSample {
    /// How many problems it tells of: what its summary has to list.
    pub fn problems(&self) -> usize {
        self.page.problems().len()
    }
}

/// A portal with every setting set.
pub fn portal() -> Portal {
    Portal {
        support_email: Some("support@example.com".to_owned()),
        support_phone: Some("+44 20 7946 0000".to_owned()),
        support_hours: Some("Monday to Friday, 9:00 to 17:00".to_owned()),
        account_id_hint: Some("You can find it on your welcome letter or invoice.".to_owned()),
        time_zone: "Europe/Berlin".to_owned(),
        ..Portal::new("Client Admin Portal", "https://portal.example.com", &Policy::default())
    }
}

/// What stands in the samples in the same words in every language, for whoever looks for words left untranslated.
pub fn names() -> Vec<String> {
    let portal = portal();
    let people = ["Ava", "jdoe", "ACME-1042", "01JD9Q2X", "k7qmw3tr9hxdp4vn"].map(str::to_owned);
    let settings = [Some(portal.name), portal.support_email, portal.support_phone, portal.support_hours];
    let applications = APPLICATIONS.iter().flat_map(|it| [it.name.clone(), it.description.clone()]);
    let settings = settings.into_iter().chain([portal.account_id_hint]).flatten();
    people.into_iter().chain(settings).chain(applications).filter(|name| !name.is_empty()).collect()
}

/// Every page in every state.
pub fn pages() -> Vec<PageSample> {
    let mut samples = signed_out();
    samples.extend(signed_in());
    samples.extend(obstacles());
    samples
}

/// Every letter, by the name of its folder, to somebody whose first name is known and to somebody whose is not.
pub fn letters() -> Vec<(&'static str, Letter)> {
    letters_of(&portal().url)
}

/// As [`letters`], from the portal at this origin.
pub fn letters_of(origin: &str) -> Vec<(&'static str, Letter)> {
    let bodies = [
        ("password-reset-request", Some(reset_link(origin))),
        ("password-reset-notification", temporary_password(origin)),
        (
            "password-changed",
            Some(LetterBody::PasswordChanged {
                changed_at: AFTERNOON,
                reset_url: format!("{origin}/password-reset"),
            }),
        ),
        ("email-address-changed", Some(LetterBody::AddressChanged { changed_at: AFTERNOON })),
    ];
    let known = bodies.iter().cloned().filter_map(|(name, body)| Some((name, letter(Some("Ava"), body?)?)));
    let unknown = bodies.iter().cloned().filter_map(|(name, body)| Some((name, letter(None, body?)?)));
    known.chain(unknown).collect()
}

const AFTERNOON: OffsetDateTime = datetime!(2026-11-23 14:12 UTC);
const TOKEN: &str = "sample-form-token";

static APPLICATIONS: LazyLock<Vec<Application>> = LazyLock::new(|| {
    [
        ("billing", "Billing", "Invoices, payments and statements.", Opens::NewTab, PasswordRule::Confirm),
        ("reports", "Reports", "Usage and activity reports.", Opens::NewTab, PasswordRule::Session),
        ("users", "User administration", "", Opens::SameTab, PasswordRule::Session),
    ]
    .into_iter()
    .filter_map(|(id, name, description, opens, password)| {
        Some(Application {
            id: ApplicationId::parse(id).ok()?,
            name: name.to_owned(),
            description: description.to_owned(),
            url: format!("https://{id}.example.com/"),
            opens,
            password,
        })
    })
    .collect()
});

const fn plain(name: &'static str, page: Page<'static>) -> PageSample {
    PageSample { name, page, signed_in: None }
}

const fn user(name: &'static str, page: Page<'static>) -> PageSample {
    let frame = SignedInFrame { form_token: TOKEN, reminder: None, forced: false };
    PageSample { name, page, signed_in: Some(frame) }
}

const fn reminded(name: &'static str, page: Page<'static>, forced: bool) -> PageSample {
    let frame = SignedInFrame { form_token: TOKEN, reminder: Some(AFTERNOON), forced };
    PageSample { name, page, signed_in: Some(frame) }
}

fn signed_out() -> Vec<PageSample> {
    let sign_in = |name, notice, problem| {
        let username = match problem {
            Some(SignInProblem::MissingUsername | SignInProblem::MissingBoth) => "",
            _ => "jdoe",
        };
        plain(name, Page::SignIn { username, next: Some("/launch/billing"), notice, problem })
    };
    let request = |name, missing| {
        let account_id = match missing {
            Some(Missing::AccountId | Missing::Both) => "",
            _ => "ACME-1042",
        };
        let username = match missing {
            Some(Missing::Username | Missing::Both) => "",
            _ => "jdoe",
        };
        plain(name, Page::PasswordReset { account_id, username, missing })
    };
    let action = "/reset/mfrggzdfmztwq2lknnwg23tpobyxe43u";
    vec![
        plain("sign-in", Page::SignIn { username: "", next: None, notice: None, problem: None }),
        sign_in("sign-in-signed-out", Some(SignInNotice::SignedOut), None),
        sign_in("sign-in-session-ended", Some(SignInNotice::SessionEnded), None),
        sign_in("sign-in-missing-username", None, Some(SignInProblem::MissingUsername)),
        sign_in("sign-in-missing-password", None, Some(SignInProblem::MissingPassword)),
        sign_in("sign-in-missing-both", None, Some(SignInProblem::MissingBoth)),
        sign_in("sign-in-refused", None, Some(SignInProblem::Refused)),
        sign_in("sign-in-refused-repeatedly", None, Some(SignInProblem::RefusedRepeatedly)),
        sign_in("sign-in-temporary-expired", None, Some(SignInProblem::TemporaryExpired)),
        plain("request", Page::PasswordReset { account_id: "", username: "", missing: None }),
        request("request-missing-account-id", Some(Missing::AccountId)),
        request("request-missing-username", Some(Missing::Username)),
        request("request-missing-both", Some(Missing::Both)),
        plain("submitted", Page::Submitted),
        plain("reset-link", Page::ResetLink { action, first_name: Some("Ava") }),
        plain("reset-link-nameless", Page::ResetLink { action, first_name: None }),
        plain("reset-done", Page::ResetDone),
        plain("link-dead", Page::LinkDead),
    ]
}

fn signed_in() -> Vec<PageSample> {
    let home = |first_name, changed| Page::Home { first_name, applications: &APPLICATIONS, changed };
    let change = |problems| Page::ChangePassword { username: "jdoe", form_token: TOKEN, problems };
    let mut samples = vec![
        user("home", home(Some("Ava"), false)),
        user("home-nameless", home(None, false)),
        user("home-changed", home(Some("Ava"), true)),
        user("home-empty", Page::Home { first_name: Some("Ava"), applications: &[], changed: false }),
        reminded("home-reminded", home(Some("Ava"), false), false),
        user("change", change(&[])),
        user("change-missing", change(&[PasswordRefusal::CurrentMissing, PasswordRefusal::NewMissing])),
        user("change-wrong", change(&[PasswordRefusal::CurrentWrong, PasswordRefusal::TooShort])),
        user("change-too-long", change(&[PasswordRefusal::TooLong])),
        user("change-too-easy", change(&[PasswordRefusal::TooEasy, PasswordRefusal::ContainsName])),
        user("change-same", change(&[PasswordRefusal::SameAsCurrent])),
        user("change-temporary-shape", change(&[PasswordRefusal::TemporaryShape])),
        user("change-no-match", change(&[PasswordRefusal::DoNotMatch])),
        reminded("change-reminded", change(&[]), false),
        reminded("change-forced", change(&[]), true),
    ];
    for application in APPLICATIONS.iter().take(1) {
        let confirm = |problem| Page::Confirm { application, username: "jdoe", form_token: TOKEN, problem };
        samples.push(user("confirm", confirm(None)));
        samples.push(user("confirm-missing", confirm(Some(ConfirmProblem::Missing))));
        samples.push(reminded("confirm-wrong", confirm(Some(ConfirmProblem::Wrong)), false));
        samples.push(user("going-on", Page::GoingOn { application }));
    }
    samples
}

fn obstacles() -> Vec<PageSample> {
    vec![
        plain("not-found", Page::NotFound),
        user("not-found-signed-in", Page::NotFound),
        reminded("not-found-forced", Page::NotFound, true),
        plain("problem", Page::Problem { reference: "01JD9Q2X" }),
        plain("busy", Page::Busy),
        plain("too-many", Page::TooMany { minutes: 15 }),
        plain("too-many-one", Page::TooMany { minutes: 1 }),
        plain("cross-site", Page::CrossSite),
        plain("too-large", Page::TooLarge),
        plain("bad-request", Page::BadRequest),
        plain("not-allowed", Page::NotAllowed),
    ]
}

fn reset_link(origin: &str) -> LetterBody {
    let url = format!("{origin}/reset/3f2kq2v7m4x5c6t5w3n2d7h3j6p7r4b2");
    LetterBody::ResetLink { url: ResetUrl::new(url), expires_at: datetime!(2026-11-23 14:42 UTC) }
}

fn temporary_password(origin: &str) -> Option<LetterBody> {
    Some(LetterBody::TemporaryPassword {
        password: TemporaryPassword::parse("k7qmw3tr9hxdp4vn")?,
        reset_at: AFTERNOON,
        expires_at: datetime!(2026-11-24 14:12 UTC),
        sign_in_url: format!("{origin}/sign-in"),
    })
}

fn letter(first_name: Option<&str>, body: LetterBody) -> Option<Letter> {
    Some(Letter {
        id: Uuid::nil(),
        to: EmailAddress::parse("ava@example.com").ok()?,
        first_name: first_name.map(FirstName::parse).transpose().ok()?,
        locale: None,
        written_at: AFTERNOON,
        body,
    })
}
