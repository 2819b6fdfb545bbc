//! The laws of the ports, each a plain function whose name is the sentence and that panics where it is broken.
//!
//! An adapter's tests name what sits the exam, such as a [`Subject`] for a store,
//! and let a macro such as [`storage_laws!`](crate::storage_laws) make each law a test of its own.

pub mod accounts_and_users;
pub mod attempts;
pub mod audit_log;
pub mod clocks;
pub mod corruption;
pub mod credentials;
pub mod entropies;
mod exams;
pub mod hashers;
pub mod intake;
mod lists;
pub mod mailers;
pub mod outbox;
pub mod reset_requests;
pub mod revisions;
pub mod screens;
pub mod sessions;
mod store;
pub mod sweeping;
pub mod units_of_work;

pub use self::corruption::Damageable;
pub use self::mailers::{Arrived, MailerSubject};
pub use self::store::{Store, Subject};

#[cfg(test)]
mod lists_of_laws {
    crate::storage_law_list! { [none_left_out] }
    crate::storage_corruption_law_list! { [none_left_out] }
    crate::mailer_law_list! { [none_left_out] }
    crate::hasher_law_list! { [none_left_out] }
    crate::clock_law_list! { [none_left_out] }
    crate::entropy_law_list! { [none_left_out] }
    crate::screen_law_list! { [none_left_out] }

    /// The names of the public functions of a source file.
    fn laws_of(source: &str) -> impl Iterator<Item = &str> {
        let public = source.lines().filter_map(|line| line.strip_prefix("pub "));
        let functions = public.filter_map(|line| line.trim_start_matches("async ").strip_prefix("fn "));
        functions.filter_map(|line| line.split_once('(').map(|(name, _)| name))
    }
}
