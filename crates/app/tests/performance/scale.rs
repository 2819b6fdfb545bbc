//! Many users in many accounts, put into the database by statements: registering each would take days.

use crate::support::crowd;
use crate::support::portal::Portal;

/// Spreads a crowd over 10,000 accounts: by the last four digits of each name, `0000` staying where it is.
pub(crate) fn spread(portal: &Portal, name: &str) {
    let (digits, last) = (name.len() + "-".len() + 1, name.len() + "-000".len() + 1);
    portal.run_sql(&[
        format!(
            "INSERT INTO accounts (id, written_id, name, suspended_at, created_at, revision) \
             SELECT 'many' || substr(u.username, {digits}), 'many-' || substr(u.username, {digits}), 'Many', \
             a.suspended_at, a.created_at, a.revision FROM users u JOIN accounts a ON a.id = u.account_id \
             WHERE u.username LIKE '{name}-000%'"
        ),
        format!(
            "UPDATE users SET account_id = 'many000' || substr(username, {last}) \
             WHERE username LIKE '{name}-%' AND username NOT LIKE '%0000'"
        ),
    ]);
}

/// The account of the nth of a crowd that is spread.
pub(crate) fn account(n: u32) -> String {
    match n % 10_000 {
        0 => crowd::ACCOUNT.to_owned(),
        digits => format!("many-{digits:07}"),
    }
}
