//! What is listed, for people and for programs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::patience::eventually;
use crate::support::people::AVA;
use crate::support::portal::{Portal, REQUEST, follow_with};

/// The names of the fields of one row, which programs rely on.
fn fields(row: &Value) -> BTreeSet<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

fn names<const N: usize>(names: [&'static str; N]) -> BTreeSet<&'static str> {
    names.into_iter().collect()
}

fn rows(listed: &Value) -> &[Value] {
    listed.as_array().unwrap()
}

#[test]
fn accounts_and_users() {
    let portal = Portal::on_sqlite();
    let accounts = portal.listed(&["account", "list"]);
    let [account] = rows(&accounts) else { panic!("{accounts}") };
    assert_eq!(fields(account), names(["account_id", "name", "state", "created_at"]));
    assert_eq!((&account["account_id"], &account["name"]), (&"ACME-1042".into(), &"Acme".into()));
    let table = portal.done(&["account", "list"]);
    assert!(table.starts_with("ACCOUNT ID  NAME  STATE   CREATED\nACME-1042   Acme  active  20"), "{table}");

    let users = portal.listed(&["user", "list"]);
    assert_eq!(users, portal.listed(&["user", "list", "--account", "acme 1042"]));
    let [ava, bo] = rows(&users) else { panic!("{users}") };
    let user_fields = ["username", "account_id", "first_name", "email", "locale", "state", "created_at"];
    assert_eq!(fields(ava), names(user_fields));
    assert_eq!((&ava["username"], &bo["username"]), (&"ava.stone".into(), &"bo".into()));
    assert_eq!((&ava["email"], &ava["state"]), (&"ava@acme.example".into(), &"active".into()));
    assert_eq!(ava["account_id"], account["account_id"], "an account is called the same everywhere");
    let table = portal.done(&["user", "list"]);
    assert!(table.starts_with("USERNAME   ACCOUNT"), "{table}");
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn one_user_and_what_happened_to_them() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let letter = portal.asks_and_gets_letter(&AVA);
    let shown = portal.listed(&["user", "show", "Ava.Stone"]);
    let sheet_fields = [
        "id",
        "username",
        "account_id",
        "account_state",
        "first_name",
        "email",
        "locale",
        "state",
        "created_at",
        "password_chosen_at",
        "temporary_passwords_until",
        "open_requests",
    ];
    assert_eq!(fields(&shown), names(sheet_fields));
    let [request] = rows(&shown["open_requests"]) else { panic!("{shown}") };
    assert_eq!(fields(request), names(["id", "created_at", "state"]));
    assert_eq!(request["state"], "link sent");
    let sheet = portal.done(&["user", "show", "ava.stone"]);
    assert!(
        sheet.lines().any(|line| line.starts_with("open requests") && line.contains("link sent")),
        "{sheet}"
    );

    follow_with(&mut portal.browser(), letter.link());
    portal.wait_until_nothing_is_owed();
    serving.stop();
    let trail = portal.listed(&["audit", "--since", "1h", "--username", "ava.stone"]);
    let event_fields = [
        "id",
        "at",
        "actor",
        "event",
        "account_id",
        "username",
        "user_id",
        "request_id",
        "network",
        "reason",
    ];
    for event in rows(&trail) {
        assert_eq!(fields(event), names(event_fields));
        assert_eq!((&event["account_id"], &event["username"]), (&"ACME-1042".into(), &"ava.stone".into()));
    }
    let events: Vec<_> = rows(&trail).iter().map(|event| event["event"].as_str().unwrap()).collect();
    let story = [
        "user.registered",
        "reset.requested",
        "reset.link_minted",
        "letter.delivered",
        "reset.link_followed",
        "reset.temporary_minted",
        "letter.delivered",
    ];
    assert_eq!(events, story);
    let table = portal.done(&["audit", "--username", "ava.stone"]);
    assert_eq!(table.lines().count(), 1 + story.len(), "{table}");
    assert!(!portal.done(&["audit", "--username", "bo"]).contains("reset."), "of Ava alone");
}

#[test]
fn letters_that_are_owed() {
    let portal = Portal::on_sqlite();
    assert!(portal.queue().is_empty());
    portal.sink.go_away();
    let mut serving = portal.serve();
    portal.ask(AVA.account, AVA.username);
    let row = eventually("a letter is owed again after a try", || {
        portal.queue().first().filter(|row| row["state"] == "owed" && row["tries"] == 1).cloned()
    });
    let message_fields = ["id", "letter", "to", "state", "tries", "caused_at", "next_at", "give_up_at"];
    assert_eq!(fields(&row), names(message_fields));
    assert_eq!((&row["letter"], &row["to"]), (&REQUEST.into(), &AVA.email.into()));
    serving.stop();
    let table = portal.done(&["mail", "queue"]);
    assert!(table.starts_with("ID ") && table.contains(REQUEST) && table.contains(AVA.email), "{table}");
}
