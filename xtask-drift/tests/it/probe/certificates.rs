//! Certificates for the service of these tests.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, SupportedProtocolVersion};

/// A certificate of the service, and the root that signed it.
pub(super) struct Identity {
    leaf: rcgen::Certificate,
    key: KeyPair,
    /// The root, as PEM.
    pub(super) root: String,
}

impl Identity {
    /// One whose last day is the first of January of a year.
    pub(super) fn until(year: i32) -> Self {
        let root_key = KeyPair::generate().expect("a key");
        let mut root = CertificateParams::new(Vec::new()).expect("no names");
        root.distinguished_name
            .push(DnType::CommonName, "root of this test");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_pem = root.self_signed(&root_key).expect("a root").pem();
        let mut leaf = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
        leaf.not_before = date_time_ymd(2020, 1, 1);
        leaf.not_after = date_time_ymd(year, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let leaf = leaf.signed_by(&key, &Issuer::new(root, root_key));
        Self {
            leaf: leaf.expect("a certificate"),
            key,
            root: root_pem,
        }
    }

    /// A server that has these versions of TLS.
    pub(super) fn server(&self, versions: &[&'static SupportedProtocolVersion]) -> ServerConfig {
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).expect("a key");
        ServerConfig::builder_with_protocol_versions(versions)
            .with_no_client_auth()
            .with_single_cert(vec![self.leaf.der().clone()], key)
            .expect("the key is the certificate's")
    }
}
