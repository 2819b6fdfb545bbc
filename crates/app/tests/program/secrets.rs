//! Nothing readable stays behind, however talkative the program is asked to be.

use std::fs;

use pollster::FutureExt;
use reset_domain::testing::journey::{Cast, a_locked_out_person_gets_back_in};

use crate::journey::Ava;
use crate::support::portal::Portal;

#[test]
fn no_secret_of_a_whole_story_is_left_in_any_file_or_listing() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve_with(&[], &[("READMIT_LOG", "trace")]);
    let mut ava = Ava::new(&portal);
    a_locked_out_person_gets_back_in(&mut ava, &Cast::AVA).block_on();
    // While it still runs, so that what waits to be written into the database is a file as well.
    let while_serving = everything(&portal);
    serving.stop();
    assert!(serving.err().contains("DEBUG"), "it was not talkative: {}", serving.err());

    ava.secrets.sort();
    ava.secrets.dedup();
    let found = |what: &str| while_serving.iter().filter(|(_, text)| text.contains(what)).count();
    assert!(0 < found("ava@acme.example") && 0 < found("reset.link_followed"), "nothing was looked into");
    assert!(8 < ava.secrets.len(), "passwords, a token, cookies, form tokens: {:?}", ava.secrets);
    for (place, text) in while_serving.iter().chain(&everything(&portal)) {
        for secret in &ava.secrets {
            assert!(!text.contains(&secret.to_lowercase()), "{secret} is in {place}");
        }
    }
}

/// Every file of the portal and every listing, in lower case without the hyphens and blanks people may type.
fn everything(portal: &Portal) -> Vec<(String, String)> {
    let files = fs::read_dir(portal.folder()).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.display().to_string(), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned())
    });
    let listings = [
        &["audit"][..],
        &["audit", "--json"],
        &["mail", "queue", "--json"],
        &["user", "show", "ava.stone", "--json"],
        &["user", "list", "--json"],
    ];
    let listings = listings.iter().map(|arguments| (arguments.join(" "), portal.done(arguments)));
    let mut everything: Vec<_> =
        files.chain(listings).map(|(place, text)| (place, text.to_lowercase())).collect();
    let typed = everything.iter().map(|(place, text)| (place.clone(), text.replace(['-', ' '], "")));
    everything.extend(typed.collect::<Vec<_>>());
    everything
}
