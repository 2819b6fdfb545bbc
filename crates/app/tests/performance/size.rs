//! How large the program is.

use std::fs;
use std::process::Command;

/// The program in MiB, and the crates that it is made of.
pub(crate) fn measured() -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a program is small")]
    let mib = fs::metadata(env!("CARGO_BIN_EXE_readmit")).unwrap().len() as f64 / f64::from(1 << 20);
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--package",
            "app",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{tree:?}");
    let text = String::from_utf8(tree.stdout).unwrap();
    let mut crates: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    crates.retain(|line| !line.is_empty());
    crates.sort_unstable();
    crates.dedup();
    #[expect(clippy::cast_precision_loss, reason = "crates are few")]
    let crates = crates.len() as f64;
    (mib, crates)
}
