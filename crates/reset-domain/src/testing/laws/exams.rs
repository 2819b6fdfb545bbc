//! The macros that make each law a test of its own in the crate of an adapter.
//!
//! Each port has a macro for adapters, such as `storage_laws!`, and a hidden list of its laws;
//! one hidden macro, `sit_exam!`, turns a line of a list into a module of tests.

/// Makes each law of stores a test of its own, on a fresh store:
/// `storage_laws!(Sqlite)` on tokio, `storage_laws!(InMemory, executor = pollster::block_on)` on anything else.
///
/// The type is a [`Subject`](crate::testing::laws::Subject), in scope under the name given.
/// The caller's dev-dependencies must have tokio with `macros` and `rt`, unless another executor is named.
#[macro_export]
macro_rules! storage_laws {
    ($subject:ty) => {
        $crate::storage_law_list! { [tokio $subject] }
    };
    ($subject:ty, executor = $block_on:path) => {
        $crate::storage_law_list! { [block_on $block_on, $subject] }
    };
}

/// Makes each law of stores with damaged rows a test of its own, as [`storage_laws!`](crate::storage_laws) does;
/// the type is a [`Damageable`](crate::testing::laws::Damageable) one.
#[macro_export]
macro_rules! storage_corruption_laws {
    ($subject:ty) => {
        $crate::storage_corruption_law_list! { [tokio $subject] }
    };
    ($subject:ty, executor = $block_on:path) => {
        $crate::storage_corruption_law_list! { [block_on $block_on, $subject] }
    };
}

/// Makes each law of mailers a test of its own, as [`storage_laws!`](crate::storage_laws) does;
/// the type is a [`MailerSubject`](crate::testing::laws::mailers::MailerSubject).
#[macro_export]
macro_rules! mailer_laws {
    ($subject:ty) => {
        $crate::mailer_law_list! { [tokio $subject] }
    };
    ($subject:ty, executor = $block_on:path) => {
        $crate::mailer_law_list! { [block_on $block_on, $subject] }
    };
}

/// Makes each law of password hashers a test of its own, on a hasher that the expression makes:
/// `hasher_laws!(Argon2Hasher::new(settings))` on tokio, `hasher_laws!(PlainHasher::new(), executor = pollster::block_on)`.
#[macro_export]
macro_rules! hasher_laws {
    ($hasher:expr) => {
        $crate::hasher_law_list! { [tokio_value $hasher] }
    };
    ($hasher:expr, executor = $block_on:path) => {
        $crate::hasher_law_list! { [block_on_value $block_on, $hasher] }
    };
}

/// Makes each law of clocks a test of its own, on a clock that the expression makes.
#[macro_export]
macro_rules! clock_laws {
    ($clock:expr) => {
        $crate::clock_law_list! { [value $clock] }
    };
}

/// Makes each law of entropy a test of its own, on a source that the expression makes.
#[macro_export]
macro_rules! entropy_laws {
    ($entropy:expr) => {
        $crate::entropy_law_list! { [value $entropy] }
    };
}

/// Makes each law of password screens a test of its own, on a screen that the expression makes.
#[macro_export]
macro_rules! screen_laws {
    ($screen:expr) => {
        $crate::screen_law_list! { [value $screen] }
    };
}

/// The tests of one group of laws: `[how, what] group(what makes the argument of a law) law law …`.
#[doc(hidden)]
#[macro_export]
macro_rules! sit_exam {
    ([tokio $subject:ty] $group:ident($take:path) $($law:ident)+) => {
        mod $group {
            use super::*;
            $(
                #[tokio::test]
                async fn $law() {
                    let subject = <$subject>::fresh().await;
                    $crate::testing::laws::$group::$law($take(&subject)).await;
                }
            )+
        }
    };
    ([block_on $block_on:path, $subject:ty] $group:ident($take:path) $($law:ident)+) => {
        mod $group {
            use super::*;
            $(
                #[test]
                fn $law() {
                    $block_on(async {
                        let subject = <$subject>::fresh().await;
                        $crate::testing::laws::$group::$law($take(&subject)).await;
                    });
                }
            )+
        }
    };
    ([tokio_value $made:expr] $group:ident() $($law:ident)+) => {
        mod $group {
            use super::*;
            $(
                #[tokio::test]
                async fn $law() {
                    $crate::testing::laws::$group::$law(&$made).await;
                }
            )+
        }
    };
    ([block_on_value $block_on:path, $made:expr] $group:ident() $($law:ident)+) => {
        mod $group {
            use super::*;
            $(
                #[test]
                fn $law() {
                    $block_on(async {
                        $crate::testing::laws::$group::$law(&$made).await;
                    });
                }
            )+
        }
    };
    ([value $made:expr] $group:ident() $($law:ident)+) => {
        mod $group {
            use super::*;
            $(
                #[test]
                fn $law() {
                    $crate::testing::laws::$group::$law(&$made);
                }
            )+
        }
    };
    ([none_left_out] $group:ident($($take:path)?) $($law:ident)+) => {
        mod $group {
            #[test]
            fn no_law_is_left_out() {
                let source = include_str!(concat!("laws/", stringify!($group), ".rs"));
                let written: Vec<&str> = super::laws_of(source).collect();
                let listed: &[&str] = &[$(stringify!($law)),+];
                assert_eq!(written, listed, "the list of laws must hold each law of the file, in its order");
            }
        }
    };
}
