//! Reset requests.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{ResetRequest, ResetRequestId, TokenDigest, UserId};
use crate::ports::{ResetRequestRepository, StorageError};

#[async_trait]
impl ResetRequestRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, id: ResetRequestId) -> Result<Option<ResetRequest>, StorageError> {
        Ok(self.tables.reset_requests.get(&id).cloned())
    }

    async fn find_by_token(&mut self, digest: &TokenDigest) -> Result<Option<ResetRequest>, StorageError> {
        Ok(self.tables.reset_requests.values().find(|request| has_link(request, digest)).cloned())
    }

    async fn list_open(&mut self, user: UserId) -> Result<Vec<ResetRequest>, StorageError> {
        let is_theirs = |request: &&ResetRequest| request.user == user && request.is_open();
        let mut requests: Vec<_> = self.tables.reset_requests.values().filter(is_theirs).cloned().collect();
        requests.sort_by_key(|request| (request.created_at, request.id));
        Ok(requests)
    }

    async fn add(&mut self, requests: &[ResetRequest]) -> Result<(), StorageError> {
        for request in requests {
            let answer = free_links(self, request)
                .and_then(|()| tables::add(&mut self.tables.reset_requests, request.id, request));
            self.heed(answer)?;
        }
        Ok(())
    }

    async fn replace(&mut self, request: &ResetRequest) -> Result<(), StorageError> {
        let answer = free_links(self, request)
            .and_then(|()| tables::replace(&mut self.tables.reset_requests, &request.id, request));
        self.heed(answer)
    }

    async fn sweep(&mut self, created_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let requests = &mut self.tables.reset_requests;
        Ok(tables::sweep(requests, |request| Some(request.created_at), &created_by, limit))
    }
}

/// Whether no other request minted one of these links.
fn free_links(uow: &InMemoryUnitOfWork, request: &ResetRequest) -> Result<(), StorageError> {
    let mut others = uow.tables.reset_requests.values().filter(|other| other.id != request.id);
    let is_taken = others.any(|other| request.links().iter().any(|link| has_link(other, &link.digest)));
    if is_taken {
        return Err(StorageError::conflict());
    }
    Ok(())
}

fn has_link(request: &ResetRequest, digest: &TokenDigest) -> bool {
    request.links().iter().any(|link| &link.digest == digest)
}
