//! Where a call came from: the peer, or the right-most hop that no proxy of ours put its name to.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use ipnet::IpNet;
use poem::Request;
use poem::http::HeaderMap;
use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::Caller;

/// The caller of a request. `X-Forwarded-For` is believed from trusted proxies alone, and nothing else ever is.
pub(crate) fn of(request: &Request, trusted: &[IpNet]) -> Caller {
    // Without a peer, as over a Unix socket, all callers share one network.
    let peer =
        request.remote_addr().as_socket_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), SocketAddr::ip);
    Caller::at(origin(peer, request.headers(), trusted))
}

pub(crate) fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| {
        trusted.iter().any(|network| network.contains(&address)) || is_planted(Defect::ForwardedIsBelieved)
    };
    let mut address = peer.to_canonical();
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or_default()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(address) {
            break;
        }
        match parse(hop.trim()) {
            Some(next) => address = next,
            // What a proxy wrote is no address: nothing to the left of it is worth more.
            None => break,
        }
    }
    address
}

/// An address, with or without a port: some proxies write one.
fn parse(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().or_else(|_| hop.parse().map(|socket: SocketAddr| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, lines: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        origin(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn nobody_is_believed_unasked() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn the_right_most_hop_that_is_not_ours_counts() {
        let ours = &["10.0.0.0/8"];
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"], ours), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.1"], ours), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"], ours), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "198.51.100.1"], ours), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["10.0.0.3, 10.0.0.2"], ours), "10.0.0.3");
    }

    #[test]
    fn nonsense_ends_the_search() {
        let ours = &["10.0.0.0/8"];
        assert_eq!(seen("10.0.0.1", &[], ours), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[""], ours), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, unknown"], ours), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.2"], ours), "10.0.0.2");
    }

    #[test]
    fn ports_and_mapped_addresses_do_not_matter() {
        let ours = &["10.0.0.0/8", "fd00::/8"];
        assert_eq!(seen("::ffff:10.0.0.1", &["198.51.100.1:4711"], ours), "198.51.100.1");
        assert_eq!(seen("fd00::1", &["[2001:db8::1]:4711"], ours), "2001:db8::1");
        assert_eq!(seen("fd00::1", &["2001:db8::1, ::ffff:10.0.0.2"], ours), "2001:db8::1");
    }
}
