//! Laws of accounts and users: who is kept, under which names, and that no look-up crosses accounts.

use time::macros::datetime;
use time::{Duration, OffsetDateTime, UtcOffset};

use super::store::Store;
use crate::model::{Account, Credentials, FirstName, Locale, Person, User, Username};
use crate::ports::StorageErrorKind;
use crate::testing::fixtures::{
    account, acme, after, ava, bo, credentials, cyd, globex, request_id, temporary, user, user_id,
};

/// What nobody added is not found, which is no failure.
pub async fn whoever_is_unknown_is_not_found(store: Store<'_>) {
    let account = store.read(async |uow| uow.accounts().lookup(&acme().id).await).await;
    assert_eq!(account, None, "an unknown account is none");
    let user = store.read(async |uow| uow.users().lookup(ava().id).await).await;
    assert_eq!(user, None, "an unknown user is none");
    let user = store.read(async |uow| uow.users().find_by_username(&ava().username).await).await;
    assert_eq!(user, None, "an unknown username is nobody's");
}

/// Account ids are unique.
pub async fn account_ids_are_unique(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let again = account("acme 1042", "Another Acme");
    store.refuse("adding an account whose id is taken", async |uow| uow.accounts().add(&again).await).await;
}

/// User ids are unique.
pub async fn user_ids_are_unique(store: Store<'_>) {
    store.populate().await;
    let again = user(1, &acme(), "somebody.else", "Else", "else@acme.example");
    store.refuse("adding a user whose id is taken", async |uow| uow.users().add(&again).await).await;
}

/// Usernames are unique in the whole installation, whether they are added or changed.
pub async fn usernames_are_unique(store: Store<'_>) {
    store.populate().await;
    let added = user(9, &globex(), "Ava.Stone", "Ava", "ava@globex.example");
    store.refuse("adding a user whose name is taken", async |uow| uow.users().add(&added).await).await;
    let renamed = User { username: ava().username, ..cyd() };
    store.refuse("giving a user a name that is taken", async |uow| uow.users().replace(&renamed).await).await;
}

/// Usernames are compared as bytes: `mike`, `mıke` and `míke` are three.
pub async fn usernames_are_compared_as_bytes(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let namesakes = ["mike", "mıke", "míke"].into_iter().zip(11..);
    let namesakes: Vec<User> =
        namesakes.map(|(name, n)| user(n, &acme(), name, "Mike", "m@acme.example")).collect();
    for namesake in &namesakes {
        store.keep(async |uow| uow.users().add(namesake).await).await;
    }
    for namesake in &namesakes {
        let found = store.read(async |uow| uow.users().find_by_username(&namesake.username).await).await;
        let name = &namesake.username;
        assert_eq!(
            found.map(|user| user.id),
            Some(namesake.id),
            "`{name}` must find its own user and no other"
        );
    }
}

/// Accounts are listed by id, users by username.
pub async fn accounts_and_users_are_listed_in_order(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&globex()).await).await;
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    for user in [cyd(), ava(), bo()] {
        store.keep(async |uow| uow.users().add(&user).await).await;
    }
    let accounts = store.read(async |uow| uow.accounts().list().await).await;
    assert_eq!(accounts, [acme(), globex()], "all accounts must be listed, by id");
    let users = store.read(async |uow| uow.users().list(None).await).await;
    assert_eq!(users, [ava(), bo(), cyd()], "all users must be listed, by username");
}

/// The users of one account are listed without those of another.
pub async fn no_look_up_crosses_accounts(store: Store<'_>) {
    store.populate().await;
    let of_acme = store.read(async |uow| uow.users().list(Some(&acme().id)).await).await;
    assert_eq!(of_acme, [ava(), bo()], "Acme's users are Ava and Bo");
    let of_globex = store.read(async |uow| uow.users().list(Some(&globex().id)).await).await;
    assert_eq!(of_globex, [cyd()], "Globex's user is Cyd");
    let of_nobody = store.read(async |uow| uow.users().list(Some(&account("NONE", "None").id)).await).await;
    assert_eq!(of_nobody, [], "an unknown account has no users");
}

/// Accounts are found by several ids at once, each once, and none that was not asked for.
pub async fn accounts_are_found_by_several_ids(store: Store<'_>) {
    store.populate().await;
    let suspended = account("THIRD", "Third").suspend(after(Duration::MICROSECOND));
    store.keep(async |uow| uow.accounts().add(&suspended).await).await;
    let ids = [suspended.id.clone(), account("NONE", "None").id, acme().id, acme().id];
    let mut found = store.read(async |uow| uow.accounts().lookup_all(&ids).await).await;
    found.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(found, [acme(), suspended], "those that there are, each once");
    let found = store.read(async |uow| uow.accounts().lookup_all(&[]).await).await;
    assert_eq!(found, [], "of no ids there is none");
}

/// A person is their user, account and credentials, by id and by username, with temporary passwords in their order
/// and nothing of anybody else; who is unknown is none.
pub async fn a_person_is_found_whole(store: Store<'_>) {
    store.populate().await;
    let with_two =
        credentials(&ava()).mint(temporary("zz", request_id(2))).mint(temporary("bb", request_id(1)));
    let of_bo = credentials(&bo()).mint(temporary("mm", request_id(3)));
    for credentials in [&with_two, &of_bo, &Credentials::none(cyd().id)] {
        store.keep(async |uow| uow.credentials().add(credentials).await).await;
    }
    let people = [
        Person { user: ava(), account: acme(), credentials: with_two },
        Person { user: bo(), account: acme(), credentials: of_bo },
        Person { user: cyd(), account: globex(), credentials: Credentials::none(cyd().id) },
    ];
    for person in &people {
        let found = store.read(async |uow| uow.person(person.user.id).await).await;
        assert_eq!(found.as_ref(), Some(person), "a person must be found whole by id");
        let found = store.read(async |uow| uow.find_person(&person.user.username).await).await;
        assert_eq!(found.as_ref(), Some(person), "a person must be found whole by username");
    }
    let nobody = user(9, &acme(), "nobody", "Nobody", "nobody@acme.example");
    let found = store.read(async |uow| uow.person(nobody.id).await).await;
    assert_eq!(found, None, "an unknown id is nobody's");
    let found = store.read(async |uow| uow.find_person(&nobody.username).await).await;
    assert_eq!(found, None, "an unknown username is nobody's");
    let ids = [cyd().id, nobody.id, ava().id, ava().id];
    let mut found = store.read(async |uow| uow.people(&ids).await).await;
    found.sort_unstable_by_key(|person| person.user.id);
    let [with_two, _, without] = people;
    assert_eq!(found, [with_two, without], "several must be found whole, each once, and nobody else");
    let found = store.read(async |uow| uow.people(&[]).await).await;
    assert_eq!(found, [], "of no ids there is nobody");
}

/// Users are found by several names at once, each once, and nobody whose name was not asked for.
pub async fn users_are_found_by_several_names(store: Store<'_>) {
    store.populate().await;
    let nobody = user(9, &acme(), "nobody", "Nobody", "nobody@acme.example");
    let names = [cyd(), nobody, ava(), cyd()].map(|user| user.username);
    let mut found = store.read(async |uow| uow.users().find_all_by_username(&names).await).await;
    found.sort_unstable_by_key(|user| user.id);
    assert_eq!(found, [ava(), cyd()], "those that there are, each once");
    let found = store.read(async |uow| uow.users().find_all_by_username(&[]).await).await;
    assert_eq!(found, [], "of no names there is nobody");
}

/// Every user has credentials from registration on, so one without is told of, and not let in or passed over.
pub async fn a_person_without_credentials_is_corrupt(store: Store<'_>) {
    store.populate().await;
    let by_id = store.attempt(async |uow| uow.person(ava().id).await).await;
    let by_name = store.attempt(async |uow| uow.find_person(&ava().username).await).await;
    let among_others = store.attempt(async |uow| uow.people(&[bo().id, ava().id]).await).await;
    for found in [by_id.map(drop), by_name.map(drop), among_others.map(drop)] {
        let kind = found.map_err(|error| error.kind());
        assert_eq!(kind, Err(StorageErrorKind::Corrupt), "a user without credentials must be told of");
    }
}

/// An account reads back as it was written, in every state.
pub async fn every_state_of_an_account_survives(store: Store<'_>) {
    for account in [acme(), globex().suspend(after(Duration::MICROSECOND))] {
        store.keep(async |uow| uow.accounts().add(&account).await).await;
        let found = store.read(async |uow| uow.accounts().lookup(&account.id).await).await;
        assert_eq!(found, Some(account), "an account must read back as it was written");
    }
}

/// A user reads back as written, in every state, with and without what they need not have.
pub async fn every_state_of_a_user_survives(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let first_name = FirstName::parse("Ava").ok();
    let locale = Locale::parse("de-CH").ok();
    let users = [
        User { first_name: None, locale: None, ..ava() },
        User { id: user_id(21), username: name("b1"), first_name: first_name.clone(), locale: None, ..ava() },
        User { id: user_id(22), username: name("b2"), first_name: None, locale: locale.clone(), ..ava() },
        User { id: user_id(23), username: name("b3"), first_name, locale, ..ava() }
            .suspend(after(Duration::MICROSECOND)),
    ];
    for user in users {
        store.keep(async |uow| uow.users().add(&user).await).await;
        let found = store.read(async |uow| uow.users().lookup(user.id).await).await;
        assert_eq!(found.as_ref(), Some(&user), "a user must read back by id as written");
        let found = store.read(async |uow| uow.users().find_by_username(&user.username).await).await;
        assert_eq!(found, Some(user), "a user must read back by name as written");
    }
}

/// Ids read back whole, from the smallest to the largest.
pub async fn ids_survive_to_the_last_bit(store: Store<'_>) {
    store.keep(async |uow| uow.accounts().add(&acme()).await).await;
    let numbers = [0, 1, u128::from(u64::MAX), 1 << 127, u128::MAX];
    for (place, number) in numbers.into_iter().enumerate() {
        let user = User { id: user_id(number), username: name(&format!("user{place}")), ..ava() };
        store.keep(async |uow| uow.users().add(&user).await).await;
        let found = store.read(async |uow| uow.users().lookup(user.id).await).await;
        assert_eq!(found.map(|found| found.id), Some(user.id), "an id must be found as it was written");
    }
}

/// Names in any script survive as they were written, composed or not.
pub async fn non_ascii_names_survive(store: Store<'_>) {
    let names = [
        "Caf\u{e9}",
        "Cafe\u{301}",
        "🦊 & 👩🏽‍🚒",
        "𝒜 Script",
        "שלום בע״מ",
        "شركة",
        "株式会社",
        "O'Neil; -- \"quoted\" \\ %_",
    ];
    for (place, written) in names.into_iter().enumerate() {
        let account = account(&format!("NAME-{place}"), written);
        let person = "Zoë 𝒜 Ольга 🦊";
        let username = ["zoë", "ольга", "李雷", "שרה", "mıke", "ñu", "ærø", "ωμέγα"].get(place).copied();
        let user =
            user(100 + place as u128, &account, username.unwrap_or("zoe"), person, "zoë@bücher.example");
        store
            .keep(async |uow| {
                uow.accounts().add(&account).await?;
                uow.users().add(&user).await
            })
            .await;
        let found = store.read(async |uow| uow.accounts().lookup(&account.id).await).await;
        assert_eq!(found, Some(account), "the name {written:?} must survive");
        let found = store.read(async |uow| uow.users().find_by_username(&user.username).await).await;
        assert_eq!(found, Some(user), "a user's names and address must survive in any script");
    }
}

/// Times survive to the microsecond and read back in UTC, also before 1970 and far off.
pub async fn times_survive_to_the_microsecond(store: Store<'_>) {
    let times = [
        datetime!(2026-11-23 14:12:00.123456 UTC),
        datetime!(1970-01-01 00:00:00 UTC),
        datetime!(1969-12-31 23:59:59.999999 UTC),
        datetime!(1583-10-15 12:00:00.000001 UTC),
        datetime!(0001-01-01 00:00:00.000001 UTC),
        datetime!(9999-12-31 23:59:59.999999 UTC),
    ];
    for (place, time) in times.into_iter().enumerate() {
        let account = Account { created_at: time, ..account(&format!("TIME-{place}"), "Time") };
        let account = account.suspend(time);
        store.keep(async |uow| uow.accounts().add(&account).await).await;
        let found = store.read(async |uow| uow.accounts().lookup(&account.id).await).await;
        assert_eq!(found.as_ref(), Some(&account), "{time} must survive to the microsecond");
        let offset = found.map(|found| found.created_at).map(OffsetDateTime::offset);
        assert_eq!(offset, Some(UtcOffset::UTC), "{time} must read back in UTC");
    }
}

fn name(text: &str) -> Username {
    user(0, &acme(), text, "No", "no@acme.example").username
}
