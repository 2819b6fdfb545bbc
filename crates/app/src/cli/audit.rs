//! `readmit audit`

use reset_domain::use_cases::AuditLine;
use serde::Serialize;

use super::Shared;
use super::operate::{WrittenIds, no_such_user, operate, written};
use crate::config::parse_duration;
use crate::failure::Failure;
use crate::output::{self, Format, Row};

/// The newest so many; a longer time than they cover is asked for in pieces.
const MOST: u32 = 10_000;

/// Show what happened: who, what, when, from where, with what outcome
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  readmit audit --since 24h --username ava.stone")]
pub(crate) struct Command {
    /// How far back
    #[arg(long, default_value = "24h", value_name = "DURATION", value_parser = duration)]
    since: time::Duration,
    /// To this user only
    #[arg(long)]
    username: Option<String>,
    #[command(flatten)]
    format: Format,
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        let username = self.username.as_deref();
        let (lines, accounts) = operate(shared, async |service| {
            let lines = service.list_audit(self.since, username, MOST).await?;
            Ok((lines, WrittenIds::read(service).await?))
        })?;
        let Some(lines) = lines else {
            return Err(no_such_user(username.unwrap_or_default()));
        };
        let rows: Vec<_> = lines.iter().map(|line| EventRow::of(line, &accounts)).collect();
        Ok(output::print_listing(&rows, self.format)?)
    }
}

#[derive(Serialize)]
struct EventRow {
    id: String,
    at: String,
    actor: &'static str,
    event: &'static str,
    account_id: Option<String>,
    username: Option<String>,
    user_id: Option<String>,
    request_id: Option<String>,
    network: Option<String>,
    reason: Option<String>,
}

impl EventRow {
    fn of(line: &AuditLine, accounts: &WrittenIds) -> Self {
        let event = &line.event;
        Self {
            id: event.id.to_string(),
            at: written(event.at),
            actor: event.actor.as_str(),
            event: event.kind.as_str(),
            account_id: event.account.as_ref().map(|id| accounts.of(id)),
            username: line.username.as_ref().map(ToString::to_string),
            user_id: event.user.map(|id| id.to_string()),
            request_id: event.request.map(|id| id.to_string()),
            network: event.network.map(|network| network.to_string()),
            reason: event.reason.as_deref().map(str::to_owned),
        }
    }
}

impl Row for EventRow {
    const HEADINGS: &'static [&'static str] = &["AT", "ACTOR", "EVENT", "ACCOUNT", "USER", "FROM", "REASON"];

    fn cells(&self) -> Vec<String> {
        let or_blank = |field: &Option<String>| field.clone().unwrap_or_default();
        vec![
            self.at.clone(),
            self.actor.to_owned(),
            self.event.to_owned(),
            or_blank(&self.account_id),
            or_blank(&self.username),
            or_blank(&self.network),
            or_blank(&self.reason),
        ]
    }
}

fn duration(text: &str) -> Result<time::Duration, &'static str> {
    parse_duration(text).ok_or("write a whole number and one of s, m, h, d, such as 24h")
}
