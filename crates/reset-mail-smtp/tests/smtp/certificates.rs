//! A small certificate authority and a certificate for this machine.

use std::io::Write;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;

pub(crate) struct Authority {
    /// Its certificate, as an operator would name it in `mail.ca_file`.
    pub(crate) file: NamedTempFile,
    /// What a server with a certificate of it accepts connections with.
    pub(crate) acceptor: TlsAcceptor,
}

impl Authority {
    /// One that certified this machine as it should.
    pub(crate) fn new() -> Self {
        Self::called("test authority", "127.0.0.1")
    }

    /// Another one.
    pub(crate) fn stranger() -> Self {
        Self::called("another authority", "127.0.0.1")
    }

    /// One that certified a server of this name.
    pub(crate) fn certifying(name: &str) -> Self {
        Self::called("test authority", name)
    }

    fn called(own_name: &str, name: &str) -> Self {
        let (mut params, key) = authority();
        params.distinguished_name.push(DnType::CommonName, own_name);
        let own = params.self_signed(&key).unwrap();
        let leaf_key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec![name.to_owned()])
            .unwrap()
            .signed_by(&leaf_key, &Issuer::new(params, key))
            .unwrap();
        Self { file: file(&own.pem()), acceptor: acceptor(leaf.der().clone(), &leaf_key) }
    }

    /// A certificate that certifies itself and says it is an authority, as `openssl req -x509` makes them.
    pub(crate) fn self_made() -> Self {
        let (params, key) = authority();
        let own = params.self_signed(&key).unwrap();
        Self { file: file(&own.pem()), acceptor: acceptor(own.der().clone(), &key) }
    }
}

fn authority() -> (CertificateParams, KeyPair) {
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    (params, KeyPair::generate().unwrap())
}

fn file(pem: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pem.as_bytes()).unwrap();
    file
}

fn acceptor(certificate: CertificateDer<'static>, key: &KeyPair) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
