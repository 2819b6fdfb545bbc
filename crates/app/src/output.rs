//! How commands answer: results on standard output, everything else on standard error.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use anyhow::Context;
use serde::Serialize;

/// Whether a listing is for people or for programs.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Format {
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// A line of a listing. Programs get its serialization, people its cells.
pub(crate) trait Row: Serialize {
    /// What stands above the cells.
    const HEADINGS: &'static [&'static str];

    /// What stands beneath each heading.
    fn cells(&self) -> Vec<String>;
}

/// Prints a result. Whoever reads it may stop reading at any time.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Prints a listing.
pub(crate) fn print_listing<R: Row>(rows: &[R], format: Format) -> anyhow::Result<()> {
    if format.json {
        return print(&(serde_json::to_string_pretty(rows)? + "\n"));
    }
    print(&table(rows))
}

/// One thing, as lines of a name and a value. Programs get its serialization.
pub(crate) trait Sheet: Serialize {
    /// What stands in the lines.
    fn lines(&self) -> Vec<(&'static str, String)>;
}

/// Prints one thing.
pub(crate) fn print_one(sheet: &impl Sheet, format: Format) -> anyhow::Result<()> {
    if format.json {
        return print(&(serde_json::to_string_pretty(sheet)? + "\n"));
    }
    let lines = sheet.lines();
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let text: String =
        lines.iter().map(|(name, value)| format!("{name:width$}  {}\n", plain(value))).collect();
    print(&text)
}

/// Says on standard error what went wrong; where nobody hears it, nothing is left to do.
pub(crate) fn complain(what: &impl Display) {
    _ = writeln!(io::stderr().lock(), "{what}");
}

fn table<R: Row>(rows: &[R]) -> String {
    let headings = R::HEADINGS.iter().map(|heading| (*heading).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(headings)
        .chain(rows.iter().map(|row| row.cells().iter().map(|cell| plain(cell)).collect()))
        .collect();
    let widths: Vec<usize> = (0..R::HEADINGS.len())
        .map(|column| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        })
        .collect();
    lines
        .iter()
        .map(|line| {
            let cells: Vec<String> = line
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:width$}", width = *width))
                .collect();
            cells.join("  ").trim_end().to_owned() + "\n"
        })
        .collect()
}

/// A terminal obeys control characters, and a stored text is not to give orders.
fn plain(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Fruit {
        name: &'static str,
        count: u32,
    }

    impl Row for Fruit {
        const HEADINGS: &'static [&'static str] = &["NAME", "COUNT"];

        fn cells(&self) -> Vec<String> {
            vec![self.name.to_owned(), self.count.to_string()]
        }
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [Fruit { name: "apple", count: 3 }, Fruit { name: "kumquat", count: 12 }];
        assert_eq!(table(&rows), "NAME     COUNT\napple    3\nkumquat  12\n");
    }

    #[test]
    fn an_empty_listing_is_its_headings() {
        assert_eq!(table::<Fruit>(&[]), "NAME  COUNT\n");
    }

    #[test]
    fn a_cell_gives_no_orders_to_a_terminal() {
        let rows = [Fruit { name: "red\u{1b}[31m\napple", count: 1 }];
        assert_eq!(table(&rows), "NAME            COUNT\nred\u{fffd}[31m\u{fffd}apple  1\n");
    }
}
