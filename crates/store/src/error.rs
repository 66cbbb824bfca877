//! What can go wrong when remembering.

/// An answer of the store.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why the store could not do as asked. The source is for the log, never for the caller.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row in this context; `0` names the noun.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The row exists already, or changed under the caller; `0` names the noun.
    #[error("{0} conflicts with what stands")]
    Conflict(&'static str),
    /// The database refused or failed.
    #[error("the database failed")]
    Database(#[source] diesel::result::Error),
    /// No connection could be had.
    #[error("no database connection")]
    Connection(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Redis refused or failed.
    #[error("redis failed")]
    Redis(#[from] redis::RedisError),
    /// The folder or bucket of images and videos refused or failed.
    #[error("the objects failed")]
    Objects(#[source] object_store::Error),
    /// What is stored does not read as what it should be.
    #[error("stored {0} is not readable")]
    Corrupt(&'static str),
    /// A password or secret could not be hashed or sealed.
    #[error("a secret could not be processed")]
    Secret,
}

impl StoreError {
    /// Names the noun of a missing row.
    pub fn missing(noun: &'static str) -> impl FnOnce(diesel::result::Error) -> StoreError {
        move |error| match error {
            diesel::result::Error::NotFound => StoreError::NotFound(noun),
            other => StoreError::from(other),
        }
    }

    /// Turns a violated unique key into [`StoreError::Conflict`] of this noun.
    pub fn taken(noun: &'static str) -> impl FnOnce(diesel::result::Error) -> StoreError {
        use diesel::result::{DatabaseErrorKind, Error};
        move |error| match error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => StoreError::Conflict(noun),
            other => StoreError::from(other),
        }
    }
}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        StoreError::Database(error)
    }
}
