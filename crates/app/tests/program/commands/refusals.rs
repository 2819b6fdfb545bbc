//! What cannot be done, and how the program says so.

use std::fs;
use std::net::TcpListener;

use crate::support::portal::Portal;
use crate::support::process::{answer_of, program};

#[test]
fn what_cannot_be_done_is_exit_code_1_and_named() {
    let portal = Portal::on_sqlite();
    let add = ["user", "add", "--account"];
    for (arguments, named) in [
        (&["account", "add", "acme 1042", "--name", "Again"][..], "ACME-1042 already"),
        (&["account", "add", "a/b", "--name", "A"], "account ID"),
        (&["account", "suspend", "NOBODY-1"], "\"NOBODY-1\""),
        (&["account", "resume", "NOBODY-1"], "\"NOBODY-1\""),
        (&["user", "list", "--account", "NOBODY-1"], "\"NOBODY-1\""),
        (&["user", "show", "nobody"], "\"nobody\""),
        (&["user", "suspend", "nobody"], "\"nobody\""),
        (&["user", "resume", "nobody"], "\"nobody\""),
        (&["user", "unlock", "nobody"], "\"nobody\""),
        (&["user", "set-email", "nobody", "nobody@example.com"], "\"nobody\""),
        (&["user", "set-email", "bo", "not an address"], "address"),
        (&["audit", "--username", "nobody"], "\"nobody\""),
        (&[&add[..], &["NOBODY-1", "--username", "x", "--email", "x@example.com"]].concat(), "\"NOBODY-1\""),
        (&[&add[..], &["ACME-1042", "--username", "Bo", "--email", "x@example.com"]].concat(), "\"Bo\""),
        (&[&add[..], &["ACME-1042", "--username", "a b", "--email", "x@example.com"]].concat(), "username"),
        (&[&add[..], &["ACME-1042", "--username", "x", "--email", "x"]].concat(), "address"),
    ] {
        let answer = portal.readmit(arguments);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{arguments:?}: {answer:?}");
        assert!(answer.err.starts_with("error: ") && answer.err.contains(named), "{arguments:?}: {answer:?}");
        assert_eq!(answer.err.lines().count(), 1, "{arguments:?}: {answer:?}");
    }
    assert_eq!(portal.listed(&["user", "list"]).as_array().unwrap().len(), 2, "nothing was written");
}

#[test]
fn a_first_password_that_is_not_fit_is_refused_without_repeating_it() {
    let portal = Portal::on_sqlite();
    for (password, code, why) in [
        ("hunter2", 1, "password.min_length"),
        ("passwordpassword", 1, "too easy"),
        ("bcdf-ghjk-mnpq-rstv", 1, "temporary password"),
        ("", 2, "no password"),
    ] {
        let file = portal.folder().join("password");
        fs::write(&file, password).unwrap();
        let arguments = ["user", "add", "--account", "ACME-1042", "--username", "dee", "--email"];
        let arguments = [&arguments[..], &["dee@acme.example", "--password-stdin"]].concat();
        let mut command = program(portal.folder(), &arguments, &[]);
        command.stdin(fs::File::open(&file).unwrap());
        let answer = answer_of(command);
        assert_eq!((answer.code, answer.out.as_str()), (code, ""), "{password}: {answer:?}");
        assert!(answer.err.contains(why), "{password}: {answer:?}");
        assert!(password.is_empty() || !answer.err.contains(password), "{answer:?}");
    }
    assert_eq!(portal.readmit(&["user", "show", "dee"]).code, 1, "nothing was written");
}

#[test]
fn wrong_usage_is_exit_code_2_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["account"][..],
        &["account", "add"],
        &["account", "add", "ACME-1042"],
        &["user", "add", "--username", "x"],
        &["user", "list", "--jsonn"],
        &["user", "set-email", "x"],
        &["user", "add", "--password", "in the open"],
        &["audit", "--since", "yesterday"],
        &["mail"],
        &["serve", "--worker"],
        &["demo", "--listen", "localhost"],
    ] {
        let answer = answer_of(program(folder.path(), arguments, &[]));
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}: {answer:?}");
        assert!(answer.err.contains("--help") || answer.err.contains("Usage:"), "{arguments:?}: {answer:?}");
    }
}

#[test]
fn a_start_that_fails_says_what_to_do() {
    let portal = Portal::on_sqlite();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (variable, key) in
        [("READMIT_HTTP__LISTEN", "http.listen"), ("READMIT_HTTP__ADMIN_LISTEN", "http.admin_listen")]
    {
        let free = [("READMIT_HTTP__LISTEN", "127.0.0.1:0"), ("READMIT_HTTP__ADMIN_LISTEN", "127.0.0.1:0")];
        let variables = [&free[..], &[(variable, &*address)]].concat();
        let answer = answer_of(program(portal.folder(), &["serve"], &variables));
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{answer:?}");
        assert!(answer.err.contains(&address) && answer.err.contains(key), "{answer:?}");
    }

    let nowhere = portal.folder().join("nowhere");
    let url = format!("sqlite://{}/readmit.db", nowhere.display());
    let answer = answer_of(program(portal.folder(), &["serve"], &[("READMIT_STORAGE__URL", &url)]));
    assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{answer:?}");
    assert!(answer.err.contains(&*nowhere.to_string_lossy()), "{answer:?}");
}

#[test]
fn where_the_schema_is_brought_up_to_date_by_hand_nothing_starts_before() {
    let portal = Portal::on_sqlite();
    let url = format!("sqlite://{}", portal.folder().join("new.db").display());
    let by_hand = [("READMIT_STORAGE__URL", &*url), ("READMIT_STORAGE__MIGRATE", "manual")];
    let run = |arguments: &[&str]| answer_of(program(portal.folder(), arguments, &by_hand));
    for command in [&["serve"][..], &["worker"], &["user", "list"]] {
        let answer = run(command);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{answer:?}");
        assert!(answer.err.contains("run `readmit migrate`"), "{answer:?}");
    }
    assert!(run(&["migrate"]).out.ends_with("steps applied: the schema is up to date\n"));
    assert_eq!(run(&["migrate"]).out, "the schema is up to date\n");
    assert_eq!(run(&["user", "list"]).code, 0);
}
