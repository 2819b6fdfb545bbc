//! 15. Open redirect, script and SQL injection (CVE-2021-32618, CVE-2021-21332).

use reset_domain::defect::Defect;

use crate::support::browser::encoded;
use crate::table::{Attack, Verdict, must};
use crate::target::Target;

/// The attacks.
pub(crate) const ATTACKS: &[Attack] = &[
    ("Sign In leads away", redirects, Defect::NextLeadsAnywhere),
    ("a page runs what was typed", scripts, Defect::NothingIsEscaped),
    ("a statement runs what was typed", statements, Defect::NamesGoIntoSql),
];

/// Places that no sign-in may lead to.
const ELSEWHERE: [&str; 12] = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "/home\r\nLocation: https://evil.example/",
    "/launch/../../evil.example",
    "/launch/reports@evil.example",
    "https:evil.example",
    "/home#//evil.example",
];

fn redirects(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    for next in ELSEWHERE {
        let page = target.browser().ask("GET", &format!("/sign-in?next={}", encoded(next)), &[], "");
        must!(!page.body.contains("evil.example"), "Sign In shows where {next:?} leads");
        let body = format!(
            "username={}&password={}&next={}",
            person.username,
            encoded(person.password),
            encoded(next)
        );
        let answer = target.browser().post("/sign-in", &body);
        must!(
            answer.status == 303 && answer.location() == "/home",
            "{next:?} leads to {}",
            answer.location()
        );
    }
    Ok(())
}

fn scripts(target: &Target) -> Verdict {
    let _serving = target.serve();
    let script = "\"><script>alert(1)</script>'<img src=x onerror=alert(1)>";
    for (path, body) in [
        ("/sign-in", format!("username={}&password=x", encoded(script))),
        ("/password-reset", format!("account_id={}&username=", encoded(script))),
        ("/password-reset", format!("account_id=&username={}", encoded(script))),
    ] {
        let answer = target.browser().post(path, &body);
        must!(answer.status == 422, "{path} answers {}", answer.status);
        let runs = answer.body.contains("<script>alert") || answer.body.contains("<img src=x");
        must!(!runs, "{path} shows as markup what was typed");
    }
    for path in [
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/sign-in?lang=%3Cscript%3Ealert(1)",
        "/reset/%3Cscript%3Ealert",
    ] {
        let answer = target.browser().ask("GET", path, &[], "");
        must!(!answer.body.contains("<script>alert"), "{path} is shown as markup");
    }
    Ok(())
}

fn statements(target: &Target) -> Verdict {
    let _serving = target.serve();
    let person = target.somebody();
    let names = [
        "'OR'1'='1",
        "x'OR(1=1)--",
        "x';DELETE/**/FROM/**/users;--",
        "%",
        "_",
        "\\'OR(1=1)--",
        "x\"OR(1=1)--",
    ];
    for name in names {
        target.ask(person.account, name);
        let (_, page) = target.sign_in(name, person.password);
        must!(page.status == 422, "{name:?} is answered by {} at {}", page.status, page.path);
        let (_, page) = target.sign_in(person.username, name);
        must!(page.status == 422, "the password {name:?} is answered by {}", page.status);
    }
    for account in ["'OR'1'='1", "ACME-1042'--"] {
        target.ask(account, person.username);
    }
    target.wait_until_all_is_done();
    let letters = target.sink.letters().len();
    must!(letters == 0, "{letters} letters were sent for what was typed");
    // Whoever is deleted gets no letter either.
    let left = target.count_rows("users", &format!("username = '{}'", person.username));
    must!(left == 1, "what was typed deleted somebody");
    Ok(())
}
