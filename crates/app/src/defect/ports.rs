//! What a planted defect changes about luck, hashing and links: each by an adapter around the real one.

use std::sync::Arc;

use async_trait::async_trait;
use reset_domain::Ports;
use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::{Password, PasswordHash, ResetToken, ResetUrl};
use reset_domain::ports::{Entropy, EntropyError, HasherError, Links, PasswordHasher, Verdict};
use reset_http_poem::host_of_the_last_request;

/// The ports, each with what can be wrong with it.
pub(crate) fn in_ports(ports: Ports) -> Ports {
    Ports {
        entropy: Arc::new(Scarce(ports.entropy)),
        hasher: Arc::new(Cutting(ports.hasher)),
        links: Arc::new(Following(ports.links)),
        ..ports
    }
}

/// Luck that may run out.
struct Scarce(Arc<dyn Entropy>);

impl Entropy for Scarce {
    fn try_fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        self.0.try_fill(buffer)?;
        if is_planted(Defect::LuckRunsOut) {
            buffer.iter_mut().skip(4).for_each(|byte| *byte = 7);
        }
        Ok(())
    }
}

/// A hasher that may not read to the end.
struct Cutting(Arc<dyn PasswordHasher>);

impl Cutting {
    fn cut(password: &Password) -> Password {
        let text = password.reveal();
        let end = (0..=72).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        match is_planted(Defect::PasswordsAreCut) && 72 < text.len() {
            true => text.get(..end).and_then(|cut| Password::parse(cut).ok()).unwrap_or(password.clone()),
            false => password.clone(),
        }
    }
}

#[async_trait]
impl PasswordHasher for Cutting {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        self.0.hash(&Self::cut(password)).await
    }

    async fn verify(&self, password: &Password, hash: &PasswordHash) -> Result<Verdict, HasherError> {
        self.0.verify(&Self::cut(password), hash).await
    }

    fn dummy(&self) -> PasswordHash {
        self.0.dummy()
    }
}

/// Links that may lead to wherever the last request said that the portal is.
struct Following(Arc<dyn Links>);

impl Links for Following {
    fn reset(&self, token: &ResetToken) -> ResetUrl {
        match is_planted(Defect::LinksFollowTheHost) {
            true => ResetUrl::new(format!("http://{}/reset/{}", host_of_the_last_request(), token.reveal())),
            false => self.0.reset(token),
        }
    }

    fn sign_in(&self) -> String {
        self.0.sign_in()
    }

    fn password_reset(&self) -> String {
        self.0.password_reset()
    }
}
