//! The worker sends the letters that have been owed longest.
//! Claim, mint, commit, send, settle: no link arrives before it is valid, and nothing readable waits in a table.

mod look;
mod prepare;
mod settle;

use time::{Duration, OffsetDateTime};

use self::look::{Known, look};
use self::prepare::Prepared;
use self::settle::Sent;
use super::step::{is_still_ours, retrying};
use crate::defect::{Defect, is_planted};
use crate::model::{Lease, Message};
use crate::ports::DeliveryError;
use crate::{Fault, ResetService};

/// How long letters may take together. After that each is settled as soon as it was sent, and those that wait are
/// claimed anew, so that no lease runs out on what is being sent or was.
const TOGETHER_FOR: Duration = Duration::seconds(1);

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliverOutcome {
    /// The mail server took it.
    Delivered(Message),
    /// It was not taken, and why; it will be tried again, or was given up, as its state says.
    Failed(Message, DeliveryError),
    /// It was not sent: what it would say is no longer so, it is too late, or it has to wait.
    NotSent(Message),
    /// Somebody else took it over midway: our lease had run out.
    Lost(Message),
}

/// A claimed message, and its letter if that was prepared with the claim.
type Claimed = (Message, Option<Prepared>);

/// How far a letter came before it is settled.
enum Tried {
    /// To the mail server.
    Sent(Box<Sent>),
    /// Not so far, and that was written down.
    Ended(DeliverOutcome),
}

impl ResetService {
    /// Sends at most `at_once` of the letters that have been owed longest, one after another, each of them one try;
    /// tells what became of each, and nothing where none is due. Call it from as many places as there are connections.
    ///
    /// Letters that go at once share units of work, which is what they cost. They are also settled together, unless they
    /// are slow or carry a temporary password: if the program is killed before, those that were sent go once more.
    /// One alone is claimed before it is looked at, so that one which cannot be prepared holds up no others.
    pub async fn deliver_outbox(&self, at_once: u32) -> Result<Vec<DeliverOutcome>, Fault> {
        let claimed_at = self.now();
        let mut outcomes = Vec::new();
        let mut sent = Vec::new();
        let mut trouble = None;
        for (message, prepared) in self.claim(at_once).await? {
            // A temporary password is yet to be hashed, for which no letter that was sent waits to be settled.
            let is_prepared = prepared.is_some();
            if !is_prepared {
                outcomes.extend(self.settle(std::mem::take(&mut sent)).await?);
            }
            match self.try_one(&message, prepared, claimed_at).await {
                Ok(Tried::Sent(it)) => {
                    sent.push(*it);
                    if !is_prepared || self.is_slow(claimed_at) {
                        outcomes.extend(self.settle(std::mem::take(&mut sent)).await?);
                    }
                }
                Ok(Tried::Ended(outcome)) => outcomes.push(outcome),
                Err(fault) => {
                    // Nothing went out: the next worker need not wait for the lease. If this fails too, it does.
                    _ = self.release(&message, fault.is_passing()).await;
                    trouble = Some(fault);
                }
            }
        }
        outcomes.extend(self.settle(sent).await?);
        trouble.map_or(Ok(outcomes), Err)
    }

    async fn claim(&self, at_once: u32) -> Result<Vec<Claimed>, Fault> {
        if 1 < at_once && !is_planted(Defect::LetterLeavesBeforeCommit) {
            match self.claim_several(at_once).await {
                // One of them was in somebody's way or cannot be read: one by one, only that one is.
                Err(fault) if fault.is_conflict() || fault.is_corrupt() => {}
                claimed => return claimed,
            }
        }
        retrying!(self.claim_one())
    }

    async fn claim_one(&self) -> Result<Vec<Claimed>, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let claimed = uow.outbox().claim_due(now, self.lease_from(now), 1).await?;
        if !claimed.is_empty() {
            uow.commit().await?;
        }
        Ok(claimed.into_iter().map(|message| (message, None)).collect())
    }

    async fn claim_several(&self, at_once: u32) -> Result<Vec<Claimed>, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let messages = uow.outbox().claim_due(now, self.lease_from(now), at_once).await?;
        let known = Known::of(&mut *uow, &messages, now).await?;
        let (mut claimed, mut events) = (Vec::new(), Vec::new());
        for message in messages {
            let found = look(&known, &message, now);
            let prepared = self.prepare_in(&mut *uow, &message, found, None, now, &mut events).await?;
            claimed.push((message, prepared));
        }
        if !claimed.is_empty() {
            uow.audit_log().add(&events).await?;
            uow.commit().await?;
        }
        Ok(claimed)
    }

    fn lease_from(&self, now: OffsetDateTime) -> Lease {
        Lease { until: now + self.policy.lease }
    }

    fn is_slow(&self, claimed_at: OffsetDateTime) -> bool {
        claimed_at + TOGETHER_FOR <= self.now()
    }

    async fn try_one(
        &self,
        message: &Message,
        prepared: Option<Prepared>,
        claimed_at: OffsetDateTime,
    ) -> Result<Tried, Fault> {
        let prepared = match prepared {
            Some(prepared) => prepared,
            None => self.prepare(message).await?,
        };
        let outgoing = match prepared {
            Prepared::Letter(outgoing) => *outgoing,
            Prepared::NotSent(message) => return Ok(Tried::Ended(DeliverOutcome::NotSent(*message))),
            Prepared::Lost => return Ok(Tried::Ended(DeliverOutcome::Lost(message.clone()))),
        };
        let message = match self.is_slow(claimed_at) {
            false => message.clone(),
            true => match retrying!(self.renew(message))? {
                Some(renewed) => renewed,
                None => return Ok(Tried::Ended(DeliverOutcome::Lost(message.clone()))),
            },
        };
        let result = self.ports.mailer.deliver(&outgoing.letter).await.map(drop);
        let sent = Sent { message, secret: outgoing.secret, user: outgoing.user, result };
        Ok(Tried::Sent(Box::new(sent)))
    }

    /// Claims a message anew that is claimed already; `None` when somebody else holds it now.
    async fn renew(&self, message: &Message) -> Result<Option<Message>, Fault> {
        let mut uow = self.begin().await?;
        if !is_still_ours(&mut *uow, message).await? {
            return Ok(None);
        }
        let renewed = message.clone().renew(self.lease_from(self.now()));
        uow.outbox().replace(&renewed).await?;
        uow.commit().await?;
        Ok(Some(Message { revision: renewed.revision.next(), ..renewed }))
    }

    async fn release(&self, message: &Message, is_passing: bool) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        // A defect is not tried again at once for ever: its pause grows, and in the end it is given up.
        let released = match is_passing {
            true => message.clone().release(self.now()),
            false => message.clone().postpone(self.now() + message.pause()),
        };
        uow.outbox().replace(&released).await?;
        Ok(uow.commit().await?)
    }
}
