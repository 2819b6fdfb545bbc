//! The documents whose code compiles: it runs as documentation tests of this crate.

#[doc = include_str!("../../../docs/embedding.md")]
struct Embedding;

#[doc = include_str!("../../../docs/writing-an-adapter.md")]
struct WritingAnAdapter;
