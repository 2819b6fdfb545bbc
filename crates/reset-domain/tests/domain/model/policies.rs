//! What no operator may want.

use reset_domain::Policy;
use reset_domain::testing::World;
use time::Duration;

#[test]
fn the_default_policy_may_be_wanted() {
    assert!(Policy::default().check().is_ok());
}

#[test]
fn limits_hold_whatever_is_configured() {
    let policy = Policy::default;
    let applications = pollster::block_on(World::new()).service.policy().applications.clone();
    let twice = [applications.clone(), applications].concat();
    for (wanted, named) in [
        (Policy { temporary_life: Duration::hours(25), ..policy() }, "temporary password"),
        (Policy { min_length: 7, ..policy() }, "minimum length"),
        (Policy { session_idle: Duration::hours(13), ..policy() }, "idle session"),
        (Policy { failures: 0, ..policy() }, "refused sign-ins"),
        (Policy { letters: Vec::new(), ..policy() }, "letters"),
        (Policy { applications: twice, ..policy() }, "application"),
    ] {
        let refused = wanted.check().unwrap_err().to_string();
        assert!(refused.contains(named), "{refused}");
    }
}
