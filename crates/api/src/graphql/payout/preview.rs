//! What a run's preview has frozen: who is paid, and who is left out.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::ids::{PayoutRunId, TypedId};
use domain::money::Currency;
use domain::permission::Permission;
use store::page::Slice;
use store::payout::{RunOmission, RunShare, RunSums, SumPlace};

use crate::error::ApiResult;
use crate::graphql::batch::Edge;
use crate::graphql::connection::{List, cursored, decode_sum, encode_sum, forward};
use crate::graphql::guard::{Requires, RequiresScopes};
use crate::graphql::money::Money;
use crate::graphql::payee::{Payee, PayeeById, PayeeOfAffiliate};
use crate::graphql::request::Request;
use crate::graphql::scalar::PayoutOmissionReason;

/// What an affiliate is paid by a run, as its preview has frozen it. They may be paid less in the end, never more.
pub struct PayoutShare {
    row: RunShare,
    currency: Currency,
}

#[Object]
impl PayoutShare {
    async fn affiliate_id(&self) -> ID {
        self.row.affiliate_id.into()
    }
    /// Who is paid.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Option<Payee>> {
        Ok(Request::of(ctx)?.load::<PayeeOfAffiliate>(self.row.affiliate_id).await?.map(Payee))
    }
    /// What is transferred.
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    /// Tributary's fee, paid by the tenant on top. Null of previews from before it was kept.
    async fn fee(&self) -> Option<Money> {
        self.row.fee.map(|minor| Money::new(minor, self.currency))
    }
    /// What is kept back for older debts, and not in the amount. Null of previews from before it was kept.
    async fn recovered(&self) -> Option<Money> {
        self.row.recovered.map(|minor| Money::new(minor, self.currency))
    }
}

/// Somebody who has earned something that a run does not pay. It is carried over.
pub struct PayoutOmission {
    row: RunOmission,
    currency: Currency,
}

#[Object]
impl PayoutOmission {
    /// Who is left out.
    #[graphql(guard = "Requires(Permission::CommissionRead)", directive = RequiresScopes::apply(Permission::CommissionRead))]
    async fn payee(&self, ctx: &Context<'_>) -> ApiResult<Payee> {
        Ok(Payee(Request::of(ctx)?.promised::<PayeeById>(self.row.payee_id).await?))
    }
    /// What they have earned, or what of it is held; below zero where corrections outweigh it.
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    async fn reason(&self) -> PayoutOmissionReason {
        self.row.reason.into()
    }
}

/// What a preview comes to beside its total.
#[derive(SimpleObject)]
pub struct PayoutPreviewSums {
    /// How many are paid.
    pub shares: i32,
    /// Tributary's fees in all, paid on top of the total. Null of previews from before they were kept.
    pub fees: Option<Money>,
    /// What is kept back for older debts in all. Null of previews from before it was kept.
    pub recovered: Option<Money>,
    /// How many are left out, whole or with a part.
    pub omissions: i32,
}

type Key = (PayoutRunId, Option<SumPlace>, i64);

/// Reads which page of a run's preview. Errors: `PAGE_SIZE`, `INVALID_CURSOR`.
fn key(run: PayoutRunId, first: Option<i32>, after: Option<String>) -> ApiResult<Key> {
    Ok((run, after.map(|after| decode_sum(&after)).transpose()?, forward(first)?))
}

/// A page of whom a run pays.
pub async fn shares(
    request: &Request,
    (run, currency): (PayoutRunId, Currency),
    first: Option<i32>,
    after: Option<String>,
) -> ApiResult<List<PayoutShare>> {
    let slice = request.promised::<SharesOfRun>(key(run, first, after)?).await?;
    let place = |share: &PayoutShare| {
        encode_sum(SumPlace { minor: share.row.amount, id: share.row.affiliate_id.uuid() })
    };
    Ok(cursored(slice.map(|row| PayoutShare { row, currency }), place))
}

/// A page of whom a run leaves out.
pub async fn omissions(
    request: &Request,
    (run, currency): (PayoutRunId, Currency),
    first: Option<i32>,
    after: Option<String>,
) -> ApiResult<List<PayoutOmission>> {
    let slice = request.promised::<OmissionsOfRun>(key(run, first, after)?).await?;
    let place =
        |left: &PayoutOmission| encode_sum(SumPlace { minor: left.row.amount, id: left.row.id.uuid() });
    Ok(cursored(slice.map(|row| PayoutOmission { row, currency }), place))
}

/// What a run's preview comes to.
pub async fn sums(
    request: &Request,
    (run, currency): (PayoutRunId, Currency),
) -> ApiResult<PayoutPreviewSums> {
    let sums = request.promised::<SumsOfRun>(run).await?;
    let money = |minor: Option<i64>| minor.map(|minor| Money::new(minor, currency));
    let count = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    Ok(PayoutPreviewSums {
        shares: count(sums.shares),
        fees: money(sums.fees),
        recovered: money(sums.recovered),
        omissions: count(sums.omissions),
    })
}

/// Declares the edge from `(run, place, size)` to one page of what its preview has frozen.
macro_rules! pages_of_run {
    ($(#[$doc:meta])* $edge:ident => $row:ty) => {
        $(#[$doc])*
        struct $edge;

        impl Edge for $edge {
            type Key = Key;
            type Value = Slice<$row>;

            async fn load(request: &Request, keys: Vec<Key>) -> ApiResult<HashMap<Key, Slice<$row>>> {
                let scope = request.read()?;
                let mut runs: HashMap<(Option<SumPlace>, i64), Vec<PayoutRunId>> = HashMap::new();
                for (run, after, limit) in keys {
                    runs.entry((after, limit)).or_default().push(run);
                }
                let mut found = HashMap::new();
                for ((after, limit), runs) in runs {
                    let pages = <$row>::pages(&*scope, &runs, after, limit).await?;
                    found.extend(pages.into_iter().map(|(run, slice)| ((run, after, limit), slice)));
                }
                Ok(found)
            }
        }
    };
}

pages_of_run!(
    /// Whom runs pay, the largest first.
    SharesOfRun => RunShare
);
pages_of_run!(
    /// Whom runs leave out, the largest first.
    OmissionsOfRun => RunOmission
);

/// What runs' previews come to.
struct SumsOfRun;

impl Edge for SumsOfRun {
    type Key = PayoutRunId;
    type Value = RunSums;

    async fn load(request: &Request, keys: Vec<PayoutRunId>) -> ApiResult<HashMap<PayoutRunId, RunSums>> {
        let sums = RunSums::of(&*request.read()?, &keys).await?;
        Ok(sums.into_iter().map(|sums| (sums.run_id, sums)).collect())
    }
}
