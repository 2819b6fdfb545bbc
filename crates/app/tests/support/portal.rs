//! A portal of a test's own: folder, configuration, database, mail server, people.

use std::fs;
use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use super::browser::{Browser, Page};
use super::database::Database;
use super::letter::Letter;
use super::patience::eventually;
use super::people::{AVA, BO, Person};
use super::process::{Answer, Process, answer_of, program, readiness};
use super::smtp_sink::{SmtpSink, reserved_address};

/// The subject of the letter with the link.
pub(crate) const REQUEST: &str = "Password Reset Request";
/// The subject of the letter with the temporary password.
pub(crate) const NOTIFICATION: &str = "Password Reset Notification";

/// A portal. Ava and Bo are in it.
pub(crate) struct Portal {
    /// Its mail server.
    pub(crate) sink: SmtpSink,
    /// Its database.
    pub(crate) database: Database,
    folder: TempDir,
    address: SocketAddr,
    processes: AtomicU32,
    /// What is wrong with the program, as `READMIT_PLANTED_DEFECT` says it.
    defect: Mutex<Option<&'static str>>,
}

/// A running `readmit serve`.
pub(crate) struct Serving {
    /// Where its pages are.
    pub(crate) address: SocketAddr,
    /// Where its health is.
    pub(crate) admin: SocketAddr,
    process: Process,
}

impl Portal {
    /// One on SQLite.
    pub(crate) fn on_sqlite() -> Self {
        Self::on(Database::sqlite())
    }

    /// One on PostgreSQL.
    #[cfg(feature = "postgres-tests")]
    pub(crate) fn on_postgres() -> Self {
        Self::on(Database::postgres())
    }

    /// One on MySQL or MariaDB.
    #[cfg(feature = "mysql-tests")]
    pub(crate) fn on_mysql() -> Self {
        Self::on(Database::mysql())
    }

    /// One on this database.
    pub(crate) fn on(database: Database) -> Self {
        let portal = Self {
            sink: SmtpSink::start(),
            database,
            folder: tempfile::tempdir().unwrap(),
            address: reserved_address(),
            processes: AtomicU32::new(0),
            defect: Mutex::new(None),
        };
        fs::write(portal.folder().join("readmit.toml"), portal.configuration()).unwrap();
        portal.done(&["migrate"]);
        portal.done(&["account", "add", "ACME-1042", "--name", "Acme"]);
        for person in [AVA, BO] {
            portal.register(&person);
        }
        portal
    }

    /// From now on its programs have this defect, or none.
    pub(crate) fn plant(&self, defect: Option<&'static str>) {
        *self.defect.lock().unwrap() = defect;
    }

    /// The program in its folder, with nothing in its environment but this.
    fn program(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = program(self.folder(), arguments, variables);
        if let Some(defect) = *self.defect.lock().unwrap() {
            command.env("READMIT_PLANTED_DEFECT", defect);
        }
        command
    }

    /// Its folder: configuration, database where it is a file, what its processes said.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its origin: `portal.url`.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    fn configuration(&self) -> String {
        let database = match &self.database {
            Database::Sqlite => format!("sqlite://{}", self.folder().join("readmit.db").display()),
            #[cfg(feature = "postgres-tests")]
            Database::Postgres(lent) => lent.url(),
            #[cfg(feature = "mysql-tests")]
            Database::MySql(lent) => lent.url(),
        };
        format!(
            r#"
[portal]
url = "{}"
support_email = "support@example.com"
[storage]
url = "{database}"
[mail]
url = "smtp://{}"
from = "no-reply@example.com"
[throttle] # all tests come from one network
requests = "0"
links = "0"
sign_ins = "0"
[[applications]]
id = "reports"
name = "Reports"
url = "https://reports.example.com/"
opens = "new-tab"
[[applications]]
id = "users"
name = "User administration"
url = "https://users.example.com/"
"#,
            self.origin(),
            self.sink.address(),
        )
    }

    /// Runs a command.
    pub(crate) fn readmit(&self, arguments: &[&str]) -> Answer {
        answer_of(self.program(arguments, &[]))
    }

    /// Runs a command that succeeds; gives what it printed.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let answer = self.readmit(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments:?}: {answer:?}");
        answer.out
    }

    /// Runs a listing that succeeds; gives what it lists.
    pub(crate) fn listed(&self, arguments: &[&str]) -> serde_json::Value {
        let out = self.done(&[arguments, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error} in {out}"))
    }

    /// The letters that are owed or were given up.
    pub(crate) fn queue(&self) -> Vec<serde_json::Value> {
        self.listed(&["mail", "queue"]).as_array().unwrap().clone()
    }

    /// Waits until no letter is owed.
    pub(crate) fn wait_until_nothing_is_owed(&self) {
        eventually("no letter is owed", || self.queue().is_empty().then_some(()));
    }

    /// How often an event stands in the audit trail.
    pub(crate) fn count_events(&self, event: &str) -> usize {
        let events = self.listed(&["audit"]);
        events.as_array().unwrap().iter().filter(|row| row["event"] == event).count()
    }

    /// Registers somebody with their password.
    pub(crate) fn register(&self, person: &Person) {
        let answer = self.try_to_register(person);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{answer:?}");
    }

    /// Registers somebody with their password, if the program does.
    pub(crate) fn try_to_register(&self, person: &Person) -> Answer {
        let password = self.folder().join("password");
        fs::write(&password, person.password).unwrap();
        let arguments = [
            "user",
            "add",
            "--account",
            person.account,
            "--username",
            person.username,
            "--first-name",
            person.first_name,
            "--email",
            person.email,
            "--password-stdin",
        ];
        let mut command = self.program(&arguments, &[]);
        command.stdin(fs::File::open(&password).unwrap());
        let answer = answer_of(command);
        fs::remove_file(&password).unwrap();
        answer
    }

    /// Serves the portal at its own address.
    pub(crate) fn serve(&self) -> Serving {
        self.serve_with(&[], &[])
    }

    /// Serves the portal at its own address, with more arguments and variables.
    pub(crate) fn serve_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Serving {
        self.serve_at(self.address, arguments, variables)
    }

    /// Serves the portal a second time, at another address.
    pub(crate) fn serve_elsewhere(&self, arguments: &[&str]) -> Serving {
        self.serve_elsewhere_with(arguments, &[])
    }

    /// Serves the portal a second time, at another address, with more variables.
    pub(crate) fn serve_elsewhere_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Serving {
        self.serve_at(reserved_address(), arguments, variables)
    }

    /// Serves the portal where no file may grow beyond so many bytes.
    pub(crate) fn serve_in_little_room(&self, bytes: u64, variables: &[(&str, &str)]) -> Serving {
        self.serve_by(self.address, variables, |portal, variables| {
            let whole = portal.program(&["serve"], variables);
            // Without the signal that would end it, the program sees what it sees on a full disk: a write that fails.
            let script = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", bytes / 512);
            let mut limited = Command::new("sh");
            limited.args(["-c", &script]).arg(whole.get_program()).args(whole.get_args());
            limited.current_dir(portal.folder()).env_clear();
            limited.envs(whole.get_envs().filter_map(|(name, value)| Some((name, value?))));
            Process::start(limited, portal.folder(), &portal.name_of("serve"))
        })
    }

    fn serve_at(&self, address: SocketAddr, arguments: &[&str], variables: &[(&str, &str)]) -> Serving {
        self.serve_by(address, variables, |portal, variables| {
            portal.start(&[&["serve"], arguments].concat(), variables)
        })
    }

    fn serve_by(
        &self,
        address: SocketAddr,
        variables: &[(&str, &str)],
        start: impl FnOnce(&Self, &[(&str, &str)]) -> Process,
    ) -> Serving {
        let mut serving = self.launch_by(address, variables, start);
        serving.wait_until_ready();
        serving
    }

    /// Starts to serve the portal at its own address, and waits for nothing.
    pub(crate) fn launch(&self, variables: &[(&str, &str)]) -> Serving {
        self.launch_by(self.address, variables, |portal, variables| portal.start(&["serve"], variables))
    }

    fn launch_by(
        &self,
        address: SocketAddr,
        variables: &[(&str, &str)],
        start: impl FnOnce(&Self, &[(&str, &str)]) -> Process,
    ) -> Serving {
        let admin = reserved_address();
        let (listen, admin_listen) = (address.to_string(), admin.to_string());
        let own = [("READMIT_HTTP__LISTEN", &*listen), ("READMIT_HTTP__ADMIN_LISTEN", &*admin_listen)];
        let process = start(self, &[&own, variables].concat());
        Serving { address, admin, process }
    }

    /// Runs the worker alone.
    pub(crate) fn work(&self) -> Process {
        self.start(&["worker"], &[])
    }

    fn start(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Process {
        let name = self.name_of(arguments.first().unwrap());
        Process::start(self.program(arguments, variables), self.folder(), &name)
    }

    /// A name for the next process of a command.
    fn name_of(&self, command: &str) -> String {
        format!("{command}-{}", self.processes.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// A browser that has been nowhere.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.address, &self.origin())
    }

    /// A browser whose connections go to this process.
    #[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
    pub(crate) fn browser_at(&self, serving: &Serving) -> Browser {
        Browser::new(serving.address, &self.origin())
    }

    /// Somebody asks for a reset; gives the page that they are led to.
    pub(crate) fn ask(&self, account: &str, username: &str) -> Page {
        ask_with(&mut self.browser(), account, username)
    }

    /// Somebody asks for a reset, and gets their first letter.
    pub(crate) fn asks_and_gets_letter(&self, person: &Person) -> Letter {
        let page = self.ask(person.account, person.username);
        assert_eq!((page.status, page.path.as_str()), (200, "/password-reset/submitted"), "{page:?}");
        self.sink.wait_for_one(person.email, REQUEST)
    }

    /// Somebody types a username and a password; gives their browser and the page that they are led to.
    pub(crate) fn sign_in(&self, username: &str, password: &str) -> (Browser, Page) {
        let mut browser = self.browser();
        let page = browser.get("/sign-in");
        let page = browser.submit(&page, &[("username", username), ("password", password)]);
        (browser, page)
    }
}

impl Serving {
    /// Waits until it says that it is ready.
    pub(crate) fn wait_until_ready(&mut self) {
        self.process.wait_until_ready(self.admin);
    }

    /// Lets files grow again.
    pub(crate) fn give_room(&self) {
        let pid = self.process.id().to_string();
        let given = Command::new("prlimit").args(["--fsize=unlimited", "--pid", &pid]).status().unwrap();
        assert!(given.success());
    }

    /// Whether it says that it is ready: a status.
    pub(crate) fn readiness(&self) -> u16 {
        readiness(self.admin)
    }
}

impl Deref for Serving {
    type Target = Process;

    fn deref(&self) -> &Process {
        &self.process
    }
}

impl DerefMut for Serving {
    fn deref_mut(&mut self) -> &mut Process {
        &mut self.process
    }
}

/// Fills in Password Reset Request; gives the page that this leads to.
pub(crate) fn ask_with(browser: &mut Browser, account: &str, username: &str) -> Page {
    let page = browser.get("/password-reset");
    browser.submit(&page, &[("account_id", account), ("username", username)])
}

/// Opens a link and presses its button, as a person does whose scripts are off.
pub(crate) fn follow_with(browser: &mut Browser, link: &str) -> Page {
    let page = browser.get(link);
    match page.form_to("/reset/") {
        Some(form) => {
            let answer = browser.press(&page, &form, &[]);
            assert_eq!(answer.status, 303, "{answer:?}");
            browser.get(answer.location())
        }
        None => page,
    }
}
