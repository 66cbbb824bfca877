//! One conversion and what led to it.

use anyhow::bail;
use billing::Outcome;
use chrono::{DateTime, Duration, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::click_id::ClickId;
use domain::conversion::{ConversionKind, Door, NewConversion, NewLine};
use domain::ids::{ConversionId, TypedId, VisitorId};
use domain::refund::{RefundRequest, RefundScope};
use store::touch::Touch;
use store::{TenantScope, TenantTx};

use super::chance::Chance;
use super::shop::{COUNTRIES, CURRENCY, PRODUCTS, Shop, sku};

/// Signs the click ids of every history.
const CLICK_KEY: [u8; 32] = [7; 32];
/// How long before a sale a touch may lie, in minutes: longer than any policy of a history looks back.
const BEFORE_MINUTES_MAX: i64 = 70 * 24 * 60;

/// What became of a conversion.
pub struct Became {
    pub refunded: bool,
    pub decided_again: bool,
}

/// A visitor meets affiliates and creators and buys, or asks. Now and then it is taken back, or a touch comes late.
pub async fn happen(
    tx: &TenantTx,
    shop: &Shop,
    chance: &mut Chance,
    number: usize,
    now: DateTime<Utc>,
) -> anyhow::Result<Became> {
    let n = chance.below(shop.visitors);
    let visitor = VisitorId::from_uuid(uuid::Uuid::from_u128(n as u128 + 1));
    let occurred_at = now - Duration::minutes(chance.maybe(20, |c| c.between(1, 4_000)).unwrap_or(0));
    let touches: Vec<Touch> =
        (0..chance.small(0, 4)).map(|_| touch(tx, shop, chance, visitor, occurred_at)).collect();
    Touch::ingest(tx, &touches).await?;
    let consents = !n.is_multiple_of(3);
    let clicks = touches.iter().filter(|touch| touch.kind == TouchKind::Click).take(2);
    let click_ids = clicks
        .filter_map(|touch| {
            let (link, verdict, tenant) = (touch.link_id?, touch.verdict, tx.tenant());
            Some(ClickId { touch: touch.id, link, visitor, tenant, verdict, consents }.sign(&CLICK_KEY))
        })
        .collect();
    let customer = (!n.is_multiple_of(5)).then(|| format!("customer-{n}"));
    let new = conversion(shop, chance, (number, n), customer, click_ids, occurred_at);
    let kind = new.kind;
    let Outcome::Done(recorded) = billing::conversion::record(tx, new, Door::Rest, &CLICK_KEY, now).await?
    else {
        bail!("a new conversion was taken for a repeat");
    };

    let refunded = kind == ConversionKind::Sale && chance.percent(9) && recorded.amount > 0;
    if refunded {
        let part = chance.between(1, recorded.amount);
        let scope = if chance.percent(40) { RefundScope::Whole } else { RefundScope::Amount(part) };
        let request = RefundRequest { external_id: format!("refund-{number}"), scope };
        billing::conversion::refund(tx, recorded.id, request, now, now).await?;
    }
    let decided_again = !refunded
        && chance.percent(4)
        && come_late(tx, shop, chance, visitor, recorded.id, occurred_at, now).await?;
    Ok(Became { refunded, decided_again })
}

/// A touch comes in that happened before the conversion. Returns whether it was decided otherwise for it.
async fn come_late(
    tx: &TenantTx,
    shop: &Shop,
    chance: &mut Chance,
    visitor: VisitorId,
    conversion: ConversionId,
    occurred_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let late =
        Touch { verdict: Verdict::Valid, reason: None, ..touch(tx, shop, chance, visitor, occurred_at) };
    Touch::ingest(tx, &[late]).await?;
    let decided = billing::conversion::decide_again(tx, conversion, "LATE_TOUCH", now).await?;
    Ok(matches!(decided, Outcome::Done(())))
}

fn touch(
    tx: &TenantTx,
    shop: &Shop,
    chance: &mut Chance,
    visitor: VisitorId,
    before: DateTime<Utc>,
) -> Touch {
    // Most are young.
    let most = chance.between(1, BEFORE_MINUTES_MAX);
    let at = before - Duration::minutes(chance.between(0, most));
    let kind = match chance.below(10) {
        0..=5 => TouchKind::Click,
        6 | 7 => TouchKind::MomentClick,
        _ => TouchKind::MomentView,
    };
    let verdict = match chance.below(12) {
        0 => Verdict::Duplicate,
        1 => Verdict::Bot,
        _ => Verdict::Valid,
    };
    let link_id = (kind == TouchKind::Click).then(|| *chance.one(&shop.links));
    Touch {
        tenant_id: tx.tenant(),
        id: chance.id_at(at),
        kind,
        occurred_at: at,
        visitor_id: Some(visitor),
        link_id,
        code_id: None,
        moment_id: if link_id.is_none() { Some(*chance.one(&shop.moments)) } else { None },
        verdict,
        reason: (verdict != Verdict::Valid).then(|| "SEEN_AT_REDIRECT".to_owned()),
        referrer_host: None,
    }
}

fn conversion(
    shop: &Shop,
    chance: &mut Chance,
    (number, visitor): (usize, usize),
    customer: Option<String>,
    click_ids: Vec<String>,
    occurred_at: DateTime<Utc>,
) -> NewConversion {
    let kind = if chance.percent(5) { ConversionKind::Lead } else { ConversionKind::Sale };
    let sale = kind == ConversionKind::Sale;
    let in_lines = sale && chance.percent(85);
    let line = |chance: &mut Chance| NewLine {
        sku: sku(chance.below(PRODUCTS)),
        title: None,
        quantity: chance.between(1, 4),
        amount: chance.between(1, 20_000),
        commissionable: chance.percent(92),
    };
    let lines: Vec<NewLine> =
        if in_lines { (0..chance.small(1, 3)).map(|_| line(chance)).collect() } else { Vec::new() };
    NewConversion {
        kind,
        external_id: format!("conversion-{number}"),
        currency: CURRENCY,
        amount: if sale && !in_lines { Some(chance.between(1, 50_000)) } else { None },
        lines,
        customer,
        customer_email: None,
        country: chance.maybe(80, |c| (*c.one(&COUNTRIES)).to_owned()),
        code: chance.maybe(35, |c| c.one(&shop.codes).1.clone()),
        subscription: if sale { chance.maybe(8, |_| format!("subscription-{visitor}")) } else { None },
        click_ids,
        occurred_at: Some(occurred_at),
    }
}
