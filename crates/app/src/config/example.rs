//! The commented configuration that `readmit config example` prints, from the same table that the reader goes by.

use super::outline::{Key, Unasked};
use super::{LISTS, SECTIONS};

const INTRODUCTION: &str = "\
# The configuration of readmit.
#
# What stands in a comment holds anyway; where it says so, it is an example.
# Every key but those of applications can come from the environment instead: READMIT_<SECTION>__<KEY>,
# such as READMIT_PORTAL__NAME. Relative paths begin at the folder of this file.
# Durations are 90s, 30m, 24h or 400d. `readmit config check` finds every mistake at once.
";

/// Every section with every key; what has to be written is, the rest stands in comments.
pub(crate) fn example() -> String {
    let mut blocks = vec![INTRODUCTION.to_owned()];
    for outline in SECTIONS {
        blocks.push(format!("\n# {}\n[{}]\n", outline.about, outline.name));
        blocks.extend(outline.keys.iter().map(block));
    }
    for outline in LISTS {
        blocks.push(format!("\n# {} For example:\n#[[{}]]\n", outline.about, outline.name));
        blocks.extend(
            outline.keys.iter().map(|key| format!("# {}\n#{} = {}\n", key.meaning, key.name, key.sample())),
        );
    }
    blocks.join("\n")
}

fn block(Key { name, unasked, meaning }: &Key) -> String {
    match unasked {
        Unasked::Refused(value) => format!("# {meaning} Required.\n{name} = {value}\n"),
        Unasked::Default(value) => format!("# {meaning}\n#{name} = {value}\n"),
        Unasked::Nothing(value) => format!("# {meaning} For example:\n#{name} = {value}\n"),
    }
}
