//! The tables of attacks, and the tests that go through them.

use reset_domain::defect::Defect;

use crate::support::portal::Portal;
use crate::target::Target;

/// Whether the program withstood; if not, what the attacker got.
pub(crate) type Verdict = Result<(), String>;

/// An attack: what it is called, what it is, and a defect by which it succeeds.
pub(crate) type Attack = (&'static str, fn(&Target) -> Verdict, Defect);

/// The attack succeeds with these words, unless what must hold holds.
macro_rules! must {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}
pub(crate) use must;

/// Tries each attack of a table on a portal; the program withstands them all.
pub(crate) fn withstands(attacks: &[Attack], portal: Portal) {
    let mut target = Target::new(portal);
    for (name, attack, _) in attacks {
        eprintln!("{name}");
        target.plant(None);
        if let Err(got) = attack(&target) {
            panic!("{name}: {got}");
        }
        target.clear();
    }
}

/// Tries each attack of a table on a program with the defect beside it; each succeeds.
#[cfg(feature = "planted-defects")]
pub(crate) fn is_caught(attacks: &[Attack], portal: Portal) {
    let mut target = Target::new(portal);
    for (name, attack, defect) in attacks {
        target.plant(Some(*defect));
        match attack(&target) {
            Err(got) => eprintln!("{name}: {defect}: {got}"),
            Ok(()) => panic!("{name}: would not notice {defect}"),
        }
        target.clear();
    }
}

macro_rules! tests {
    ($($class:ident),+ $(,)?) => {$(
        mod $class {
            use crate::$class::ATTACKS;
            use super::*;

            #[test]
            fn withstood_on_sqlite() {
                withstands(ATTACKS, Portal::on_sqlite());
            }

            #[cfg(feature = "postgres-tests")]
            #[test]
            fn withstood_on_postgres() {
                withstands(ATTACKS, Portal::on_postgres());
            }

            #[cfg(feature = "mysql-tests")]
            #[test]
            fn withstood_on_mysql() {
                withstands(ATTACKS, Portal::on_mysql());
            }

            #[cfg(feature = "planted-defects")]
            #[test]
            fn would_catch_its_defects() {
                is_caught(ATTACKS, Portal::on_sqlite());
            }
        }
    )+};
}

tests![
    class_01_poisoned_host,
    class_02_ambiguous_parameters,
    class_03_look_alikes,
    class_04_leaks,
    class_05_reuse,
    class_06_predictability,
    class_07_expiry,
    class_08_binding,
    class_09_sessions,
    class_10_enumeration,
    class_11_injection_into_mail,
    class_12_flooding_and_guessing,
    class_13_exhaustion,
    class_14_cross_site,
    class_15_redirects_and_scripts,
    class_16_scanners_and_transport,
];
