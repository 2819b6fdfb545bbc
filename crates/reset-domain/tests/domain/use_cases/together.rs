//! Letters that are sent together: each comes to its own end, whatever becomes of the others.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use pollster::FutureExt;
use reset_domain::model::{Caller, Letter, Message, MessageState, Settlement};
use reset_domain::ports::{DeliveryError, Mailer, Receipt, StorageErrorKind};
use reset_domain::testing::fixtures::{ava, bo};
use reset_domain::testing::{Flaky, InMemory, Mailbox, ManualClock, World};
use reset_domain::use_cases::DeliverOutcome;
use reset_domain::{Policy, ResetService};
use time::Duration;

/// A world in which Ava, Bo and Cyd have asked, and nobody was written to yet.
async fn world_that_owes_three() -> (World, Flaky<InMemory>) {
    let store = InMemory::new();
    let flaky = Flaky::new(store.clone());
    let world = World::on(store.clone(), Arc::new(flaky.clone()), Arc::new(store), Policy::default()).await;
    for username in ["ava.stone", "bo", "cyd"] {
        world.service.request_reset_for(username).await.unwrap();
        world.clock.advance(Duration::SECOND);
    }
    (world, flaky)
}

/// A mailer that takes its time over each letter, while another worker does what there is to do.
struct Slow {
    mailbox: Arc<Mailbox>,
    clock: Arc<ManualClock>,
    takes: Duration,
    meanwhile: ResetService,
}

#[async_trait]
impl Mailer for Slow {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        self.clock.advance(self.takes);
        self.meanwhile.deliver_outbox(8).await.unwrap();
        self.mailbox.deliver(letter).await
    }
}

fn slow(world: &World, takes: Duration) -> ResetService {
    let (mailbox, clock, meanwhile) = (world.mailbox.clone(), world.clock.clone(), world.service.clone());
    world.service_with_mailer(Arc::new(Slow { mailbox, clock, takes, meanwhile }))
}

/// A mailer that notes how many letters are not settled by the time it is given the next.
struct Watching {
    mailbox: Arc<Mailbox>,
    meanwhile: ResetService,
    owed: Mutex<Vec<usize>>,
}

#[async_trait]
impl Mailer for Watching {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        let owed = self.meanwhile.list_outbox(8).await.unwrap().len();
        self.owed.lock().unwrap().push(owed);
        self.mailbox.deliver(letter).await
    }
}

fn watching(world: &World) -> Arc<Watching> {
    let (mailbox, meanwhile) = (world.mailbox.clone(), world.service.clone());
    Arc::new(Watching { mailbox, meanwhile, owed: Mutex::default() })
}

fn settled(message: &Message) -> Option<Settlement> {
    match message.state {
        MessageState::Settled { how, .. } => Some(how),
        MessageState::Due { .. } | MessageState::Claimed { .. } => None,
    }
}

#[test]
fn each_comes_to_its_own_end() {
    async {
        let (world, _) = world_that_owes_three().await;
        world.mailbox.refuse_next(DeliveryError::Permanent("550 never".to_owned()));
        world.mailbox.keep_and_lose_reply_next();
        let outcomes = world.service.deliver_outbox(8).await.unwrap();
        let [
            DeliverOutcome::Failed(refused, _),
            DeliverOutcome::Failed(unknown, _),
            DeliverOutcome::Delivered(taken),
        ] = &outcomes[..]
        else {
            panic!("{outcomes:?}");
        };
        assert_eq!(settled(refused), Some(Settlement::GivenUp));
        assert_eq!(settled(unknown), None, "it is tried again");
        assert_eq!(settled(taken), Some(Settlement::Delivered));
        assert_eq!(world.owed().await.len(), 2, "one is tried again, and one is for operators to see");
    }
    .block_on();
}

#[test]
fn no_more_go_than_are_asked_for() {
    async {
        let (world, _) = world_that_owes_three().await;
        assert_eq!(world.service.deliver_outbox(2).await.unwrap().len(), 2);
        assert_eq!(world.service.deliver_outbox(2).await.unwrap().len(), 1);
        assert!(world.service.deliver_outbox(2).await.unwrap().is_empty());
        assert_eq!(world.mailbox.letters().len(), 3);
    }
    .block_on();
}

#[test]
fn they_share_two_commits() {
    async {
        let (world, flaky) = world_that_owes_three().await;
        let before = flaky.commits();
        world.service.deliver_outbox(8).await.unwrap();
        assert_eq!(flaky.commits() - before, 2, "one before they go, and one after");
    }
    .block_on();
}

/// A hash takes longer than all else: were they settled together, a program that is killed meanwhile would send
/// every temporary password of the round once more.
#[test]
fn one_with_a_temporary_password_is_settled_before_the_next_is_hashed() {
    async {
        let (world, _) = world_that_owes_three().await;
        world.work().await;
        for user in [ava(), bo()] {
            let link = world.newest_link(user.email.as_str());
            world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
            world.clock.advance(Duration::SECOND);
        }
        world.service.request_reset_for("cyd").await.unwrap();
        world.clock.advance(Duration::HOUR);
        let watching = watching(&world);
        let outcomes = world.service_with_mailer(watching.clone()).deliver_outbox(8).await.unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, DeliverOutcome::Delivered(_))));
        assert_eq!(*watching.owed.lock().unwrap(), [3, 2, 1]);
    }
    .block_on();
}

#[test]
fn those_with_a_link_wait_for_each_other_and_not_for_a_hash() {
    async {
        let world = World::new().await;
        let link = world.avas_link().await;
        for username in ["bo", "cyd"] {
            world.service.request_reset_for(username).await.unwrap();
        }
        world.clock.advance(Duration::SECOND);
        world.service.follow_reset_link(&link, Caller::loopback()).await.unwrap();
        let watching = watching(&world);
        world.service_with_mailer(watching.clone()).deliver_outbox(8).await.unwrap();
        assert_eq!(*watching.owed.lock().unwrap(), [3, 3, 1]);
    }
    .block_on();
}

#[test]
fn one_that_cannot_be_read_holds_up_no_others() {
    async {
        let (world, flaky) = world_that_owes_three().await;
        // With the others: begin, claim, look up the person. Alone: begin, claim, commit, begin, is it ours, the person.
        flaky.fail_call(flaky.calls() + 3, StorageErrorKind::Corrupt);
        flaky.fail_call(flaky.calls() + 9, StorageErrorKind::Corrupt);
        assert!(world.service.deliver_outbox(8).await.is_err(), "it is told");
        let outcomes = world.service.deliver_outbox(8).await.unwrap();
        assert!(matches!(outcomes[..], [DeliverOutcome::Delivered(_), DeliverOutcome::Delivered(_)]));
    }
    .block_on();
}

#[test]
fn one_that_waited_long_for_others_is_claimed_anew() {
    async {
        let (world, _) = world_that_owes_three().await;
        // The lease runs out while the second one is sent, which has a new one, and the third one waits.
        let outcomes = slow(&world, Policy::default().lease * 2 / 3).deliver_outbox(8).await.unwrap();
        assert!(
            matches!(
                outcomes[..],
                [DeliverOutcome::Delivered(_), DeliverOutcome::Delivered(_), DeliverOutcome::Lost(_)]
            ),
            "{outcomes:?}"
        );
        assert_eq!(world.mailbox.letters().len(), 3, "somebody else sent the third");
    }
    .block_on();
}

#[test]
fn what_somebody_else_took_over_meanwhile_is_not_sent_again() {
    async {
        let (world, _) = world_that_owes_three().await;
        // All leases run out while the first one is sent.
        let outcomes = slow(&world, Policy::default().lease).deliver_outbox(8).await.unwrap();
        let lost = |outcome: &DeliverOutcome| matches!(outcome, DeliverOutcome::Lost(_));
        assert!(outcomes.iter().all(lost) && outcomes.len() == 3, "{outcomes:?}");
        assert_eq!(world.mailbox.letters().len(), 4, "the first one was on its way already");
        assert!(world.owed().await.is_empty());
    }
    .block_on();
}
