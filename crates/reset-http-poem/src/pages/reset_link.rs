//! Reset Password, where the letter's link leads.

use poem::Request;
use poem::http::StatusCode;
use reset_domain::model::FirstName;
use reset_domain::use_cases::{FollowOutcome, InspectOutcome};
use reset_templates::Page;

use crate::endpoint::{Answer, Site, see_other};
use crate::form::Form;
use crate::routes::Route;
use crate::visit::Visit;

/// Shows what the link is worth. Changes nothing, however often and by whomever: mail scanners open links.
pub(super) async fn get(site: &Site, visit: &Visit, page: &Route, token: &str) -> Answer {
    match site.service.inspect_reset_link(token).await? {
        InspectOutcome::Live { first_name } => {
            let first_name = first_name.as_ref().map(FirstName::as_str);
            site.page(visit, StatusCode::OK, &Page::ResetLink { action: &page.path(), first_name })
        }
        InspectOutcome::Followed => Ok(see_other(&Route::ResetDone.path())),
        InspectOutcome::Dead => dead(site, visit),
    }
}

/// Follows the link.
pub(super) async fn post(site: &Site, visit: &Visit, token: &str, request: Request) -> Answer {
    // There is nothing to fill in; whatever came is bounded all the same.
    Form::read(request, &[]).await?;
    match site.service.follow_reset_link(token, visit.caller).await? {
        FollowOutcome::Followed | FollowOutcome::FollowedBefore => Ok(see_other(&Route::ResetDone.path())),
        FollowOutcome::Dead => dead(site, visit),
    }
}

/// One page for every kind of dead link. Only dead ones are counted, so a live one is never refused.
fn dead(site: &Site, visit: &Visit) -> Answer {
    site.links.count(visit.caller.network)?;
    site.page(visit, StatusCode::GONE, &Page::LinkDead)
}
