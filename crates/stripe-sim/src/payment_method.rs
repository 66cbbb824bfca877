//! Payment methods: cards and bank accounts, and what comes of charging them.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, same};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx, previous_attributes, text};
use crate::{customer, event, id};

/// Bank debits: their outcome comes days later.
const DEBITS: [&str; 4] = ["us_bank_account", "sepa_debit", "bacs_debit", "acss_debit"];
/// What charging a payment method can come to, besides `succeed`.
const DECLINES: [&str; 5] = [
    "card_declined",
    "insufficient_funds",
    "expired_card",
    "authentication_required",
    "debit_not_authorized",
];
/// Stripe's test tokens and what charging them comes to.
const TOKENS: [(&str, &str); 6] = [
    ("pm_card_visa", "succeed"),
    ("pm_card_mastercard", "succeed"),
    ("pm_card_chargeCustomerFail", "card_declined"),
    ("pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"),
    ("pm_card_authenticationRequired", "authentication_required"),
    ("pm_usBankAccount_success", "succeed"),
];

/// Why a payment did not succeed.
#[derive(Clone, Debug)]
pub(crate) struct Decline {
    pub(crate) code: String,
    /// Stripe's `decline_code`.
    pub(crate) reason: String,
    pub(crate) message: String,
}

impl Decline {
    /// The decline of a name; none for `succeed`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (code, reason, message) = match name {
            "" | "succeed" => return None,
            "insufficient_funds" => ("card_declined", name, "Your card has insufficient funds."),
            "expired_card" => (name, name, "Your card has expired."),
            "authentication_required" => {
                (name, name, "Your card was declined. This transaction requires authentication.")
            }
            "debit_not_authorized" => (name, name, "The customer's bank did not authorize the debit."),
            _ => ("card_declined", "generic_decline", "Your card was declined."),
        };
        Some(Self { code: code.to_owned(), reason: reason.to_owned(), message: message.to_owned() })
    }

    /// The refusal that a client is told: 402, kept by the request's key.
    pub(crate) fn failure(&self) -> Failure {
        Failure::invalid(&*self.message)
            .status(402)
            .kind("card_error")
            .code(&self.code)
            .with("decline_code", json!(self.reason))
            .executed()
    }
}

/// True for a kind that the simulator knows.
pub(crate) fn is_known(kind: &str) -> bool {
    kind == "card" || is_debit(kind)
}

/// True for a kind whose outcome comes later.
pub(crate) fn is_debit(kind: &str) -> bool {
    DEBITS.contains(&kind)
}

/// Makes a payment method, saved where it has a customer; tells its id.
pub(crate) fn make(tx: &mut Tx<'_>, kind: &str, customer: Option<&str>, email: Option<&str>) -> String {
    let id = id::object("pm");
    let no_address = json!({ "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null });
    let mut method = json!({
        "id": id,
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": { "address": no_address, "email": email, "name": "A customer", "phone": null, "tax_id": null },
        "created": tx.now(),
        "customer": customer,
        "customer_account": null,
        "livemode": false,
        "metadata": {},
        "type": kind,
    });
    method[kind] = numbers(kind);
    tx.put(Kind::PaymentMethod, &id, Entry::new(method.clone()));
    if customer.is_some() {
        event::emit(tx, "payment_method.attached", None, method, None);
    }
    id
}

/// `GET /v1/payment_methods/{id}` and `GET /v1/customers/{id}/payment_methods/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    match &*call.ids {
        [owner, id] => find(tx, id)
            .ok()
            .filter(|entry| entry.text("customer") == owner)
            .map(|entry| entry.object)
            .ok_or_else(|| Failure::no_such("PaymentMethod", id, "payment_method")),
        _ => Ok(find(tx, call.id(0))?.object),
    }
}

/// `GET /v1/payment_methods` with a `customer`, and `GET /v1/customers/{id}/payment_methods`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    let known: Vec<&str> = list::PAGING.into_iter().chain(["customer", "type", "allow_redisplay"]).collect();
    params.only(&known)?;
    let owner = if call.ids.is_empty() { params.required("customer")? } else { call.id(0) };
    customer::find(tx, owner, "customer")?;
    let kind = params.text("type")?;
    let entries = tx.before().all(Kind::PaymentMethod).map(|(_, entry)| entry);
    list::page(params, "/v1/payment_methods", "payment_method", entries, |entry| {
        same(Some(owner), &entry.object, "customer") && same(kind, &entry.object, "type")
    })
}

/// `POST /v1/payment_methods/{id}/attach`: also of Stripe's test tokens, `pm_card_visa`.
pub(crate) fn attach(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&["customer"])?;
    let owner = call.params.required("customer")?;
    customer::find(tx, owner, "customer")?;
    if let Some((token, outcome)) = TOKENS.iter().find(|(token, _)| *token == call.id(0)) {
        let kind = if token.contains("BankAccount") { "us_bank_account" } else { "card" };
        let id = make(tx, kind, Some(owner), None);
        return set_outcome(tx, &id, outcome);
    }
    own(tx, call.id(0), Some(owner), "payment_method.attached")
}

/// `POST /v1/payment_methods/{id}/detach`
pub(crate) fn detach(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    own(tx, call.id(0), None, "payment_method.detached")
}

fn own(tx: &mut Tx<'_>, id: &str, owner: Option<&str>, told: &str) -> Result<Value, Failure> {
    let mut entry = find(tx, id)?;
    let old = entry.object.clone();
    entry.object["customer"] = json!(owner);
    let method = entry.object.clone();
    tx.put(Kind::PaymentMethod, id, entry);
    event::emit(tx, told, None, method.clone(), Some(previous_attributes(&old, &method)));
    Ok(method)
}

pub(crate) fn find(tx: &Tx<'_>, id: &str) -> Result<Entry, Failure> {
    tx.find(Kind::PaymentMethod, id, None, "PaymentMethod", "payment_method")
}

/// Decides what charging a payment method comes to from now on.
/// Errors: no such payment method; an unknown outcome.
pub(crate) fn set_outcome(tx: &mut Tx<'_>, id: &str, outcome: &str) -> Result<Value, Failure> {
    check_outcome(outcome)?;
    let mut entry = find(tx, id)?;
    entry.private = json!({ "outcome": outcome });
    let method = entry.object.clone();
    tx.put(Kind::PaymentMethod, id, entry);
    Ok(method)
}

/// Refuses an outcome that the simulator does not know.
pub(crate) fn check_outcome(outcome: &str) -> Result<(), Failure> {
    if outcome == "succeed" || DECLINES.contains(&outcome) {
        return Ok(());
    }
    Err(Failure::invalid(format!("An outcome is succeed, {}.", DECLINES.join(", "))))
}

/// What charging it comes to: the customer's decision first, then the payment method's own.
pub(crate) fn decline(tx: &Tx<'_>, id: &str, customer: Option<&str>) -> Option<Decline> {
    let decided = |kind, id: &str| {
        let entry = tx.get(kind, id)?;
        Some(text(&entry.private, "outcome").to_owned()).filter(|outcome| !outcome.is_empty())
    };
    let outcome = customer.and_then(|customer| decided(Kind::Customer, customer));
    Decline::named(&outcome.or_else(|| decided(Kind::PaymentMethod, id))?)
}

fn numbers(kind: &str) -> Value {
    match kind {
        "card" => json!({
            "brand": "visa",
            "checks": { "address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass" },
            "country": "US",
            "display_brand": "visa",
            "exp_month": 8,
            "exp_year": 2034,
            "fingerprint": "AOB934RVNwzk6xtn",
            "funding": "credit",
            "generated_from": null,
            "last4": "4242",
            "networks": { "available": ["visa"], "preferred": null },
            "regulated_status": null,
            "three_d_secure_usage": { "supported": true },
            "wallet": null,
        }),
        "us_bank_account" => json!({
            "account_holder_type": "company",
            "account_type": "checking",
            "bank_name": "STRIPE TEST BANK",
            "financial_connections_account": null,
            "fingerprint": "FFDMA0JJJQqQNEJP",
            "last4": "6789",
            "networks": { "preferred": "ach", "supported": ["ach"] },
            "routing_number": "110000000",
            "status_details": null,
        }),
        "sepa_debit" => json!({
            "bank_code": "37040044",
            "branch_code": "",
            "country": "DE",
            "fingerprint": "vifs0Ho7vwRn1Miu",
            "generated_from": { "charge": null, "setup_attempt": null },
            "last4": "3000",
        }),
        "bacs_debit" => json!({ "fingerprint": "UAhJA4N1ZpKmS0jT", "last4": "2345", "sort_code": "108800" }),
        _ => json!({
            "bank_name": "STRIPE TEST BANK",
            "fingerprint": "xBHOXIeLZ1bNKcXH",
            "institution_number": "000",
            "last4": "6789",
            "transit_number": "11000",
        }),
    }
}

/// What a charge tells of how it was paid; by a transfer where no kind is given.
pub(crate) fn details(kind: Option<&str>) -> Value {
    let Some(kind) = kind else { return json!({ "type": "stripe_account", "stripe_account": {} }) };
    let mut details = json!({ "type": kind });
    details[kind] = numbers(kind);
    let own = &mut details[kind];
    if kind == "card" {
        for gone in ["display_brand", "generated_from", "networks", "three_d_secure_usage"] {
            if let Some(card) = own.as_object_mut() {
                card.remove(gone);
            }
        }
        for field in [
            "amount_authorized",
            "authorization_code",
            "installments",
            "mandate",
            "network_transaction_id",
            "three_d_secure",
        ] {
            own[field] = Value::Null;
        }
        own["network"] = json!("visa");
        own["network_token"] = json!({ "used": false });
    } else {
        own["mandate"] = Value::Null;
        own["payment_reference"] = Value::Null;
    }
    details
}
