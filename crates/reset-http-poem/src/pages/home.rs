//! Home.

use poem::http::StatusCode;
use reset_domain::model::FirstName;
use reset_templates::Page;

use crate::endpoint::{Answer, Site};
use crate::routes::Route;
use crate::session_cookie::Notice;
use crate::visit::Visit;

/// The applications, and what was done just now.
pub(super) async fn get(site: &Site, visit: &Visit) -> Answer {
    let signed_in = site.signed_in(visit, &Route::Home).await?;
    let page = Page::Home {
        first_name: signed_in.user.first_name.as_ref().map(FirstName::as_str),
        applications: &site.service.policy().applications,
        changed: visit.notice == Some(Notice::Changed),
    };
    let response = site.page_for(visit, &signed_in, StatusCode::OK, &page)?;
    Ok(match visit.notice {
        Some(_) => site.cookies.notified(response),
        None => response,
    })
}
