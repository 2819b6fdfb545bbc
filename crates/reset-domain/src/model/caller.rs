//! Where a call came from.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Unfit;

/// The network a caller is counted as: one IPv4 address, or the /64 of an IPv6 address,
/// which is the least that one subscriber holds (RFC 6177).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of this address; an IPv4 address mapped into IPv6 counts as the IPv4 one.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(v4),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        })
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let address = text.strip_suffix("/64").unwrap_or(text);
        address.parse().map(Self::of).map_err(|_| Unfit::new("network", "is not an IP address"))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(v4) => v4.fmt(f),
            IpAddr::V6(v6) => write!(f, "{v6}/64"),
        }
    }
}

/// The technical origin of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Caller {
    /// Where it came from.
    pub network: Network,
}

impl Caller {
    /// A caller at this address.
    pub fn at(address: IpAddr) -> Self {
        Self { network: Network::of(address) }
    }

    /// A caller on this machine, for tests and examples.
    pub fn loopback() -> Self {
        Self::at(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }
}
