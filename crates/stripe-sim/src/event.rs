//! Events: what happened, stored and handed to delivery.

use serde_json::{Value, json};

use crate::event_fault::EventFault;
use crate::failure::Failure;
use crate::list::{self, Created};
use crate::route::{API_VERSION, Call};
use crate::state::{Entry, Kind, Tx, integer};
use crate::{id, webhook_endpoint};

/// Most types in one filter, as with Stripe.
const TYPES_MAX: usize = 20;

/// Stores an event about `object`, of a connected account or of the platform.
pub(crate) fn emit(
    tx: &mut Tx<'_>,
    kind: &str,
    account: Option<&str>,
    object: Value,
    previous: Option<Value>,
) {
    let id = id::object("evt");
    let endpoints = webhook_endpoint::that_want(tx, kind, account);
    let mut data = json!({ "object": object });
    if let Some(previous) = previous {
        data["previous_attributes"] = previous;
    }
    let mut event = json!({
        "id": id,
        "object": "event",
        "api_version": API_VERSION,
        "created": tx.now(),
        "data": data,
        "livemode": false,
        "pending_webhooks": endpoints.len(),
        "request": { "id": tx.cause.request_id, "idempotency_key": tx.cause.idempotency_key },
        "type": kind,
    });
    if let Some(account) = account {
        event["account"] = json!(account);
    }
    let private = json!({ "undelivered": endpoints });
    tx.put(Kind::Event, &id, Entry::new(event).of(account).private(private));
}

/// The endpoints that have not accepted an event yet.
pub(crate) fn undelivered(entry: &Entry) -> Vec<String> {
    let ids = entry.private.get("undelivered").and_then(Value::as_array);
    ids.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What goes wrong with the delivery of an event, and until when it waits, on the simulator's clock.
pub(crate) fn fault(entry: &Entry) -> Option<(EventFault, i64)> {
    let fault = serde_json::from_value(entry.private.get("fault")?.clone()).ok()?;
    Some((fault, integer(&entry.private, "until_ms")))
}

/// Notes on an event what will go wrong with its delivery.
pub(crate) fn afflict(entry: &mut Entry, fault: &EventFault, now_ms: i64) {
    let delay_ms = i64::try_from(fault.delay_ms).unwrap_or(i64::MAX);
    entry.private["fault"] = json!(fault);
    entry.private["until_ms"] = json!(now_ms.saturating_add(delay_ms));
}

/// An endpoint has accepted an event, or is gone.
pub(crate) fn delivered(tx: &mut Tx<'_>, event: &str, endpoint: &str) {
    let Some(mut entry) = tx.get(Kind::Event, event) else { return };
    let mut left = undelivered(&entry);
    left.retain(|id| id != endpoint);
    entry.object["pending_webhooks"] = json!(left.len());
    entry.private["undelivered"] = json!(left);
    tx.put(Kind::Event, event, entry);
}

/// `GET /v1/events/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Event, call.id(0), call.account(), "event", "id")?.object)
}

/// `GET /v1/events`: the caller's own; a connected account's are listed under its header only.
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> =
        list::PAGING.into_iter().chain(["created", "type", "types", "delivery_success"]).collect();
    params.only(&known)?;
    let created = Created::read(params)?;
    let (kind, kinds) = (params.text("type")?, params.texts("types")?);
    if kind.is_some() && !kinds.is_empty() {
        let message = "You may pass either `type` or `types`, but not both.";
        return Err(Failure::invalid(message).code("parameters_exclusive").param("types"));
    }
    if kinds.len() > TYPES_MAX {
        return Err(Failure::invalid(format!("At most {TYPES_MAX} types can be filtered by.")).param("types"));
    }
    let delivered = params.boolean("delivery_success")?;
    let wanted = |entry: &Entry| match kind {
        Some(kind) => fits(kind, entry.text("type")),
        None => kinds.is_empty() || kinds.iter().any(|kind| fits(kind, entry.text("type"))),
    };
    let entries = tx.before().all(Kind::Event).map(|(_, entry)| entry);
    let mine = entries.filter(|entry| entry.account.as_deref() == call.account());
    list::page(params, "/v1/events", "event", mine, |entry| {
        created.keeps(&entry.object)
            && wanted(entry)
            && delivered.is_none_or(|delivered| delivered == (entry.integer("pending_webhooks") == 0))
    })
}

/// True when a pattern names a type: itself, `transfer.*` or `*`.
pub(crate) fn fits(pattern: &str, kind: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => kind.starts_with(start),
        None => pattern == kind,
    }
}
