//! The worker forgets what is over: in bounded steps, so that nobody waits for it.

use time::Duration;

use super::step::retrying;
use crate::model::TemporaryCredential;
use crate::{Fault, ResetService};

/// How many rows of each kind go in one step.
const AT_ONCE: u32 = 500;
/// How long what is over is kept for operators to look at.
const KEPT: Duration = Duration::days(7);

impl ResetService {
    /// Forgets some of what is over; tells how much. Call it again until it says nothing.
    pub async fn sweep(&self) -> Result<u64, Fault> {
        retrying!(self.sweep_once())
    }

    async fn sweep_once(&self) -> Result<u64, Fault> {
        let now = self.now();
        let longest = self.policy.link_life + self.policy.temporary_life + self.policy.give_up * 2;
        let mut uow = self.begin().await?;
        let mut gone = uow.sessions().sweep(now, AT_ONCE).await?;
        gone += uow.devices().sweep(now, AT_ONCE).await?;
        gone += uow.credentials().sweep(now - TemporaryCredential::KEPT, AT_ONCE).await?;
        gone += uow.reset_requests().sweep(now - longest - KEPT, AT_ONCE).await?;
        gone += uow.outbox().sweep(now - KEPT, AT_ONCE).await?;
        gone += uow.attempt_log().sweep(now - Self::REFUSALS_KEPT, AT_ONCE).await?;
        gone += uow.audit_log().sweep(now - self.policy.audit_keep, AT_ONCE).await?;
        uow.commit().await?;
        Ok(gone)
    }
}
