//! The people in a portal.

use reset_domain::testing::journey::Cast;

/// Somebody who uses the portal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    /// The account.
    pub(crate) account: &'static str,
    /// What they sign in with.
    pub(crate) username: &'static str,
    /// What letters call them.
    pub(crate) first_name: &'static str,
    /// Where their letters go.
    pub(crate) email: &'static str,
    /// Their password.
    pub(crate) password: &'static str,
}

/// Ava of Acme.
pub(crate) const AVA: Person = Person {
    account: Cast::AVA.account_id,
    username: Cast::AVA.username,
    first_name: Cast::AVA.first_name,
    email: "ava@acme.example",
    password: Cast::AVA.forgotten,
};

/// Bo of Acme.
pub(crate) const BO: Person = Person {
    account: "ACME-1042",
    username: "bo",
    first_name: "Bo",
    email: "bo@acme.example",
    password: "copper meadow thirteen kites",
};

/// Somebody of Acme whom nobody else in the test has met; `nth` tells them apart.
pub(crate) fn newcomer(nth: u32) -> Person {
    // A test's people live as long as the test.
    let keep = |text: String| -> &'static str { text.leak() };
    Person {
        account: AVA.account,
        username: keep(format!("cleo.{nth}")),
        first_name: "Cleo",
        email: keep(format!("cleo.{nth}@acme.example")),
        password: keep(format!("silver harbor {nth} lantern owls")),
    }
}
