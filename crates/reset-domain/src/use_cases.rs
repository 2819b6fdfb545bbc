//! What people, the worker and operators do: one file each.
