//! The plain numbers that an operator chooses.

use std::collections::BTreeSet;

use time::Duration;

use crate::model::{Application, Unfit};

/// So many in so long: `5/1h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub most: u32,
    /// In how long.
    pub per: Duration,
}

/// What becomes of somebody who has signed in with a temporary password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRule {
    /// They are reminded on every page.
    Remind,
    /// Change Password is the only page until it is done.
    Force,
}

/// The plain numbers that an operator chooses. `Policy::default()` is what the product does unasked.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How long a link may be followed, counted from minting.
    pub link_life: Duration,
    /// How long a temporary password is good, counted from minting; at most [`Policy::LONGEST_TEMPORARY_LIFE`].
    pub temporary_life: Duration,
    /// What becomes of somebody who has signed in with a temporary password.
    pub temporary_change: ChangeRule,
    /// The fewest Unicode characters of a chosen password; at least [`Policy::LOWEST_MIN_LENGTH`].
    pub min_length: usize,
    /// How long an unused session lives.
    pub session_idle: Duration,
    /// How long any session lives.
    pub session_absolute: Duration,
    /// How long a password confirmed for an application stays good; zero is for one opening.
    pub confirm_life: Duration,
    /// How many request letters a user may get; all of them hold at once.
    pub letters: Vec<Rate>,
    /// How many refused sign-ins in a row, from unknown devices, close a chosen password to them
    /// (NIST SP 800-63B-4, section 3.2.2).
    pub failures: u32,
    /// How long after its cause a letter is still worth sending.
    pub give_up: Duration,
    /// How long a worker may hold a message; longer than the mailer's own deadline, by ten seconds at least.
    pub lease: Duration,
    /// How many submitted requests may wait to be considered.
    pub intake_limit: u64,
    /// How long audit events are kept.
    pub audit_keep: Duration,
    /// The applications and features on Home.
    pub applications: Vec<Application>,
    /// Words that make a password easy to guess here: the portal's name.
    pub known_words: Vec<String>,
}

impl Policy {
    /// The ceiling on the life of a temporary password, whatever the configuration says (ASVS 5.0, 6.4.1).
    pub const LONGEST_TEMPORARY_LIFE: Duration = Duration::hours(24);
    /// The lowest minimum length anybody may configure (NIST SP 800-63B-4, section 3.1.1.2).
    pub const LOWEST_MIN_LENGTH: usize = 8;
    /// How long a device is known.
    pub const DEVICE_LIFE: Duration = Duration::days(400);
    /// How many refusals in a row go without a pause.
    pub const FREE_REFUSALS: u32 = 5;
    /// The longest pause between tries of one name from one network.
    pub const LONGEST_PAUSE: Duration = Duration::minutes(15);
    /// How long a refusal counts.
    pub const REFUSALS_COUNT: Duration = Duration::days(1);

    /// Checks the limits that hold whatever an operator wants. Give [`ResetService::new`](crate::ResetService::new)
    /// what it gives back.
    pub fn check(self) -> Result<Self, Unfit> {
        if Self::LONGEST_TEMPORARY_LIFE < self.temporary_life {
            return Err(Unfit::new("the life of a temporary password", "is longer than 24 hours"));
        }
        if self.min_length < Self::LOWEST_MIN_LENGTH {
            return Err(Unfit::new("the minimum length of a password", "is below 8"));
        }
        if self.session_absolute < self.session_idle {
            return Err(Unfit::new("the life of an idle session", "is longer than that of any session"));
        }
        if self.failures == 0 {
            return Err(Unfit::new("the ceiling on refused sign-ins", "is zero, which lets nobody in"));
        }
        if self.letters.is_empty() {
            return Err(Unfit::new("the rates of request letters", "are none, which floods mailboxes"));
        }
        let ids: BTreeSet<_> = self.applications.iter().map(|application| &application.id).collect();
        if ids.len() < self.applications.len() {
            return Err(Unfit::new("the id of an application", "stands twice"));
        }
        Ok(self)
    }

    /// The pause after so many refusals in a row of one name from one network: none for five,
    /// then 1 s, 2 s, 4 s … 15 minutes.
    pub fn pause_after(refusals: u32) -> Duration {
        match refusals.checked_sub(Self::FREE_REFUSALS) {
            None => Duration::ZERO,
            Some(beyond) => Duration::seconds(1 << beyond.min(20)).min(Self::LONGEST_PAUSE),
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            link_life: Duration::minutes(30),
            temporary_life: Duration::hours(24),
            temporary_change: ChangeRule::Remind,
            min_length: 15,
            session_idle: Duration::minutes(30),
            session_absolute: Duration::hours(12),
            confirm_life: Duration::ZERO,
            letters: vec![
                Rate { most: 1, per: Duration::minutes(1) },
                Rate { most: 5, per: Duration::hours(1) },
            ],
            failures: 100,
            give_up: Duration::hours(12),
            lease: Duration::seconds(90),
            intake_limit: 100_000,
            audit_keep: Duration::days(400),
            applications: Vec::new(),
            known_words: Vec::new(),
        }
    }
}
