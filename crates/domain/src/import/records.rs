//! Fields of records.
