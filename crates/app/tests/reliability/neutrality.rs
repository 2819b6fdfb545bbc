//! What time tells: answers for those who exist and those who do not, told apart by Welch's t, or not.
//!
//! A measurement that finds nothing counts only if it finds a leak that is planted: 100 µs for those who exist.

use std::time::Duration;

use crate::figure;
use crate::support::crowd;
use crate::support::luck::Luck;
use crate::support::portal::Portal;
use crate::support::statistics::{micros, welch};
use crate::support::wire::Wire;

/// The bar: beyond it two sets of times are told apart (Goodwill, Jun, Jaffe and Rohatgi, NIAT 2011).
const BAR: f64 = 4.5;
/// How many people stand behind each class of requests.
const PEOPLE: u32 = 500;
/// Answers before the first that counts.
const WARM_UP: usize = 500;
/// The part of the slowest answers that is left out, alike for every class: other programs made them slow.
const LEFT_OUT: f64 = 0.02;
/// The planted leak.
const LEAK: (&str, &str) = ("READMIT_PLANTED_DEFECT", "known-names-take-longer");

/// Password Reset Request for people who exist and for people who do not, interleaved; then with the planted leak.
pub(crate) fn requests(samples: u32) {
    let leak = request_t(samples, &[LEAK]);
    figure(
        "Password Reset Request with a planted leak of 100 µs for known names: Welch's t",
        format!("{leak:.1}"),
    );
    if leak.abs() < BAR {
        figure(
            &format!("Password Reset Request, {samples} a class"),
            "not measured: the planted leak was not seen",
        );
        panic!("the planted leak was not seen: on this machine the measurement says nothing");
    }
    let t = request_t(samples, &[]);
    figure(
        &format!("Password Reset Request, known against unknown, {samples} a class: Welch's t"),
        format!("{t:.2}"),
    );
    assert!(t.abs() < BAR, "time tells who exists: t = {t:.2}");
}

fn request_t(samples: u32, variables: &[(&str, &str)]) -> f64 {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", PEOPLE);
    // Letters for those who exist would be work that those who do not never cause; it is not part of the answer,
    // and the worker does it on a clock of its own: here as in a portal, it runs beside.
    let mut serving = portal.serve_with(&[], variables);
    let mut wire = Wire::to(serving.address, &portal.origin()).unwrap();
    let luck = Luck::seeded(1);
    let mut times = [Vec::new(), Vec::new()];
    let wanted = samples as usize + WARM_UP;
    while times.iter().any(|times| times.len() < wanted) {
        let class = usize::from(luck.below(2) == 1);
        let n = u32::try_from(luck.below(u64::from(PEOPLE))).unwrap() + 1;
        let name = crowd::username(["known", "other"][class], n);
        let fields = [("account_id", crowd::ACCOUNT), ("username", name.as_str())];
        let (status, took) = wire.post("/password-reset", &fields).unwrap();
        assert_eq!(status, 303);
        times[class].push(took);
    }
    serving.stop();
    let [known, unknown] = times.map(|times| trimmed(times.into_iter().skip(WARM_UP).collect()));
    welch(&known, &unknown)
}

/// Why a sign-in is refused: a class of names, and what is typed.
const CAUSES: [(&str, &str, &str); 4] = [
    ("nobody has the name", "other", "not the right one at all"),
    ("the password is wrong", "known", "not the right one at all"),
    ("the user is suspended", "gone0", "not the right one at all"),
    ("no such temporary password", "temps", "bcdfghjkmnpqrstv"),
];

/// Refused sign-ins of every cause, interleaved, at production parameters.
pub(crate) fn sign_ins(samples: u32) {
    let portal = Portal::on_sqlite();
    for (_, name, _) in CAUSES.iter().skip(1) {
        crowd::add(&portal, name, samples + 1);
    }
    crowd::suspend(&portal, "gone0");
    let mut serving = portal.serve_with(&[], &[]);
    let mut wire = Wire::to(serving.address, &portal.origin()).unwrap();
    let luck = Luck::seeded(2);
    let mut times = CAUSES.map(|_| Vec::new());
    for n in 1..=samples {
        // Each name once, so that no pause is among the causes; in an order of luck, so that no class is first.
        let from = usize::try_from(luck.below(CAUSES.len() as u64)).unwrap();
        for step in 0..CAUSES.len() {
            let class = (from + step) % CAUSES.len();
            let (_, name, typed) = CAUSES[class];
            let name = crowd::username(name, n);
            let (status, took) = wire.post("/sign-in", &[("username", &name), ("password", typed)]).unwrap();
            assert_eq!(status, 422);
            times[class].push(took);
        }
    }
    serving.stop();
    let times = times.map(trimmed);
    let mut worst = (0.0_f64, "", "");
    for (nth, one) in times.iter().enumerate() {
        for (mth, other) in times.iter().enumerate().skip(nth + 1) {
            let t = welch(one, other);
            if worst.0.abs() < t.abs() {
                worst = (t, CAUSES[nth].0, CAUSES[mth].0);
            }
        }
    }
    let (t, one, other) = worst;
    figure(
        &format!(
            "Sign-in refused, the two of {} causes most apart, {samples} a class: Welch's t",
            CAUSES.len()
        ),
        format!("{t:.2} ({one} / {other})"),
    );
    assert!(t.abs() < BAR, "time tells why a sign-in is refused: t = {t:.2}, {one} against {other}");
}

/// In microseconds, without the slowest.
fn trimmed(mut times: Vec<Duration>) -> Vec<f64> {
    times.sort_unstable();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a part of a count"
    )]
    let kept = (times.len() as f64 * (1.0 - LEFT_OUT)) as usize;
    times.truncate(kept);
    micros(&times)
}
