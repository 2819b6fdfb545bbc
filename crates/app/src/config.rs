//! What an operator chooses: one TOML file, beneath the environment, above the defaults.
//!
//! Everything is read key by key, so that all mistakes are found at once, each with its line and its remedy.

mod applications;
mod audit;
mod branding;
mod confirm;
pub(crate) mod example;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod http;
mod layer;
mod layers;
mod mail;
mod mistake;
mod outline;
mod password;
mod portal;
mod reset;
mod section;
mod session;
mod spelling;
mod storage;
mod temporary_password;
mod throttle;
mod values;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use reset_domain::Policy;
use reset_domain::model::Application;
use time::Duration;

pub(crate) use self::audit::Audit;
pub(crate) use self::branding::Branding;
pub(crate) use self::confirm::Confirm;
pub(crate) use self::http::Http;
pub(crate) use self::mail::Mail;
pub(crate) use self::mistake::{Mistake, Mistakes, Place};
pub(crate) use self::password::Password;
pub(crate) use self::portal::Portal;
pub(crate) use self::reset::Reset;
pub(crate) use self::session::SessionLives;
pub(crate) use self::storage::{Migrate, Storage};
pub(crate) use self::temporary_password::TemporaryPassword;
pub(crate) use self::throttle::Throttle;

use self::layers::Layers;
use self::outline::Outline;
use self::section::{Read, Section};
pub(crate) use self::values::parse_duration;

/// Every section, in the order of the example.
const SECTIONS: &[&Outline] = &[
    &portal::OUTLINE,
    &http::OUTLINE,
    &storage::OUTLINE,
    &mail::OUTLINE,
    &reset::OUTLINE,
    &temporary_password::OUTLINE,
    &password::OUTLINE,
    &session::OUTLINE,
    &throttle::OUTLINE,
    &confirm::OUTLINE,
    &audit::OUTLINE,
    &branding::OUTLINE,
];

/// What is written any number of times, and in the file alone.
const LISTS: &[&Outline] = &[&applications::OUTLINE];

/// How much longer a worker holds a message than the mail server may take for it.
const LEASE_BEYOND_TIMEOUT: Duration = Duration::seconds(30);

/// Everything an operator chose, checked. Its `Debug` shows no secret.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// What the portal is called, where it is, who helps.
    pub(crate) portal: Portal,
    /// Where the portal listens, and whom it believes.
    pub(crate) http: Http,
    /// Where everything is kept.
    pub(crate) storage: Storage,
    /// Who carries the letters.
    pub(crate) mail: Mail,
    /// Links and what following them takes.
    pub(crate) reset: Reset,
    /// How long the mailed password lives, and what follows it.
    pub(crate) temporary_password: TemporaryPassword,
    /// What a chosen password must be, and what hashing it costs.
    pub(crate) password: Password,
    /// How long a signed-in stay lasts.
    pub(crate) session: SessionLives,
    /// How much is too much.
    pub(crate) throttle: Throttle,
    /// How long a password confirmed for an application stays good.
    pub(crate) confirm: Confirm,
    /// How long it is remembered what happened.
    pub(crate) audit: Audit,
    /// How the portal looks.
    pub(crate) branding: Branding,
    /// The cards on Home.
    pub(crate) applications: Vec<Application>,
}

impl Config {
    /// Reads the file and this process's environment; or else says everything that is wrong with them.
    ///
    /// The process works in the folder of the file from then on, so that relative paths in it mean the same to all.
    pub(crate) fn load(file: &Path) -> Result<Self, Mistakes> {
        let text = std::fs::read_to_string(file).map_err(|error| Mistakes {
            file: file.to_owned(),
            list: vec![Mistake {
                key: String::new(),
                place: Place::Nowhere,
                what: format!("the file cannot be read ({error})"),
                remedy: "name one with --config or READMIT_CONFIG; `readmit config example` prints one to begin with"
                    .to_owned(),
            }],
        })?;
        // Whoever runs a command from elsewhere must not meet another database: what is relative is so to the file.
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::env::set_current_dir(folder).map_err(|error| Mistakes {
                file: file.to_owned(),
                list: vec![Mistake {
                    key: String::new(),
                    place: Place::Nowhere,
                    what: format!("its folder cannot be entered ({error})"),
                    remedy: "put the file where the program may look".to_owned(),
                }],
            })?;
        }
        Self::read(&text, std::env::vars_os()).map_err(|list| Mistakes { file: file.to_owned(), list })
    }

    /// Reads a text as if it stood in a file, and no environment.
    pub(crate) fn of_text(text: &str) -> Result<Self, Mistakes> {
        Self::read(text, []).map_err(|list| Mistakes { file: PathBuf::from("(text)"), list })
    }

    /// Reads the text of a file and these variables; or else says everything that is wrong with them.
    fn read(
        text: &str,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let layers = Layers::gather(text, variables, SECTIONS, LISTS, &mut mistakes)?;
        let read = Self::read_sections(&layers, &mut mistakes);
        match read {
            Ok(config) if mistakes.is_empty() => Ok(config),
            _ => {
                mistakes.sort_by(|a, b| a.place.cmp(&b.place));
                Err(mistakes)
            }
        }
    }

    fn read_sections(layers: &Layers, mistakes: &mut Vec<Mistake>) -> Read<Self> {
        let portal = Portal::read(&mut Section::new(&portal::OUTLINE, layers, mistakes));
        let http = Http::read(&mut Section::new(&http::OUTLINE, layers, mistakes));
        let storage = Storage::read(&mut Section::new(&storage::OUTLINE, layers, mistakes));
        let mail = Mail::read(&mut Section::new(&mail::OUTLINE, layers, mistakes));
        let reset = Reset::read(&mut Section::new(&reset::OUTLINE, layers, mistakes));
        let temporary_password =
            TemporaryPassword::read(&mut Section::new(&temporary_password::OUTLINE, layers, mistakes));
        let password = Password::read(&mut Section::new(&password::OUTLINE, layers, mistakes));
        let session = SessionLives::read(&mut Section::new(&session::OUTLINE, layers, mistakes));
        let throttle = Throttle::read(&mut Section::new(&throttle::OUTLINE, layers, mistakes));
        let confirm = Confirm::read(&mut Section::new(&confirm::OUTLINE, layers, mistakes));
        let audit = Audit::read(&mut Section::new(&audit::OUTLINE, layers, mistakes));
        let branding = Branding::read(&mut Section::new(&branding::OUTLINE, layers, mistakes));
        let applications = applications::read(layers, mistakes);
        Ok(Self {
            portal: portal?,
            http: http?,
            storage: storage?,
            mail: mail?,
            reset: reset?,
            temporary_password: temporary_password?,
            password: password?,
            session: session?,
            throttle: throttle?,
            confirm: confirm?,
            audit: audit?,
            branding: branding?,
            applications: applications?,
        })
    }

    /// What may not do what the operator thinks it does, in words for them.
    pub(crate) fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        let is_behind_proxy =
            self.portal.url.as_str().starts_with("https:") && self.http.listen.ip().is_loopback();
        if is_behind_proxy && self.http.trusted_proxies.is_empty() {
            doubts.push(
                "http.trusted_proxies is empty: behind a proxy all visitors count as one network, and one of them \
                 can use up what throttle.requests and throttle.sign_ins allow; name the proxy, such as \
                 [\"127.0.0.1\"]"
                    .to_owned(),
            );
        }
        doubts
    }

    /// What of it the domain goes by.
    pub(crate) fn policy(&self) -> Policy {
        let name = &self.portal.name;
        Policy {
            link_life: self.reset.link_life,
            temporary_life: self.temporary_password.life,
            temporary_change: self.temporary_password.change,
            min_length: self.password.min_length,
            session_idle: self.session.idle,
            session_absolute: self.session.absolute,
            confirm_life: self.confirm.life,
            letters: self.throttle.letters.clone(),
            failures: self.throttle.failures,
            give_up: self.mail.give_up,
            lease: self.mail.timeout + LEASE_BEYOND_TIMEOUT,
            audit_keep: self.audit.keep,
            applications: self.applications.clone(),
            known_words: std::iter::once(name.as_str())
                .chain(name.split_whitespace())
                .map(str::to_owned)
                .collect(),
            ..Policy::default()
        }
    }
}

#[cfg(test)]
mod tests;
