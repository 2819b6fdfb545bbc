//! The configuration as operators meet it: checked, printed, named, and wrong.

use std::fs;
use std::path::Path;

use crate::support::process::{Answer, answer_of, program};

fn readmit(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let Answer { code, out, err } = answer_of(program(folder, arguments, variables));
    (code, out, err)
}

/// A folder with the example as `name`.
fn folder_with_example(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, example, complaints) = readmit(folder.path(), &["config", "example"], &[]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    fs::write(folder.path().join(name), example).unwrap();
    folder
}

/// What a check of the example says: it stands behind a proxy that it does not name.
fn passed(name: &str) -> (i32, String) {
    (0, format!("{name}: no mistakes\n"))
}

fn check(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let (code, results, _) = readmit(folder, arguments, variables);
    (code, results)
}

#[test]
fn the_printed_example_passes_the_check() {
    let folder = folder_with_example("readmit.toml");
    assert_eq!(check(folder.path(), &["config", "check"], &[]), passed("readmit.toml"));
}

#[test]
fn a_proxy_that_nobody_named_is_doubted_and_no_mistake() {
    let folder = folder_with_example("readmit.toml");
    let (_, _, doubts) = readmit(folder.path(), &["config", "check"], &[]);
    assert!(doubts.starts_with("note: http.trusted_proxies is empty"), "{doubts}");
    let named = [("READMIT_HTTP__TRUSTED_PROXIES", "127.0.0.1")];
    let (code, _, doubts) = readmit(folder.path(), &["config", "check"], &named);
    assert_eq!((code, doubts.as_str()), (0, ""));
}

#[test]
fn an_accent_that_cannot_be_read_is_refused_with_the_nearest_that_can() {
    let folder = folder_with_example("readmit.toml");
    let pale = [("READMIT_BRANDING__ACCENT", "#7fb2ff")];
    let (code, _, mistakes) = readmit(folder.path(), &["config", "check"], &pale);
    assert_eq!(code, 78, "{mistakes}");
    assert!(
        mistakes.contains("branding.accent: is too pale: a link has 1.94 : 1 in a box of errors"),
        "{mistakes}"
    );
    let (_, nearest) = mistakes.split_once("use this or a darker one: READMIT_BRANDING__ACCENT=").unwrap();
    let nearest = nearest.trim();
    let named = [("READMIT_BRANDING__ACCENT", nearest), ("READMIT_HTTP__TRUSTED_PROXIES", "127.0.0.1")];
    assert_eq!(readmit(folder.path(), &["config", "check"], &named).2, "");
}

#[test]
fn a_mistake_in_a_template_of_ones_own_is_one_of_the_configuration() {
    let folder = folder_with_example("readmit.toml");
    let locales = folder.path().join("own/locales");
    fs::create_dir_all(&locales).unwrap();
    fs::write(locales.join("en.ftl"), "sign-in-titel = Welcome\n").unwrap();
    let own = [("READMIT_BRANDING__TEMPLATES", "own")];
    for command in [&["config", "check"][..], &["serve"]] {
        let (code, _, mistake) = readmit(folder.path(), command, &own);
        assert_eq!(code, 78, "{command:?}: {mistake}");
        let told = "own/locales/en.ftl: line 1: nothing asks for its message `sign-in-titel`\n";
        assert!(mistake.ends_with(told), "{command:?}: {mistake}");
    }
    // Whoever has to suspend somebody at night can.
    assert_eq!(readmit(folder.path(), &["user", "list"], &own).0, 0);
}

#[test]
fn a_logo_that_no_browser_shows_is_refused() {
    let folder = folder_with_example("readmit.toml");
    fs::write(folder.path().join("logo.svg"), "<svg><g></svg>").unwrap();
    let logo = [("READMIT_BRANDING__LOGO", "logo.svg")];
    let (code, _, mistakes) = readmit(folder.path(), &["config", "check"], &logo);
    assert_eq!(code, 78, "{mistakes}");
    assert!(mistakes.contains("branding.logo: is no SVG that a browser would show"), "{mistakes}");
}

#[test]
fn the_configuration_is_named_before_or_after_the_command_or_in_the_environment() {
    let folder = folder_with_example("other.toml");
    let passed = passed("other.toml");
    for arguments in [
        ["config", "check", "--config", "other.toml"],
        ["config", "--config", "other.toml", "check"],
        ["--config", "other.toml", "config", "check"],
    ] {
        assert_eq!(check(folder.path(), &arguments, &[]), passed, "{arguments:?}");
    }
    assert_eq!(check(folder.path(), &["config", "check"], &[("READMIT_CONFIG", "other.toml")]), passed);
    let arguments = ["config", "check", "--config", "other.toml"];
    assert_eq!(check(folder.path(), &arguments, &[("READMIT_CONFIG", "missing.toml")]), passed);
}

#[test]
fn mistakes_are_reported_on_standard_error_with_exit_code_78() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("readmit.toml"), "[portal]\nurl = \"http://portal.example.com\"\n").unwrap();
    let (code, results, complaints) =
        readmit(folder.path(), &["config", "check"], &[("READMIT_MAIL__FORM", "x"), ("READMIT_BIN", "x")]);
    assert_eq!((code, results.as_str()), (78, ""));
    for part in [
        "readmit.toml: 4 mistakes\n",
        "line 2 ",
        "portal.url: is http on a host that is not this machine\n",
        "READMIT_MAIL__FORM  mail.form: is no key\n",
        "did you mean READMIT_MAIL__FROM?\n",
        "mail.url: is missing\n",
        "mail.from: is missing\n",
    ] {
        assert!(complaints.contains(part), "{part:?} is not in\n{complaints}");
    }
}

#[test]
fn a_missing_file_is_exit_code_78() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, complaints) = readmit(folder.path(), &["config", "check"], &[]);
    assert_eq!(code, 78);
    assert!(complaints.starts_with("readmit.toml: 1 mistake\n"), "{complaints}");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &[][..],
        &["config"],
        &["confg"],
        &["config", "check", "--offline"],
        &["config", "check", "--config"],
    ] {
        let (code, results, _) = readmit(folder.path(), arguments, &[]);
        assert_eq!((code, results.as_str()), (2, ""), "{arguments:?}");
    }
    let (code, _, complaints) = readmit(folder.path(), &["config", "example"], &[("READMIT_LOG", "a=b=c")]);
    assert_eq!(code, 2);
    assert!(complaints.starts_with("error: READMIT_LOG: "), "{complaints}");
}

#[test]
fn a_mistake_stops_every_command_that_reads_the_configuration() {
    let folder = folder_with_example("readmit.toml");
    let file = folder.path().join("readmit.toml");
    let right = fs::read_to_string(&file).unwrap();
    let lines_before = right.lines().position(|line| line == "[storage]").unwrap();
    fs::write(&file, right.replace("[storage]\n", "[storage]\nurll = \"x\"\n")).unwrap();
    for command in [
        &["serve"][..],
        &["serve", "--no-worker"],
        &["worker"],
        &["migrate"],
        &["account", "list"],
        &["user", "list"],
        &["mail", "queue"],
        &["audit"],
    ] {
        let (code, results, complaints) = readmit(folder.path(), command, &[]);
        assert_eq!((code, results.as_str()), (78, ""), "{command:?}: {complaints}");
        let line = format!("line {} ", lines_before + 2);
        for part in [line.as_str(), "storage.urll: is no key\n", "did you mean storage.url?\n"] {
            assert!(complaints.contains(part), "{part:?} is not in\n{complaints}");
        }
    }
}

#[test]
fn relative_paths_begin_at_the_folder_of_the_file_wherever_the_command_is_run() {
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("real");
    fs::create_dir(&real).unwrap();
    let text = "[portal]\nurl = 'http://127.0.0.1:8080'\n[mail]\nurl = 'smtp://127.0.0.1:2525'\nfrom = 'a@acme.example'\n";
    fs::write(real.join("readmit.toml"), text).unwrap();
    let (code, _, complaints) = readmit(&real, &["account", "add", "ACME-1042", "--name", "Acme"], &[]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    let arguments = ["account", "list", "--config", "real/readmit.toml"];
    let (code, listed, complaints) = readmit(elsewhere.path(), &arguments, &[]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    assert!(listed.contains("ACME-1042"), "{listed}");
    assert!(!elsewhere.path().join("readmit.db").exists(), "no second database");
}
