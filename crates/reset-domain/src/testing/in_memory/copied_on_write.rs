//! A value that is cheap to copy until a copy is changed.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Copies share the value; the first change through one of them gives it a value of its own.
#[derive(Debug, Default)]
pub struct CopiedOnWrite<T>(Arc<T>);

impl<T> CopiedOnWrite<T> {
    /// Whether neither was changed since one was copied from the other. When in doubt, no.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Clone for CopiedOnWrite<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for CopiedOnWrite<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for CopiedOnWrite<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}
