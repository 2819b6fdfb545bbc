//! Reset requests.

use async_trait::async_trait;
use reset_domain::model::{MintedLink, ResetRequest, ResetRequestId, TokenDigest, UserId};
use reset_domain::ports::{ResetRequestRepository, StorageError};
use sea_orm::sea_query::{Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::entities::reset_links;
use crate::entities::reset_requests::{ActiveModel, Column, Entity};
use crate::rows;
use crate::rows::reset_requests::{FOLLOWED, LINK_SENT, OWED};
use crate::unit_of_work::SeaUnitOfWork;

impl SeaUnitOfWork {
    async fn requests(&mut self, which: SimpleExpr) -> Result<Vec<ResetRequest>, StorageError> {
        let query = Entity::find()
            .filter(which)
            .find_with_related(reset_links::Entity)
            .order_by_asc(reset_links::Column::Id);
        let found = self.families(query).await?;
        let requests = found.iter().map(|(row, links)| rows::reset_requests::read(row, links));
        let requests = requests.collect::<Result<Vec<_>, _>>()?;
        let stored = found.into_iter().map(|(row, _)| row);
        let each = requests.iter().zip(stored);
        self.read.requests.extend(each.map(|(it, row)| (it.id, (row, it.links().to_vec()))));
        Ok(requests)
    }

    /// The links of a request as they are, whatever was stored; where one was minted, no more than that is written.
    async fn replace_links(
        &mut self,
        stored: Option<Vec<MintedLink>>,
        request: &ResetRequest,
    ) -> Result<(), StorageError> {
        let kept = stored.filter(|stored| request.links().starts_with(stored)).map(|stored| stored.len());
        if kept.is_none() {
            let its = reset_links::Column::RequestId.eq(request.id.as_uuid());
            self.delete::<reset_links::Entity>(its).await?;
        }
        self.insert(rows::reset_requests::write_links(request).skip(kept.unwrap_or_default())).await
    }
}

#[async_trait]
impl ResetRequestRepository for SeaUnitOfWork {
    async fn lookup(&mut self, id: ResetRequestId) -> Result<Option<ResetRequest>, StorageError> {
        Ok(self.requests(Column::Id.eq(id.as_uuid())).await?.pop())
    }

    async fn lookup_all(&mut self, ids: &[ResetRequestId]) -> Result<Vec<ResetRequest>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.requests(Column::Id.is_in(ids.iter().map(ResetRequestId::as_uuid))).await
    }

    async fn find_by_token(&mut self, digest: &TokenDigest) -> Result<Option<ResetRequest>, StorageError> {
        let minted = Query::select()
            .column(reset_links::Column::RequestId)
            .from(reset_links::Entity)
            .and_where(reset_links::Column::Digest.eq(digest.as_bytes().as_slice()))
            .take();
        Ok(self.requests(Column::Id.in_subquery(minted)).await?.pop())
    }

    async fn list_open(&mut self, user: UserId) -> Result<Vec<ResetRequest>, StorageError> {
        let theirs = Column::UserId.eq(user.as_uuid());
        let open = Column::State.is_in([OWED, LINK_SENT, FOLLOWED]);
        let mut requests = self.requests(theirs.and(open)).await?;
        requests.sort_by_key(|request| (request.created_at, request.id));
        Ok(requests)
    }

    async fn add(&mut self, requests: &[ResetRequest]) -> Result<(), StorageError> {
        self.insert::<ActiveModel>(requests.iter().map(rows::reset_requests::write)).await?;
        self.insert(requests.iter().flat_map(rows::reset_requests::write_links)).await
    }

    async fn replace(&mut self, request: &ResetRequest) -> Result<(), StorageError> {
        let key = Column::Id.eq(request.id.as_uuid());
        let row = rows::reset_requests::write(request);
        let stored = self.read.requests.remove(&request.id);
        let (stored, links) = stored.filter(|(stored, _)| stored.revision == row.revision).unzip();
        self.replace_changed::<ActiveModel>(stored, row, key, Column::Revision, request.revision).await?;
        self.replace_links(links, request).await
    }

    async fn sweep(&mut self, created_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, Uuid>(Column::Id, Column::CreatedAt, rows::micros(created_by), limit).await
    }
}
