//! Two counters that guard changes: revisions of a row, epochs of a user's credentials.

macro_rules! counter {
    ($($(#[$doc:meta])+ $name:ident),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// Where every count begins.
            pub const FIRST: Self = Self(0);

            /// The one after this.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0.wrapping_add(1))
            }

            /// As stored.
            pub const fn get(self) -> u32 {
                self.0
            }

            /// From storage.
            pub const fn new(value: u32) -> Self {
                Self(value)
            }
        }
    )+};
}

counter! {
    /// Counts the changes of one stored thing.
    /// A repository's `replace` writes the next one, and only while the stored one is still the one that was read.
    Revision,
    /// Counts what ends a user's sessions and links: choosing, first use, revoking, suspending, a change of address.
    Epoch,
}
