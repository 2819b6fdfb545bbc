//! Laws of mailers: what they take arrives whole and once.

use crate::model::{FirstName, Letter, User};
use crate::ports::Mailer;
use crate::testing::fixtures::{ava, bo, changed_letter, link_letter, temporary_letter};

/// What sits the exam: a mailer, and the post office it hands letters to.
pub trait MailerSubject: Sized {
    /// A mailer, and a post office that nothing has come to.
    fn fresh() -> impl Future<Output = Self>;

    /// The mailer.
    fn mailer(&self) -> &dyn Mailer;

    /// What has arrived so far, oldest first, decoded.
    fn arrived(&self) -> impl Future<Output = Vec<Arrived>>;

    /// Makes the post office refuse the next letter for good.
    fn refuse_next(&self) -> impl Future<Output = ()>;
}

/// A letter that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The address it arrived at.
    pub to: String,
    /// Its text for people, decoded.
    pub text: String,
}

/// What a mailer takes arrives at its address once.
pub async fn what_is_taken_arrives_once(subject: &impl MailerSubject) {
    deliver(subject, &changed_letter(1, &ava())).await;
    let addresses: Vec<_> = subject.arrived().await.into_iter().map(|letter| letter.to).collect();
    assert_eq!(addresses, [ava().email.as_str()], "one letter must arrive once, at its own address");
}

/// A link arrives whole.
pub async fn a_link_arrives_whole(subject: &impl MailerSubject) {
    deliver(subject, &link_letter(1, &ava())).await;
    let link = format!("{}{}", crate::testing::FixedLinks::RESET, "a".repeat(32));
    assert!(only(subject).await.contains(&link), "the link must stand in the text unbroken");
}

/// A temporary password arrives whole.
pub async fn a_temporary_password_arrives_whole(subject: &impl MailerSubject) {
    deliver(subject, &temporary_letter(1, &ava())).await;
    assert!(
        only(subject).await.contains("bcdfghjkmnpqrstv"),
        "the temporary password must stand in the text unbroken"
    );
}

/// A first name arrives in any script.
pub async fn a_non_ascii_first_name_arrives(subject: &impl MailerSubject) {
    for first_name in ["Zoë", "Ольга", "李雷", "𝒜nna"] {
        let user = User { first_name: FirstName::parse(first_name).ok(), ..ava() };
        deliver(subject, &changed_letter(1, &user)).await;
        let arrived = subject.arrived().await;
        let text = arrived.last().map(|letter| letter.text.as_str());
        assert!(text.is_some_and(|text| text.contains(first_name)), "{first_name} must be greeted by name");
    }
}

/// Two letters handed over one after another arrive in that order.
pub async fn letters_arrive_in_order(subject: &impl MailerSubject) {
    deliver(subject, &changed_letter(1, &ava())).await;
    deliver(subject, &changed_letter(2, &bo())).await;
    let addresses: Vec<_> = subject.arrived().await.into_iter().map(|letter| letter.to).collect();
    assert_eq!(addresses, [ava().email.as_str(), bo().email.as_str()], "letters must arrive in order");
}

/// What a mailer says was refused has not arrived, says nothing of the letter, and does not stand in the next one's way.
pub async fn what_is_refused_does_not_arrive(subject: &impl MailerSubject) {
    subject.refuse_next().await;
    let Err(error) = subject.mailer().deliver(&temporary_letter(1, &ava())).await else {
        panic!("a letter that the post office refuses must not be taken");
    };
    assert_eq!(subject.arrived().await, [], "a letter that was refused must not arrive");
    let said = format!("{error} {error:?}");
    assert!(!said.contains("bcdfghjkmnpqrstv"), "an error must not hold what the letter says");
    deliver(subject, &changed_letter(2, &bo())).await;
    assert_eq!(subject.arrived().await.len(), 1, "the next letter must be taken all the same");
}

async fn deliver(subject: &impl MailerSubject, letter: &Letter) {
    if let Err(error) = subject.mailer().deliver(letter).await {
        panic!("a letter that nothing speaks against must be taken: {error}");
    }
}

/// The text of the only letter that arrived.
async fn only(subject: &impl MailerSubject) -> String {
    let arrived = subject.arrived().await;
    match arrived.as_slice() {
        [letter] => letter.text.clone(),
        letters => panic!("one letter must arrive, not {}", letters.len()),
    }
}
