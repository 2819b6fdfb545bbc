//! The peers: what others serve password resets with, each as its documentation says, on SQLite.
//!
//! `cargo xtask bench --peers` sets them up. Each shows its pages, takes reset requests and signs in;
//! none counts networks, since the load comes from one.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::counting_sink::CountingSink;
use crate::load::{Load, Served};
use crate::machine;
use crate::product::CONNECTIONS;
use crate::support::crowd;
use crate::support::patience::{eventually, timed};
use crate::support::smtp_sink::reserved_address;
use crate::support::wire::{Wire, page, post};

/// How many users a peer has.
pub(crate) const PEOPLE: u64 = 500;
/// The password of all of them.
const PASSWORD: &str = "Correct-horse-9";
const FORM: &str = "application/x-www-form-urlencoded";

/// A peer.
pub(crate) struct Peer {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Whether a bar is about how the product does beside it.
    pub(crate) has_bar: bool,
    /// The folder of what is installed of it, its own program among it.
    folder: &'static str,
    /// How its database is filled, with the number of users behind it.
    seed: &'static [&'static str],
    /// How it is served, `{listen}` being where.
    serve: &'static [&'static str],
    /// What follows behind that.
    application: Option<&'static str>,
    /// More of its environment.
    variables: &'static [(&'static str, &'static str)],
    /// Its page, and the field of its token, where it has one.
    page: &'static str,
    token: Option<(&'static str, &'static str)>,
    reset: Form,
    sign_in: Form,
}

/// What is sent to it; `{n}` is the number of a user, `{token}` the token.
struct Form {
    path: &'static str,
    kind: &'static str,
    body: &'static str,
    good: u16,
}

/// A web server for Python, with a process for each of two cores.
const GUNICORN: [&str; 7] = [
    "venv/bin/gunicorn",
    "--workers=2",
    "--worker-class=gthread",
    "--threads=4",
    "--log-level=error",
    "--bind",
    "{listen}",
];

/// All of them.
pub(crate) const PEERS: [Peer; 4] = [
    django("Django, its own Argon2 parameters", false, &[]),
    django("Django, the product's Argon2 parameters", true, &[("PEER_HASH", "product")]),
    Peer {
        name: "Flask-Security",
        has_bar: false,
        folder: "flask",
        seed: &["venv/bin/python", "app.py"],
        serve: &GUNICORN,
        application: Some("app:app"),
        variables: &[],
        page: "/login",
        token: Some(("/reset", "csrf_token")),
        reset: Form {
            path: "/reset",
            kind: FORM,
            body: "csrf_token={token}&email=user{n}%40example.com",
            good: 200,
        },
        sign_in: Form {
            path: "/login",
            kind: FORM,
            body: "csrf_token={token}&email=user{n}%40example.com&password={password}",
            good: 302,
        },
    },
    Peer {
        name: "better-auth",
        has_bar: true,
        folder: "better_auth",
        seed: &["node", "server.mjs", "seed"],
        serve: &["node", "server.mjs", "{listen}"],
        application: None,
        variables: &[("NODE_ENV", "production")],
        page: "/api/auth/get-session",
        token: None,
        reset: Form {
            path: "/api/auth/request-password-reset",
            kind: "application/json",
            body: r#"{"email":"user{n}@example.com"}"#,
            good: 200,
        },
        sign_in: Form {
            path: "/api/auth/sign-in/email",
            kind: "application/json",
            body: r#"{"email":"user{n}@example.com","password":"{password}"}"#,
            good: 200,
        },
    },
];

const fn django(
    name: &'static str,
    has_bar: bool,
    variables: &'static [(&'static str, &'static str)],
) -> Peer {
    Peer {
        name,
        has_bar,
        folder: "django",
        seed: &["venv/bin/python", "seed.py"],
        serve: &GUNICORN,
        application: Some("wsgi"),
        variables,
        page: "/login/",
        token: Some(("/login/", "csrfmiddlewaretoken")),
        reset: Form {
            path: "/reset/",
            kind: FORM,
            body: "csrfmiddlewaretoken={token}&email=user{n}%40example.com",
            good: 302,
        },
        sign_in: Form {
            path: "/login/",
            kind: FORM,
            body: "csrfmiddlewaretoken={token}&username=user{n}&password={password}",
            good: 302,
        },
    }
}

/// A peer that runs.
pub(crate) struct Running<'a> {
    peer: &'a Peer,
    mail: CountingSink,
    address: SocketAddr,
    origin: String,
    child: Child,
    next: AtomicU64,
}

impl Peer {
    /// Fills its database, starts it, and waits for its first page; also gives how long that took, in milliseconds.
    pub(crate) fn start(&self, installed: &Path) -> (Running<'_>, f64) {
        let mail = CountingSink::start();
        let address = reserved_address();
        let people = PEOPLE.to_string();
        let seeded = self.command(installed, self.seed, address, &mail).arg(&people).status().unwrap();
        assert!(seeded.success(), "{}: no users", self.name);
        let origin = format!("http://{address}");
        let (child, took) = timed(|| {
            let mut command = self.command(installed, self.serve, address, &mail);
            let child = command.args(self.application).spawn().unwrap();
            eventually(self.name, || self.is_served(address, &origin).then_some(()));
            child
        });
        (
            Running { peer: self, mail, address, origin, child, next: AtomicU64::new(0) },
            took.as_secs_f64() * 1e3,
        )
    }

    fn is_served(&self, address: SocketAddr, origin: &str) -> bool {
        let asked = || Wire::to(address, origin)?.ask(&page(origin, self.page));
        asked().is_ok_and(|(status, _)| status == 200)
    }

    fn command(&self, installed: &Path, words: &[&str], address: SocketAddr, mail: &CountingSink) -> Command {
        let folder: PathBuf = installed.join(self.folder);
        let (program, arguments) = words.split_first().unwrap();
        let program = if program.contains('/') { folder.join(program) } else { program.into() };
        let log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut command = Command::new(program);
        command
            .args(arguments.iter().map(|word| word.replace("{listen}", &address.to_string())))
            .current_dir(&folder)
            .env("PEER_ORIGIN", format!("http://{address}"))
            .env("PEER_SMTP_PORT", mail.address().port().to_string())
            .envs(self.variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        command
    }
}

impl Running<'_> {
    /// Its page.
    pub(crate) fn pages(&self, connections: usize, lasts: Duration) -> Served {
        let request = page(&self.origin, self.peer.page);
        self.load(connections, lasts, &[200]).ask(|_| request.clone())
    }

    /// Reset requests of its users.
    pub(crate) fn requests(&self, lasts: Duration) -> Served {
        self.send(&self.peer.reset, lasts)
    }

    /// Sign-ins of its users.
    pub(crate) fn sign_ins(&self, lasts: Duration) -> Served {
        self.send(&self.peer.sign_in, lasts)
    }

    /// How many letters it has sent.
    pub(crate) fn letters(&self) -> usize {
        self.mail.letters()
    }

    /// Waits until no more letters come.
    pub(crate) fn settle(&self) {
        let mut before = usize::MAX;
        while before != self.letters() {
            before = self.letters();
            crowd::live(Duration::from_secs(1));
        }
    }

    /// The memory of its processes in MiB.
    pub(crate) fn memory(&self) -> f64 {
        machine::memory(self.child.id())
    }

    fn send(&self, form: &Form, lasts: Duration) -> Served {
        let good = [form.good];
        self.load(CONNECTIONS, lasts, &good).run(
            |wire| self.visit(wire),
            |(token, cookie), n| {
                let n = (n % PEOPLE).to_string();
                let body =
                    form.body.replace("{n}", &n).replace("{token}", token).replace("{password}", PASSWORD);
                post(&self.origin, form.path, form.kind, cookie, &body)
            },
        )
    }

    /// Opens its form; gives the token that it holds and the header of the cookies that came with it.
    fn visit(&self, wire: &mut Wire) -> (String, String) {
        let Some((path, field)) = self.peer.token else {
            return Default::default();
        };
        let Ok(reply) = wire.exchange(&page(&self.origin, path)) else {
            return Default::default();
        };
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        let field = text.split(&format!("name=\"{field}\"")).nth(1).unwrap_or_default();
        let token =
            field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let cookies = reply.headers.iter().filter(|(name, _)| name == "set-cookie");
        let cookies: Vec<_> = cookies.filter_map(|(_, value)| value.split(';').next()).collect();
        (token.to_owned(), format!("Cookie: {}\r\n", cookies.join("; ")))
    }

    fn load<'a>(&'a self, connections: usize, lasts: Duration, good: &'a [u16]) -> Load<'a> {
        Load { address: self.address, origin: &self.origin, connections, lasts, good, next: &self.next }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // So that it ends its own processes too; the shell's own kill, so that no code is unsafe.
        let _ = Command::new("sh").args(["-c", &format!("kill -s TERM {}", self.child.id())]).status();
        let _ = self.child.wait();
    }
}
