//! `readmit demo`: the whole product with no configuration.

use std::fs;
use std::net::SocketAddr;

use crate::support::browser::Browser;
use crate::support::patience::eventually;
use crate::support::portal::ask_with;
use crate::support::process::{Process, answer_of, program};

#[test]
fn it_shows_the_product_and_leaves_nothing_behind() {
    let (logs, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let variables = [("TMPDIR", temporary.path().to_str().unwrap())];
    let command = program(logs.path(), &["demo", "--listen", "127.0.0.1:0"], &variables);
    let mut demo = Process::start(command, logs.path(), "demo");
    let said = eventually("the demo says what to try", || {
        Some(demo.out()).filter(|said| said.contains("Ctrl-C stops the demo."))
    });

    let origin = said.split_whitespace().find_map(|word| word.strip_suffix('/')).unwrap();
    assert!(said.contains(&format!("{origin}/demo/inbox")), "{said}");
    for sign_in in [
        ["ACME-1042", "ava.stone", "violet harbour lantern quarry"],
        ["ACME-1042", "bo.lind", "copper meadow thirteen kites"],
        ["GLOBEX-7", "cyd.marsh", "slow amber river turning"],
        ["GLOBEX-7", "dee.frost", "(none yet: gets in by a reset)"],
    ] {
        let printed = |line: &str| sign_in.iter().all(|part| line.contains(part));
        assert!(said.lines().any(printed), "{sign_in:?} is not in\n{said}");
    }

    let address: SocketAddr = origin.strip_prefix("http://").unwrap().parse().unwrap();
    let mut browser = Browser::new(address, origin);
    assert!(!browser.get("/demo/inbox").text().contains("Password Reset Request"));
    let page = ask_with(&mut browser, "GLOBEX-7", "dee.frost");
    assert_eq!(page.path, "/password-reset/submitted");
    let inbox = eventually("the letter is in the inbox", || {
        Some(browser.get("/demo/inbox")).filter(|page| page.text().contains("Password Reset Request"))
    });
    let text = inbox.text();
    assert!(text.contains("dee@globex.example") && text.contains("Hello Dee,"), "{text}");
    assert!(text.contains(&format!("{origin}/reset/")), "{text}");

    demo.signal("INT");
    demo.wait_until_stopped();
    let left: Vec<_> = fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn it_listens_on_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    for address in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080"] {
        let answer = answer_of(program(folder.path(), &["demo", "--listen", address], &[]));
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{answer:?}");
        assert!(answer.err.contains(address) && answer.err.contains("127.0.0.1"), "{answer:?}");
    }
}

#[test]
fn it_looks_as_a_configuration_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[portal]\nname = \"Acme Portal\"\nurl = \"https://portal.acme.example\"\nlocale = \"de\"\n\
        [mail]\nurl = \"smtps://mail.acme.example\"\nfrom = \"a@acme.example\"\n[branding]\naccent = \"#8a1538\"\n";
    fs::write(folder.path().join("readmit.toml"), file).unwrap();
    let arguments = ["demo", "--listen", "127.0.0.1:0", "--looks-of", "readmit.toml"];
    let mut demo = Process::start(program(folder.path(), &arguments, &[]), folder.path(), "demo");
    let said = eventually("the demo says what to try", || {
        Some(demo.out()).filter(|said| said.contains("Ctrl-C stops the demo."))
    });
    let origin = said.split_whitespace().find_map(|word| word.strip_suffix('/')).unwrap();
    let mut browser = Browser::new(origin.strip_prefix("http://").unwrap().parse().unwrap(), origin);
    let page = browser.get("/sign-in");
    assert!(
        page.text().contains("Acme Portal") && page.text().contains("Passwort vergessen?"),
        "{}",
        page.text()
    );
    demo.signal("INT");
    demo.wait_until_stopped();
}
