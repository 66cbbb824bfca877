//! Half a year of sales, each with who was met first and last before it: decided by the last touch, some of them days after
//! they happened.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::click_id::ClickId;
use domain::conversion::{ConversionKind, Door, NewConversion};
use domain::ids::{LinkId, TypedId, VisitorId};
use domain::money::Currency;
use store::touch::Touch;
use store::{Pool, TenantCtx, TenantScope, TenantTx};
use uuid::Uuid;

use super::reckoning::{Event, Sale};
use crate::dice::Dice;
use crate::world::World;

/// When it begins: in the first month of a quarter.
const BEGINS: &str = "2026-01-06T09:30:00Z";
/// Between one sale and the next, in hours.
const APART_HOURS: i64 = 31;
/// Signs its click ids.
const CLICK_KEY: [u8; 32] = [9; 32];

/// What happened, and when.
pub struct Happened {
    pub at: DateTime<Utc>,
    pub event: Event,
}

/// Clicks of one affiliate that are paid in the course of it.
pub struct Clicks {
    pub of: usize,
    pub on: &'static str,
    pub count: i64,
    pub each: i64,
}

/// Half a year with the affiliates of these links.
pub async fn make(
    world: &World,
    tenant: &TenantCtx,
    links: &[LinkId],
    sales: usize,
    clicks: &Clicks,
    dice: &mut Dice,
) -> Vec<Happened> {
    let pool = world.pool().await;
    let begins: DateTime<Utc> = BEGINS.parse().unwrap();
    let mut reports: Vec<(DateTime<Utc>, usize)> = (0..sales)
        .map(|n| {
            let late =
                if dice.chance(20) { Duration::hours(1 + dice.below(160) as i64) } else { Duration::zero() };
            (begins + Duration::hours(APART_HOURS * n as i64) + late + Duration::minutes(5), n)
        })
        .collect();
    reports.sort_unstable();
    let mut happened = Vec::new();
    let day: NaiveDate = clicks.on.parse().unwrap();
    let mut paid_at = Some((day + Duration::days(1)).and_hms_opt(2, 0, 0).unwrap().and_utc());
    for (now, n) in reports {
        if let Some(paid_at) = paid_at.take_if(|paid_at| *paid_at < now) {
            pay_clicks(world, &pool, tenant, links[clicks.of], clicks, paid_at).await;
            let at = day.and_time(NaiveTime::MIN).and_utc();
            let event = Event::Clicks(clicks.of, month(at), clicks.count * clicks.each);
            happened.push(Happened { at, event });
        }
        let at = begins + Duration::hours(APART_HOURS * n as i64);
        let sale = Sale {
            first: dice.below(links.len()),
            last: dice.below(links.len()),
            month: month(at),
            pence: 100 * (1 + dice.below(180) as i64),
            replayed: false,
        };
        let tx = TenantTx::begin(&pool, tenant).await.unwrap();
        record(&tx, n, &sale, links, at, now).await;
        tx.commit().await.unwrap();
        happened.push(Happened { at, event: Event::Sale(sale) });
    }
    happened
}

async fn pay_clicks(
    world: &World,
    pool: &Pool,
    tenant: &TenantCtx,
    link: LinkId,
    clicks: &Clicks,
    paid_at: DateTime<Utc>,
) {
    let (day, link, tenant_id) = (clicks.on, link.uuid(), tenant.tenant().uuid());
    let those = format!(
        "DELETE FROM link_days WHERE day = '{day}'; INSERT INTO link_days (tenant_id, link_id, day, valid, duplicate, bot) \
         VALUES ('{tenant_id}', '{link}', '{day}', {}, 0, 0)",
        clicks.count
    );
    world.break_with(&those).await;
    let tx = TenantTx::begin(pool, tenant).await.unwrap();
    assert_eq!(billing::click_day::pay(&tx, day.parse().unwrap(), paid_at).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// Months since year 0.
fn month(at: DateTime<Utc>) -> i32 {
    at.year() * 12 + i32::try_from(at.month0()).unwrap()
}

async fn record(
    tx: &TenantTx,
    n: usize,
    sale: &Sale,
    links: &[LinkId],
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) {
    let visitor = VisitorId::from_uuid(Uuid::from_u128(n as u128 + 1));
    let touch = |link: LinkId, hours: i64| {
        let at = at - Duration::hours(hours);
        let millis = u64::try_from(at.timestamp_millis()).unwrap();
        let mut rest = [0; 10];
        rest[..8].copy_from_slice(&(n as u64 * 100 + hours as u64).to_be_bytes());
        Touch {
            tenant_id: tx.tenant(),
            id: TypedId::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()),
            kind: TouchKind::Click,
            occurred_at: at,
            visitor_id: Some(visitor),
            link_id: Some(link),
            code_id: None,
            moment_id: None,
            verdict: Verdict::Valid,
            reason: None,
            referrer_host: None,
        }
    };
    let touches = [touch(links[sale.first], 50), touch(links[sale.last], 3)];
    Touch::ingest(tx, &touches).await.unwrap();
    let (link, verdict, tenant) = (links[sale.last], Verdict::Valid, tx.tenant());
    let click = ClickId { touch: touches[1].id, link, visitor, tenant, verdict, consents: true };
    let new = NewConversion {
        kind: ConversionKind::Sale,
        external_id: format!("o-{n}"),
        currency: Currency::GBP,
        lines: Vec::new(),
        amount: Some(sale.pence),
        customer: None,
        customer_email: None,
        country: None,
        code: None,
        subscription: None,
        click_ids: vec![click.sign(&CLICK_KEY)],
        occurred_at: Some(at),
    };
    billing::conversion::record(tx, new, Door::Rest, &CLICK_KEY, now).await.unwrap();
}
