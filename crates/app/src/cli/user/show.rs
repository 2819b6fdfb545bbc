//! `readmit user show`

use reset_domain::model::{ResetRequest, ResetRequestState};
use reset_domain::use_cases::{Shown, UserView};
use serde::Serialize;

use crate::cli::Shared;
use crate::cli::operate::{account_state, no_such_user, operate, user_state, written};
use crate::failure::Failure;
use crate::output::{self, Format};

/// Runs the command.
pub(super) fn run(shared: &Shared, username: &str, format: Format) -> Result<(), Failure> {
    match operate(shared, async |service| service.show_user(username).await)? {
        Shown::User(view) => Ok(output::print_one(&Sheet::of(&view), format)?),
        Shown::NoSuchUser => Err(no_such_user(username)),
    }
}

/// One user, as an operator sees them.
#[derive(Serialize)]
struct Sheet {
    id: String,
    username: String,
    account_id: String,
    account_state: &'static str,
    first_name: Option<String>,
    email: String,
    locale: Option<String>,
    state: &'static str,
    created_at: String,
    password_chosen_at: Option<String>,
    temporary_passwords_until: Vec<String>,
    open_requests: Vec<Open>,
}

/// One open request.
#[derive(Serialize)]
struct Open {
    id: String,
    created_at: String,
    state: &'static str,
}

impl Sheet {
    fn of(view: &UserView) -> Self {
        let user = &view.user;
        let account = view.account.as_ref();
        Self {
            id: user.id.to_string(),
            username: user.username.to_string(),
            account_id: account
                .map_or_else(|| user.account.to_string(), |account| account.written_id.clone()),
            account_state: account.map_or("unknown", |account| account_state(account.state)),
            first_name: user.first_name.as_ref().map(|name| name.as_str().to_owned()),
            email: user.email.to_string(),
            locale: user.locale.as_ref().map(ToString::to_string),
            state: user_state(user.state),
            created_at: written(user.created_at),
            password_chosen_at: view.chosen_at.map(written),
            temporary_passwords_until: view.temporary_until.iter().copied().map(written).collect(),
            open_requests: view.requests.iter().map(Open::of).collect(),
        }
    }
}

impl Open {
    fn of(request: &ResetRequest) -> Self {
        let state = match request.state {
            ResetRequestState::Owed { .. } => "link owed",
            ResetRequestState::LinkSent { .. } => "link sent",
            ResetRequestState::Followed { .. } => "followed",
            ResetRequestState::Fulfilled { .. } => "fulfilled",
            ResetRequestState::Closed { .. } => "closed",
        };
        Self { id: request.id.to_string(), created_at: written(request.created_at), state }
    }
}

impl output::Sheet for Sheet {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let none = || "none".to_owned();
        let requests: Vec<_> = self
            .open_requests
            .iter()
            .map(|open| format!("{} since {}", open.state, open.created_at))
            .collect();
        vec![
            ("username", self.username.clone()),
            ("id", self.id.clone()),
            ("account", format!("{} ({})", self.account_id, self.account_state)),
            ("first name", self.first_name.clone().unwrap_or_else(none)),
            ("email", self.email.clone()),
            ("locale", self.locale.clone().unwrap_or_else(|| "the portal's".to_owned())),
            ("state", self.state.to_owned()),
            ("created", self.created_at.clone()),
            ("password chosen", self.password_chosen_at.clone().unwrap_or_else(none)),
            ("temporary passwords until", or_none(&self.temporary_passwords_until)),
            ("open requests", or_none(&requests)),
        ]
    }
}

fn or_none(list: &[String]) -> String {
    match list {
        [] => "none".to_owned(),
        list => list.join(", "),
    }
}
