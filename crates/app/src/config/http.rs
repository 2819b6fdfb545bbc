//! `[http]`: where the portal listens, and whom it believes.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::Flaw;

/// The keys of `[http]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "http",
    about: "Where the portal listens, and which proxies it believes.",
    keys: &[
        Key::with_default("listen", r#""127.0.0.1:8080""#, "Address and port of the pages."),
        Key::with_default(
            "admin_listen",
            r#""127.0.0.1:9090""#,
            r#"Address and port of /healthz and /readyz; "" is off."#,
        ),
        Key::with_default(
            "trusted_proxies",
            "[]",
            r#"Networks whose X-Forwarded-For is believed, such as ["10.0.0.0/8"]; all others' is ignored."#,
        ),
    ],
};

/// Where the portal listens, and whom it believes.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    /// Where the pages are.
    pub(crate) listen: SocketAddr,
    /// Where health is told, if anywhere.
    pub(crate) admin_listen: Option<SocketAddr>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpNet>,
}

impl Http {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let listen = section.parsed("listen", socket_address);
        let admin_listen = section.optional("admin_listen", socket_address);
        let trusted_proxies = section.list("trusted_proxies", network);
        if let (Ok(listen), Ok(Some(admin))) = (listen, admin_listen)
            && listen == admin
            && listen.port() != 0
        {
            let flaw =
                Flaw::new("is the address of http.listen as well", "choose another port, or be without it");
            return Err(section.note("admin_listen", flaw.instead("\"\"")));
        }
        Ok(Self { listen: listen?, admin_listen: admin_listen?, trusted_proxies: trusted_proxies? })
    }
}

fn socket_address(text: &str) -> Result<SocketAddr, Flaw> {
    text.trim().parse().map_err(|_| {
        Flaw::new(format!("is no address with a port ({text:?})"), "write an IP address and a port")
    })
}

fn network(text: &str) -> Result<IpNet, Flaw> {
    let text = text.trim();
    text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
        Flaw::new(format!("has {text:?}, which is no network"), "write networks in CIDR notation")
            .instead(r#"["10.0.0.0/8"]"#)
    })
}
