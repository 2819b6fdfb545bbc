//! The account of this machine that runs the server: PostgreSQL refuses to be run by root.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

/// An unprivileged user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Owner {
    name: String,
    user: u32,
    group: u32,
}

impl Owner {
    /// Under root the user `postgres`, else `nobody`; otherwise whoever runs this.
    pub(crate) fn needed() -> Result<Option<Self>> {
        if !is_root()? {
            return Ok(None);
        }
        for name in ["postgres", "nobody"] {
            if let (Ok(user), Ok(group)) = (id(&["-u", name]), id(&["-g", name])) {
                return Ok(Some(Self { name: name.to_owned(), user, group }));
            }
        }
        bail!("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")
    }

    /// Gives a folder to the owner.
    pub(crate) fn take(&self, folder: &Path) -> Result<()> {
        std::os::unix::fs::chown(folder, Some(self.user), Some(self.group))
            .with_context(|| format!("{} cannot be given to {}", folder.display(), self.name))
    }

    /// `program`, run by the owner.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={}", self.user))
            .arg(format!("--regid={}", self.group))
            .args(["--clear-groups", "--"])
            .arg(program);
        command
    }
}

/// Whether this process may install packages and must not run PostgreSQL.
pub(crate) fn is_root() -> Result<bool> {
    Ok(id(&["-u"])? == 0)
}

fn id(arguments: &[&str]) -> Result<u32> {
    let number = run(Command::new("id").args(arguments))?;
    number.trim().parse().context("`id` answers with no number")
}

/// Runs a command and gives what it wrote; a failure carries all of it.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let shown = format!("{} …", command.get_program().to_string_lossy());
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("`{shown}` does not start"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "`{shown}` ended with {}\n{text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_says_what_it_wrote() {
        let failure = run(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap_err();
        let text = format!("{failure:#}");
        assert!(text.contains("out\nerr") && text.contains('3'), "{text}");
    }

    #[test]
    fn an_owner_is_needed_under_root_alone() {
        match Owner::needed().unwrap() {
            Some(owner) => assert!(is_root().unwrap() && owner.user != 0),
            None => assert!(!is_root().unwrap()),
        }
    }
}
