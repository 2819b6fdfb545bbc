//! Nobody learns who exists.

use reset_domain::testing::World;

use crate::browser::Answer;
use crate::portal::Portal;

#[tokio::test]
async fn a_request_is_answered_alike_whoever_exists() {
    let portal = Portal::open().await;
    suspend_bo(&portal).await;
    let mut answers: Vec<Answer> = Vec::new();
    for (account_id, username) in [
        ("ACME-1042", "ava.stone"),
        ("acme 1042", "AVA.STONE "),
        ("ACME-1042", "bo"),
        ("ACME-1042", "nobody"),
        ("NOWHERE", "ava.stone"),
        ("GLOBEX-7", "ava.stone"),
        ("' OR 1=1 --", "ava.stone\r\nBcc: x@y"),
        ("\u{202e}", "\u{200d}"),
    ] {
        let fields = [("account_id", account_id), ("username", username)];
        answers.push(portal.browser().post("/password-reset", &fields).await.without_date());
    }
    assert_eq!((answers[0].status, answers[0].location()), (303, "/password-reset/submitted"));
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

#[tokio::test]
async fn a_refused_sign_in_looks_alike_whatever_its_cause() {
    let portal = Portal::open().await;
    suspend_bo(&portal).await;
    let mut answers: Vec<Answer> = Vec::new();
    for (username, password) in [
        ("ava.stone", "not the password of ava"),
        ("nobody", "not the password of anybody"),
        ("bo", World::BOS_PASSWORD),
        ("cyd", "bcdf ghjk mnpq rstv"),
        ("\u{202e}", "x"),
    ] {
        let fields = [("username", username), ("password", password)];
        let mut answer = portal.browser().post("/sign-in", &fields).await.without_date();
        assert_eq!(answer.status, 422);
        // What was typed comes back, and is all that differs.
        answer.headers.retain(|(name, _)| name != "content-length");
        answer.body = answer.body.replace(&format!("value=\"{username}\""), "value=\"\"");
        answers.push(answer);
    }
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

#[tokio::test]
async fn every_kind_of_dead_link_shows_one_page() {
    let portal = Portal::open().await;
    let expired = portal.world.avas_link().await;
    portal.world.clock.advance(time::Duration::minutes(31));
    let unknown = "aaaabbbbccccddddeeeeffffgggghhhh";
    let mut answers = Vec::new();
    for token in [expired.as_str(), unknown, "cut-off", "%00", "..", &"x".repeat(2_000)] {
        for method in ["GET", "POST"] {
            let path = format!("/reset/{token}");
            let headers = [("Sec-Fetch-Site", "same-origin")];
            let mut answer = portal.browser().ask(method, &path, &headers, "").await.without_date();
            assert_eq!(answer.status, 410, "{method} {path}");
            answer.headers.retain(|(name, _)| name != "content-length");
            answer.body = answer.body.replace(token, "");
            answers.push(answer);
        }
    }
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

async fn suspend_bo(portal: &Portal) {
    portal.world.service.suspend_user("bo").await.unwrap();
}
