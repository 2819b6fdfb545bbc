//! Counted tries.

use async_trait::async_trait;
use reset_domain::model::{Attempt, AttemptKey};
use reset_domain::ports::{AttemptRepository, StorageError};
use sea_orm::sea_query::{Asterisk, Query, UnionType};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    Value,
};
use time::OffsetDateTime;

use crate::entities::attempts::{Column, Entity, Model};
use crate::rows;
use crate::unit_of_work::SeaUnitOfWork;

/// The newest tries of a key.
fn newest(key: AttemptKey, since: OffsetDateTime, limit: u32) -> Select<Entity> {
    Entity::find()
        .filter(Column::Key.eq(key.as_bytes().as_slice()))
        .filter(Column::At.gt(rows::micros(since)))
        .order_by_desc(Column::At)
        .limit(u64::from(limit))
}

#[async_trait]
impl AttemptRepository for SeaUnitOfWork {
    async fn add(&mut self, attempts: &[Attempt]) -> Result<(), StorageError> {
        self.insert(attempts.iter().map(rows::attempts::write)).await
    }

    async fn list(
        &mut self,
        key: AttemptKey,
        since: OffsetDateTime,
        limit: u32,
    ) -> Result<Vec<OffsetDateTime>, StorageError> {
        self.all(newest(key, since, limit)).await?.iter().map(rows::attempts::read_time).collect()
    }

    async fn list_both(
        &mut self,
        wanted: [(AttemptKey, OffsetDateTime, u32); 2],
    ) -> Result<[Vec<OffsetDateTime>; 2], StorageError> {
        // Each is a table of its own to the other, since some engines let only the whole of a union have a limit.
        let build = || {
            let [mut both, other] = wanted.map(|(key, since, limit)| {
                let rows = newest(key, since, limit).into_query();
                Query::select().column(Asterisk).from_subquery(rows, "sub_query").take()
            });
            both.union(UnionType::All, other).take()
        };
        let values = wanted.into_iter().flat_map(|(key, since, limit)| -> [Value; 3] {
            [key.as_bytes().as_slice().into(), rows::micros(since).into(), u64::from(limit).into()]
        });
        let found = self.rows_of(|words| &words.tries, build, values).await?;
        let rows = found.iter().map(|row| Model::from_query_result(row, "")).collect::<Result<Vec<_>, _>>();
        let rows = self.heed(rows)?;
        let of = |(key, ..): (AttemptKey, _, _)| {
            let theirs = rows.iter().filter(|row| row.key == key.as_bytes());
            let mut times = theirs.map(rows::attempts::read_time).collect::<Result<Vec<_>, _>>()?;
            times.sort_unstable_by(|one, other| other.cmp(one));
            Ok(times)
        };
        let [one, other] = wanted.map(of);
        Ok([one?, other?])
    }

    async fn clear(&mut self, keys: &[AttemptKey]) -> Result<(), StorageError> {
        let keys = keys.iter().map(|key| key.as_bytes().as_slice());
        self.delete::<Entity>(Column::Key.is_in(keys)).await
    }

    async fn sweep(&mut self, until: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        self.sweep::<Entity, i64>(Column::Id, Column::At, rows::micros(until), limit).await
    }
}
