//! Running processes of the program.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use super::browser::Browser;
use super::patience::{eventually, timed};

/// How long a stop may take: 10 s for what is under way, and a little for the rest.
const LONGEST_STOP: std::time::Duration = std::time::Duration::from_secs(11);

/// A running process; when it is dropped it is killed, and a failed test shows what it said.
pub(crate) struct Process {
    child: Child,
    name: String,
    out: PathBuf,
    err: PathBuf,
}

/// What a command answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// The program, with nothing in its environment but what the test says.
pub(crate) fn program(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_readmit"));
    command.args(arguments).current_dir(folder).env_clear().envs(variables.iter().copied());
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn answer_of(mut command: Command) -> Answer {
    let output = command.output().unwrap();
    // What a program with a planted defect says of itself is no part of its answer.
    let own = |line: &&str| !line.contains("broken on purpose");
    let text = |bytes: Vec<u8>| -> String {
        String::from_utf8(bytes).unwrap().split_inclusive('\n').filter(own).collect()
    };
    Answer { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Process {
    /// Starts a command; what it says goes to files of this name in this folder.
    pub(crate) fn start(mut command: Command, folder: &Path, name: &str) -> Self {
        let (out, err) = (folder.join(format!("{name}.out")), folder.join(format!("{name}.err")));
        command.stdout(File::create(&out).unwrap()).stderr(File::create(&err).unwrap());
        Self { child: command.spawn().unwrap(), name: name.to_owned(), out, err }
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has said on standard output.
    pub(crate) fn out(&self) -> String {
        fs::read_to_string(&self.out).unwrap()
    }

    /// What it has said on standard error.
    pub(crate) fn err(&self) -> String {
        fs::read_to_string(&self.err).unwrap()
    }

    /// Waits until its admin listener says that it is ready.
    pub(crate) fn wait_until_ready(&mut self, admin: SocketAddr) {
        eventually(&format!("{} is ready", self.name), || {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("{} ended at its start: {status}", self.name);
            }
            // Refused until it listens.
            std::net::TcpStream::connect(admin).ok()?;
            (readiness(admin) == 200).then_some(())
        });
    }

    /// Sends a signal: `TERM`, `INT`, `KILL`.
    pub(crate) fn signal(&self, signal: &str) {
        // The shell's own, so that nothing has to be installed and no code is unsafe.
        let kill = format!("kill -s {signal} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success(), "{kill}");
    }

    /// Waits until it has ended.
    pub(crate) fn wait_until_ended(&mut self) -> ExitStatus {
        eventually(&format!("{} ends", self.name), || self.child.try_wait().unwrap())
    }

    /// Waits until it has ended as it was asked to: in time, and with exit code 0.
    pub(crate) fn wait_until_stopped(&mut self) {
        let (status, took) = timed(|| self.wait_until_ended());
        assert_eq!(status.code(), Some(0), "{} did not stop cleanly", self.name);
        assert!(took < LONGEST_STOP, "{} took {took:?} to stop", self.name);
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(&mut self) {
        self.signal("TERM");
        self.wait_until_stopped();
    }

    /// Ends it with no chance to finish anything.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- standard error of {}:\n{}", self.name, self.err());
        }
    }
}

/// What an admin listener says of its process.
pub(crate) fn readiness(admin: SocketAddr) -> u16 {
    Browser::new(admin, &format!("http://{admin}")).ask("GET", "/readyz", &[], "").status
}
