//! Memory over a long time of mixed load.

use std::time::{Duration, Instant};

use crate::product::Product;
use crate::support::database::Database;
use crate::{aside, line};

/// How long each part of the mixture lasts.
const PART: Duration = Duration::from_secs(20);

/// Pages, requests of users among those of nobody, of nobody, and sign-ins, one after another for so many minutes.
#[expect(clippy::disallowed_methods, reason = "it goes on for a while")]
pub(crate) fn run(minutes: u32) {
    let product = Product::on(Database::sqlite(), 50_000);
    let begun = Instant::now();
    line("| minute | memory in MiB | letters so far |");
    line("|---|---|---|");
    for minute in (0..=minutes).step_by(5) {
        while begun.elapsed() < Duration::from_mins(u64::from(minute)) {
            let failed = [
                product.pages(16, PART),
                product.requests("either", Duration::from_secs(2)),
                product.requests("other", Duration::from_secs(2)),
                product.sign_ins(PART),
            ]
            .map(|served| served.failed);
            assert_eq!(failed, [0; 4], "a load failed");
            product.drain();
        }
        aside(format!("minute {minute}"));
        line(format!("| {minute} | {:.1} | {} |", product.memory(), product.mail.letters()));
    }
}
