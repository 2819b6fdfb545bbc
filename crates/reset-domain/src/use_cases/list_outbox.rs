//! An operator looks at the letters that are owed, and at those that were given up.

use crate::model::Message;
use crate::{Fault, ResetService};

impl ResetService {
    /// At most `limit` of them, oldest cause first; there is never a secret in one.
    pub async fn list_outbox(&self, limit: u32) -> Result<Vec<Message>, Fault> {
        Ok(self.begin().await?.outbox().list(limit).await?)
    }
}
