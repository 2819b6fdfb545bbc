//! Password Reset Request.

use poem::Request;
use poem::http::StatusCode;
use reset_domain::use_cases::{SubmitOutcome, SubmitResetRequest};
use reset_templates::Page;

use crate::endpoint::{Answer, Site, see_other};
use crate::fault_page::Obstacle;
use crate::form::Form;
use crate::routes::Route;
use crate::visit::Visit;

/// The form.
pub(super) fn get(site: &Site, visit: &Visit) -> Answer {
    let page = Page::PasswordReset { account_id: "", username: "", missing: None };
    site.page(visit, StatusCode::OK, &page)
}

/// Puts down what is asked for. The answer is the same for everybody, because nobody is looked up.
pub(super) async fn post(site: &Site, visit: &Visit, request: Request) -> Answer {
    site.requests.count(visit.caller.network)?;
    let form = Form::read(request, &["account_id", "username"]).await?;
    let (account_id, username) = (form.text("account_id"), form.text("username"));
    let asked = SubmitResetRequest { account_id, username, caller: visit.caller };
    let missing = match site.service.submit_reset_request(asked).await? {
        SubmitOutcome::Submitted => return Ok(see_other(&Route::Submitted.path())),
        SubmitOutcome::Full => return Err(Obstacle::Busy),
        SubmitOutcome::Incomplete(missing) => missing,
    };
    let page = Page::PasswordReset { account_id, username, missing: Some(missing) };
    site.page(visit, StatusCode::UNPROCESSABLE_ENTITY, &page)
}
