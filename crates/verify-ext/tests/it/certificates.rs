//! Certificates that are wrong in one way each, and one that is right.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::server::Welcome;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Certificate {
    Good,
    Expired,
    OtherHost,
    /// Signed by itself, so that no root the client trusts stands behind it.
    SelfSigned,
}

/// A server with such a certificate, and the root that the client is to trust, as PEM.
pub(crate) fn welcome(certificate: Certificate) -> (Welcome, String) {
    let root_key = KeyPair::generate().unwrap();
    let mut root = CertificateParams::new(Vec::new()).unwrap();
    // A name of its own: one that is also the leaf's would make the leaf look signed by itself.
    root.distinguished_name
        .push(DnType::CommonName, "root of this test");
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root_certificate = root.self_signed(&root_key).unwrap();
    let root_issuer = Issuer::new(root, root_key);

    let host = match certificate {
        Certificate::OtherHost => "elsewhere.test",
        _ => "127.0.0.1",
    };
    let mut leaf = CertificateParams::new(vec![host.to_owned()]).unwrap();
    if let Certificate::Expired = certificate {
        leaf.not_before = date_time_ymd(2020, 1, 1);
        leaf.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let signed = match certificate {
        Certificate::SelfSigned => leaf.self_signed(&key),
        _ => leaf.signed_by(&key, &root_issuer),
    };
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![signed.unwrap().der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (
        Welcome::Tls(TlsAcceptor::from(Arc::new(config))),
        root_certificate.pem(),
    )
}

/// The first words of a server that knows no TLS above 1.1: its `ServerHello`.
pub(crate) fn server_hello_of_tls_1_1() -> Vec<u8> {
    let mut hello = vec![0x03, 0x02];
    hello.extend([0x5a; 32]);
    // No session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression.
    hello.extend([0x00, 0xc0, 0x13, 0x00]);
    let length = u8::try_from(hello.len()).unwrap();
    let mut record = vec![0x16, 0x03, 0x02, 0x00, length + 4, 0x02, 0x00, 0x00, length];
    record.extend(hello);
    record
}
