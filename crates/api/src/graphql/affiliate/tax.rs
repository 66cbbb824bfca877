//! Yearly totals for tax forms.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Datelike, Utc};
use domain::ids::{AffiliateId, TypedId};
use domain::permission::Permission;
use domain::tax::{Threshold, thresholds};
use store::earnings::{PaidYear, Profile};

use crate::error::ApiResult;
use crate::graphql::connection::{Keyed, List, PageArgs};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::scalar::TaxForm;

/// From when a form is due, and whether a year's total is so far. For information: whether it is due also hangs on where
/// the payer is, and on who sends it.
#[derive(SimpleObject)]
pub struct TaxThreshold {
    pub form: TaxForm,
    /// The total from which it is due.
    pub amount: Money,
    /// The number of transfers that counts beside it.
    pub transfers: Option<i32>,
    /// Whether it is reached; null where the total is in another currency and the number does not decide.
    pub reached: Option<bool>,
    /// The amount follows prices, and this year's may be higher.
    pub may_be_higher: bool,
}

impl TaxThreshold {
    fn of(threshold: &Threshold, paid: &PaidYear) -> TaxThreshold {
        TaxThreshold {
            form: threshold.form.into(),
            amount: Money::new(threshold.minor(), threshold.currency),
            transfers: threshold.transfers().and_then(|count| i32::try_from(count).ok()),
            reached: threshold.reached(paid.minor, paid.currency, paid.transfers),
            may_be_higher: threshold.may_be_higher(paid.year),
        }
    }

    fn all(country: &str, paid: &PaidYear) -> Vec<TaxThreshold> {
        thresholds(country, paid.year).map(|t| TaxThreshold::of(t, paid)).collect()
    }
}

/// What one brand paid an affiliate in one currency and calendar year (UTC): transfers by when Stripe made them, less
/// what Stripe took back of them.
#[derive(SimpleObject)]
pub struct TaxYear {
    pub tenant_id: ID,
    pub year: i32,
    pub total: Money,
    /// How many transfers.
    pub transfers: i32,
    /// When the last of them was made.
    pub last_at: DateTime<Utc>,
    /// Thresholds for the affiliate's country.
    pub thresholds: Vec<TaxThreshold>,
}

impl TaxYear {
    fn of(country: &str, paid: &PaidYear) -> TaxYear {
        TaxYear {
            tenant_id: paid.tenant().into(),
            year: paid.year,
            total: Money::new(paid.minor, paid.currency),
            transfers: i32::try_from(paid.transfers).unwrap_or(i32::MAX),
            last_at: paid.last_at,
            thresholds: TaxThreshold::all(country, paid),
        }
    }

    /// Every year of the affiliate who asks, the latest first.
    pub async fn own(request: &Request, country: &str) -> ApiResult<Vec<TaxYear>> {
        let years = PaidYear::own(&*request.own().await?).await?;
        Ok(years.iter().map(|paid| TaxYear::of(country, paid)).collect())
    }
}

/// An affiliate whose total of a year reaches a threshold, or may reach it in a currency that cannot be compared.
pub struct TaxReportee {
    affiliate: AffiliateId,
    profile: Option<Profile>,
    years: Vec<PaidYear>,
}

impl Keyed for TaxReportee {
    fn uuid(&self) -> uuid::Uuid {
        self.affiliate.uuid()
    }
}

impl TaxReportee {
    fn payee_country(&self) -> &str {
        self.profile.as_ref().and_then(|p| p.country.as_deref()).unwrap_or_default()
    }

    /// Whether any threshold is reached, or cannot be ruled out.
    fn counts(&self) -> bool {
        self.years.iter().any(|paid| {
            thresholds(self.payee_country(), paid.year)
                .any(|t| t.reached(paid.minor, paid.currency, paid.transfers) != Some(false))
        })
    }
}

#[Object]
impl TaxReportee {
    async fn affiliate_id(&self) -> ID {
        self.affiliate.into()
    }
    async fn name(&self) -> Option<&str> {
        self.profile.as_ref().map(|p| p.name.as_str())
    }
    async fn email(&self) -> Option<&str> {
        self.profile.as_ref().map(|p| p.email.as_str())
    }
    /// Two letters.
    async fn country(&self) -> Option<&str> {
        self.profile.as_ref().and_then(|p| p.country.as_deref())
    }
    /// The year's totals, one for each currency.
    async fn tax_years(&self) -> Vec<TaxYear> {
        self.years.iter().map(|paid| TaxYear::of(self.payee_country(), paid)).collect()
    }
}

#[derive(Default)]
pub struct TaxQuery;

#[Object]
impl TaxQuery {
    /// Affiliates the tenant may have to report for a calendar year (UTC; this one, unless another is named): those over
    /// a threshold, and those whose currency cannot be compared with it. By id, from the first.
    #[graphql(guard = "Requires(Permission::PayoutRead)", directive = RequiresScopes::apply(Permission::PayoutRead))]
    async fn tax_reportees(
        &self,
        ctx: &Context<'_>,
        year: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> ApiResult<List<TaxReportee>> {
        let page = PageArgs { first, after, last: None, before: None }.read()?;
        let request = Request::of(ctx)?;
        let (scope, year) = (request.read()?, year.unwrap_or_else(|| request.now().year()));
        let mut by_affiliate: Vec<(AffiliateId, Vec<PaidYear>)> = Vec::new();
        for paid in PaidYear::of_tenant(&*scope, year).await? {
            match by_affiliate.last_mut() {
                Some((affiliate, years)) if *affiliate == paid.affiliate() => years.push(paid),
                _ => by_affiliate.push((paid.affiliate(), vec![paid])),
            }
        }
        let ids: Vec<AffiliateId> = by_affiliate.iter().map(|(affiliate, _)| *affiliate).collect();
        let mut profiles: HashMap<AffiliateId, Profile> =
            Profile::of(&*scope, &ids).await?.into_iter().map(|p| (p.affiliate(), p)).collect();
        let reportees = by_affiliate
            .into_iter()
            .map(|(affiliate, years)| TaxReportee { affiliate, profile: profiles.remove(&affiliate), years })
            .filter(TaxReportee::counts)
            .filter(|reportee| page.after.is_none_or(|after| reportee.uuid() > after));
        let rows = reportees.take(usize::try_from(page.limit + 1).unwrap_or_default()).collect();
        Ok(crate::graphql::connection::list(store::page::Slice::cut(rows, page), |reportee| reportee))
    }
}
