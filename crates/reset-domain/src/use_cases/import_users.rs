//! An operator registers many users at once: all of them or, where a line is bad, none.

use std::collections::BTreeSet;

use super::step::retrying;
use crate::model::{Unfit, User};
use crate::{Fault, ResetService};

/// One user to register.
#[derive(Debug, Clone)]
pub struct ImportLine {
    /// Its line in the file, for reports.
    pub line: u64,
    /// Where they belong.
    pub account: String,
    /// What they sign in with.
    pub username: String,
    /// What letters greet them with.
    pub first_name: String,
    /// Where letters go.
    pub email: String,
    /// The language of their letters, if they have one of their own.
    pub locale: Option<String>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportMistake {
    /// A field cannot be what it is to be.
    Unfit(Unfit),
    /// There is no such account.
    NoSuchAccount,
    /// Somebody else has that username: in another account, or with another name or address.
    Taken,
    /// The username stands in the file twice.
    Twice,
}

/// Whether to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Write, if every line is good.
    Write,
    /// Say what would be written.
    DryRun,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// So many were registered (or would be); so many were there already, just so.
    Done {
        /// New.
        registered: u64,
        /// There already.
        unchanged: u64,
    },
    /// Nothing was written: these lines are bad.
    Refused(Vec<(u64, ImportMistake)>),
}

impl ResetService {
    /// Registers many users at once. Doing it twice changes nothing.
    pub async fn import_users(&self, lines: &[ImportLine], mode: ImportMode) -> Result<ImportOutcome, Fault> {
        retrying!(self.import(lines, mode))
    }

    async fn import(&self, lines: &[ImportLine], mode: ImportMode) -> Result<ImportOutcome, Fault> {
        let (mut registered, mut unchanged, mut mistakes) = (0, 0, Vec::new());
        let mut seen = BTreeSet::new();
        let mut uow = self.begin().await?;
        for line in lines {
            let parsed = self.parse_user(
                &line.account,
                &line.username,
                &line.first_name,
                &line.email,
                line.locale.as_deref(),
            )?;
            let user = match parsed {
                Ok(user) => user,
                Err(unfit) => {
                    mistakes.push((line.line, ImportMistake::Unfit(unfit)));
                    continue;
                }
            };
            if !seen.insert(user.username.clone()) {
                mistakes.push((line.line, ImportMistake::Twice));
                continue;
            }
            if uow.accounts().lookup(&user.account).await?.is_none() {
                mistakes.push((line.line, ImportMistake::NoSuchAccount));
                continue;
            }
            match uow.users().find_by_username(&user.username).await? {
                Some(there) if says_the_same(&there, &user) => unchanged += 1,
                Some(_) => mistakes.push((line.line, ImportMistake::Taken)),
                None => {
                    self.add_user(&mut *uow, &user, None).await?;
                    registered += 1;
                }
            }
        }
        if !mistakes.is_empty() {
            return Ok(ImportOutcome::Refused(mistakes));
        }
        if mode == ImportMode::Write {
            uow.commit().await?;
        }
        Ok(ImportOutcome::Done { registered, unchanged })
    }
}

fn says_the_same(there: &User, line: &User) -> bool {
    there.account == line.account
        && there.first_name == line.first_name
        && there.email == line.email
        && there.locale == line.locale
}
