//! Inputs for the entry points of the fuzzer where there is no fuzzer: every seed, and mutants of it.

use std::fs;
use std::path::Path;

/// How many mutants of each seed are tried.
const MUTANTS: usize = 1_500;

/// What mutants are made with besides what stands in the seeds: what parsers trip over.
const SPICES: [&[u8]; 16] = [
    b"\0",
    b"\r\n",
    b"\n",
    b"%00",
    b"%",
    b"&",
    b"=",
    b",",
    b";",
    b"@",
    b".",
    b"\xff",
    b"\xe2\x80\xa8",
    b"\xcc\x81",
    b"\"",
    b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// Runs an entry point on each seed of a target and on mutants of it, the same ones each time.
///
/// The seeds are the files of `fuzz/seeds/{target}` beside the workspace of the crate whose manifest is in `manifest`.
///
/// # Panics
/// When the entry point does, or there are no seeds.
pub fn try_seeds_and_mutants(manifest: &str, target: &str, entry: impl Fn(&[u8])) {
    let folder = Path::new(manifest).join("../../fuzz/seeds").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<_> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    let mut luck = Luck(1);
    for seed in &seeds {
        entry(seed);
        for _ in 0..MUTANTS {
            let mut mutant = seed.clone();
            for _ in 0..=luck.below(4) {
                mutate(&mut mutant, &seeds, &mut luck);
            }
            entry(&mutant);
        }
    }
}

/// Changes it in one place.
fn mutate(mutant: &mut Vec<u8>, seeds: &[Vec<u8>], luck: &mut Luck) {
    let at = luck.below(mutant.len() + 1);
    let end = at + luck.below(mutant.len() - at + 1).min(16);
    match luck.below(5) {
        0 => drop(mutant.splice(at..end, [])),
        1 => drop(mutant.splice(at..at, SPICES[luck.below(SPICES.len())].iter().copied())),
        2 => {
            let again = mutant[at..end].to_vec();
            mutant.splice(at..at, again);
        }
        3 => {
            let other = &seeds[luck.below(seeds.len())];
            let from = luck.below(other.len() + 1);
            mutant.splice(at.., other[from..].iter().copied());
        }
        _ => {
            if let Some(byte) = mutant.get_mut(at) {
                *byte ^= 1 << luck.below(8);
            }
        }
    }
}

/// Numbers that look random: `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
struct Luck(u64);

impl Luck {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = usize::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default();
        number % most.max(1)
    }
}
