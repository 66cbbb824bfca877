//! Webhook endpoints: who is told of events.

use serde_json::{Value, json};

use crate::config::Webhook;
use crate::failure::Failure;
use crate::list;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, integer, text};
use crate::{event, html, id};

/// `POST /v1/webhook_endpoints`: the only answer that tells the secret.
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["url", "enabled_events", "description", "metadata", "connect", "api_version"])?;
    let url = html::web_url(params, "url")?;
    let events = params.texts("enabled_events")?;
    if events.is_empty() {
        return Err(Failure::missing("enabled_events"));
    }
    let id = id::object("we");
    let secret = id::random("whsec_", 32);
    let mut object = blank(&id, &url, &events, tx.now());
    object["description"] = json!(params.text("description")?);
    object["metadata"] = params.metadata(&json!({}))?;
    let hears = if params.boolean("connect")?.unwrap_or(false) { "connect" } else { "platform" };
    let private = json!({ "secret": secret, "hears": hears });
    tx.put(Kind::WebhookEndpoint, &id, Entry::new(object.clone()).private(private));
    object["secret"] = json!(secret);
    Ok(object)
}

/// `GET /v1/webhook_endpoints/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call)?.object)
}

/// `POST /v1/webhook_endpoints/{id}`
pub(crate) fn update(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["url", "enabled_events", "description", "metadata", "disabled"])?;
    let mut entry = find(tx, call)?;
    if params.text("url")?.is_some() {
        entry.object["url"] = json!(html::web_url(params, "url")?);
    }
    let events = params.texts("enabled_events")?;
    if !events.is_empty() {
        entry.object["enabled_events"] = json!(events);
    }
    if let Some(description) = params.text("description")? {
        entry.object["description"] = json!(description);
    }
    if let Some(disabled) = params.boolean("disabled")? {
        entry.object["status"] = json!(if disabled { "disabled" } else { "enabled" });
    }
    entry.object["metadata"] = params.metadata(&entry.object["metadata"])?;
    let object = entry.object.clone();
    tx.put(Kind::WebhookEndpoint, text(&object, "id"), entry);
    Ok(object)
}

/// `DELETE /v1/webhook_endpoints/{id}`: what it has not accepted is given up.
pub(crate) fn delete(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let id = find(tx, call)?.text("id").to_owned();
    let waiting: Vec<String> = tx
        .before()
        .all(Kind::Event)
        .filter(|(_, entry)| event::undelivered(entry).contains(&id))
        .map(|(event, _)| event.clone())
        .collect();
    for event in waiting {
        event::delivered(tx, &event, &id);
    }
    tx.remove(Kind::WebhookEndpoint, &id);
    Ok(json!({ "id": id, "object": "webhook_endpoint", "deleted": true }))
}

/// `GET /v1/webhook_endpoints`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&list::PAGING)?;
    let entries = tx.before().all(Kind::WebhookEndpoint).map(|(_, entry)| entry);
    list::page(&call.params, "/v1/webhook_endpoints", "webhook endpoint", entries, |_| true)
}

fn find(tx: &Tx<'_>, call: &Call) -> Result<Entry, Failure> {
    tx.find(Kind::WebhookEndpoint, call.id(0), None, "webhook endpoint", "webhook_endpoint")
}

/// The endpoints that hear of an event of this type and account.
pub(crate) fn that_want(tx: &Tx<'_>, kind: &str, account: Option<&str>) -> Vec<String> {
    let unheard = if account.is_some() { "platform" } else { "connect" };
    let wants = |entry: &Entry| {
        let mut patterns =
            entry.object["enabled_events"].as_array().into_iter().flatten().filter_map(Value::as_str);
        entry.text("status") == "enabled"
            && text(&entry.private, "hears") != unheard
            && patterns.any(|pattern| event::fits(pattern, kind))
    };
    tx.before()
        .all(Kind::WebhookEndpoint)
        .filter(|(_, entry)| wants(entry))
        .map(|(id, _)| id.clone())
        .collect()
}

/// Sets the endpoint of the configuration, which hears everything. It keeps its id, so that what
/// is still undelivered goes to the new address.
pub(crate) fn configure(tx: &mut Tx<'_>, webhook: &Webhook) {
    let known =
        tx.before().all(Kind::WebhookEndpoint).find(|(_, entry)| text(&entry.private, "hears") == "all");
    let id = known.map_or_else(|| id::object("we"), |(id, _)| id.clone());
    let object = blank(&id, &webhook.url, &["*".to_owned()], tx.now());
    let private = json!({ "secret": webhook.secret, "hears": "all" });
    let entry = Entry::new(object).private(private);
    let is_same = tx.get(Kind::WebhookEndpoint, &id).is_some_and(|old| {
        text(&old.private, "secret") == webhook.secret
            && old.text("url") == webhook.url
            && old.text("status") == "enabled"
    });
    if !is_same {
        tx.put(Kind::WebhookEndpoint, &id, entry);
    }
}

/// Gives the endpoint of the configuration a new secret. For `overlap_ms` deliveries are signed with
/// both, as after rolling a secret on Stripe's dashboard.
pub(crate) fn rotate(tx: &mut Tx<'_>, secret: &str, overlap_ms: u64) -> Result<(), Failure> {
    let known =
        tx.before().all(Kind::WebhookEndpoint).find(|(_, entry)| text(&entry.private, "hears") == "all");
    let Some((id, entry)) = known else {
        return Err(Failure::invalid("There is no webhook whose secret could be rotated."));
    };
    let mut entry = entry.clone();
    let until_ms = tx.now_ms.saturating_add(i64::try_from(overlap_ms).unwrap_or(i64::MAX));
    let old = std::mem::replace(&mut entry.private["secret"], json!(secret));
    entry.private["old_secret"] = old;
    entry.private["old_until_ms"] = json!(until_ms);
    tx.put(Kind::WebhookEndpoint, id, entry);
    Ok(())
}

/// The secrets that sign at this time, the newest first.
pub(crate) fn secrets(entry: &Entry, now_ms: i64) -> Vec<String> {
    let newest = text(&entry.private, "secret").to_owned();
    let old = text(&entry.private, "old_secret");
    if !old.is_empty() && now_ms < integer(&entry.private, "old_until_ms") {
        return vec![newest, old.to_owned()];
    }
    vec![newest]
}

fn blank(id: &str, url: &str, events: &[String], created: i64) -> Value {
    json!({
        "id": id,
        "object": "webhook_endpoint",
        "api_version": null,
        "application": null,
        "created": created,
        "description": null,
        "enabled_events": events,
        "livemode": false,
        "metadata": {},
        "status": "enabled",
        "url": url,
    })
}
