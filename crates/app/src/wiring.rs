//! **The** place where ports meet adapters.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use reset_domain::ports::Mailer;
use reset_domain::{Ports, ResetService};
use reset_host::{Argon2Hasher, Argon2Settings, SystemClock, SystemEntropy, ZxcvbnScreen};
use reset_http_poem::PortalLinks;
use reset_mail_smtp::{MailSettings, SmtpMailer};
use reset_storage_seaorm::{ConnectSettings, SchemaState, SeaStorage};
use reset_templates::{Portal, Templates, TemplatesError};
use secrecy::ExposeSecret;

use crate::config::{Config, Migrate};

/// Enough for the pages, the worker and the intake; SQLite takes one of them.
const CONNECTIONS: u32 = 16;

/// The product, put together as the configuration says.
pub(crate) struct Wired {
    /// Every use case, for those who wait for it.
    pub(crate) service: ResetService,
    /// The same for the worker, which lets them go first.
    pub(crate) behind: ResetService,
    /// Where everything is kept, for readiness and for closing.
    pub(crate) storage: SeaStorage,
}

/// Puts the product together, with letters going where `mailer` takes them.
pub(crate) async fn wire(config: &Config, mailer: Arc<dyn Mailer>) -> anyhow::Result<Wired> {
    let storage = open(config).await?;
    let entropy = Arc::new(SystemEntropy);
    let ports = Ports {
        storage: Arc::new(storage.clone()),
        intake: Arc::new(storage.clone()),
        mailer,
        hasher: Arc::new(Argon2Hasher::start(argon2(config)?, entropy.clone())?),
        screen: Arc::new(ZxcvbnScreen),
        links: Arc::new(PortalLinks::new(config.portal.url.as_str())),
        clock: Arc::new(SystemClock::new()),
        entropy,
    };
    #[cfg(feature = "planted-defects")]
    let ports = crate::defect::in_ports(ports);
    let policy = config.policy().check()?;
    let behind = Ports { storage: Arc::new(storage.clone().behind_people()), ..ports.clone() };
    Ok(Wired {
        service: ResetService::new(ports, policy.clone()),
        behind: ResetService::new(behind, policy),
        storage,
    })
}

/// The mailer of the configuration. It connects when there is a letter to send.
pub(crate) fn mailer(config: &Config, templates: &Templates) -> anyhow::Result<SmtpMailer> {
    let settings = MailSettings {
        credentials: config.mail.sign_in.as_ref().map(|it| (it.username.clone(), it.password.clone())),
        reply_to: config.portal.support_email.clone(),
        timeout: Duration::try_from(config.mail.timeout)?,
        ca_file: config.mail.ca_file.clone(),
        allow_plain: config.mail.allow_plain,
        ..MailSettings::new(config.mail.server.clone(), config.mail.from.clone())
    };
    SmtpMailer::new(settings, templates.clone()).context("the mailer cannot be set up")
}

/// Pages and letters, with the operator's own files checked.
pub(crate) fn templates(config: &Config) -> anyhow::Result<Templates> {
    let portal = &config.portal;
    let templates = Templates::new(Portal {
        support_email: portal.support_email.as_ref().map(ToString::to_string),
        support_phone: portal.support_phone.clone(),
        support_hours: portal.support_hours.clone(),
        account_id_hint: portal.account_id_hint.clone(),
        locale: portal.locale.clone(),
        time_zone: portal.time_zone.clone(),
        link: config.reset.link,
        branding: config.branding.looks.clone(),
        templates: config.branding.templates.clone(),
        ..Portal::new(&portal.name, portal.url.as_str(), &config.policy())
    });
    templates.map_err(|error| match error {
        TemplatesError::UnknownLocale { .. } => anyhow::Error::from(error).context("portal.locale"),
        _ => anyhow::Error::from(error).context("pages and letters cannot be made"),
    })
}

/// The database, its schema up to date.
async fn open(config: &Config) -> anyhow::Result<SeaStorage> {
    let storage = connect(config).await?;
    let schema = storage.schema().await?;
    match (schema, config.storage.migrate) {
        (SchemaState::Current, _) => {}
        (SchemaState::Behind { .. }, Migrate::Auto) => drop(storage.migrate().await?),
        (SchemaState::Behind { steps }, Migrate::Manual) => {
            bail!(
                "the schema is {steps} steps behind: run `readmit migrate`, as storage.migrate is \"manual\""
            )
        }
        (SchemaState::Newer, _) => {
            bail!("the schema is newer than this program knows: run the newer program")
        }
    }
    Ok(storage)
}

/// The database as it is.
#[expect(clippy::disallowed_methods, reason = "the URL may hold a password, and the driver needs it")]
pub(crate) async fn connect(config: &Config) -> anyhow::Result<SeaStorage> {
    let url = config.storage.url.expose_secret().to_owned();
    let settings = ConnectSettings { url, max_connections: CONNECTIONS };
    SeaStorage::connect(&settings).await.context("the database cannot be opened")
}

fn argon2(config: &Config) -> anyhow::Result<Argon2Settings> {
    let password = &config.password;
    Ok(Argon2Settings::new(password.argon2_memory, password.argon2_passes, password.argon2_lanes)?)
}
