//! Bodies of control requests.

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// A JSON body, whatever its content type; nothing and `null` are taken for `{}`. A refusal comes in
/// the usual envelope.
pub(super) struct Given<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Given<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes =
            Bytes::from_request(request, state).await.map_err(|error| Failure::invalid(error.body_text()))?;
        let body: &[u8] = if bytes.is_empty() || bytes.as_ref() == b"null" { b"{}" } else { &bytes };
        serde_json::from_slice(body).map(Self).map_err(|error| Failure::invalid(error.to_string()))
    }
}
