//! `GET /v1/payouts/{payout}/statement.csv` and `.pdf`: what a payout paid, for who was paid and for who paid.

mod pdf;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::agent::Entrance;
use domain::commission::Cause;
use domain::ids::PayoutId;
use domain::payout::PayoutState;
use domain::permission::Permission;
use domain::statement::{Line, LineKind, Statement};
use store::earnings::Profile;
use store::payout::DatedPayout;
use store::statement::{StatementRow, claimed, recovered};
use store::tenant::Tenant;
use store::{AffiliateTx, TenantRead};

use crate::App;
use crate::auth::{authenticate, context};
use crate::error::{ApiError, ApiResult};

/// The statement as a table for programs.
pub(super) async fn csv(
    State(app): State<App>,
    Path(payout): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let statement = load(&app, &headers, &payout).await?;
    Ok(file(statement.to_csv().into_bytes(), "text/csv; charset=utf-8", &statement, "csv"))
}

/// The statement as a document for people.
pub(super) async fn document(
    State(app): State<App>,
    Path(payout): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let statement = load(&app, &headers, &payout).await?;
    Ok(file(pdf::write(&statement), "application/pdf", &statement, "pdf"))
}

fn file(body: Vec<u8>, kind: &'static str, statement: &Statement, extension: &str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let name = format!("attachment; filename=\"statement-{}.{extension}\"", statement.payout);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// The statement, if the caller may have it. Errors: `NOT_FOUND` for a payout of somebody else, `NOT_PAID` for one
/// that is not transferred.
async fn load(app: &App, headers: &HeaderMap, payout: &str) -> ApiResult<Statement> {
    let caller = authenticate(app, headers, None, Entrance::Rest).await?;
    let unknown = || ApiError::not_found("payout");
    let id: Option<PayoutId> = payout.parse().ok();
    if let Some(ctx) = &caller.affiliate {
        let tx = AffiliateTx::begin(&app.pool, ctx).await?;
        let own = DatedPayout::own(&tx, id.as_slice()).await?.pop();
        tx.commit().await?;
        match own {
            Some(payout) => {
                let ctx = context::payee(payout.row.tenant_id, ctx.affiliate());
                return compose(&TenantRead::new(&app.pool, &ctx), payout).await;
            }
            None if caller.tenant.is_none() => return Err(unknown()),
            // The same person may work for a brand.
            None => {}
        }
    }
    let scope = TenantRead::new(&app.pool, caller.may(Permission::PayoutRead)?);
    let payout = DatedPayout::find(&scope, id.ok_or_else(unknown)?).await?;
    compose(&scope, payout).await
}

async fn compose(scope: &TenantRead, payout: DatedPayout) -> ApiResult<Statement> {
    let DatedPayout { row, transferred_at } = payout;
    let paid = matches!(
        row.state,
        PayoutState::Transferred | PayoutState::PartiallyReversed | PayoutState::Reversed
    );
    if !paid {
        return Err(ApiError::refused("NOT_PAID", "a payout has a statement once it is paid"));
    }
    let mut lines: Vec<Line> = claimed(scope, row.id).await?.into_iter().map(|r| line(r, 1)).collect();
    let debts = recovered(scope, row.id).await?;
    lines.extend(debts.into_iter().map(|r| Line { kind: LineKind::DebtRecovered, ..line(r, -1) }));
    let tenant = Tenant::own(scope).await?;
    let profile = Profile::of(scope, &[row.affiliate_id]).await?.pop();
    let statement = Statement {
        payout: row.id,
        affiliate: row.affiliate_id,
        affiliate_name: profile.map(|p| p.name).unwrap_or_default(),
        tenant: tenant.id,
        tenant_name: tenant.name,
        paid_at: transferred_at.unwrap_or(row.created_at),
        stripe_transfer: row.stripe_transfer_id,
        currency: row.currency,
        lines,
        total: row.amount,
        reversed: row.reversed,
    };
    statement.checked().map_err(|wrong| ApiError::internal(&wrong))
}

fn line(row: StatementRow, sign: i64) -> Line {
    Line {
        kind: if row.cause == Cause::Adjustment { LineKind::Adjustment } else { LineKind::Commission },
        recorded_at: row.created_at,
        commission: row.id,
        conversion: row.conversion,
        minor: sign * row.minor,
    }
}
