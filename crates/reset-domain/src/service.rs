//! The product as one value: every use case is a method of [`ResetService`].

use std::sync::Arc;

use crate::Policy;
use crate::ports::{Clock, Entropy, Intake, Links, Mailer, PasswordHasher, PasswordScreen, Storage};

/// One adapter for each port.
#[derive(Clone)]
pub struct Ports {
    /// Where everything is kept.
    pub storage: Arc<dyn Storage>,
    /// Where submitted requests are put down; the same store.
    pub intake: Arc<dyn Intake>,
    /// Who carries letters.
    pub mailer: Arc<dyn Mailer>,
    /// The slow function between passwords and hashes.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Who judges new passwords.
    pub screen: Arc<dyn PasswordScreen>,
    /// Where the portal's pages are.
    pub links: Arc<dyn Links>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Luck.
    pub entropy: Arc<dyn Entropy>,
}

/// The product: every use case is a method.
///
/// Cheap to clone, so that a caller can spawn each call and a lost connection never cancels one midway.
#[derive(Clone)]
pub struct ResetService {
    pub(crate) ports: Ports,
    pub(crate) policy: Arc<Policy>,
}

impl ResetService {
    /// Puts the product together.
    pub fn new(ports: Ports, policy: Policy) -> Self {
        Self { ports, policy: Arc::new(policy) }
    }

    /// The numbers it goes by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }
}

impl std::fmt::Debug for ResetService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResetService").field("policy", &self.policy).finish_non_exhaustive()
    }
}
