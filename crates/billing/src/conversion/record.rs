//! A conversion comes in, through whatever door.

use chrono::{DateTime, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::click_id::ClickId;
use domain::conversion::{ConversionKind, Door, Line, NewConversion, ValidConversion};
use domain::fraud::{BuyerEmail, EmailKey};
use domain::identity::Acquaintance;
use domain::ids::{CustomerId, TouchId, VisitorId};
use futures::try_join;
use store::conversion::Conversion;
use store::enrollment::Code;
use store::identity::{self, Edge};
use store::moment_customer;
use store::policy::PolicyRow;
use store::touch::{Customer, Touch};
use store::{TenantScope, TenantTx, new_id};

use super::book::book;
use super::decide::{Case, Unwritten, weigh};
use crate::Outcome;
use crate::error::{BillingError, BillingResult};

/// Records a conversion, decides who helped and books what they earn, in the caller's transaction.
///
/// Of the buyer's e-mail a hash alone is kept, under a key of the tenant's that `click_key` gives. A repeat with the same
/// contents, whatever its e-mail, returns the first. Errors: any `ConversionError` of `domain` as a refusal,
/// `CONVERSION_DIFFERS` for a repeat with other contents, `FOREIGN_CLICK_ID` for a click id this server did not
/// sign for this tenant.
pub async fn record(
    tx: &TenantTx,
    new: NewConversion,
    door: Door,
    click_key: &[u8; 32],
    now: DateTime<Utc>,
) -> BillingResult<Outcome<Conversion>> {
    let valid = new.validate(now)?;
    let clicks = read_clicks(tx, &valid, click_key)?;
    // The customer's row is locked first, so that two sales of one customer decide in turn.
    let customer = match &valid.customer {
        Some(external_id) => Some(Customer::ensure(tx, external_id, now).await?),
        None => None,
    };
    let own: Vec<VisitorId> = clicks.iter().map(|c| c.visitor).collect();
    let visitors = path(tx, &own, customer, valid.occurred_at).await?;
    let touched: Vec<TouchId> = clicks.iter().map(|click| click.touch).collect();
    let (standing, (), known, policy) = try_join!(
        Conversion::standing(tx, valid.kind, &valid.external_id),
        identity::settle(tx, &visitors),
        Touch::known(tx, &touched),
        PolicyRow::in_force(tx),
    )?;
    if let Some(standing) = standing {
        return same(standing, &valid);
    }
    let conversion = row(tx, &valid, door, customer, &EmailKey::of(click_key, tx.tenant()), now);
    let code_touch = touch_by_code(tx, &valid).await?;
    keep_clicks(tx, &clicks, &known, &conversion).await?;
    let told: Vec<(Line, Option<String>)> = valid.lines.iter().map(|l| (line(l), l.title.clone())).collect();
    let lines: Vec<Line> = told.iter().map(|(line, _)| line.clone()).collect();
    let case = Case {
        conversion: &conversion,
        unwritten: Some(Unwritten { lines: &told, visitors: &own }),
        lines: &lines,
        visitors: &visitors,
        touches: code_touch.as_slice(),
        number: 1,
        because: None,
        held: &[],
        now,
    };
    let weighed = weigh(tx, &case, policy).await?;
    let state = book(tx, &case, &weighed).await?;
    // The sale after it was decided as if there were none before.
    if let (Some(customer), ConversionKind::Sale) = (customer, conversion.kind)
        && let Some(next) = Conversion::next_sale(tx, customer, conversion.occurred_at).await?
    {
        identity::ask_after_earlier_sale(tx, next, now).await?;
    }
    if let (Some(customer), ConversionKind::Sale) = (customer, conversion.kind) {
        moment_customer::ask_after_sale(tx, customer, now).await?;
    }
    Ok(Outcome::Done(Conversion { state, ..conversion }))
}

/// What stands under the same key, if it says the same.
fn same(standing: Conversion, valid: &ValidConversion) -> BillingResult<Outcome<Conversion>> {
    if standing.contents_hash == valid.contents_hash() {
        Ok(Outcome::Already(standing))
    } else {
        Err(BillingError::refused(
            "CONVERSION_DIFFERS",
            "a conversion with this external id was recorded with other contents",
        ))
    }
}

fn row(
    tx: &TenantTx,
    valid: &ValidConversion,
    door: Door,
    customer: Option<CustomerId>,
    email_key: &EmailKey,
    now: DateTime<Utc>,
) -> Conversion {
    Conversion {
        tenant_id: tx.tenant(),
        id: new_id(),
        kind: valid.kind,
        external_id: valid.external_id.clone(),
        door,
        currency: valid.currency,
        amount: valid.amount(),
        commissionable: valid.commissionable(),
        refunded: 0,
        refunded_commissionable: 0,
        customer_id: customer,
        country: valid.country.clone(),
        code: valid.code.clone(),
        state: domain::conversion::ConversionState::Recorded,
        contents_hash: valid.contents_hash().to_vec(),
        occurred_at: valid.occurred_at,
        recorded_at: now,
        email_hash: valid.customer_email.as_ref().map(|email| email_key.hash(email).0.to_vec()),
        email_disposable: valid.customer_email.as_ref().map(BuyerEmail::is_disposable),
        fraud_score: None,
        judged_at: None,
        subscription: valid.subscription.clone(),
    }
}

fn line(valid: &domain::conversion::ValidLine) -> Line {
    Line {
        position: valid.position,
        sku: valid.sku.clone(),
        quantity: valid.quantity,
        amount: valid.amount,
        commissionable: valid.commissionable,
        refunded_quantity: 0,
        refunded: 0,
    }
}

fn read_clicks(tx: &TenantTx, valid: &ValidConversion, key: &[u8; 32]) -> BillingResult<Vec<ClickId>> {
    valid
        .click_ids
        .iter()
        .map(|text| match ClickId::verify(text, key) {
            Ok(click) if click.tenant == tx.tenant() => Ok(click),
            _ => Err(BillingError::refused(
                "FOREIGN_CLICK_ID",
                "a click id was not given out by this tenant's links",
            )),
        })
        .collect()
}

/// Every browser on the path: those its own click ids name, and the customer's.
async fn path(
    tx: &TenantTx,
    own: &[VisitorId],
    customer: Option<CustomerId>,
    at: DateTime<Utc>,
) -> BillingResult<Vec<VisitorId>> {
    let mut path = own.to_vec();
    if let Some(customer) = customer {
        path.extend(identity::of_customer(tx, customer, at).await?);
    }
    path.sort_unstable();
    path.dedup();
    Ok(path)
}

/// Writes the touches the click ids carry that are not known, in case the event log has not come so far, and joins the
/// browsers of visitors who consent to the customer.
async fn keep_clicks(
    tx: &TenantTx,
    clicks: &[ClickId],
    known: &[TouchId],
    conversion: &Conversion,
) -> BillingResult<()> {
    let mut touches = Vec::new();
    for click in clicks.iter().filter(|click| !known.contains(&click.touch)) {
        let occurred_at = click
            .occurred_at()
            .map_err(|_| BillingError::refused("FOREIGN_CLICK_ID", "a click id tells no time"))?;
        touches.push(Touch {
            tenant_id: tx.tenant(),
            id: click.touch,
            kind: TouchKind::Click,
            occurred_at,
            visitor_id: Some(click.visitor),
            link_id: Some(click.link),
            code_id: None,
            moment_id: None,
            verdict: click.verdict,
            reason: (click.verdict != Verdict::Valid).then(|| "SEEN_AT_REDIRECT".to_owned()),
            referrer_host: None,
        });
    }
    if !touches.is_empty() {
        Touch::ingest(tx, &touches).await?;
    }
    if let Some(customer) = conversion.customer_id {
        let met = Acquaintance::at(conversion.occurred_at);
        let consenting = clicks.iter().filter(|click| click.consents);
        let joined: Vec<Edge> =
            consenting.map(|click| Edge { customer, visitor: click.visitor, met }).collect();
        identity::join(tx, &joined).await?;
    }
    Ok(())
}

/// A known code is a touch of its own, at the moment of the conversion.
async fn touch_by_code(tx: &TenantTx, valid: &ValidConversion) -> BillingResult<Option<TouchId>> {
    let Some(text) = &valid.code else { return Ok(None) };
    let Some(code) = Code::by_text(tx, text).await? else { return Ok(None) };
    let touch = Touch {
        tenant_id: tx.tenant(),
        id: new_id(),
        kind: TouchKind::Code,
        occurred_at: valid.occurred_at,
        visitor_id: None,
        link_id: None,
        code_id: Some(code.id),
        moment_id: None,
        verdict: Verdict::Valid,
        reason: None,
        referrer_host: None,
    };
    Touch::ingest(tx, std::slice::from_ref(&touch)).await?;
    Ok(Some(touch.id))
}
