//! The whole story, written once and driven by any driver: the service, the poem endpoint, the built program.
//!
//! A driver is a person with one browser and one mailbox.
//! It says what the person sees; the story says what they must see.

use async_trait::async_trait;

/// What a person sees after doing something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Sign In.
    SignIn,
    /// Sign In again: the username or password is not correct.
    Refused,
    /// The request has been submitted.
    Submitted,
    /// Reset Password, with a button that does it.
    LinkLive,
    /// Reset Password: it succeeded.
    ResetDone,
    /// The link has expired.
    LinkDead,
    /// Home.
    Home(Home),
    /// The application asks for the password.
    AsksForPassword,
    /// The password typed for the application is not correct.
    NotConfirmed,
    /// The page that goes on to an application, and where that is.
    GoesOn(String),
    /// Change Password again, with something to mend.
    NotChanged,
    /// Something the story knows nothing of.
    Other(String),
}

/// What Home shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Whom it welcomes.
    pub first_name: String,
    /// Whether it reminds of the temporary password.
    pub reminds: bool,
    /// The applications' names, in order.
    pub applications: Vec<String>,
}

/// A person with one browser and one mailbox.
#[async_trait(?Send)]
pub trait Driver {
    /// Goes on with a browser that has no cookies.
    async fn take_a_new_browser(&mut self);
    /// Fills in Password Reset Request.
    async fn ask_for_reset(&mut self, account_id: &str, username: &str) -> Seen;
    /// Waits for the first letter and gives its link.
    async fn link_in_letter(&mut self) -> String;
    /// Opens a link, as a scanner would: nothing is pressed.
    async fn open_link(&mut self, link: &str) -> Seen;
    /// Opens a link and presses its button.
    async fn follow_link(&mut self, link: &str) -> Seen;
    /// Waits for the second letter and gives its temporary password.
    async fn temporary_password_in_letter(&mut self) -> String;
    /// The subjects of all letters so far, once nothing more is on its way.
    async fn subjects(&mut self) -> Vec<String>;
    /// Fills in Sign In.
    async fn sign_in(&mut self, username: &str, password: &str) -> Seen;
    /// Goes to Home.
    async fn home(&mut self) -> Seen;
    /// Opens an application.
    async fn launch(&mut self, application: &str) -> Seen;
    /// Types the password for an application.
    async fn confirm(&mut self, application: &str, password: &str) -> Seen;
    /// Fills in Change Password.
    async fn change_password(&mut self, current: &str, new: &str) -> Seen;
    /// Presses Sign Out.
    async fn sign_out(&mut self) -> Seen;
}

/// Who the story is about, and what their portal has.
#[derive(Debug, Clone)]
pub struct Cast {
    /// What the person types as Account ID.
    pub account_id: &'static str,
    /// What they sign in with.
    pub username: &'static str,
    /// What Home calls them.
    pub first_name: &'static str,
    /// The password they have forgotten.
    pub forgotten: &'static str,
    /// The password they choose in the end.
    pub chosen: &'static str,
    /// An application that opens in a new tab and asks for the password: id, name, address.
    pub asks: (&'static str, &'static str, &'static str),
    /// One that does not: id, name, address.
    pub opens: (&'static str, &'static str, &'static str),
}

impl Cast {
    /// Ava of Acme, whose portal has Reports and User administration.
    pub const AVA: Self = Self {
        account_id: "ACME-1042",
        username: "ava.stone",
        first_name: "Ava",
        forgotten: "violet harbour lantern quarry",
        chosen: "quilted pepper mountain door",
        asks: ("reports", "Reports", "https://reports.example.com/"),
        opens: ("users", "User administration", "https://users.example.com/"),
    };
}

/// A locked-out person gets back in.
///
/// # Panics
/// When the person sees something else than the story says.
pub async fn a_locked_out_person_gets_back_in(person: &mut impl Driver, cast: &Cast) {
    // 1 to 3: the request.
    let seen = person.ask_for_reset(cast.account_id, cast.username).await;
    assert_eq!(seen, Seen::Submitted, "the request is submitted");

    // 4: the letter with the link. Whoever opens it changes nothing.
    let link = person.link_in_letter().await;
    for _ in 0..3 {
        assert_eq!(person.open_link(&link).await, Seen::LinkLive, "opening a link changes nothing");
    }
    assert_eq!(person.subjects().await, ["Password Reset Request"], "only following sends the second letter");

    // 5: the link is followed; a second letter brings the temporary password, once.
    assert_eq!(person.follow_link(&link).await, Seen::ResetDone, "the link is followed");
    let temporary = person.temporary_password_in_letter().await;
    assert_eq!(person.follow_link(&link).await, Seen::ResetDone, "followed again: the same page");
    let both = ["Password Reset Request", "Password Reset Notification"];
    assert_eq!(person.subjects().await, both, "followed again: nothing more is sent");

    // The chosen password is good until the temporary one is used.
    let seen = person.sign_in(cast.username, cast.forgotten).await;
    assert_eq!(seen, home(cast, Reminder::No), "the chosen password works until the temporary one is used");
    person.take_a_new_browser().await;

    // 6 and 7: signed in with the temporary password; typed in groups and capitals it is the same.
    let grouped = in_groups(&temporary).to_uppercase();
    let seen = person.sign_in(cast.username, &grouped).await;
    assert_eq!(seen, home(cast, Reminder::Yes), "Home with all applications and the reminder");
    assert_eq!(person.home().await, home(cast, Reminder::Yes), "the reminder stays");

    // An application in a new tab asks for the password, each time; another does not.
    assert_eq!(person.launch(cast.asks.0).await, Seen::AsksForPassword);
    assert_eq!(person.confirm(cast.asks.0, cast.forgotten).await, Seen::NotConfirmed);
    let there = Seen::GoesOn(cast.asks.2.to_owned());
    assert_eq!(person.confirm(cast.asks.0, &temporary).await, there, "confirmed, it opens");
    assert_eq!(person.launch(cast.asks.0).await, Seen::AsksForPassword, "and asks again the next time");
    assert_eq!(person.launch(cast.opens.0).await, Seen::GoesOn(cast.opens.2.to_owned()));

    // The forgotten password has ended.
    person.take_a_new_browser().await;
    assert_eq!(person.sign_in(cast.username, cast.forgotten).await, Seen::Refused, "ended by the first use");
    let seen = person.sign_in(cast.username, &temporary).await;
    assert_eq!(seen, home(cast, Reminder::Yes), "a temporary password works any number of times");

    // The person chooses a password of their own.
    assert_eq!(person.change_password(&temporary, "short").await, Seen::NotChanged);
    let seen = person.change_password(&temporary, cast.chosen).await;
    assert_eq!(seen, home(cast, Reminder::No), "changed, and the reminder is gone");
    assert_eq!(person.sign_out().await, Seen::SignIn);
    assert_eq!(person.home().await, Seen::SignIn, "signed out");
    assert_eq!(person.sign_in(cast.username, &temporary).await, Seen::Refused, "ended by the choice");
    assert_eq!(person.sign_in(cast.username, cast.chosen).await, home(cast, Reminder::No));

    let all = ["Password Reset Request", "Password Reset Notification", "Password Changed"];
    assert_eq!(person.subjects().await, all, "three letters in all");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reminder {
    Yes,
    No,
}

fn home(cast: &Cast, reminder: Reminder) -> Seen {
    Seen::Home(Home {
        first_name: cast.first_name.to_owned(),
        reminds: reminder == Reminder::Yes,
        applications: vec![cast.asks.1.to_owned(), cast.opens.1.to_owned()],
    })
}

/// As a person might type it.
fn in_groups(temporary: &str) -> String {
    let letters: Vec<char> = temporary.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}
