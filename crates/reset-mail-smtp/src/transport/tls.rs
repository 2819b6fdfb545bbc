//! Whom to believe that they are the mail server.

use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, crypto};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{self, PemObject};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use crate::settings::MailSettingsError;

/// Believes the system's certificate authorities and those of a file.
pub(crate) fn connector(ca_file: Option<&Path>) -> Result<TlsConnector, MailSettingsError> {
    let own = ca_file.map(read).transpose()?.unwrap_or_default();
    // Named, so that it does not matter which provider the rest of the process prefers.
    let provider = Arc::new(crypto::ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(own, Arc::clone(&provider)).map_err(failed)?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous() // only in name: the verifier is the platform's
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, MailSettingsError> {
    let unreadable = |error: pem::Error| MailSettingsError::CaFile {
        path: path.to_owned(),
        source: std::io::Error::other(error),
    };
    let certificates: Vec<_> = CertificateDer::pem_file_iter(path)
        .map_err(unreadable)?
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    // A file without a single one is a wrong file, not an empty wish.
    if certificates.is_empty() {
        return Err(unreadable(pem::Error::NoItemsFound));
    }
    Ok(certificates)
}

fn failed(error: rustls::Error) -> MailSettingsError {
    MailSettingsError::Tls(error.into())
}
