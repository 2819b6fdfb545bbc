//! `[[applications]]`: the cards on Home.

use std::collections::BTreeSet;

use reset_domain::model::{Application, ApplicationId, Opens, PasswordRule};

use super::layers::Layers;
use super::mistake::Mistake;
use super::outline::{Key, Outline};
use super::section::{Noted, Read, Section};
use super::values::{Flaw, choice, fit, line, web_address};

/// The keys of each `[[applications]]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "applications",
    about: "The applications and features on Home, one [[applications]] for each; in this file alone.",
    keys: &[
        Key::required("id", r#""reports""#, "Names it in /launch/{id}: small letters, digits and hyphens."),
        Key::required("name", r#""Reports""#, "What people call it."),
        Key::optional("description", r#""Usage and activity""#, "One line about it."),
        Key::required(
            "url",
            r#""https://reports.example.com/""#,
            "Where it is: https, or http on this machine.",
        ),
        Key::optional("opens", r#""new-tab""#, r#"Where it opens; unasked in the "same-tab"."#),
        Key::optional(
            "password",
            r#""confirm""#,
            r#"Whether it asks for the password again, or for a "session" alone; unasked, the former in a new tab."#,
        ),
    ],
};

/// Reads all of them.
pub(crate) fn read(layers: &Layers, mistakes: &mut Vec<Mistake>) -> Read<Vec<Application>> {
    let mut applications = Vec::new();
    let mut ids = BTreeSet::new();
    let mut flawed: Option<Noted> = None;
    for (index, values) in layers.list(OUTLINE.name).into_iter().enumerate() {
        match read_one(&mut Section::entry(&OUTLINE, index, values, layers, mistakes), &mut ids) {
            Ok(application) => applications.push(application),
            Err(noted) => flawed = Some(noted),
        }
    }
    flawed.map_or(Ok(applications), Err)
}

fn read_one(section: &mut Section<'_>, ids: &mut BTreeSet<ApplicationId>) -> Read<Application> {
    let id = section.parsed("id", fit(ApplicationId::parse)).and_then(|id| {
        if !ids.insert(id.clone()) {
            let flaw = Flaw::new("is the id of another one, too", "choose another").with_advice_alone();
            return Err(section.note("id", flaw));
        }
        Ok(id)
    });
    let name = section.parsed("name", line);
    let description = section.optional("description", line);
    let url = section.parsed("url", web_address);
    let opens =
        section.optional("opens", choice(&[("new-tab", Opens::NewTab), ("same-tab", Opens::SameTab)]));
    let password = section.optional(
        "password",
        choice(&[("confirm", PasswordRule::Confirm), ("session", PasswordRule::Session)]),
    );
    let opens = opens?.unwrap_or(Opens::SameTab);
    let unasked = match opens {
        Opens::NewTab => PasswordRule::Confirm,
        Opens::SameTab => PasswordRule::Session,
    };
    Ok(Application {
        id: id?,
        name: name?,
        description: description?.unwrap_or_default(),
        url: url?.to_string(),
        opens,
        password: password?.unwrap_or(unasked),
    })
}
