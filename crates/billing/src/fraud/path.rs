//! The path of a conversion, as its decision has kept it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::attribution::{TouchKind, Verdict};
use domain::ids::{ConversionId, LinkId, PayeeId, TouchId, VisitorId};
use serde::Deserialize;
use store::TenantTx;
use store::attribution::Attribution;
use store::touch::Touch;

use crate::error::BillingResult;

/// Touches of one path that are looked at: the latest.
const TOUCHES_MAX: usize = 100;

/// A touch on a path, with who is paid for it.
pub(super) struct Met {
    pub touch: TouchId,
    pub kind: TouchKind,
    pub at: DateTime<Utc>,
    pub payee: PayeeId,
    pub verdict: Verdict,
    pub link: Option<LinkId>,
    pub visitor: Option<VisitorId>,
    pub host: Option<String>,
}

impl Met {
    /// Whether it is a click that is no repeat and no bot's.
    pub(super) fn is_click(&self) -> bool {
        self.verdict == Verdict::Valid && matches!(self.kind, TouchKind::Click | TouchKind::MomentClick)
    }
}

/// Everything that was considered, oldest first.
pub(super) struct Path {
    pub met: Vec<Met>,
}

/// What a decision keeps of its candidates.
#[derive(Default, Deserialize)]
struct Why {
    #[serde(default)]
    candidates: Vec<Considered>,
}

#[derive(Deserialize)]
struct Considered {
    touch: TouchId,
    payee: PayeeId,
}

/// The paths of these conversions, by the decision about each that counts.
pub(super) async fn of(tx: &TenantTx, ids: &[ConversionId]) -> BillingResult<HashMap<ConversionId, Path>> {
    let mut considered: Vec<(ConversionId, Vec<Considered>)> = Vec::new();
    for decision in Attribution::current(tx, ids).await? {
        let mut candidates = match Why::deserialize(decision.why) {
            Ok(why) => why.candidates,
            // What is kept in another form has no path to judge by: everything else still counts.
            Err(error) => {
                tracing::warn!(decision = %decision.id, %error, "a decision's candidates cannot be read");
                continue;
            }
        };
        candidates.drain(..candidates.len().saturating_sub(TOUCHES_MAX));
        considered.push((decision.conversion_id, candidates));
    }
    let mut touches: Vec<TouchId> = considered.iter().flat_map(|(_, all)| all).map(|c| c.touch).collect();
    touches.sort_unstable();
    touches.dedup();
    let touches: HashMap<TouchId, Touch> =
        Touch::find_many(tx, &touches).await?.into_iter().map(|touch| (touch.id, touch)).collect();
    let met = |candidate: Considered| {
        let touch = touches.get(&candidate.touch)?;
        Some(Met {
            touch: touch.id,
            kind: touch.kind,
            at: touch.occurred_at,
            payee: candidate.payee,
            verdict: touch.verdict,
            link: touch.link_id,
            visitor: touch.visitor_id,
            host: touch.referrer_host.clone(),
        })
    };
    let path = |(id, candidates): (ConversionId, Vec<Considered>)| {
        (id, Path { met: candidates.into_iter().filter_map(met).collect() })
    };
    Ok(considered.into_iter().map(path).collect())
}
