//! The statistics that measurements rest on, against small examples.

use crate::support::statistics::{median, rank_z, welch, welch_below};

#[test]
fn the_middle_of_an_odd_and_of_an_even_number() {
    assert_eq!(
        [median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0, 2.0, 3.0])].map(f64::to_bits),
        [2.0_f64.to_bits(), 2.5_f64.to_bits()]
    );
}

#[test]
fn what_differs_is_told_apart_and_what_does_not_is_not() {
    let one: Vec<f64> = (0..1000).map(|n| f64::from(n % 10)).collect();
    let later: Vec<f64> = one.iter().map(|it| it + 2.0).collect();
    for tell in [welch, rank_z, |one: &[f64], other: &[f64]| welch_below(0.95, one, other)] {
        assert!(tell(&one, &one).abs() < 1e-9);
        assert!(tell(&one, &later) < -4.5, "{}", tell(&one, &later));
    }
}

#[test]
fn ranks_of_a_small_example() {
    // 1 and 2 before 3 and 4: of four pairs none is won; 2 is the mean, 4 * 5 / 12 the variance.
    let z = rank_z(&[1.0, 2.0], &[3.0, 4.0]);
    assert!((z + 2.0 / (20.0_f64 / 12.0).sqrt()).abs() < 1e-9, "{z}");
}
