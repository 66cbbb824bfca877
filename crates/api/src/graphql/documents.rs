//! Trusted documents: the texts our own app asks with, known here by their hash, so that it sends the hash alone.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use async_graphql::parser::{parse_query, types::ExecutableDocument};
use domain::text::hex;
use sha2::{Digest, Sha256};

/// What is said to be a list of trusted documents is none.
#[derive(Debug, thiserror::Error)]
pub enum DocumentsError {
    /// It must be an object of texts.
    #[error("trusted documents: an object of hash to text is wanted")]
    Malformed(#[from] serde_json::Error),
    /// A text has another SHA-256 than it is listed under.
    #[error("trusted documents: {0} is not the hash of its text")]
    Hash(String),
}

/// The documents by the SHA-256 of their text, in lower hexadecimal digits.
#[derive(Debug, Default)]
pub struct Documents(HashMap<String, Arc<Document>>);

/// One of them.
#[derive(Debug)]
pub struct Document {
    /// As it was written.
    pub text: String,
    /// None for a text that cannot be parsed.
    parsed: OnceLock<Option<ExecutableDocument>>,
}

impl Documents {
    /// Reads what the app's build wrote: an object of hash to text. Errors: [`DocumentsError`].
    pub fn read(json: &str) -> Result<Documents, DocumentsError> {
        let texts: HashMap<String, String> = serde_json::from_str(json)?;
        let documents = texts.into_iter().map(|(hash, text)| {
            if hash == hex(&Sha256::digest(&text)) {
                Ok((hash, Arc::new(Document { text, parsed: OnceLock::new() })))
            } else {
                Err(DocumentsError::Hash(hash))
            }
        });
        Ok(Documents(documents.collect::<Result<_, _>>()?))
    }

    /// The document of a hash.
    pub fn find(&self, hash: &str) -> Option<&Arc<Document>> {
        self.0.get(hash)
    }
}

impl Document {
    /// What is executed, parsed once. None where that cannot be done, which the execution tells.
    pub fn parsed(&self) -> Option<ExecutableDocument> {
        self.parsed.get_or_init(|| parse_query(&self.text).ok()).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{ __typename }";

    #[test]
    fn a_text_is_known_by_its_hash_alone() {
        let hash = hex(&Sha256::digest(TEXT));
        let documents = Documents::read(&serde_json::json!({ &hash: TEXT }).to_string()).unwrap();
        let found = documents.find(&hash).unwrap();
        assert_eq!(found.text, TEXT);
        assert!(found.parsed().is_some());
        assert!(documents.find(&hash.to_uppercase()).is_none());
        assert!(documents.find(TEXT).is_none());
    }

    #[test]
    fn a_text_under_another_hash_is_no_trusted_one() {
        let wrong = serde_json::json!({ hex(&Sha256::digest("{ a }")): TEXT }).to_string();
        assert!(matches!(Documents::read(&wrong), Err(DocumentsError::Hash(_))));
        assert!(matches!(Documents::read("[]"), Err(DocumentsError::Malformed(_))));
    }
}
