//! Every command says how it is used.

use crate::support::process::{answer_of, program};

#[test]
fn every_command_has_help_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen = Vec::new();
    while let Some(command) = waiting.pop() {
        let words: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let answer = answer_of(program(folder.path(), &words, &[]));
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{words:?}");
        assert!(answer.out.contains("\nExample:\n  readmit "), "{words:?}:\n{}", answer.out);
        for name in commands_in(&answer.out) {
            waiting.push([command.as_slice(), &[name.to_owned()]].concat());
        }
        seen.push(command.join(" "));
    }
    for known in [
        "demo",
        "serve",
        "worker",
        "migrate",
        "config check",
        "user set-email",
        "mail queue",
        "mail preview",
        "audit",
    ] {
        assert!(seen.iter().any(|command| command == known), "{known} is not among {seen:?}");
    }
}

/// The commands that a help text lists.
fn commands_in(help: &str) -> impl Iterator<Item = &str> {
    let list = help.split_once("Commands:\n").map_or("", |(_, list)| list);
    let lines = list.lines().take_while(|line| !line.is_empty());
    // A long description goes on in lines that stand further in.
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
}
