//! Laws of entropy: every byte is filled, and no two fillings are alike.

use std::collections::BTreeSet;

use crate::ports::Entropy;

/// Every byte of a buffer is filled, whatever its length.
pub fn every_byte_is_filled(entropy: &dyn Entropy) {
    for length in [0, 1, 10, 20, 31, 32, 33, 100, 1_000] {
        let mut seen = vec![0; length];
        for _ in 0..32 {
            for (seen, byte) in seen.iter_mut().zip(filled(entropy, length)) {
                *seen |= byte;
            }
        }
        assert!(seen.iter().all(|byte| *byte != 0), "all {length} bytes must be filled");
    }
}

/// No two fillings are alike.
pub fn no_two_fillings_are_alike(entropy: &dyn Entropy) {
    const MANY: usize = 10_000;
    let fillings: BTreeSet<_> = (0..MANY).map(|_| filled(entropy, 10)).collect();
    assert_eq!(fillings.len(), MANY, "no two of {MANY} fillings may be alike");
}

/// Every value of a byte comes about as often as any other.
pub fn no_value_is_favored(entropy: &dyn Entropy) {
    const MANY: usize = 256 * 400;
    let mut counts = vec![0_u32; 256];
    for byte in filled(entropy, MANY) {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    // 400 are expected, with a standard deviation of 20: seven of them are beyond any luck.
    assert!(
        counts.iter().all(|count| (260..=540).contains(count)),
        "some values of a byte come far too often: {counts:?}"
    );
}

fn filled(entropy: &dyn Entropy, length: usize) -> Vec<u8> {
    let mut buffer = vec![0; length];
    match entropy.try_fill(&mut buffer) {
        Ok(()) => buffer,
        Err(error) => panic!("a buffer must be filled: {error}"),
    }
}
