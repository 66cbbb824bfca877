//! The affiliate's account at Stripe, and what Stripe still needs for it.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::requirement::in_words;
use store::account_log::AccountEntry;
use store::payout_account as row;

use super::AffiliateViewer;
use crate::auth::invitation::directory;
use crate::error::{ApiError, ApiResult, Kind};
use crate::graphql::guard::AsAffiliate;
use crate::graphql::payload::payload;
use crate::graphql::request::Request;
use crate::graphql::return_path::return_path;
use crate::graphql::scalar::PayoutAccountState;
use crate::http::onboarding_addresses;

/// An affiliate's account at Stripe.
pub struct PayoutAccount(pub row::PayoutAccount);

/// Something Stripe still needs of the person.
#[derive(SimpleObject)]
pub struct PayoutRequirement {
    /// In plain words; a requirement we do not know stands as Stripe names it.
    pub sentence: String,
    /// Stripe's names for it.
    pub codes: Vec<String>,
}

#[Object]
impl PayoutAccount {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn state(&self) -> PayoutAccountState {
        self.0.state.into()
    }
    /// `acct_…`, once Stripe has answered.
    async fn stripe_account_id(&self) -> Option<&str> {
        self.0.stripe_account_id.as_deref()
    }
    /// What Stripe still needs of the person, as Stripe names it.
    async fn requirements_due(&self) -> &[String] {
        &self.0.requirements_due
    }
    /// The same in plain words.
    async fn requirements(&self) -> Vec<PayoutRequirement> {
        let words = in_words(&self.0.requirements_due).into_iter();
        words.map(|r| PayoutRequirement { sentence: r.sentence, codes: r.codes }).collect()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct PayoutAccountOnboardInput {
    /// Echoed nowhere.
    pub client_mutation_id: Option<String>,
    /// A path of the web app to come back to from Stripe; a page of ours that says how the account stands unless given.
    pub return_path: Option<String>,
}

/// Nothing needs to be said.
#[derive(InputObject)]
pub struct PayoutAccountRefreshInput {
    /// Echoed nowhere; GraphQL wants an input to have a field.
    pub client_mutation_id: Option<String>,
}

payload! {
    /// The account, and where the person gives Stripe what it needs.
    PayoutAccountOnboardPayload, PayoutAccountOnboardUserError, PayoutAccountOnboardErrorCode {
        payout_account: PayoutAccount,
        /// Good once, for minutes.
        onboarding_url: String,
    } errors [RETURN_PATH_INVALID]
}
payload! {
    /// The account as Stripe has just shown it.
    PayoutAccountRefreshPayload, PayoutAccountRefreshUserError, PayoutAccountRefreshErrorCode {
        payout_account: PayoutAccount,
    } errors []
}

#[derive(Default)]
pub struct PayoutAccountMutation;

#[Object]
impl PayoutAccountMutation {
    /// Opens a page at Stripe where the calling affiliate says where their money goes. Their address has to be known as
    /// theirs: whoever has signed up with somebody else's must not be paid in their place.
    #[graphql(guard = "AsAffiliate")]
    async fn payout_account_onboard(
        &self,
        ctx: &Context<'_>,
        input: Option<PayoutAccountOnboardInput>,
    ) -> ApiResult<PayoutAccountOnboardPayload> {
        let request = Request::of(ctx)?;
        PayoutAccountOnboardPayload::of(async {
            let asked = input.and_then(|input| input.return_path);
            let path = return_path(&request.app.config.public_url, asked.as_deref())?;
            request.forget();
            request.caller.verified()?;
            let profile = AffiliateViewer::of(request).await?.profile;
            let (app, now) = (&request.app, request.now());
            let back = |account| onboarding_addresses(app, account, path.as_deref(), now);
            let (account, onboarding) =
                billing::account::onboard(&app.pool, &app.stripe, &profile, back, now).await?;
            let (tx, via) = (directory(app).await?, &request.sender.via);
            let told = serde_json::json!({ "payoutAccount": account.id });
            AccountEntry::write(&tx, profile.user_id, via, "payoutAccountOnboard", told, now).await?;
            tx.commit().await?;
            Ok(PayoutAccountOnboardPayload::done(PayoutAccount(account), onboarding))
        })
        .await
    }

    /// Asks Stripe how the calling affiliate's account stands, without waiting for its word.
    #[graphql(guard = "AsAffiliate")]
    async fn payout_account_refresh(
        &self,
        ctx: &Context<'_>,
        input: Option<PayoutAccountRefreshInput>,
    ) -> ApiResult<PayoutAccountRefreshPayload> {
        let request = Request::of(ctx)?;
        let _ = input;
        PayoutAccountRefreshPayload::of(async {
            request.forget();
            let account = AffiliateViewer::of(request).await?.account;
            let none = || ApiError::new(Kind::NotFound, "NOT_FOUND", "onboarding has not begun");
            let (app, now) = (&request.app, request.now());
            let id = account.ok_or_else(none)?.id;
            let account = billing::account::refresh(&app.pool, &app.stripe, id, now).await?;
            Ok(PayoutAccountRefreshPayload::done(PayoutAccount(account)))
        })
        .await
    }
}
