//! PHC strings: what is stored of a password, written and read.

use argon2::{ARGON2ID_IDENT, Params, Version};
use password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use reset_domain::model::PasswordHash;
use reset_domain::ports::{HasherError, Verdict};

use super::failed;
use super::settings::Argon2Settings;

/// A stored hash, read and found affordable.
pub(super) struct Parsed {
    pub(super) params: Params,
    pub(super) salt: Salt,
    pub(super) tag: Output,
}

impl Parsed {
    /// Reads one. Nothing of it is repeated in the error.
    pub(super) fn read(hash: &PasswordHash) -> Result<Self, HasherError> {
        let phc = Phc::new(hash.as_str()).map_err(|_| unreadable())?;
        if phc.algorithm != ARGON2ID_IDENT || phc.version != Some(Version::V0x13.into()) {
            return Err(HasherError::Failed("the stored hash is not of Argon2id, version 19".to_owned()));
        }
        let params = Params::try_from(&phc).map_err(|_| unreadable())?;
        // The string names the cost of its own verification; whoever can store one must not name a ruinous one.
        if Argon2Settings::CAP_MEMORY_KIB < params.m_cost()
            || Argon2Settings::CAP_PASSES < params.t_cost()
            || Argon2Settings::CAP_LANES < params.p_cost()
        {
            return Err(HasherError::Failed("the stored hash asks for more than a hash may cost".to_owned()));
        }
        match (phc.salt, phc.hash) {
            (Some(salt), Some(tag)) => Ok(Self { params, salt, tag }),
            _ => Err(unreadable()),
        }
    }

    /// Compares in time that does not tell where they differ.
    pub(super) fn compare(&self, tag: &[u8]) -> Result<Verdict, HasherError> {
        // `Output` compares in constant time.
        let same = self.tag == Output::new(tag).map_err(failed)?;
        Ok(if same { Verdict::Match } else { Verdict::Mismatch })
    }
}

/// Writes one.
pub(super) fn write(params: &Params, salt: &[u8], tag: &[u8]) -> Result<PasswordHash, HasherError> {
    let phc = Phc {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(failed)?,
        salt: Some(Salt::new(salt).map_err(failed)?),
        hash: Some(Output::new(tag).map_err(failed)?),
    };
    PasswordHash::parse(&phc.to_string()).map_err(failed)
}

fn unreadable() -> HasherError {
    HasherError::Failed("the stored hash cannot be read".to_owned())
}
