//! The luck of this machine.

use std::fs::File;
use std::io::{self, Read};

use reset_domain::ports::{Entropy, EntropyError};

/// The system's source of randomness as a file: on Unix, and without another crate.
pub(crate) struct UrandomEntropy {
    source: File,
}

impl UrandomEntropy {
    pub(crate) fn open() -> io::Result<Self> {
        Ok(Self { source: File::open("/dev/urandom")? })
    }
}

impl Entropy for UrandomEntropy {
    fn try_fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        (&self.source).read_exact(buffer).map_err(|_| EntropyError)
    }
}
