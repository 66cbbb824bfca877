//! What a request asks for, as it came: a text, or the hash of a trusted document.

use std::sync::Arc;

use async_graphql::Variables;
use serde_json::Value as Json;

use super::documents::{Document, Documents};
use crate::error::{ApiError, ApiResult, Kind};

/// What the identifier of a trusted document begins with, in the field that GraphQL over HTTP has for it.
const SHA256: &str = "sha256:";
/// The code of an identifier that this server does not know.
pub(super) const UNKNOWN: &str = "DOCUMENT_UNKNOWN";
/// The version of the extension `persistedQuery`, which many clients send instead.
const PERSISTED_QUERY: u64 = 1;

/// A request as it came, its fields of the right types.
pub(super) struct Asked {
    /// The document's text.
    pub(super) query: String,
    /// The trusted document whose text it is, where the request named that.
    pub(super) trusted: Option<Arc<Document>>,
    pub(super) operation: Option<String>,
    pub(super) variables: Variables,
}

#[derive(Default)]
struct Parts {
    query: Json,
    document: Json,
    operation: Json,
    variables: Json,
    extensions: Json,
}

pub(super) fn malformed(code: &'static str, message: &str) -> ApiError {
    ApiError::new(Kind::Malformed, code, message)
}

fn wrong(message: &str) -> ApiError {
    malformed("MALFORMED_REQUEST", message)
}

impl Asked {
    /// The body of a POST. Errors: `MALFORMED_REQUEST`, `BATCHING_REFUSED`, `DOCUMENT_UNKNOWN`.
    pub(super) fn of_body(bytes: &[u8], documents: &Documents) -> ApiResult<Asked> {
        match serde_json::from_slice(bytes) {
            Ok(json) => Asked::of_json(json, documents),
            Err(_) => Err(wrong("the body is not JSON")),
        }
    }

    /// The same, read before.
    pub(super) fn of_json(json: Json, documents: &Documents) -> ApiResult<Asked> {
        match json {
            Json::Object(mut fields) => {
                let mut take = |name: &str| fields.remove(name).unwrap_or_default();
                let parts = Parts {
                    query: take("query"),
                    document: take("documentId"),
                    operation: take("operationName"),
                    variables: take("variables"),
                    extensions: take("extensions"),
                };
                parts.read(documents)
            }
            Json::Array(_) => {
                Err(malformed("BATCHING_REFUSED", "one request at a time: batches are refused"))
            }
            _ => Err(wrong("the body must be a JSON object")),
        }
    }

    /// The query of a GET. Errors: as of a body.
    pub(super) fn of_query(query: &str, documents: &Documents) -> ApiResult<Asked> {
        let mut parts = Parts::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let json = || match value.as_ref() {
                "" => Ok(Json::Null),
                text => {
                    serde_json::from_str(text).map_err(|_| wrong("variables and extensions must be JSON"))
                }
            };
            match name.as_ref() {
                "query" => parts.query = Json::String(value.into_owned()),
                "documentId" => parts.document = Json::String(value.into_owned()),
                "operationName" if !value.is_empty() => parts.operation = Json::String(value.into_owned()),
                "variables" => parts.variables = json()?,
                "extensions" => parts.extensions = json()?,
                _ => {}
            }
        }
        parts.read(documents)
    }
}

impl Parts {
    fn read(self, documents: &Documents) -> ApiResult<Asked> {
        if !matches!(self.extensions, Json::Null | Json::Object(_)) {
            return Err(wrong("extensions must be an object"));
        }
        let (query, trusted) = match (self.query, self.document) {
            (Json::String(query), Json::Null) => (query, None),
            (Json::Null, Json::Null) if self.extensions.get("persistedQuery").is_some() => {
                known(persisted(&self.extensions["persistedQuery"])?, documents)?
            }
            (Json::Null, Json::String(id)) => known(id.strip_prefix(SHA256).unwrap_or_default(), documents)?,
            (Json::String(_), _) => return Err(wrong("either query or documentId, not both")),
            (Json::Null, Json::Null) | (_, Json::Null) => return Err(wrong("query must be a string")),
            _ => return Err(wrong("documentId must be a string")),
        };
        let operation = match self.operation {
            Json::Null => None,
            Json::String(name) => Some(name),
            _ => return Err(wrong("operationName must be a string")),
        };
        if !matches!(self.variables, Json::Null | Json::Object(_)) {
            return Err(wrong("variables must be an object"));
        }
        Ok(Asked { query, trusted, operation, variables: Variables::from_json(self.variables) })
    }
}

/// The hash in an extension.
fn persisted(extension: &Json) -> ApiResult<&str> {
    let hash = extension["sha256Hash"].as_str().filter(|_| extension["version"] == PERSISTED_QUERY);
    hash.ok_or_else(|| wrong("persistedQuery must have version 1 and a sha256Hash"))
}

fn known(hash: &str, documents: &Documents) -> ApiResult<(String, Option<Arc<Document>>)> {
    let Some(document) = documents.find(hash) else {
        let text = "this server knows no document of this hash; a page that sends it is of another version";
        return Err(malformed(UNKNOWN, text));
    };
    Ok((document.text.clone(), Some(document.clone())))
}
