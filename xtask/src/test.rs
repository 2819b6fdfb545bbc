//! `cargo xtask test`: everything that is checked and tested, in the order of what fails soonest.

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use xshell::{Shell, cmd};

use crate::cargo::{cargo, shell};
use crate::database::{Engine, Found, Running};
use crate::steps::Steps;
use crate::{browser, deny, say, tidy};

/// What to test.
#[derive(Args)]
#[command(after_help = "\
With neither option PostgreSQL, MariaDB and Chromium are found, or installed with apt-get as root, and started for the tests
alone. READMIT_TEST_POSTGRES=postgres://user@host:port and READMIT_TEST_MYSQL=mysql://user@host:port name running servers to
use instead; each test makes a database there.")]
pub(crate) struct Options {
    /// Leave out what needs a database server or a browser
    #[arg(long)]
    embedded: bool,

    /// The inner loop: leave out what needs a server or a browser, and the documentation
    #[arg(long, conflicts_with = "embedded")]
    quick: bool,
}

impl Options {
    /// How much these options ask for.
    pub(crate) fn extent(&self) -> Extent {
        match (self.quick, self.embedded) {
            (true, _) => Extent::Quick,
            (_, true) => Extent::Embedded,
            _ => Extent::Everything,
        }
    }
}

/// How much to test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All there is.
    Everything,
    /// What needs no server.
    Embedded,
    /// The inner loop.
    Quick,
}

/// Features that only add tests: those that need a server, and those that need defects to catch.
const SERVER_TESTS: &str = "app/mysql-tests,app/planted-defects,app/postgres-tests,\
                            reset-storage-seaorm/mysql-laws,reset-storage-seaorm/postgres-laws";

/// Every feature of the house that adds code.
const ALL_FEATURES: &str = "app/mysql-tests,app/planted-defects,app/postgres-tests,reset-domain/mocks,\
                            reset-domain/testing,reset-http-poem/inbox,reset-storage-seaorm/mysql-laws,\
                            reset-storage-seaorm/postgres-laws,reset-templates/pseudo-locales";

/// Takes the steps, and prints how each ended.
pub(crate) fn run(extent: Extent) -> Result<()> {
    let mut steps = Steps::default();
    let result = take(&mut steps, extent);
    say::line(steps.summary());
    result
}

fn take(steps: &mut Steps, extent: Extent) -> Result<()> {
    let shell = &shell()?;
    steps.take("toolchain", || toolchain(shell))?;
    let servers = match extent {
        Extent::Everything => Some([
            steps.take("PostgreSQL", || Engine::Postgres.find_or_install())?,
            steps.take("MariaDB", || Engine::MariaDb.find_or_install())?,
        ]),
        Extent::Embedded | Extent::Quick => None,
    };
    steps.take("format", || format(shell))?;
    steps.take("tidy", tidy::run)?;
    steps.take("deny", deny::run)?;
    steps.take("clippy", || clippy(shell))?;
    match servers {
        Some(servers) => steps.take("tests, with servers", || tests_with(shell, &servers))?,
        None => tests_without(steps, shell)?,
    }
    match extent {
        Extent::Everything => steps.take("browser", || browser::run(&browser::Options::default()))?,
        Extent::Embedded | Extent::Quick => {
            steps.leave_out("browser", "`cargo xtask browser` looks and measures");
        }
    }
    if extent == Extent::Quick {
        steps.leave_out("documentation", "`cargo xtask test --embedded` makes it");
        return Ok(());
    }
    steps.take("documentation", || documentation(shell))
}

fn toolchain(shell: &Shell) -> Result<()> {
    let file = shell.read_file("rust-toolchain.toml")?;
    let wanted = channel(&file)?;
    let version = cmd!(shell, "rustc --version").quiet().read().context("rustc is missing")?;
    let remedy =
        format!("with rustup: rustup toolchain install {wanted} --profile minimal -c clippy -c rustfmt");
    ensure!(
        version.split_whitespace().nth(1) == Some(wanted.as_str()),
        "this is {version}, and rust-toolchain.toml wants {wanted}; {remedy}"
    );
    for tool in ["fmt", "clippy"] {
        if cmd!(shell, "cargo {tool} --version").quiet().ignore_stdout().run().is_err() {
            bail!("cargo {tool} is missing; {remedy}");
        }
    }
    Ok(())
}

fn channel(rust_toolchain: &str) -> Result<String> {
    let file: toml::Table = rust_toolchain.parse()?;
    file.get("toolchain")
        .and_then(|toolchain| toolchain.get("channel")?.as_str())
        .map(str::to_owned)
        .context("rust-toolchain.toml names no channel")
}

fn format(shell: &Shell) -> Result<()> {
    cargo(shell, &["fmt", "--all", "--check"]).run().context("`cargo fmt --all` mends it")
}

/// As it is built, with every feature, and the domain alone, as others embed it.
fn clippy(shell: &Shell) -> Result<()> {
    let ends = ["--", "-D", "warnings"];
    for selection in [
        &["--workspace", "--all-targets"][..],
        &["--workspace", "--all-targets", "--features", ALL_FEATURES],
        // The long runs, which are no tests.
        &["--package", "app", "--test", "performance", "--test", "reliability", "--features", SERVER_TESTS],
        &["--package", "reset-domain"],
    ] {
        cargo(shell, &[&["clippy", "--locked"], selection, &ends].concat()).run()?;
    }
    Ok(())
}

/// One call for all packages: choosing some of them would choose other features of what they share,
/// and build most of it again.
const TESTS: [&str; 4] = ["test", "--locked", "--workspace", "--no-fail-fast"];

fn tests_without(steps: &mut Steps, shell: &Shell) -> Result<()> {
    steps.take("tests", || Ok(cargo(shell, &TESTS).run()?))?;
    steps.leave_out("tests with servers", "`cargo xtask test` runs them");
    Ok(())
}

fn tests_with(shell: &Shell, servers: &[Found]) -> Result<()> {
    let servers = servers.iter().map(Found::start).collect::<Result<Vec<_>>>()?;
    cargo(shell, &[&TESTS[..], &["--features", SERVER_TESTS]].concat())
        .envs(servers.iter().map(Running::variable))
        .run()?;
    Ok(())
}

fn documentation(shell: &Shell) -> Result<()> {
    cargo(shell, &["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channel_is_read_from_its_file() {
        assert_eq!(channel("[toolchain]\nchannel = \"1.95.0\"\n").unwrap(), "1.95.0");
        assert!(channel("[toolchain]\n").is_err());
    }
}
