//! A hasher that shows what the port asks for, and is too cheap for real passwords.

use std::sync::Arc;

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use reset_domain::model::{Password, PasswordHash};
use reset_domain::ports::{Entropy, HasherError, PasswordHasher, Verdict};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Salted, iterated SHA-256: `$iterated-sha256$<salt>$<digest>`.
///
/// DO NOT TAKE THIS TO A REAL PORTAL.
/// It costs a guesser next to nothing: no memory, and few rounds, so that the example does not keep anybody waiting.
/// Real portals use `Argon2Hasher` of `reset-host`, which also keeps the hashing off the threads that answer requests.
pub(crate) struct IteratedHasher {
    entropy: Arc<dyn Entropy>,
    dummy: PasswordHash,
}

const PREFIX: &str = "$iterated-sha256$";
const ROUNDS: u32 = 10_000;

impl IteratedHasher {
    /// Mints the dummy: a digest at random, which no password has.
    pub(crate) fn new(entropy: Arc<dyn Entropy>) -> Result<Self, HasherError> {
        let dummy = stored(&random(&*entropy)?, &random(&*entropy)?)?;
        Ok(Self { entropy, dummy })
    }
}

#[async_trait]
impl PasswordHasher for IteratedHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let salt = random(&*self.entropy)?;
        stored(&salt, &digest(&salt, password))
    }

    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError> {
        let parts = hash.as_str().strip_prefix(PREFIX).and_then(|rest| rest.split_once('$'));
        // The error says what is wrong with the hash, never what it is.
        let (salt, stored) = parts.ok_or_else(|| failed("the stored hash is of another kind"))?;
        Ok(match bool::from(digest(salt, password).as_bytes().ct_eq(stored.as_bytes())) {
            true => Verdict::Match,
            false => Verdict::Mismatch,
        })
    }

    fn dummy(&self) -> PasswordHash {
        self.dummy.clone()
    }
}

/// 32 bytes of entropy in hexadecimal: a salt, or the digest of the dummy.
fn random(entropy: &dyn Entropy) -> Result<String, HasherError> {
    let mut bytes = [0; 32];
    entropy.try_fill(&mut bytes).map_err(|error| failed(error.to_string()))?;
    Ok(HEXLOWER.encode(&bytes))
}

fn digest(salt: &str, password: &Password) -> String {
    let first = Sha256::new().chain_update(salt).chain_update(password.reveal()).finalize();
    let last =
        (1..ROUNDS).fold(first, |digest, _| Sha256::new().chain_update(salt).chain_update(digest).finalize());
    HEXLOWER.encode(&last)
}

fn stored(salt: &str, digest: &str) -> Result<PasswordHash, HasherError> {
    PasswordHash::parse(&format!("{PREFIX}{salt}${digest}")).map_err(|unfit| failed(unfit.to_string()))
}

fn failed(why: impl Into<String>) -> HasherError {
    HasherError::Failed(why.into())
}
