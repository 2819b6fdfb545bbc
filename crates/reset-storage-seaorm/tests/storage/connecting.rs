//! What an operator's URL may say, and what it is told.

use reset_storage_seaorm::{ConnectError, ConnectSettings, SeaStorage};

use crate::errors::whole_text;

async fn refusal(url: &str) -> ConnectError {
    SeaStorage::connect(&ConnectSettings { url: url.to_owned(), max_connections: 2 }).await.unwrap_err()
}

#[tokio::test]
async fn an_engine_nobody_knows_is_refused() {
    for url in ["", "readmit.db", "oracle://db/readmit", "sqlite:readmit.db"] {
        assert!(matches!(refusal(url).await, ConnectError::UnknownEngine), "{url}");
    }
}

#[tokio::test]
async fn a_database_in_memory_is_refused() {
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite://"] {
        assert!(matches!(refusal(url).await, ConnectError::InMemory), "{url}");
    }
}

#[tokio::test]
async fn a_sqlite_url_takes_no_parameters() {
    assert!(matches!(refusal("sqlite://readmit.db?mode=rwc").await, ConnectError::Parameters));
}

#[tokio::test]
async fn a_password_is_never_repeated() {
    // Nobody listens on port 1 of this machine.
    for url in [
        "mariadb://app:sesame-open@127.0.0.1:1/readmit",
        "mysql://app:sesame-open@127.0.0.1:1/readmit",
        "mysql://app:sesame-open@127.0.0.1:port/readmit",
        "postgres://app:sesame-open@127.0.0.1:1/readmit",
        "postgres://app:sesame-open@127.0.0.1:port/readmit",
    ] {
        let settings = ConnectSettings { url: url.to_owned(), max_connections: 2 };
        assert!(!format!("{settings:?}").contains("sesame"));
        let text = whole_text(&refusal(url).await);
        assert!(!text.contains("sesame"), "{text}");
    }
}
