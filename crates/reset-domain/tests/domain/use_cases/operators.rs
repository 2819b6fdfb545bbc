//! What operators do.

use pollster::FutureExt;
use reset_domain::model::AuditKind;
use reset_domain::testing::World;
use reset_domain::use_cases::{
    AccountOutcome, AddressOutcome, ImportLine, ImportMistake, ImportMode, ImportOutcome, PasswordRefusal,
    RegisterAccount, RegisterAccountOutcome, RegisterUser, RegisterUserOutcome, RequestForOutcome, Shown,
    UserOutcome,
};
use secrecy::SecretString;
use time::Duration;

fn line(n: u64, account: &str, username: &str, email: &str) -> ImportLine {
    ImportLine {
        line: n,
        account: account.to_owned(),
        username: username.to_owned(),
        first_name: "Dee".to_owned(),
        email: email.to_owned(),
        locale: None,
    }
}

async fn usernames(world: &World) -> Vec<String> {
    let users = world.service.list_users(None).await.unwrap().unwrap();
    users.iter().map(|user| user.username.to_string()).collect()
}

#[test]
fn an_account_is_registered_once_however_it_is_written() {
    async {
        let world = World::new().await;
        let again =
            world.service.register_account(RegisterAccount { id: "acme 1042", name: "Acme" }).await.unwrap();
        assert!(matches!(again, RegisterAccountOutcome::Taken(account) if account.written_id == "ACME-1042"));
        for (id, name) in [("", "X"), ("é", "X"), ("X-1", " "), ("X-1", "two\nlines")] {
            let refused = world.service.register_account(RegisterAccount { id, name }).await.unwrap();
            assert!(matches!(refused, RegisterAccountOutcome::Unfit(_)), "{id:?} {name:?}");
        }
        assert_eq!(world.service.list_accounts().await.unwrap().len(), 2);
    }
    .block_on();
}

#[test]
fn a_user_is_registered_or_the_field_is_named() {
    async {
        let world = World::new().await;
        let good = RegisterUser {
            account: "ACME-1042",
            username: "dee",
            first_name: "Dee",
            email: "dee@acme.example",
            locale: Some("de"),
            password: None,
        };
        let short = SecretString::from("short");
        let why = |outcome: RegisterUserOutcome| match outcome {
            RegisterUserOutcome::Unfit(unfit) => unfit.to_string(),
            other => format!("{other:?}"),
        };
        for (user, expected) in [
            (RegisterUser { account: "NOPE-1", ..good }, "NoSuchAccount"),
            (RegisterUser { username: "BO", ..good }, "Taken"),
            (RegisterUser { username: "", ..good }, "username is empty"),
            (RegisterUser { username: "pаypal", ..good }, "username mixes letters of several scripts"),
            (RegisterUser { first_name: "x.example", ..good }, "first name looks like a link or an address"),
            (RegisterUser { email: "dee", ..good }, "email address has no @"),
            (RegisterUser { locale: Some("?"), ..good }, "locale is not a language tag such as en or de-CH"),
        ] {
            assert_eq!(why(world.service.register_user(user).await.unwrap()), expected);
        }
        let refused =
            world.service.register_user(RegisterUser { password: Some(&short), ..good }).await.unwrap();
        assert_eq!(refused, RegisterUserOutcome::Password(PasswordRefusal::TooShort));
        assert_eq!(usernames(&world).await, ["ava.stone", "bo", "cyd"], "nothing was written");
        assert!(matches!(
            world.service.register_user(good).await.unwrap(),
            RegisterUserOutcome::Registered(_)
        ));
    }
    .block_on();
}

#[test]
fn changing_an_address_tells_the_old_one() {
    async {
        let world = World::new().await;
        assert!(matches!(
            world.service.change_address("ava.stone", "ava@acme.example").await.unwrap(),
            AddressOutcome::Same(_)
        ));
        assert!(matches!(
            world.service.change_address("ava.stone", "nowhere").await.unwrap(),
            AddressOutcome::Unfit(_)
        ));
        world.service.change_address("ava.stone", "ava@new.example").await.unwrap();
        world.work().await;
        assert_eq!(world.subjects("ava@acme.example"), ["Email Address Changed"]);
        assert!(world.subjects("ava@new.example").is_empty());
        world.ava_asks().await;
        world.work().await;
        assert_eq!(world.subjects("ava@new.example"), ["Password Reset Request"]);
    }
    .block_on();
}

#[test]
fn nobody_is_found_who_is_not_there() {
    async {
        let world = World::new().await;
        let service = &world.service;
        for username in ["nobody", "not a name", ""] {
            assert_eq!(service.suspend_user(username).await.unwrap(), UserOutcome::NoSuchUser);
            assert_eq!(service.resume_user(username).await.unwrap(), UserOutcome::NoSuchUser);
            assert_eq!(service.unlock_user(username).await.unwrap(), UserOutcome::NoSuchUser);
            assert_eq!(service.request_reset_for(username).await.unwrap(), RequestForOutcome::NoSuchUser);
            assert_eq!(service.revoke_reset(username).await.unwrap(), UserOutcome::NoSuchUser);
            assert_eq!(service.show_user(username).await.unwrap(), Shown::NoSuchUser);
            assert_eq!(service.list_audit(Duration::DAY, Some(username), 9).await.unwrap(), None);
        }
        assert_eq!(service.suspend_account("NOPE").await.unwrap(), AccountOutcome::NoSuchAccount);
        assert_eq!(service.list_users(Some("NOPE")).await.unwrap(), None);
    }
    .block_on();
}

#[test]
fn an_import_is_all_or_nothing_and_twice_is_once() {
    async {
        let world = World::new().await;
        let bad = [
            line(2, "ACME-1042", "dee", "dee@acme.example"),
            line(3, "ACME-1042", "dee", "dee@acme.example"),
            line(4, "NOPE-1", "eve", "eve@acme.example"),
            line(5, "ACME-1042", "cyd", "cyd@acme.example"),
            line(6, "ACME-1042", "fay", "nowhere"),
        ];
        let ImportOutcome::Refused(mistakes) =
            world.service.import_users(&bad, ImportMode::Write).await.unwrap()
        else {
            panic!("not refused");
        };
        assert_eq!(mistakes.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert!(matches!(
            mistakes.iter().map(|(_, mistake)| mistake).collect::<Vec<_>>()[..],
            [
                ImportMistake::Twice,
                ImportMistake::NoSuchAccount,
                ImportMistake::Taken,
                ImportMistake::Unfit(_)
            ]
        ));
        assert_eq!(usernames(&world).await, ["ava.stone", "bo", "cyd"]);

        let good =
            [line(2, "ACME-1042", "dee", "dee@acme.example"), line(3, "GLOBEX-7", "eve", "eve@acme.example")];
        let new = ImportOutcome::Done { registered: 2, unchanged: 0 };
        assert_eq!(world.service.import_users(&good, ImportMode::DryRun).await.unwrap(), new);
        assert_eq!(usernames(&world).await, ["ava.stone", "bo", "cyd"], "a dry run writes nothing");
        assert_eq!(world.service.import_users(&good, ImportMode::Write).await.unwrap(), new);
        let again = ImportOutcome::Done { registered: 0, unchanged: 2 };
        assert_eq!(world.service.import_users(&good, ImportMode::Write).await.unwrap(), again);
    }
    .block_on();
}

#[test]
fn every_step_of_the_journey_leaves_an_event() {
    use AuditKind as K;
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        let session = world.session("ava.stone", &temporary).await;
        super::change_password::change(&world, &session, &temporary, "quilted pepper mountain door").await;
        world.work().await;
        let events = world.service.list_audit(Duration::DAY, Some("ava.stone"), 100).await.unwrap().unwrap();
        // All of it happens in one instant of the manual clock, so the order says nothing.
        let mut kinds: Vec<_> = events.iter().map(|line| line.event.kind).collect();
        kinds.sort_unstable();
        assert_eq!(
            kinds,
            [
                K::ResetRequested,
                K::LinkMinted,
                K::LinkFollowed,
                K::TemporaryMinted,
                K::LetterDelivered,
                K::LetterDelivered,
                K::LetterDelivered,
                K::SignedIn,
                K::TemporaryFirstUsed,
                K::PasswordChanged,
                K::UserRegistered,
            ]
        );
        assert!(!format!("{events:?}").contains(&temporary));
    }
    .block_on();
}

#[test]
fn sweeping_forgets_what_is_over_and_nothing_else() {
    async {
        let world = World::new().await;
        let temporary = world.avas_temporary_password().await;
        world.session("ava.stone", &temporary).await;
        assert_eq!(world.service.sweep().await.unwrap(), 0, "nothing is over yet");
        world.clock.advance(Duration::days(10));
        assert_ne!(world.service.sweep().await.unwrap(), 0);
        assert_eq!(world.service.sweep().await.unwrap(), 0);
        world.ava_asks().await;
        world.work().await;
        assert_eq!(world.subjects(World::AVAS_ADDRESS).len(), 3, "a reset works as before");
    }
    .block_on();
}
