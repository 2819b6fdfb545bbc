//! The store of the example `own_portal` sits the laws of storage.

#[path = "../examples/own_portal"]
mod own_portal {
    pub(crate) mod storage;
}
