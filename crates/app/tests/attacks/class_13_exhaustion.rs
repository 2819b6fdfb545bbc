//! 13. Exhaustion (CVE-2013-1443, CVE-2010-4535).
//!
//! Slow clients and a crowd before hashing are runs of `cargo xtask chaos`: they take their time.

use std::io::Write;

use reset_domain::defect::Defect;

use crate::support::browser::{Page, connected, encoded};
use crate::table::{Attack, Verdict, must};
use crate::target::{Target, choose};

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("a body has no end", bodies, Defect::BodiesHaveNoEnd),
    ("a head has no end", heads, Defect::HeadsHaveNoEnd),
    ("a password is long to hash", passwords, Defect::LongPasswordsAreTaken),
];

fn raw(target: &Target, request: &[u8]) -> u16 {
    let address = target.origin().strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = connected(address);
    // The program may have heard enough before all is said.
    let _ = stream.write_all(request);
    Page::read_if_any("/".to_owned(), &mut stream).map_or(0, |page| page.status)
}

fn bodies(target: &Target) -> Verdict {
    let _serving = target.serve();
    let filler = format!("account_id=ACME-1042&username=nobody&filler={}", "x".repeat(64 * 1024));
    let sized = target.browser().post("/password-reset", &filler);
    must!(sized.status == 413, "64 KiB are answered by {}", sized.status);
    // The same without saying before how much it is.
    let mut chunked =
        b"POST /password-reset HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    for piece in filler.as_bytes().chunks(1024) {
        chunked.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        chunked.extend_from_slice(piece);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    let status = raw(target, &chunked);
    must!(matches!(status, 413 | 0), "64 KiB in chunks are answered by {status}");
    Ok(())
}

fn heads(target: &Target) -> Verdict {
    let _serving = target.serve();
    let head = |more: &str| format!("GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n");
    assert_eq!(raw(target, head("X: y\r\n").as_bytes()), 200);
    let status = raw(target, head(&format!("X: {}\r\n", "y".repeat(256 * 1024))).as_bytes());
    must!(matches!(status, 431 | 0), "a header of 256 KiB is answered by {status}");
    let many: String = (0..1_000).map(|n| format!("X-{n}: y\r\n")).collect();
    let status = raw(target, head(&many).as_bytes());
    must!(matches!(status, 431 | 0), "a thousand headers are answered by {status}");
    Ok(())
}

fn passwords(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let mut browser = target.signed_in(&person);
    let long = (0..300).map(|n| format!("word{n} ")).collect::<String>();
    let page = choose(&mut browser, person.password, &long);
    must!(page.status == 422, "a password of {} bytes is taken", long.len());
    let body = format!("username={}&password={}", person.username, encoded(&"ü".repeat(1_500)));
    let refused = target.browser().post("/sign-in", &body);
    assert_eq!(refused.status, 422);
    Ok(())
}
