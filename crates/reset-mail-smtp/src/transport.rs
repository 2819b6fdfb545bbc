//! Connections to the mail server: opened, kept between letters, closed politely.

mod connection;
mod shelf;
mod tls;

pub(crate) use connection::{Connection, Gate, Parcel};
pub(crate) use shelf::Shelf;
