//! The hot paths without a network, an Argon2 hash or a clock that moves, so that they cost the same each time:
//! what `cargo xtask bench --instructions` counts under callgrind.

use std::sync::Arc;

use poem::http::{Method, header};
use poem::{Endpoint, Request};
use reset_domain::Policy;
use reset_domain::policy::Rate;
use reset_domain::testing::{InMemory, World, fixtures};
use reset_http_poem::{Settings, endpoint};
use reset_storage_seaorm::{ConnectSettings, SeaStorage};
use reset_templates::{Portal, Templates};

const ORIGIN: &str = "https://portal.example.com";

/// The Sign In page.
pub(crate) fn page(times: u32) {
    pages(times, || Request::builder().method(Method::GET).uri_str("/sign-in").finish());
}

/// A reset request, until it is in the database.
pub(crate) fn request(times: u32) {
    pages(times, || form("/password-reset", "account_id=ACME-1042&username=ava.stone"));
}

/// A sign-in with the right password, all but the hash.
pub(crate) fn sign_in(times: u32) {
    let password = World::BOS_PASSWORD.replace(' ', "+");
    pages(times, || form("/sign-in", &format!("username=bo&password={password}")));
}

/// From a request to its letter and, its link followed, to the second one, all but the mail server.
pub(crate) fn journey(times: u32) {
    in_a_world(async |world, _| {
        for _ in 0..times {
            let password = world.avas_temporary_password().await;
            // Used, so that the next one need not wait.
            world.session("ava.stone", &password).await;
        }
    });
}

/// A letter made.
pub(crate) fn letter(times: u32) {
    let templates = templates();
    let user = fixtures::ava();
    for _ in 0..times {
        templates.letter(&fixtures::link_letter(1, &user)).unwrap();
    }
}

fn pages(times: u32, request: impl Fn() -> Request) {
    in_a_world(async |world, templates| {
        let settings = Settings {
            trusted_proxies: Vec::new(),
            throttle_requests: None,
            throttle_links: None,
            throttle_sign_ins: None,
            entropy: world.entropy.clone(),
            inbox: None,
        };
        let portal = endpoint(world.service.clone(), templates, settings);
        for _ in 0..times {
            let answer = portal.get_response(request()).await;
            assert!(answer.status().is_success() || answer.status().is_redirection(), "{}", answer.status());
            answer.into_body().into_bytes().await.unwrap();
        }
    });
}

fn form(path: &str, body: &str) -> Request {
    Request::builder()
        .method(Method::POST)
        .uri_str(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .body(body.to_owned())
}

fn in_a_world(work: impl AsyncFnOnce(World, Templates)) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", folder.path().join("readmit.db").display());
        let storage = SeaStorage::connect(&ConnectSettings { url, max_connections: 4 }).await.unwrap();
        storage.migrate().await.unwrap();
        let storage = Arc::new(storage);
        // Letters as fast as they are asked for.
        let often = Rate { most: u32::MAX, per: time::Duration::SECOND };
        let policy = Policy { letters: vec![often], ..Policy::default() };
        let world = World::on(InMemory::new(), storage.clone(), storage, policy).await;
        work(world, templates()).await;
    });
}

fn templates() -> Templates {
    Templates::new(Portal::new("Client Admin Portal", ORIGIN, &Policy::default())).unwrap()
}
