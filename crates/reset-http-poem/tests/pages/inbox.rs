//! The demo's mail inbox.

use reset_domain::ports::Mailer;
use reset_domain::testing::World;
use reset_http_poem::inbox::DemoInbox;
use reset_http_poem::{endpoint, serve};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::portal::{Setup, settings, templates};

#[tokio::test]
async fn letters_are_shown_newest_first_with_their_links() {
    let world = World::new().await;
    let setup = Setup::default();
    let inbox = DemoInbox::new(templates(setup.url));
    let mut settings = settings(&world, &setup);
    settings.inbox = Some(inbox.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut browser = Browser::new(listener.local_addr().unwrap());
    let endpoint = endpoint(world.service.clone(), templates(setup.url), settings);
    let served = tokio::spawn(serve(listener, endpoint, std::future::pending()));

    let empty = browser.get("/demo/inbox").await.body;
    assert!(empty.contains("No letters yet") && empty.contains("http-equiv=\"refresh\""));
    world.avas_temporary_password().await;
    for letter in world.mailbox.letters() {
        inbox.deliver(&letter).await.unwrap();
    }
    let answer = browser.get("/demo/inbox").await;
    assert_eq!(answer.status, 200);
    let link = format!("https://portal.example.com/reset/{}", world.newest_link(World::AVAS_ADDRESS));
    assert!(answer.body.contains(&format!("<a href=\"{link}\" target=\"_blank\">{link}</a>")), "{answer:?}");
    let temporary = world.newest_temporary_password(World::AVAS_ADDRESS);
    assert!(answer.body.contains(&format!("\n{}\n", temporary.reveal())), "alone on its line");
    assert!(!answer.body.contains("refresh"), "loading again would lose what is selected to be copied");
    let (second, first) = (answer.body.find("Notification").unwrap(), answer.body.find(&link).unwrap());
    assert!(second < first);
    assert!(answer.header("content-security-policy").unwrap().contains("script-src 'self'"));

    let letter = browser.get("/demo/inbox/1").await;
    assert_eq!(letter.status, 200);
    assert!(letter.header("content-security-policy").unwrap().starts_with("sandbox; default-src 'none'"));
    assert_eq!(letter.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(browser.get("/demo/inbox/3").await.status, 404);
    assert_eq!(browser.get("/demo/inbox/x").await.status, 404);
    assert_eq!(browser.post("/demo/inbox", &[]).await.status, 405);

    assert!(browser.get("/demo/applications/reports").await.body.contains("<h1>Reports</h1>"));
    assert_eq!(browser.get("/demo/applications/other").await.status, 404);

    for _ in 0..100 {
        inbox.deliver(&world.mailbox.letters()[0]).await.unwrap();
    }
    assert_eq!(browser.get("/demo/inbox").await.body.matches("<article").count(), 100);
    assert_eq!(browser.get("/demo/inbox/2").await.status, 404, "the oldest make room");
    served.abort();
}
