//! What programmes may spend on commissions.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use domain::ids::{BudgetId, GroupId, ProgramId};
use domain::money::{AMOUNT_MINOR_MAX, Currency};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::program::Program as ProgramRow;
use store::{TenantScope, audit, budget as row};

use super::children::children_of;
use super::connection::Keyed;
use super::group::{Group, GroupById};
use super::guard::{Requires, RequiresScopes};
use super::money::Money;
use super::payload::payload;
use super::request::{Request, id, maybe_id, maybe_moment};
use super::scalar::Int64;
use crate::error::{ApiError, ApiResult};

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 200;

/// What a programme, or one of its groups, may spend on commissions of sales. What would pass it is not paid, and the
/// decision says so.
pub struct Budget {
    /// The row.
    pub row: row::Budget,
    /// Its programme's currency.
    pub currency: Currency,
}

impl Keyed for Budget {
    fn uuid(&self) -> uuid::Uuid {
        domain::ids::TypedId::uuid(self.row.id)
    }
}

#[Object]
impl Budget {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// What may be spent.
    async fn amount(&self) -> Money {
        Money::new(self.row.amount, self.currency)
    }
    /// What commissions have taken of it; what is refunded or voided is given back.
    async fn reserved(&self) -> Money {
        Money::new(self.row.reserved, self.currency)
    }
    /// The group it is for; null: everybody for whom there is none of their own.
    async fn group(&self, ctx: &Context<'_>) -> ApiResult<Option<Group>> {
        let Some(id) = self.row.group_id else { return Ok(None) };
        Ok(Request::of(ctx)?.load::<GroupById>(id).await?.map(Group))
    }
    /// Sales from then on are paid from it.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.row.starts_at
    }
    /// Sales before then.
    async fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.row.ends_at
    }
}

children_of!(
    /// A page of a programme's budgets.
    BudgetsOfProgram: store::children::BUDGETS_OF_PROGRAM => row::Budget
);

/// A new budget.
#[derive(InputObject)]
pub struct BudgetCreateInput {
    pub program_id: ID,
    /// Everybody without a budget of their own unless given.
    pub group_id: Option<ID>,
    /// 1 to 200 characters.
    pub name: String,
    /// Minor units of the programme's currency, above zero.
    pub amount_minor: Int64,
    /// Now unless given.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until it is spent unless given.
    pub ends_at: Option<DateTime<Utc>>,
}

/// What to change of a budget; what is left out stays.
#[derive(InputObject)]
pub struct BudgetUpdateInput {
    pub budget_id: ID,
    pub name: Option<String>,
    /// Not below what is reserved.
    pub amount_minor: Option<Int64>,
    /// `null`: until it is spent.
    pub ends_at: MaybeUndefined<DateTime<Utc>>,
}

payload! {
    /// The new budget.
    BudgetCreatePayload, BudgetCreateUserError, BudgetCreateErrorCode { budget: Budget }
    errors [INVALID_NAME, AMOUNT_OUT_OF_RANGE, TIME_INVALID, BUDGET_OVERLAPS, GROUP_OF_ANOTHER_PROGRAM]
}
payload! {
    /// The changed budget.
    BudgetUpdatePayload, BudgetUpdateUserError, BudgetUpdateErrorCode { budget: Budget }
    errors [INVALID_NAME, AMOUNT_OUT_OF_RANGE, TIME_INVALID, BUDGET_OVERLAPS, BELOW_RESERVED]
}

#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Sets what a programme may spend in a time. One holds at a time for a programme, and one for each of its groups.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn budget_create(
        &self,
        ctx: &Context<'_>,
        input: BudgetCreateInput,
    ) -> ApiResult<BudgetCreatePayload> {
        let request = Request::of(ctx)?;
        BudgetCreatePayload::of(async {
            let now = request.now();
            let tx = request.write().await?;
            let program: ProgramId = id(&input.program_id, "programId")?;
            let found = ProgramRow::lock(&tx, program).await;
            let program = found.map_err(|error| ApiError::from(error).at("programId"))?;
            let group: Option<GroupId> = maybe_id(input.group_id.as_ref(), "groupId")?;
            if let Some(group) = group {
                let found = store::group::Group::find(&tx, group).await;
                if found.map_err(|error| ApiError::from(error).at("groupId"))?.program_id != program.id {
                    let text = "the group is of another programme";
                    return Err(ApiError::refused("GROUP_OF_ANOTHER_PROGRAM", text).at("groupId"));
                }
            }
            let budget = row::Budget {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                program_id: program.id,
                group_id: group,
                name: input.name.trim().to_owned(),
                amount: input.amount_minor.0,
                reserved: 0,
                starts_at: maybe_moment(input.starts_at, "startsAt")?.unwrap_or(now),
                ends_at: maybe_moment(input.ends_at, "endsAt")?,
                created_at: now,
            };
            check(&tx, &budget).await?;
            budget.insert(&tx).await?;
            audit::write(&tx, "budgetCreate", budget.id, standing(&budget), now).await?;
            tx.commit().await?;
            Ok(BudgetCreatePayload::done(Budget { row: budget, currency: program.currency }))
        })
        .await
    }

    /// Changes a budget: what is spent already stays spent.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn budget_update(
        &self,
        ctx: &Context<'_>,
        input: BudgetUpdateInput,
    ) -> ApiResult<BudgetUpdatePayload> {
        let request = Request::of(ctx)?;
        BudgetUpdatePayload::of(async {
            let tx = request.write().await?;
            let budget: BudgetId = id(&input.budget_id, "budgetId")?;
            let program = row::Budget::find(&tx, budget).await?.program_id;
            let program = ProgramRow::lock(&tx, program).await?;
            let mut budget = row::Budget::lock(&tx, budget).await?;
            let before = standing(&budget);
            if let Some(name) = input.name {
                name.trim().clone_into(&mut budget.name);
            }
            budget.amount = input.amount_minor.map_or(budget.amount, |minor| minor.0);
            budget.ends_at = match input.ends_at {
                MaybeUndefined::Undefined => budget.ends_at,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(at) => maybe_moment(Some(at), "endsAt")?,
            };
            if budget.amount < budget.reserved {
                let text = format!(
                    "{} is reserved by commissions already",
                    domain::money::Amount::new(budget.reserved, program.currency)
                );
                return Err(ApiError::refused("BELOW_RESERVED", text).at("amountMinor"));
            }
            check(&tx, &budget).await?;
            budget.save(&tx).await?;
            audit::change(&tx, "budgetUpdate", budget.id, before, standing(&budget), request.now()).await?;
            tx.commit().await?;
            Ok(BudgetUpdatePayload::done(Budget { row: budget, currency: program.currency }))
        })
        .await
    }
}

/// Errors: `INVALID_NAME`, `AMOUNT_OUT_OF_RANGE`, `TIME_INVALID`, `BUDGET_OVERLAPS`.
async fn check(tx: &store::TenantTx, budget: &row::Budget) -> ApiResult<()> {
    if !is_line(&budget.name, NAME_CHARS_MAX) {
        let text = format!("a name has 1 to {NAME_CHARS_MAX} characters on one line");
        return Err(ApiError::refused("INVALID_NAME", text).at("name"));
    }
    if !(1..=AMOUNT_MINOR_MAX).contains(&budget.amount) {
        let text = "amountMinor is not an amount above zero";
        return Err(ApiError::refused("AMOUNT_OUT_OF_RANGE", text).at("amountMinor"));
    }
    if budget.ends_at.is_some_and(|end| end <= budget.starts_at) {
        return Err(ApiError::refused("TIME_INVALID", "it ends before it starts").at("endsAt"));
    }
    if budget.overlaps(tx).await? {
        let text = "another budget for the same affiliates holds at that time";
        return Err(ApiError::refused("BUDGET_OVERLAPS", text).at("startsAt"));
    }
    Ok(())
}

fn standing(budget: &row::Budget) -> serde_json::Value {
    json!({
        "name": budget.name, "amount": budget.amount, "startsAt": budget.starts_at, "endsAt": budget.ends_at,
        "group": budget.group_id,
    })
}
