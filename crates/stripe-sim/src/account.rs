//! Connected accounts: v1 Express, as `account` objects.

use serde_json::{Map, Value, json};

use crate::event;
use crate::failure::Failure;
use crate::form::Params;
use crate::id;
use crate::list::{self, Created};
use crate::money;
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};

const WRITABLE: [&str; 5] = ["email", "business_type", "business_profile", "capabilities", "metadata"];

/// What a new account still has to tell.
const DUE: [&str; 7] = [
    "business_type",
    "external_account",
    "individual.dob.day",
    "individual.first_name",
    "individual.last_name",
    "tos_acceptance.date",
    "tos_acceptance.ip",
];

/// `POST /v1/accounts`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = WRITABLE.into_iter().chain(["type", "country", "default_currency"]).collect();
    params.only(&known)?;
    let kind = params.one_of("type", &["express", "custom", "standard"])?.unwrap_or("express");
    if kind != "express" {
        return Err(Failure::invalid("The simulator knows express accounts only.").param("type"));
    }
    let country = params.text("country")?.unwrap_or("US");
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_country {
        return Err(Failure::invalid(format!("Country '{country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.")).code("country_unsupported").param("country"));
    }
    let currency = match params.text("default_currency")? {
        Some(code) => money::currency(code, "default_currency")?,
        None => currency_of(country).to_owned(),
    };
    let id = id::account();
    let mut account = blank(&id, "express", country, &currency, tx.now());
    account["capabilities"] = json!({});
    write(&mut account, params)?;
    account["requirements"] = requirements(&DUE);
    tx.put(Kind::Account, &id, Entry::new(account.clone()));
    Ok(account)
}

/// `GET /v1/accounts/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(find(tx, call.id(0))?.object)
}

/// `GET /v1/account`: the platform's own, or the one the header names.
pub(crate) fn own(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    match call.account() {
        Some(id) => Ok(find(tx, id)?.object),
        None => platform(tx).ok_or_else(Failure::internal),
    }
}

/// `POST /v1/accounts/{id}`
pub(crate) fn update(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&WRITABLE)?;
    let mut entry = find(tx, call.id(0))?;
    let old = entry.object.clone();
    write(&mut entry.object, &call.params)?;
    Ok(save(tx, entry, &old))
}

/// `DELETE /v1/accounts/{id}`: only an account without money can go.
pub(crate) fn delete(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    let entry = find(tx, call.id(0))?;
    let id = entry.text("id").to_owned();
    if tx.before().funds_of(Some(&id)).iter().any(|(_, funds)| funds.available != 0 || funds.pending != 0) {
        return Err(
            Failure::invalid("This account cannot be deleted because its balance is not zero.").executed()
        );
    }
    tx.remove(Kind::Account, &id);
    Ok(json!({ "id": id, "object": "account", "deleted": true }))
}

/// `GET /v1/accounts`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created"]).collect();
    call.params.only(&known)?;
    let created = Created::read(&call.params)?;
    let accounts = tx.before().all(Kind::Account).map(|(_, entry)| entry);
    list::page(&call.params, "/v1/accounts", "account", accounts, |entry| created.keeps(&entry.object))
}

/// A connected account; Stripe tells nobody whether another's exists.
pub(crate) fn find(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.get(Kind::Account, id).ok_or_else(|| no_access(id))
}

pub(crate) fn no_access(id: &str) -> Failure {
    let message = format!(
        "The provided key 'sk_test_***' does not have access to account '{id}' (or that account does not exist). Application access may have been revoked."
    );
    Failure::invalid(message).status(403).code("account_invalid")
}

/// The onboarding form was filled in: every requested capability becomes active.
pub(crate) fn complete(tx: &mut Tx<'_>, id: &str) -> Result<Value, Failure> {
    let mut entry = find(tx, id)?;
    let old = entry.object.clone();
    let account = &mut entry.object;
    if let Some(capabilities) = account["capabilities"].as_object_mut() {
        capabilities.values_mut().for_each(|status| *status = json!("active"));
    }
    account["charges_enabled"] = json!(account["capabilities"].get("card_payments").is_some());
    account["details_submitted"] = json!(true);
    account["payouts_enabled"] = json!(true);
    account["business_type"] = json!("individual");
    account["tos_acceptance"] = json!({ "date": tx.now() });
    let (country, currency) = (text(account, "country"), text(account, "default_currency"));
    let bank = bank_account(id, country, currency);
    if let Some(banks) = account["external_accounts"]["data"].as_array_mut().filter(|banks| banks.is_empty())
    {
        banks.push(bank);
    }
    account["requirements"] = requirements(&[]);
    Ok(save(tx, entry, &old))
}

/// The same, with the bank account of this number: two accounts that are given one number share a fingerprint.
pub(crate) fn complete_with_bank(tx: &mut Tx<'_>, id: &str, number: &str) -> Result<Value, Failure> {
    let mut entry = find(tx, id)?;
    let country = text(&entry.object, "country").to_owned();
    let currency = text(&entry.object, "default_currency").to_owned();
    let mut bank = bank_account(id, &country, &currency);
    bank["fingerprint"] = json!(fingerprint(number));
    entry.object["external_accounts"]["data"] = json!([bank]);
    tx.put(Kind::Account, id, entry);
    complete(tx, id)
}

/// How Stripe names a bank account without telling its number: 16 letters and digits, the same for the same number.
fn fingerprint(number: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    // FNV-1a, once for each half.
    let half = |seed: u64| {
        number.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let mut bits = u128::from(half(0xcbf2_9ce4_8422_2325)) << 64 | u128::from(half(0x9e37_79b9_7f4a_7c15));
    let mut text = String::new();
    for _ in 0..16 {
        text.push(char::from(DIGITS[usize::try_from(bits % 62).unwrap_or_default()]));
        bits /= 62;
    }
    text
}

/// The bank account that is given at onboarding: each account has one of its own.
fn bank_account(account: &str, country: &str, currency: &str) -> Value {
    json!({
        "id": id::object("ba"),
        "object": "bank_account",
        "account": account,
        "account_holder_name": null,
        "account_holder_type": null,
        "account_type": null,
        "available_payout_methods": ["standard"],
        "bank_name": "STRIPE TEST BANK",
        "country": country,
        "currency": currency,
        "default_for_currency": true,
        "fingerprint": fingerprint(account),
        "future_requirements": null,
        "last4": "6789",
        "metadata": {},
        "requirements": null,
        "routing_number": "110000000",
        "status": "new",
    })
}

/// Stripe changed its mind about a capability: `active`, `inactive` or `pending`.
pub(crate) fn set_capability(
    tx: &mut Tx<'_>,
    id: &str,
    capability: &str,
    status: &str,
) -> Result<Value, Failure> {
    if !["active", "inactive", "pending"].contains(&status) {
        return Err(Failure::invalid("A capability is active, inactive or pending."));
    }
    let mut entry = find(tx, id)?;
    let old = entry.object.clone();
    entry.object["capabilities"][capability] = json!(status);
    Ok(save(tx, entry, &old))
}

/// True when transfers to the account are accepted.
pub(crate) fn takes_transfers(account: &Value) -> bool {
    text(&account["capabilities"], "transfers") == "active"
}

fn save(tx: &mut Tx<'_>, entry: Entry, old: &Value) -> Value {
    let account = entry.object.clone();
    let previous = previous_attributes(old, &account);
    let id = entry.text("id").to_owned();
    tx.put(Kind::Account, &id, entry);
    if previous.as_object().is_some_and(|changed| !changed.is_empty()) {
        event::emit(tx, "account.updated", Some(&id), account.clone(), Some(previous));
    }
    account
}

/// Writes the parameters that create and update share.
fn write(account: &mut Value, params: &Params) -> Result<(), Failure> {
    for name in ["email", "business_type"] {
        if let Some(text) = params.text(name)? {
            account[name] = json!(text);
        }
    }
    if let Some(profile) = params.nested("business_profile")? {
        for name in profile.names().map(str::to_owned).collect::<Vec<_>>() {
            if account["business_profile"].get(&name).is_none() {
                profile.only(&[])?;
            }
            account["business_profile"][&name] = json!(profile.text(&name)?);
        }
    }
    if let Some(capabilities) = params.nested("capabilities")? {
        let submitted = account["details_submitted"] == json!(true);
        for name in capabilities.names().map(str::to_owned).collect::<Vec<_>>() {
            let Some(capability) = capabilities.nested(&name)? else { continue };
            capability.only(&["requested"])?;
            request(&mut account["capabilities"], &name, capability.boolean("requested")?, submitted);
        }
    }
    account["metadata"] = params.metadata(&account["metadata"])?;
    Ok(())
}

fn request(capabilities: &mut Value, name: &str, requested: Option<bool>, submitted: bool) {
    let Some(capabilities) = capabilities.as_object_mut() else { return };
    match requested {
        Some(true) if !capabilities.contains_key(name) => {
            capabilities.insert(name.to_owned(), json!(if submitted { "active" } else { "inactive" }));
        }
        Some(false) => {
            capabilities.remove(name);
        }
        _ => {}
    }
}

fn requirements(due: &[&str]) -> Value {
    json!({
        "alternatives": [],
        "current_deadline": null,
        "currently_due": due,
        "disabled_reason": if due.is_empty() { Value::Null } else { json!("requirements.past_due") },
        "errors": [],
        "eventually_due": due,
        "past_due": due,
        "pending_verification": [],
    })
}

fn currency_of(country: &str) -> &'static str {
    match country {
        "GB" => "gbp",
        "AU" => "aud",
        "CA" => "cad",
        "CH" => "chf",
        "DK" => "dkk",
        "JP" => "jpy",
        "NO" => "nok",
        "PL" => "pln",
        "SE" => "sek",
        "SG" => "sgd",
        "AT" | "BE" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE" | "IT" | "LT" | "LU"
        | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "eur",
        _ => "usd",
    }
}

/// The platform's own account, made at the first start.
pub(crate) fn platform(tx: &Tx<'_>) -> Option<Value> {
    tx.before().all(Kind::Platform).next().map(|(_, entry)| entry.object.clone())
}

pub(crate) fn create_platform(tx: &mut Tx<'_>) {
    let id = id::account();
    let mut account = blank(&id, "standard", "US", "usd", tx.now());
    account["capabilities"] = json!({ "card_payments": "active", "transfers": "active" });
    for field in ["charges_enabled", "details_submitted", "payouts_enabled"] {
        account[field] = json!(true);
    }
    account["requirements"] = requirements(&[]);
    tx.put(Kind::Platform, &id, Entry::new(account));
}

fn blank(id: &str, kind: &str, country: &str, currency: &str, created: i64) -> Value {
    let mut account = json!({
        "id": id,
        "object": "account",
        "business_profile": business_profile(),
        "business_type": null,
        "capabilities": {},
        "charges_enabled": false,
        "controller": controller(kind),
        "country": country,
        "created": created,
        "default_currency": currency,
        "details_submitted": false,
        "email": null,
        "external_accounts": list::whole(Vec::new(), &format!("/v1/accounts/{id}/external_accounts")),
        "future_requirements": requirements(&[]),
        "metadata": {},
        "payouts_enabled": false,
        "settings": settings(),
        "tos_acceptance": { "date": null, "ip": null, "user_agent": null },
        "type": kind,
    });
    account["requirements"] = requirements(&[]);
    account
}

fn controller(kind: &str) -> Value {
    if kind != "express" {
        return json!({ "type": "account" });
    }
    json!({
        "type": "application",
        "is_controller": true,
        "fees": { "payer": "application_express" },
        "losses": { "payments": "application" },
        "requirement_collection": "stripe",
        "stripe_dashboard": { "type": "express" },
    })
}

fn business_profile() -> Value {
    let fields = [
        "estimated_worker_count",
        "mcc",
        "minority_owned_business_designation",
        "name",
        "product_description",
        "support_email",
        "support_phone",
        "support_url",
        "url",
    ];
    let mut profile: Map<String, Value> =
        fields.into_iter().map(|field| (field.to_owned(), Value::Null)).collect();
    profile.insert("annual_revenue".into(), Value::Null);
    profile.insert("support_address".into(), Value::Null);
    Value::Object(profile)
}

fn settings() -> Value {
    json!({
        "bacs_debit_payments": { "display_name": null, "service_user_number": null },
        "branding": { "icon": null, "logo": null, "primary_color": null, "secondary_color": null },
        "card_issuing": { "tos_acceptance": { "date": null, "ip": null } },
        "card_payments": {
            "decline_on": { "avs_failure": false, "cvc_failure": false },
            "statement_descriptor_prefix": null,
            "statement_descriptor_prefix_kana": null,
            "statement_descriptor_prefix_kanji": null,
        },
        "dashboard": { "display_name": null, "timezone": "Etc/UTC" },
        "invoices": { "default_account_tax_ids": null, "hosted_payment_method_save": null },
        "payments": {
            "statement_descriptor": null,
            "statement_descriptor_kana": null,
            "statement_descriptor_kanji": null,
            "statement_descriptor_prefix_kana": null,
            "statement_descriptor_prefix_kanji": null,
        },
        "payouts": {
            "debit_negative_balances": true,
            "schedule": { "delay_days": 2, "interval": "daily" },
            "statement_descriptor": null,
        },
        "sepa_debit_payments": {},
    })
}
