//! A thousand people get back in while the program is asked to say everything: nothing readable stays behind.

use std::collections::HashSet;
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use crate::figure;
use crate::support::browser::Browser;
use crate::support::crowd;
use crate::support::html;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, ask_with, follow_with};

/// How many get in at the same time.
const HANDS: u32 = 8;

/// So many stories on SQLite, whose file is searched with everything else.
pub(crate) fn run(stories: u32) {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", stories);
    let mut serving = portal.serve_with(&[], &[("READMIT_LOG", "trace")]);
    let next = AtomicU32::new(1);
    let secrets: HashSet<String> = thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|_| {
                let (portal, next) = (&portal, &next);
                scope.spawn(move || {
                    let mut secrets = Vec::new();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if stories < n {
                            return secrets;
                        }
                        story(portal, n, &mut secrets);
                    }
                })
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).map(|secret| secret.to_lowercase()).collect()
    });
    let (searched, found) = search(&portal, &secrets);
    serving.stop();
    let (again, found_again) = search(&portal, &secrets);
    figure(
        &format!("{stories} stories at TRACE: secrets / bytes searched / occurrences"),
        format!("{} / {} / {}", secrets.len(), searched + again, found + found_again),
    );
    assert!(serving.err().contains("DEBUG"), "it was not talkative");
    assert!(secrets.len() > 5 * stories as usize, "not every story has its secrets");
    assert_eq!(found + found_again, 0, "secrets were left behind");
}

/// From the forgotten password to a chosen one; adds every secret that goes through the person's hands.
fn story(portal: &Portal, n: u32, secrets: &mut Vec<String>) {
    let (name, address) = (crowd::username("known", n), crowd::address("known", n));
    let mut browser = portal.browser();
    assert_eq!(ask_with(&mut browser, crowd::ACCOUNT, &name).path, "/password-reset/submitted");
    let letter = portal.sink.wait_for_one(&address, REQUEST);
    secrets.push(letter.link().rsplit('/').next().unwrap().to_owned());
    follow_with(&mut browser, letter.link());
    let letter = portal.sink.wait_for_one(&address, NOTIFICATION);
    let temporary = letter.temporary_password().to_owned();
    let page = browser.get("/sign-in");
    let home = browser.submit(&page, &[("username", &name), ("password", &temporary)]);
    assert_eq!(home.path, "/home", "{home:?}");
    collect(&browser, secrets);
    let chosen = format!("copper lantern meadow {n:05} thunder kite");
    let page = browser.get("/change-password");
    let tokens = html::forms(&page.pieces()).into_iter().flat_map(|form| form.fields);
    secrets.extend(tokens.filter(|(name, _)| name == "form_token").map(|(_, value)| value));
    let values =
        [("current_password", &*temporary), ("new_password", &chosen), ("new_password_again", &chosen)];
    let page = browser.submit(&page, &values);
    assert_eq!(page.path, "/home", "{page:?}");
    collect(&browser, secrets);
    secrets.extend([temporary, chosen]);
}

/// A notice in a cookie is no secret, and short.
fn collect(browser: &Browser, secrets: &mut Vec<String>) {
    secrets.extend(browser.cookies().map(|(_, value)| value.to_owned()).filter(|value| 20 < value.len()));
}

/// Looks for every secret at every place of every file, letter by letter.
fn search(portal: &Portal, secrets: &HashSet<String>) -> (usize, usize) {
    let lengths: HashSet<usize> = secrets.iter().map(String::len).collect();
    let secrets: HashSet<&[u8]> = secrets.iter().map(String::as_bytes).collect();
    let (mut searched, mut found) = (0, 0);
    for entry in fs::read_dir(portal.folder()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap().to_ascii_lowercase();
        searched += bytes.len();
        for length in &lengths {
            found += bytes.windows(*length).filter(|window| secrets.contains(window)).count();
        }
    }
    (searched, found)
}
