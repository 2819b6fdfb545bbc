//! The reference adapters sit the exam that every adapter sits.

use reset_domain::model::LetterBody;
use reset_domain::ports::{DeliveryError, Intake, Mailer, Storage};
use reset_domain::testing::laws::{Arrived, MailerSubject, Subject};
use reset_domain::testing::{
    CountedEntropy, Flaky, InMemory, Isolation, ListScreen, Mailbox, ManualClock, PlainHasher,
};

/// The reference store.
struct Memory(InMemory);

impl Subject for Memory {
    async fn fresh() -> Self {
        Self(InMemory::new())
    }

    fn storage(&self) -> &dyn Storage {
        &self.0
    }

    fn intake(&self) -> &dyn Intake {
        &self.0
    }
}

/// The reference store, units of work side by side.
struct SideBySide(InMemory);

impl Subject for SideBySide {
    async fn fresh() -> Self {
        Self(InMemory::with(Isolation::ReadCommitted))
    }

    fn storage(&self) -> &dyn Storage {
        &self.0
    }

    fn intake(&self) -> &dyn Intake {
        &self.0
    }
}

/// A flaky store that nobody told to fail.
struct Steady(Flaky<InMemory>);

impl Subject for Steady {
    async fn fresh() -> Self {
        Self(Flaky::new(InMemory::new()))
    }

    fn storage(&self) -> &dyn Storage {
        &self.0
    }

    fn intake(&self) -> &dyn Intake {
        &self.0
    }
}

/// The mailbox, and its letters read aloud.
struct Post(Mailbox);

impl MailerSubject for Post {
    async fn fresh() -> Self {
        Self(Mailbox::new())
    }

    fn mailer(&self) -> &dyn Mailer {
        &self.0
    }

    async fn arrived(&self) -> Vec<Arrived> {
        let letters = self.0.letters().into_iter();
        letters
            .map(|letter| {
                let secret = match &letter.body {
                    LetterBody::ResetLink { url, .. } => url.reveal(),
                    LetterBody::TemporaryPassword { password, .. } => password.reveal(),
                    LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => "",
                };
                let name = letter.first_name.as_ref().map_or("", |name| name.as_str());
                Arrived { to: letter.to.to_string(), text: format!("Hello {name},\n{secret}\n") }
            })
            .collect()
    }

    async fn refuse_next(&self) {
        self.0.refuse_next(DeliveryError::Permanent("550 no such mailbox".to_owned()));
    }
}

mod in_memory {
    use super::*;

    reset_domain::storage_laws!(Memory, executor = pollster::block_on);
}

mod in_memory_side_by_side {
    use super::*;

    reset_domain::storage_laws!(SideBySide, executor = pollster::block_on);
}

mod flaky {
    use super::*;

    reset_domain::storage_laws!(Steady, executor = pollster::block_on);
}

reset_domain::mailer_laws!(Post, executor = pollster::block_on);
reset_domain::hasher_laws!(PlainHasher::new(), executor = pollster::block_on);
reset_domain::clock_laws!(ManualClock::new());
reset_domain::entropy_laws!(CountedEntropy::new());
reset_domain::screen_laws!(ListScreen);
