//! Typed identifiers: UUIDv7 inside, TypeIDs (`moment_01h…`) outside.
//!
//! Ids are made where randomness is allowed (`store::new_id`); this module only carries, prints and parses them.

use std::fmt;
use std::str::FromStr;

use type_safe_id::{DynamicType, TypeSafeId};
use uuid::Uuid;

/// An identifier of one kind of thing.
pub trait TypedId: Copy + Eq + Ord + std::hash::Hash + fmt::Display + FromStr<Err = IdError> {
    /// The word before the underscore.
    const PREFIX: &'static str;
    /// Wraps a UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

/// A text is not an id of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {expected} id")]
pub struct IdError {
    /// The prefix that was expected.
    pub expected: &'static str,
}

/// Splits a TypeID into its prefix and UUID, whatever its kind.
pub fn parse_any(text: &str) -> Option<(String, Uuid)> {
    let id: TypeSafeId<DynamicType> = text.parse().ok()?;
    Some((id.type_prefix().to_owned(), id.uuid()))
}

/// The TypeID text of a UUID under a prefix.
pub fn format(prefix: &'static str, uuid: Uuid) -> String {
    match DynamicType::new(prefix) {
        Ok(kind) => TypeSafeId::from_type_and_uuid(kind, uuid).to_string(),
        Err(_) => format!("{prefix}_{uuid}"),
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        pub struct $name(Uuid);

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&format($prefix, self.0))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                match parse_any(text) {
                    Some((prefix, uuid)) if prefix == $prefix => Ok(Self(uuid)),
                    _ => Err(IdError { expected: $prefix }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::to_sql(&self.0, out)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                <Uuid as diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::from_sql(value).map(Self)
            }
        }
    )*};
}

typed_ids! {
    /// A brand's workspace.
    TenantId = "tenant",
    /// A person who signs in.
    UserId = "user",
    /// One sign-in of a user.
    SessionId = "session",
    /// A key that signs access tokens.
    SigningKeyId = "signkey",
    /// A partner developer's credential.
    ApiKeyId = "apikey",
    /// Someone who can be paid.
    AffiliateId = "affiliate",
    /// An affiliate's Stripe connected account.
    PayoutAccountId = "payacct",
    /// Author of moments in a tenant.
    CreatorId = "creator",
    /// An affiliate's wish to be known as a creator.
    CreatorClaimId = "claim",
    /// Who owns ledger accounts in a tenant.
    PayeeId = "payee",
    /// What is sold.
    ProductId = "product",
    /// One piece of user-generated content.
    MomentId = "moment",
    /// An image or a video of a moment.
    MediaId = "media",
    /// Where posts of a social network come in from.
    MomentSourceId = "source",
    /// What was decided about a moment.
    MomentDecisionId = "decision",
    /// A reader's report of a moment.
    MomentReportId = "report",
    /// A brand asks for the right to show a moment.
    RightsRequestId = "rights",
    /// A ranked selection of moments.
    FeedId = "feed",
    /// A tenant's affiliate programme.
    ProgramId = "program",
    /// One version of a program's rules.
    TermsId = "terms",
    /// One line of a version of terms.
    RuleId = "rule",
    /// Affiliates of a program with terms of their own.
    GroupId = "group",
    /// What a program may spend on commissions.
    BudgetId = "budget",
    /// One version of a tenant's attribution policy.
    PolicyId = "policy",
    /// What a data-driven model makes of a period.
    WeightSetId = "weights",
    /// An affiliate in a program.
    EnrollmentId = "enrollment",
    /// A tracked short link.
    LinkId = "link",
    /// A coupon code.
    CodeId = "code",
    /// A browser.
    VisitorId = "visitor",
    /// The buyer the brand knows.
    CustomerId = "customer",
    /// A visitor met us.
    TouchId = "touch",
    /// A lead or a sale.
    ConversionId = "conversion",
    /// A sale that an affiliate misses.
    MissedSaleId = "missed",
    /// Part of a conversion taken back.
    RefundId = "refund",
    /// A refund no sale was found for.
    UnmatchedRefundId = "unmatched",
    /// The decision about a conversion.
    AttributionId = "attribution",
    /// What one payee earns.
    CommissionId = "commission",
    /// A signal of fraud that was found.
    FraudFindingId = "finding",
    /// A ledger account.
    AccountId = "account",
    /// A ledger entry.
    EntryId = "entry",
    /// Money a tenant puts into its wallet.
    FundingId = "funding",
    /// A page on which a tenant buys a plan.
    SubscriptionCheckoutId = "checkout",
    /// An invoice of a tenant's subscription.
    SubscriptionInvoiceId = "invoice",
    /// A saved way of a tenant to pay.
    FundingMethodId = "method",
    /// Money of the wallet given back to its tenant.
    WalletReturnId = "return",
    /// A tenant's periodic run of payouts.
    PayoutRunId = "run",
    /// One affiliate's payment in a run.
    PayoutId = "payout",
    /// Somebody whom a run's preview leaves out.
    RunOmissionId = "omission",
    /// An affiliate's wish to be paid now.
    PayoutRequestId = "payreq",
    /// A line of the audit log.
    AuditId = "audit",
    /// A line of what was done with a person's account.
    AccountEntryId = "acctlog",
    /// A mail about a person's own account.
    AccountMailId = "amail",
    /// Somebody who is asked to join a tenant's team.
    MemberInvitationId = "invitation",
    /// A message in the outbox.
    OutboxId = "outbox",
    /// A notice to an affiliate.
    MailId = "mail",
    /// What the invariant check found.
    FindingId = "finding",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_parses_its_own_kind_only() {
        let id = MomentId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<MomentId>(), Ok(id));
        assert_eq!(id.to_string().parse::<LinkId>(), Err(IdError { expected: "link" }));
        assert!("moment_".parse::<MomentId>().is_err());
        assert!("moment_zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<MomentId>().is_err());
    }
}
