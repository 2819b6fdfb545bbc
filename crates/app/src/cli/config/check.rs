//! `readmit config check`

use anyhow::{Context, anyhow};
use reset_domain::ports::Storage;
use reset_storage_seaorm::SchemaState;

use crate::cli::Shared;
use crate::config::{Config, Migrate};
use crate::failure::Failure;
use crate::lifecycle::block_on;
use crate::{output, wiring};

/// Finds every mistake of the configuration at once; then the first in templates of the operator's own, if there is one.
pub(crate) fn run(shared: &Shared) -> Result<(), Failure> {
    check(shared)?;
    Ok(())
}

/// Tries the database and the mail server too; says what each answered, also when the other one failed.
pub(crate) fn run_online(shared: &Shared) -> Result<(), Failure> {
    let config = check(shared)?;
    let (database, mail) = block_on(async { Ok((database(&config).await, mail(&config).await)) })?;
    for (what, answer) in [("database", &database), ("mail server", &mail)] {
        match answer {
            Ok(answer) => output::print(&format!("{what}: {answer}\n"))?,
            Err(error) => output::complain(&format!("{what}: {error:#}")),
        }
    }
    match (database, mail) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(_), Err(_)) => Err(anyhow!("neither the database nor the mail server can be used").into()),
        (Err(_), Ok(_)) => Err(anyhow!("the database cannot be used").into()),
        (Ok(_), Err(_)) => Err(anyhow!("the mail server cannot be used").into()),
    }
}

fn check(shared: &Shared) -> Result<Config, Failure> {
    let config = Config::load(&shared.config)?;
    wiring::templates(&config)?;
    for doubt in config.doubts() {
        output::complain(&format!("note: {doubt}"));
    }
    output::print(&format!("{}: no mistakes\n", shared.config.display()))?;
    Ok(config)
}

async fn database(config: &Config) -> anyhow::Result<String> {
    let storage = wiring::connect(config).await?;
    storage.ping().await.context("it does not answer")?;
    let schema = match storage.schema().await? {
        SchemaState::Current => "it answers, and its schema is up to date".to_owned(),
        SchemaState::Behind { steps } => match config.storage.migrate {
            Migrate::Auto => {
                format!("it answers; its schema is {steps} steps behind, which the next command applies")
            }
            Migrate::Manual => {
                format!("it answers; its schema is {steps} steps behind: run `readmit migrate`")
            }
        },
        SchemaState::Newer => return Err(anyhow!("its schema is newer than this program knows")),
    };
    storage.close().await;
    Ok(schema)
}

async fn mail(config: &Config) -> anyhow::Result<String> {
    let mailer = wiring::mailer(config, &wiring::templates(config)?)?;
    let greeting = mailer.probe().await?;
    mailer.close().await;
    Ok(format!("it answers: {greeting}"))
}
