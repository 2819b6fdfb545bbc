//! Argon2id (RFC 9106) on threads of its own, each with its own memory, behind a bounded queue.
//!
//! Hashing is most of what a sign-in costs: on these threads it neither stops the ones that answer requests
//! nor fetches fresh memory each time, and when too many wait, the next is turned away rather than kept waiting.

mod memory;
mod phc;
mod pool;
mod settings;

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use async_trait::async_trait;
use reset_domain::model::{Password, PasswordHash};
use reset_domain::ports::{Entropy, HasherError, PasswordHasher, Verdict};

use self::memory::Memory;
use self::phc::Parsed;
use self::pool::{Line, Pool};
pub use self::settings::{Argon2Settings, Argon2SettingsError};

/// Bytes of salt (RFC 9106, section 4).
const SALT: usize = 16;
/// Bytes of tag.
const TAG: usize = 32;

/// Hashes and verifies with Argon2id.
///
/// Dropping it stops its threads and waits for the hashes under way.
pub struct Argon2Hasher {
    pool: Pool,
    entropy: Arc<dyn Entropy>,
    params: Params,
    dummy: PasswordHash,
}

impl Argon2Hasher {
    /// Starts the threads. They take memory at their first hash and give it back after some idle seconds.
    ///
    /// # Errors
    /// The source of randomness failed, or the system gave no thread.
    pub fn start(settings: Argon2Settings, entropy: Arc<dyn Entropy>) -> Result<Self, HasherError> {
        let params = settings.params()?;
        // A salt and a tag that no password was ever hashed to: the same string, the same cost, no match.
        let mut random = [0; SALT + TAG];
        fill(entropy.as_ref(), &mut random)?;
        let (salt, tag) = random.split_at(SALT);
        let dummy = phc::write(&params, salt, tag)?;
        let pool = Pool::start(settings.threads(), settings.idle(), params.block_count())?;
        Ok(Self { pool, entropy, params, dummy })
    }

    /// Whether a hash was made otherwise than today's are, and should be renewed while its password is at hand.
    pub fn is_outdated(&self, hash: &PasswordHash) -> bool {
        match Parsed::read(hash) {
            Ok(parsed) => {
                let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
                cost(&parsed.params) != cost(&self.params)
                    || parsed.tag.len() != TAG
                    || parsed.salt.len() != SALT
            }
            Err(_) => true,
        }
    }

    /// How many threads hold memory just now.
    pub fn memories_held(&self) -> usize {
        self.pool.memories_held()
    }
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let mut salt = [0; SALT];
        fill(self.entropy.as_ref(), &mut salt)?;
        let (password, params) = (password.clone(), self.params.clone());
        self.pool
            .run(Line::Hashes, move |memory| {
                let mut tag = [0; TAG];
                tag_into(&password, &params, &salt, &mut tag, memory)?;
                phc::write(&params, &salt, &tag)
            })
            .await
    }

    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError> {
        // Read before it queues: what cannot be verified takes nobody's place.
        let parsed = Parsed::read(hash)?;
        let password = password.clone();
        self.pool
            .run(Line::Verifications, move |memory| {
                let mut tag = vec![0; parsed.tag.len()];
                tag_into(&password, &parsed.params, &parsed.salt, &mut tag, memory)?;
                parsed.compare(&tag)
            })
            .await
    }

    fn dummy(&self) -> PasswordHash {
        self.dummy.clone()
    }
}

fn tag_into(
    password: &Password,
    params: &Params,
    salt: &[u8],
    tag: &mut [u8],
    memory: &mut Memory,
) -> Result<(), HasherError> {
    let blocks: &mut [Block] = memory.blocks(params.block_count())?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(password.reveal().as_bytes(), salt, tag, blocks)
        .map_err(failed)
}

fn fill(entropy: &dyn Entropy, buffer: &mut [u8]) -> Result<(), HasherError> {
    entropy.try_fill(buffer).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> HasherError {
    HasherError::Failed(error.to_string())
}

#[cfg(test)]
mod tests;
