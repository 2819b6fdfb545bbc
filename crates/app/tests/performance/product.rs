//! The product as it is run: the program that is shipped, everything switched on, throttles raised by configuration only.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::counting_sink::CountingSink;
use crate::load::{Load, Served};
use crate::machine;
use crate::scale;
use crate::support::crowd;
use crate::support::database::Database;
use crate::support::patience::timed;
use crate::support::people::AVA;
use crate::support::portal::{Portal, Serving};
use crate::support::statistics::median;
use crate::support::wire::{Wire, form, page};

/// How many ask at once, where nothing else is said.
pub(crate) const CONNECTIONS: usize = 8;

/// A running portal with a crowd in it.
pub(crate) struct Product {
    /// Its process, which goes before the folder that it writes to.
    pub(crate) serving: Serving,
    /// The portal.
    pub(crate) portal: Portal,
    /// Its mail server.
    pub(crate) mail: CountingSink,
    /// Its origin.
    pub(crate) origin: String,
    people: u32,
    is_spread: bool,
    next: AtomicU64,
}

impl Product {
    /// A portal on this database with so many users, served.
    pub(crate) fn on(database: Database, people: u32) -> Self {
        Self::serve(database, people, false)
    }

    /// The same with its users spread over 10,000 accounts.
    pub(crate) fn spread_on(database: Database, people: u32) -> Self {
        Self::serve(database, people, true)
    }

    fn serve(database: Database, people: u32, is_spread: bool) -> Self {
        let portal = Portal::on(database);
        crowd::add(&portal, "known", people);
        if is_spread {
            scale::spread(&portal, "known");
        }
        let mail = CountingSink::start();
        let serving = serve(&portal, &mail);
        let origin = portal.origin();
        Self { serving, portal, mail, origin, people, is_spread, next: AtomicU64::new(0) }
    }

    /// Its memory in MiB.
    pub(crate) fn memory(&self) -> f64 {
        machine::memory(self.serving.id())
    }

    /// Stops it, does something to its portal, and serves again.
    pub(crate) fn stopped(&mut self, work: impl FnOnce(&Portal)) {
        self.serving.stop();
        work(&self.portal);
        self.serving = serve(&self.portal, &self.mail);
    }

    /// From the start of the program to the first page in milliseconds, the middle one of so many; it serves on.
    pub(crate) fn cold_start(&mut self, starts: u32) -> f64 {
        let starts: Vec<f64> = (0..starts)
            .map(|_| {
                self.serving.stop();
                let (serving, took) = timed(|| launch(&self.portal, &self.mail));
                self.serving = serving;
                took.as_secs_f64() * 1e3
            })
            .collect();
        median(&starts)
    }

    /// Sign In, fetched by so many at once.
    pub(crate) fn pages(&self, connections: usize, lasts: Duration) -> Served {
        let request = page(&self.origin, "/sign-in");
        self.load(connections, lasts, &[200]).ask(|_| request.clone())
    }

    /// Reset requests of one after another: of `known`, who are users, of others, who are nobody, or of `either`.
    pub(crate) fn requests(&self, of: &str, lasts: Duration) -> Served {
        self.load(CONNECTIONS, lasts, &[303]).ask(|n| self.reset(of, n))
    }

    /// Sign-ins of one after another with the right password.
    pub(crate) fn sign_ins(&self, lasts: Duration) -> Served {
        let sign_in = |n| self.sign_in(&crowd::username("known", self.number(n)), AVA.password);
        self.load(CONNECTIONS, lasts, &[303]).ask(sign_in)
    }

    fn load<'a>(&'a self, connections: usize, lasts: Duration, good: &'a [u16]) -> Load<'a> {
        let (address, origin, next) = (self.serving.address, self.origin.as_str(), &self.next);
        Load { address, origin, connections, lasts, good, next }
    }

    /// The nth reset request.
    pub(crate) fn reset(&self, of: &str, n: u64) -> Vec<u8> {
        let of = match of {
            "either" if n.is_multiple_of(3) => "other",
            "either" => "known",
            of => of,
        };
        let n = self.number(n);
        let account = if self.is_spread { scale::account(n) } else { crowd::ACCOUNT.to_owned() };
        let fields = [("account_id", account.as_str()), ("username", &crowd::username(of, n))];
        form(&self.origin, "/password-reset", &fields)
    }

    /// A sign-in.
    pub(crate) fn sign_in(&self, username: &str, password: &str) -> Vec<u8> {
        form(&self.origin, "/sign-in", &[("username", username), ("password", password)])
    }

    /// One person after another, and again from the first; in strides, as the crowd does not stand in a row.
    fn number(&self, n: u64) -> u32 {
        const STRIDE: u64 = 7_919; // a prime, so that everybody has a turn
        u32::try_from(n * STRIDE % u64::from(self.people)).unwrap() + 1
    }

    /// Waits until nothing is owed; gives how many letters came a second.
    pub(crate) fn drain(&self) -> f64 {
        let before = self.mail.letters();
        let ((), took) = timed(|| crowd::wait_until_nothing_is_owed(&self.portal));
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let letters = (self.mail.letters() - before) as f64;
        letters / took.as_secs_f64()
    }

    /// A connection to it.
    pub(crate) fn wire(&self) -> Wire {
        Wire::to(self.serving.address, &self.origin).unwrap()
    }
}

/// Serves a portal whose letters go to a mail server.
fn serve(portal: &Portal, mail: &CountingSink) -> Serving {
    let mut serving = launch(portal, mail);
    serving.wait_until_ready();
    serving
}

/// Starts to serve it, and waits for the first page and nothing else.
fn launch(portal: &Portal, mail: &CountingSink) -> Serving {
    let mail = format!("smtp://{}", mail.address());
    let serving = portal.launch(&[
        ("READMIT_MAIL__URL", mail.as_str()),
        // The load comes from one network and asks for the same people again and again.
        ("READMIT_THROTTLE__REQUESTS", "1000000/1s"),
        ("READMIT_THROTTLE__LINKS", "1000000/1s"),
        ("READMIT_THROTTLE__SIGN_INS", "1000000/1s"),
        ("READMIT_THROTTLE__LETTERS", "1000000/1s"),
        ("READMIT_THROTTLE__FAILURES", "1000000000"),
    ]);
    let request = page(&portal.origin(), "/sign-in");
    let asked = || Wire::to(serving.address, &portal.origin())?.ask(&request);
    while !asked().is_ok_and(|(status, _)| status == 200) {
        crowd::live(Duration::from_millis(1));
    }
    serving
}
