//! What pages say, and to whom.

use reset_domain::model::{Application, ApplicationId, Opens, PasswordRule};
use reset_domain::use_cases::{Missing, PasswordRefusal};
use reset_templates::{ConfirmProblem, LinkRule, Page, Portal, SignInProblem, SignedInFrame};
use time::Duration;
use time::macros::datetime;

use crate::{lonely, page, page_of, portal};

const USER: SignedInFrame<'_> = SignedInFrame { form_token: "t", reminder: None, forced: false };

fn application(name: &str, opens: Opens, password: PasswordRule) -> Application {
    Application {
        id: ApplicationId::parse("app").unwrap(),
        name: name.to_owned(),
        description: String::new(),
        url: "https://app.example.com/?a=1&b=2".to_owned(),
        opens,
        password,
    }
}

fn home(applications: &[Application], changed: bool) -> String {
    page_of(portal(), &Page::Home { first_name: Some("Ava"), applications, changed }, Some(USER))
}

fn sign_in(problem: Option<SignInProblem>, next: Option<&str>) -> String {
    page(&Page::SignIn { username: "jdoe", next, notice: None, problem })
}

#[test]
fn sign_in_offers_a_way_out_after_several_refusals() {
    assert!(!sign_in(Some(SignInProblem::Refused), None).contains("You can "));
    let repeatedly = sign_in(Some(SignInProblem::RefusedRepeatedly), None);
    assert!(repeatedly.contains(
        r#"You can <a href="/password-reset">reset your password</a> or contact <a href="mailto:"#
    ));
}

#[test]
fn sign_in_says_that_a_temporary_password_has_expired_and_what_to_do() {
    let expired = sign_in(Some(SignInProblem::TemporaryExpired), None);
    assert!(expired.contains("Your temporary password has expired"));
    assert!(expired.contains(r#"href="/password-reset">Ask for a new link</a>"#));
}

#[test]
fn sign_in_carries_along_where_to_go_next() {
    let next = sign_in(None, Some("/launch/billing?a=\"b\""));
    assert!(next.contains(r#"name="next" value="/launch/billing?a=&quot;b&quot;""#), "{next}");
    assert!(next.contains(r#"action="/sign-in""#));
    assert!(!sign_in(None, None).contains("name=\"next\""));
}

#[test]
fn the_request_keeps_what_was_typed_but_escapes_it() {
    let html = page(&Page::PasswordReset {
        account_id: "\"><script>",
        username: "jdoe",
        missing: Some(Missing::Username),
    });
    assert!(html.contains(r#"value="&quot;&gt;&lt;script&gt;""#), "{html}");
    assert!(html.contains("Enter your username") && !html.contains("Enter your Account ID"));
}

#[test]
fn a_link_submits_itself_or_waits_as_the_portal_is_set() {
    let link = Page::ResetLink { action: "/reset/abc", first_name: Some("<b>Ava") };
    let automatic = page(&link);
    assert!(automatic.contains(r#"<form method="post" action="/reset/abc" data-submit>"#), "{automatic}");
    let confirm = page_of(Portal { link: LinkRule::Confirm, ..portal() }, &link, None);
    assert!(confirm.contains(r#"<form method="post" action="/reset/abc">"#), "{confirm}");
    assert!(confirm.contains("Hello &lt;b&gt;Ava. Select the button"), "{confirm}");
}

#[test]
fn lives_and_lengths_come_from_the_settings() {
    let portal = Portal {
        link_life: Duration::minutes(90),
        temporary_life: Duration::hours(1),
        min_length: 12,
        ..portal()
    };
    let said = |page: &Page<'_>| page_of(portal.clone(), page, Some(USER));
    assert!(said(&Page::Submitted).contains("expires in 90 minutes."));
    assert!(said(&Page::LinkDead).contains("works once and for 90 minutes."));
    assert!(said(&Page::ResetDone).contains("It works for 1 hour after"));
    let change =
        Page::ChangePassword { username: "jdoe", form_token: "t", problems: &[PasswordRefusal::TooShort] };
    assert_eq!(said(&change).matches("Your new password must be 12 characters or more").count(), 2);
    assert!(said(&change).contains(r#"passwordrules="minlength: 12; allowed: ascii-printable, unicode;""#));
}

#[test]
fn reset_done_says_so() {
    assert!(page(&Page::ResetDone).contains("<h2>Your password has been reset</h2>"));
}

#[test]
fn home_marks_what_opens_in_a_new_tab() {
    let html = home(&[application("Billing", Opens::NewTab, PasswordRule::Confirm)], false);
    let link =
        r#"<a href="/launch/app" target="_blank" rel="noopener noreferrer">Billing (opens in new tab)</a>"#;
    assert!(html.contains(link), "{html}");
    assert!(html.contains("They ask for your password too"));
    let html = home(&[application("Billing", Opens::NewTab, PasswordRule::Session)], false);
    assert!(html.contains("Some applications open") && !html.contains("They ask for your password too"));
    let html = home(&[application("Billing", Opens::SameTab, PasswordRule::Session)], false);
    assert!(html.contains(r#"<a href="/launch/app">Billing</a>"#) && !html.contains("new browser tab"));
}

#[test]
fn home_escapes_the_names_of_applications() {
    let html = home(&[application("<b>Billing</b>", Opens::NewTab, PasswordRule::Confirm)], false);
    assert!(html.contains("&lt;b&gt;Billing&lt;/b&gt; (opens in new tab)") && !html.contains("<b>"));
}

#[test]
fn home_says_nothing_temporary_once_a_password_is_chosen() {
    let html = home(&[application("Billing", Opens::NewTab, PasswordRule::Confirm)], true);
    assert!(html.contains("<title>Password changed: Home – Client Admin Portal</title>"));
    assert!(html.contains("Your password has been changed."));
    assert!(!html.to_lowercase().contains("temporary"), "{html}");
}

#[test]
fn home_without_applications_says_whom_to_ask() {
    assert!(home(&[], false).contains("Contact <a href=\"mailto:support@example.com\">"));
    let lonely =
        page_of(lonely(), &Page::Home { first_name: None, applications: &[], changed: false }, Some(USER));
    assert!(lonely.contains("Contact the people who run Client Admin Portal."), "{lonely}");
    assert!(lonely.contains("<h1>Welcome</h1>") && !lonely.contains("Need help?"));
}

#[test]
fn a_forced_change_offers_no_other_way() {
    let change = Page::ChangePassword { username: "jdoe", form_token: "t", problems: &[] };
    let reminder = Some(datetime!(2026-11-23 14:12 UTC));
    let forced = page_of(portal(), &change, Some(SignedInFrame { reminder, forced: true, ..USER }));
    assert!(!forced.contains("/home"), "{forced}");
    assert!(page_of(portal(), &change, Some(USER)).contains("/home"));
}

#[test]
fn a_second_new_password_is_asked_for_without_scripts_only() {
    let html = page(&Page::ChangePassword { username: "jdoe", form_token: "t", problems: &[] });
    let (before, rest) = html.split_once("<noscript>").unwrap();
    let (inside, after) = rest.split_once("</noscript>").unwrap();
    assert!(inside.contains(r#"name="new_password_again""#));
    assert!(!before.contains("new_password_again") && !after.contains("new_password_again"));
}

#[test]
fn confirm_names_the_application_and_posts_to_its_own_path() {
    let application = application("Billing", Opens::NewTab, PasswordRule::Confirm);
    let problem = Some(ConfirmProblem::Wrong);
    let confirm = Page::Confirm { application: &application, username: "jdoe", form_token: "t", problem };
    let html = page_of(portal(), &confirm, Some(USER));
    assert!(html.contains(r#"action="/launch/app""#) && html.contains(">Open Billing</button>"), "{html}");
    assert_eq!(html.matches("Your password is not correct").count(), 2);
    assert!(html.contains(r#"name="username" value="jdoe" autocomplete="username" readonly"#));
}

#[test]
fn going_on_goes_on_by_itself_and_by_a_link() {
    let application = application("Billing", Opens::NewTab, PasswordRule::Confirm);
    let html = page_of(portal(), &Page::GoingOn { application: &application }, Some(USER));
    let url = "https://app.example.com/?a=1&amp;b=2";
    assert!(html.contains(&format!(r#"<meta http-equiv="refresh" content="0; url={url}">"#)), "{html}");
    assert!(html.contains(&format!(r#"href="{url}""#)));
}

#[test]
fn too_many_counts_minutes() {
    assert!(page(&Page::TooMany { minutes: 1 }).contains("Wait 1 minute, then"));
    assert!(page(&Page::TooMany { minutes: 15 }).contains("Wait 15 minutes, then"));
}

#[test]
fn a_problem_names_its_reference() {
    let html = page(&Page::Problem { reference: "<01JD9Q2X>" });
    assert!(html.contains("&lt;01JD9Q2X&gt;</code>"), "{html}");
}
