//! What is attacked: a portal, its program sound or with a defect, and people whom nobody has attacked before.

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use reset_domain::defect::Defect;

use crate::support::browser::{Browser, Page};
use crate::support::database::Database;
use crate::support::letter::Letter;
use crate::support::patience::eventually;
use crate::support::people::{Person, newcomer};
use crate::support::portal::{NOTIFICATION, Portal, Serving};

/// No user waits for a letter here, unless that is what an attack is about.
const ANY_NUMBER_OF_LETTERS: (&str, &str) = ("READMIT_THROTTLE__LETTERS", "1000/1s");

/// What is attacked.
pub(crate) struct Target {
    portal: Portal,
    people: AtomicU32,
}

impl Target {
    /// A sound one.
    pub(crate) const fn new(portal: Portal) -> Self {
        Self { portal, people: AtomicU32::new(0) }
    }

    /// From now on its program has this defect, or none.
    pub(crate) fn plant(&mut self, defect: Option<Defect>) {
        self.portal.plant(defect.map(Defect::name));
    }

    /// Whatever an attack has set off is over: its program was killed, perhaps with a letter in its hands,
    /// and the next attack must not wait until that letter's lease has run out.
    pub(crate) fn clear(&self) {
        self.portal.run_sql(&["DELETE FROM intake".into(), "DELETE FROM outbox".into()]);
    }

    /// Serves it.
    pub(crate) fn serve(&self) -> Serving {
        self.serve_with(&[])
    }

    /// Serves it with these settings.
    pub(crate) fn serve_with(&self, settings: &[(&str, &str)]) -> Serving {
        self.portal.serve_with(&[], &[&[ANY_NUMBER_OF_LETTERS], settings].concat())
    }

    /// Serves it with these settings and no others.
    pub(crate) fn serve_as_configured(&self, settings: &[(&str, &str)]) -> Serving {
        self.portal.serve_with(&[], settings)
    }

    /// Somebody who was never here before.
    pub(crate) fn somebody(&self) -> Person {
        let person = self.nobody();
        self.portal.register(&person);
        person
    }

    /// Somebody whom the portal does not know.
    pub(crate) fn nobody(&self) -> Person {
        newcomer(self.people.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Somebody asks, follows, and gets their second letter.
    pub(crate) fn gets_temporary(&self, person: &Person) -> Letter {
        let letter = self.portal.asks_and_gets_letter(person);
        let answer = self.portal.browser().post(letter.link(), "");
        assert_eq!((answer.status, answer.location()), (303, "/reset/done"), "{answer:?}");
        self.portal.sink.wait_for_one(person.email, NOTIFICATION)
    }

    /// Somebody signs in with their own password.
    pub(crate) fn signed_in(&self, person: &Person) -> Browser {
        let (browser, page) = self.portal.sign_in(person.username, person.password);
        assert_eq!(page.path, "/home", "{page:?}");
        browser
    }

    /// Whether a username and a password open the door.
    pub(crate) fn lets_in(&self, username: &str, password: &str) -> bool {
        self.portal.sign_in(username, password).1.path == "/home"
    }

    /// Waits until every request that was made is considered.
    pub(crate) fn wait_until_all_is_considered(&self) {
        eventually("every request is considered", || (self.count_rows("intake", "1 = 1") == 0).then_some(()));
    }

    /// Waits until every request that was made is considered, and no letter is owed.
    pub(crate) fn wait_until_all_is_done(&self) {
        self.wait_until_all_is_considered();
        self.portal.wait_until_nothing_is_owed();
    }

    /// Waits until a letter to somebody was tried, and taken or not.
    pub(crate) fn wait_until_tried(&self, person: &Person) {
        let tried = format!("kind IN ('letter.postponed', 'letter.delivered') AND {}", of(person));
        eventually("a letter was tried", || (0 < self.count_rows("audit_events", &tried)).then_some(()));
    }

    /// Bytes, given in hexadecimal, as SQL has them.
    pub(crate) fn bytes(&self, hex: &str) -> String {
        match self.portal.database {
            Database::Sqlite => format!("X'{hex}'"),
            #[cfg(feature = "postgres-tests")]
            Database::Postgres(_) => format!("'\\x{hex}'"),
            #[cfg(feature = "mysql-tests")]
            Database::MySql(_) => format!("X'{hex}'"),
        }
    }
}

/// Which rows are somebody's, as SQL has it.
pub(crate) fn of(person: &Person) -> String {
    format!("user_id = (SELECT id FROM users WHERE username = '{}')", person.username)
}

/// Somebody at Change Password chooses one; gives the page that they are led to.
pub(crate) fn choose(browser: &mut Browser, current: &str, new: &str) -> Page {
    let page = browser.get("/change-password");
    let values = [("current_password", current), ("new_password", new), ("new_password_again", new)];
    browser.submit(&page, &values)
}

impl Deref for Target {
    type Target = Portal;

    fn deref(&self) -> &Portal {
        &self.portal
    }
}
