//! A hasher that costs nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::model::{Password, PasswordHash};
use crate::ports::{HasherError, PasswordHasher, Verdict};

/// A hasher that costs nothing, so that a story of forty sign-ins takes a millisecond: `$plain$<salt>$<SHA-256>`.
/// Never for real passwords. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct PlainHasher {
    salts: Arc<AtomicU64>,
    verifications: Arc<AtomicU64>,
}

impl PlainHasher {
    /// A hasher that has not verified anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many verifications were asked for, the dummy's among them.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl PasswordHasher for PlainHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let salt = self.salts.fetch_add(1, Ordering::Relaxed).to_string();
        stored(&salt, &digest(&salt, password))
    }

    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError> {
        self.verifications.fetch_add(1, Ordering::Relaxed);
        let (salt, stored) = hash
            .as_str()
            .strip_prefix("$plain$")
            .and_then(|rest| rest.split_once('$'))
            .ok_or_else(|| HasherError::Failed("the hash is not a plain one".to_owned()))?;
        if digest(salt, password) == stored {
            return Ok(Verdict::Match);
        }
        Ok(Verdict::Mismatch)
    }

    #[expect(clippy::expect_used, reason = "a constant that begins with the dollar sign of every hash")]
    fn dummy(&self) -> PasswordHash {
        stored("dummy", "nothing").expect("a constant hash")
    }
}

fn digest(salt: &str, password: &Password) -> String {
    HEXLOWER.encode(&Sha256::new().chain_update(salt).chain_update(password.reveal()).finalize())
}

fn stored(salt: &str, digest: &str) -> Result<PasswordHash, HasherError> {
    PasswordHash::parse(&format!("$plain${salt}${digest}"))
        .map_err(|unfit| HasherError::Failed(unfit.to_string()))
}
