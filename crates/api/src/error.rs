//! What a caller is told when something cannot be done. Nothing internal is ever in it.

use billing::BillingError;
use store::StoreError;

/// An answer of a door.
pub type ApiResult<T> = Result<T, ApiError>;

/// A public text and a stable code. The cause is logged where this is made, never shown: there is no `Display`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The stable code, the same in every door.
    pub code: &'static str,
    /// What a partner developer reads.
    pub message: String,
    /// The input field at fault, in the door's own spelling.
    pub field: Option<String>,
    /// Other input fields that are at fault with it.
    pub fields_beside: Vec<String>,
    /// Whose fault it is.
    pub kind: Kind,
    /// When the same may be tried again, in milliseconds, where that is known.
    pub retry_after_ms: Option<u64>,
}

/// Whose fault an error is; decides the HTTP status and whether it is a `userErrors` row or a GraphQL error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The input breaks a rule: 422, a row of `userErrors`.
    Refused,
    /// No such thing for this caller: 404, a row of `userErrors`.
    NotFound,
    /// The caller is not known: 401.
    Unauthenticated,
    /// The caller may not: 403.
    Forbidden,
    /// Too much or too often: 413 or 429.
    Limited,
    /// Malformed at the edge: 400.
    Malformed,
    /// Our fault: 500.
    Internal,
    /// Something we need is away: 503.
    Unavailable,
}

impl ApiError {
    /// An error of this kind.
    pub fn new(kind: Kind, code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError {
            code,
            message: message.into(),
            field: None,
            fields_beside: Vec::new(),
            kind,
            retry_after_ms: None,
        }
    }

    /// The input breaks a rule.
    pub fn refused(code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError::new(Kind::Refused, code, message)
    }

    /// No such thing for this caller, whether it exists for somebody else or not.
    pub fn not_found(noun: &str) -> ApiError {
        ApiError::new(Kind::NotFound, "NOT_FOUND", format!("no such {noun}"))
    }

    /// The caller is not known.
    pub fn unauthenticated() -> ApiError {
        ApiError::new(Kind::Unauthenticated, "UNAUTHENTICATED", "a valid access token or API key is needed")
    }

    /// Tried too often.
    pub fn throttled(wait_ms: u64) -> ApiError {
        let text = "too many tries; please wait a little";
        ApiError { retry_after_ms: Some(wait_ms), ..ApiError::new(Kind::Limited, "THROTTLED", text) }
    }

    /// The caller may not.
    pub fn forbidden(permission: &str) -> ApiError {
        ApiError::new(Kind::Forbidden, "FORBIDDEN", format!("this needs the permission {permission}"))
    }

    /// The tenant wants a second factor of its members, and this session has not proved one.
    pub fn second_factor_required() -> ApiError {
        let text = "this tenant wants its members to have a second factor; please set one up, or sign in again with it";
        ApiError::new(Kind::Forbidden, "SECOND_FACTOR_REQUIRED", text)
    }

    /// Nobody knows whether the person's address is theirs.
    pub fn email_unverified() -> ApiError {
        let text = "please verify your e-mail address first, by the link that was mailed to you; emailVerificationSend mails another";
        ApiError::new(Kind::Forbidden, "EMAIL_UNVERIFIED", text)
    }

    /// The tenant has not paid for too long.
    pub fn suspended() -> ApiError {
        let text =
            "the tenant is suspended until its subscription's invoice is paid; see billing { invoices }";
        ApiError::new(Kind::Forbidden, "TENANT_SUSPENDED", text)
    }

    /// Our fault. Logs the cause.
    pub fn internal(cause: &dyn std::fmt::Debug) -> ApiError {
        tracing::error!(?cause, "internal error");
        ApiError::new(Kind::Internal, "INTERNAL", "something went wrong on our side; please try again")
    }

    /// Names the input field at fault.
    pub fn at(mut self, field: impl Into<String>) -> ApiError {
        self.field = Some(field.into());
        self
    }

    /// Names several that are at fault together, the first above all.
    pub fn at_all(mut self, fields: &[&str]) -> ApiError {
        let mut fields = fields.iter().map(|field| (*field).to_owned());
        self.field = fields.next();
        self.fields_beside = fields.collect();
        self
    }

    /// Its fields are of a part of the input.
    pub fn within(mut self, part: &str) -> ApiError {
        for field in self.field.iter_mut().chain(&mut self.fields_beside) {
            *field = format!("{part}.{field}");
        }
        self
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(noun) => ApiError::not_found(noun),
            StoreError::Conflict("idempotency key") => ApiError::refused(
                "IDEMPOTENCY_KEY_REUSED",
                "this idempotency key was used before with other arguments",
            ),
            StoreError::Conflict("seat") => domain::plan::PlanError::NoSeat.into(),
            StoreError::Conflict(noun) => {
                ApiError::refused("CONFLICT", format!("the {noun} is taken or has changed"))
            }
            StoreError::Connection(cause) => {
                tracing::error!(?cause, "no connection");
                ApiError::new(
                    Kind::Unavailable,
                    "UNAVAILABLE",
                    "the service is not available; please try again",
                )
            }
            StoreError::Objects(cause) => {
                tracing::error!(?cause, "the objects failed");
                ApiError::new(
                    Kind::Unavailable,
                    "MEDIA_UNAVAILABLE",
                    "media are not available; please try again",
                )
            }
            other => ApiError::internal(&other),
        }
    }
}

impl From<BillingError> for ApiError {
    fn from(error: BillingError) -> Self {
        match error {
            BillingError::Refused { code, message } => ApiError::refused(code, message),
            BillingError::Store(error) => error.into(),
            BillingError::Stripe(cause) => {
                tracing::warn!(?cause, "stripe failed");
                ApiError::new(
                    Kind::Unavailable,
                    "STRIPE_UNAVAILABLE",
                    "Stripe did not answer; please try again",
                )
            }
            other => ApiError::internal(&other),
        }
    }
}

macro_rules! refusals {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for ApiError {
            fn from(error: $error) -> Self {
                ApiError::refused(error.code(), error.to_string())
            }
        }
    )*};
}

refusals!(
    domain::attribution::PolicyError,
    domain::attribution::WeightSetError,
    domain::code::CodeError,
    domain::commission::CommissionError,
    domain::conversion::ConversionError,
    domain::engagement::EngagementError,
    domain::enrollment::EnrollmentError,
    domain::feed::FeedError,
    domain::fraud::ThresholdsError,
    domain::import::ImportError,
    domain::media::MediaError,
    domain::member::MemberError,
    domain::member_invitation::MemberInvitationError,
    domain::moderation::ClaimError,
    domain::moderation::EditError,
    domain::moderation::ModerationSettingsError,
    domain::moderation::NoteError,
    domain::moment::MomentError,
    domain::moment::rights::RightsError,
    domain::moment_source::MomentSourceError,
    domain::payout::PayoutError,
    domain::plan::PlanError,
    domain::program::ProgramError,
    domain::refund::RefundError,
    domain::reward::RewardError,
);
