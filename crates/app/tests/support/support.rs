//! What the tests drive the program with: a browser, a mail server, databases, processes.

pub(crate) mod browser;
pub(crate) mod crowd;
pub(crate) mod database;
pub(crate) mod html;
pub(crate) mod letter;
pub(crate) mod luck;
pub(crate) mod patience;
pub(crate) mod people;
pub(crate) mod portal;
pub(crate) mod process;
pub(crate) mod smtp_sink;
pub(crate) mod sql;
pub(crate) mod statistics;
pub(crate) mod wire;
