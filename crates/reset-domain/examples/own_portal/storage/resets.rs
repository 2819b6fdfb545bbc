//! What was submitted, and the reset requests that came of it.

use async_trait::async_trait;
use reset_domain::model::{IntakeEntry, ResetRequest, ResetRequestId, TokenDigest, UserId};
use reset_domain::ports::{IntakeRepository, ResetRequestRepository, StorageError};
use time::OffsetDateTime;

use super::unit_of_work::OwnUnitOfWork;

#[async_trait]
impl IntakeRepository for OwnUnitOfWork {
    async fn take(&mut self, until: OffsetDateTime, limit: u32) -> Result<Vec<IntakeEntry>, StorageError> {
        let waiting = &mut self.tables.intake.rows;
        waiting.sort_by_key(|entry| (entry.at, entry.id));
        let old_enough = waiting.iter().take_while(|entry| entry.at <= until).take(limit as usize).count();
        Ok(waiting.drain(..old_enough).collect())
    }

    async fn count(&mut self) -> Result<u64, StorageError> {
        Ok(self.tables.intake.count())
    }
}

#[async_trait]
impl ResetRequestRepository for OwnUnitOfWork {
    async fn lookup(&mut self, id: ResetRequestId) -> Result<Option<ResetRequest>, StorageError> {
        Ok(self.tables.reset_requests.lookup(&id))
    }

    async fn find_by_token(&mut self, digest: &TokenDigest) -> Result<Option<ResetRequest>, StorageError> {
        Ok(self.tables.reset_requests.rows.iter().find(|request| has_link(request, digest)).cloned())
    }

    async fn list_open(&mut self, user: UserId) -> Result<Vec<ResetRequest>, StorageError> {
        let mut requests = self.tables.reset_requests.rows.clone();
        requests.retain(|request| request.user == user && request.is_open());
        requests.sort_by_key(|request| (request.created_at, request.id));
        Ok(requests)
    }

    async fn add(&mut self, requests: &[ResetRequest]) -> Result<(), StorageError> {
        let done = requests
            .iter()
            .all(|request| self.are_links_free(request) && self.tables.reset_requests.add(request));
        self.conflict_unless(done)
    }

    async fn replace(&mut self, request: &ResetRequest) -> Result<(), StorageError> {
        let done = self.are_links_free(request) && self.tables.reset_requests.replace(request);
        self.conflict_unless(done)
    }

    async fn sweep(&mut self, created_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        Ok(self.tables.reset_requests.sweep(|request| Some(request.created_at), created_by, limit))
    }
}

impl OwnUnitOfWork {
    /// Whether no other request minted one of these links.
    fn are_links_free(&self, request: &ResetRequest) -> bool {
        let mut others = self.tables.reset_requests.rows.iter().filter(|other| other.id != request.id);
        !others.any(|other| request.links().iter().any(|link| has_link(other, &link.digest)))
    }
}

fn has_link(request: &ResetRequest, digest: &TokenDigest) -> bool {
    request.links().iter().any(|link| &link.digest == digest)
}
