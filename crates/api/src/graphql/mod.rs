//! The graph: one file per noun, each with its object, loaders, queries and mutations.
//!
//! A request's queries share one lazily opened read transaction; a mutation opens its own, commits, and its
//! payload is read after the commit.

#![allow(dead_code, reason = "async-graphql's derives write getters that only its macros call")]

mod account;
mod affiliate;
mod api_key;
mod asked;
mod attribution;
mod audit;
mod batch;
mod budget;
mod children;
mod code;
mod commission;
mod connection;
mod conversion;
mod creator;
mod documents;
mod engagement;
mod enrollment;
mod feed;
mod figures;
mod filter;
mod fraud;
mod funding;
mod group;
mod guard;
mod http;
mod idempotency;
mod import;
mod ledger;
mod limits;
mod link;
mod live;
mod media;
mod member;
mod member_invitation;
mod missed_sale;
mod moderation;
mod moment;
mod moment_source;
mod money;
mod node;
mod notice;
mod payee;
mod payload;
mod payout;
mod person;
mod plan;
mod policy;
mod product;
mod program;
mod rating;
mod refund;
mod replay;
mod request;
pub(crate) mod return_path;
mod rights;
mod rule;
mod scalar;
mod second_factor;
mod session;
mod tenant;
mod terms;
mod terms_of_use;
mod touch;
mod usable;
mod weight_set;

use async_graphql::MergedObject;

pub(crate) use documents::Documents;
pub use http::router;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct QueryRoot(
    tenant::TenantQuery,
    member::MemberQuery,
    member_invitation::MemberInvitationQuery,
    audit::AuditQuery,
    terms_of_use::TermsOfUseQuery,
    node::NodeQuery,
    api_key::ApiKeyQuery,
    product::ProductQuery,
    creator::CreatorQuery,
    person::PersonQuery,
    moment::MomentQuery,
    moment::MomentSearchQuery,
    moment_source::MomentSourceQuery,
    feed::FeedQuery,
    program::ProgramQuery,
    policy::PolicyQuery,
    weight_set::WeightSetQuery,
    replay::ReplayQuery,
    enrollment::EnrollmentQuery,
    link::LinkQuery,
    code::CodeQuery,
    touch::TouchQuery,
    conversion::ConversionQuery,
    missed_sale::MissedSaleQuery,
    refund::RefundQuery,
    commission::CommissionQuery,
    fraud::FraudQuery,
    moderation::ModerationSettingsQuery,
    moderation::ModerationQueueQuery,
    rights::RightsBoardQuery,
    rights::RightsTermsQuery,
    moderation::ModerationHitsQuery,
    moment::IntentQuery,
    payee::PayeeQuery,
    ledger::LedgerQuery,
    funding::FundingQuery,
    plan::PlanQuery,
    payout::PayoutQuery,
    payout::PayoutTimetableQuery,
    payout::PayoutCautionQuery,
    figures::FiguresQuery,
    engagement::EngagementQuery,
    affiliate::TaxQuery,
);

/// Everything that can be done: one `input`, and a payload with `userErrors`.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct MutationRoot(
    session::SessionMutation,
    second_factor::SecondFactorMutation,
    tenant::TenantMutation,
    member::MemberMutation,
    member_invitation::MemberInvitationMutation,
    account::AccountMutation,
    terms_of_use::TermsOfUseMutation,
    api_key::ApiKeyMutation,
    product::ProductMutation,
    creator::CreatorMutation,
    person::PersonMutation,
    moment::MomentMutation,
    moment::MomentVoteMutation,
    moment_source::MomentSourceMutation,
    feed::FeedMutation,
    import::ImportMutation,
    program::ProgramMutation,
    terms::TermsMutation,
    group::GroupMutation,
    budget::BudgetMutation,
    policy::PolicyMutation,
    weight_set::WeightSetMutation,
    enrollment::EnrollmentMutation,
    link::LinkMutation,
    code::CodeMutation,
    usable::UsableMutation,
    conversion::ConversionMutation,
    missed_sale::MissedSaleMutation,
    refund::RefundMutation,
    commission::CommissionMutation,
    fraud::FraudMutation,
    moderation::ModerationSettingsMutation,
    moderation::ModerationQueueMutation,
    moderation::MomentReportMutation,
    moment::MomentEditMutation,
    moment::MomentIntentMutation,
    rights::RightsMutation,
    rights::RightsTermsMutation,
    engagement::EngagementMutation,
    funding::FundingMutation,
    funding::FundingMethodMutation,
    funding::TopUpMutation,
    funding::WalletReturnMutation,
    plan::PlanMutation,
    payout::PayoutMutation,
    payout::PayoutTimetableMutation,
    payout::PayoutCautionMutation,
    affiliate::AffiliateMutation,
);

/// The graph. Everything a request needs comes with the request.
pub type Schema = async_graphql::Schema<QueryRoot, MutationRoot, live::Subscriptions>;

/// The graph as it is served. Limits are checked before it is asked: see `limits`.
pub fn build() -> Schema {
    Schema::build(QueryRoot::default(), MutationRoot::default(), live::Subscriptions)
        .disable_suggestions()
        .finish()
}

/// The public contract in GraphQL's schema language, as `schema.graphql` keeps it. Needs no database.
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new().use_space_ident();
    let mut sdl = build().sdl_with_options(options).trim_end().to_owned();
    sdl.push('\n');
    sdl
}

#[cfg(test)]
mod tests {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema.graphql");

    #[test]
    fn the_committed_schema_is_current() {
        let sdl = super::sdl();
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(FILE, &sdl).unwrap();
        }
        let committed = std::fs::read_to_string(FILE).unwrap_or_default();
        assert!(
            committed == sdl,
            "schema.graphql is stale; look at the change and run ./dev schema, or UPDATE_SNAPSHOTS=1 cargo test -p api schema"
        );
    }

    #[test]
    fn every_guarded_field_says_what_keys_need() {
        fn sources(dir: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { sources(&path, found) } else { found.push(path) }
            }
        }
        let (mut files, mut guarded) = (Vec::new(), 0);
        sources(concat!(env!("CARGO_MANIFEST_DIR"), "/src/graphql").as_ref(), &mut files);
        for file in files.iter().filter(|file| !file.ends_with("graphql/mod.rs")) {
            let text = std::fs::read_to_string(file).unwrap();
            // Attributes may be broken into lines: what follows the guard is looked at as one text.
            for rest in text.split("guard = \"Requires(Permission::").skip(1) {
                let permission = rest.split(')').next().unwrap();
                let attribute = rest.split(']').next().unwrap();
                let directive = format!("RequiresScopes::apply(Permission::{permission})");
                assert!(attribute.contains(&directive), "{}: {permission}", file.display());
                guarded += 1;
            }
        }
        assert!(guarded > 90, "{guarded}");
        let sdl = super::sdl();
        // Once more where the directive itself is declared.
        assert_eq!(sdl.matches(" @requiresScopes(").count(), guarded + 1);
        assert!(sdl.contains("products(first: Int, after: String, last: Int, before: String): ProductConnection! @requiresScopes(scopes: [CATALOGUE_READ], publishable: true)"), "a query");
        assert!(
            sdl.contains(
                "apiKeyCreate(input: ApiKeyCreateInput!): ApiKeyCreatePayload! @requiresScopes(scopes: [])"
            ),
            "a mutation no key may"
        );
    }

    #[test]
    fn every_mutation_takes_one_input_and_answers_a_payload_with_user_errors() {
        let sdl = super::sdl();
        let mutations =
            sdl.split("type Mutation {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        let fields: Vec<&str> =
            mutations.lines().map(str::trim).filter(|line| line.contains("(input: ")).collect();
        assert!(fields.len() > 50, "{}", fields.len());
        for field in fields {
            let field = field.split(" @").next().unwrap();
            let payload = field.rsplit(": ").next().unwrap().trim_end_matches('!');
            let body =
                sdl.split(&format!("type {payload} {{")).nth(1).and_then(|b| b.split("\n}").next()).unwrap();
            assert!(payload.ends_with("Payload") && body.contains("userErrors: ["), "{field}");
        }
    }
}
