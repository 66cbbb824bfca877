//! What mutations answer: the object, or `userErrors` with a code of that mutation's own.

use async_graphql::ErrorExtensions;

use crate::error::{ApiError, Kind};

impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        async_graphql::Error::new(error.message).extend_with(|_, extensions| {
            extensions.set("code", error.code);
            if let Some(field) = error.field {
                extensions.set("field", field);
            }
            if let Some(wait_ms) = error.retry_after_ms {
                extensions.set("retryAfterMs", wait_ms);
            }
        })
    }
}

/// The paths from the mutation's arguments to the input fields at fault; one that is none where no field is.
pub fn field_paths(error: &ApiError) -> Vec<Option<Vec<String>>> {
    let path = |field: &String| std::iter::once("input").chain(field.split('.')).map(str::to_owned).collect();
    let mut paths = vec![error.field.as_ref().map(path)];
    paths.extend(error.fields_beside.iter().map(|field| Some(path(field))));
    paths
}

/// Whether the error is the input's, to be told in `userErrors`.
pub fn is_users(error: &ApiError) -> bool {
    matches!(error.kind, Kind::Refused | Kind::NotFound)
}

/// Declares a payload, its error and the codes it may have.
macro_rules! payload {
    (
        $(#[$doc:meta])*
        $payload:ident, $error:ident, $code:ident {
            $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)?
        } errors [$($word:ident),* $(,)?]
    ) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        #[allow(missing_docs, reason = "the graph documents what needs words")]
        pub struct $payload {
            $($(#[$field_doc])* pub $field: Option<$ty>,)*
            /// Why nothing was done; empty when it was.
            pub user_errors: Vec<$error>,
        }

        /// Why nothing was done.
        #[derive(async_graphql::SimpleObject)]
        pub struct $error {
            /// For people.
            pub message: String,
            /// The path of the input field at fault, if it is one.
            pub field: Option<Vec<String>>,
            /// For programs.
            pub code: $code,
        }

        #[doc = concat!("Codes of ", stringify!($error), ".")]
        #[derive(async_graphql::Enum, Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        pub enum $code {
            /// No such thing for this caller, whether it exists for somebody else or not.
            NOT_FOUND,
            /// An id is malformed or of another kind.
            INVALID_ID,
            /// It is taken, or has changed meanwhile.
            CONFLICT,
            /// Any other refusal; the message says why.
            REFUSED,
            $(#[doc = concat!("See the message: ", stringify!($word), ".")] $word,)*
        }

        impl $code {
            fn of(word: &str) -> $code {
                match word {
                    "NOT_FOUND" => $code::NOT_FOUND,
                    "INVALID_ID" => $code::INVALID_ID,
                    "CONFLICT" => $code::CONFLICT,
                    $(stringify!($word) => $code::$word,)*
                    other => {
                        tracing::debug!(code = other, mutation = stringify!($payload), "code told as REFUSED");
                        $code::REFUSED
                    }
                }
            }
        }

        impl $payload {
            /// What was done.
            pub fn done($($field: $ty),*) -> $payload {
                $payload { $($field: Some($field),)* user_errors: Vec::new() }
            }

            /// A refusal, and what it shows beside the error.
            pub fn refused(error: $crate::error::ApiError, $($field: Option<$ty>),*) -> $payload {
                let code = $code::of(error.code);
                let paths = $crate::graphql::payload::field_paths(&error).into_iter();
                let row = |field| $error { message: error.message.clone(), field, code };
                $payload { $($field,)* user_errors: paths.map(row).collect() }
            }

            /// Runs the mutation; refusals become `userErrors`, other errors stay errors.
            pub async fn of(
                mutation: impl Future<Output = $crate::error::ApiResult<$payload>>,
            ) -> $crate::error::ApiResult<$payload> {
                match mutation.await {
                    Err(error) if $crate::graphql::payload::is_users(&error) => {
                        Ok($payload::refused(error, $(None::<$ty>),*))
                    }
                    other => other,
                }
            }
        }
    };
}

pub(in crate::graphql) use payload;
