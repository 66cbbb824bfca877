//! Products: what prices are for.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::list::{self, Created};
use crate::route::Call;
use crate::state::{Entry, Kind, Tx};
use crate::{event, id};

/// `POST /v1/products`
pub(crate) fn create(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let params = &call.params;
    params.only(&["name", "description", "metadata"])?;
    let metadata = params.metadata(&json!({}))?;
    Ok(make(tx, params.required("name")?, params.text("description")?, metadata))
}

/// Makes a product.
pub(crate) fn make(tx: &mut Tx<'_>, name: &str, description: Option<&str>, metadata: Value) -> Value {
    let id = id::random("prod_", 14);
    let product = json!({
        "id": id,
        "object": "product",
        "active": true,
        "created": tx.now(),
        "default_price": null,
        "description": description,
        "images": [],
        "livemode": false,
        "marketing_features": [],
        "metadata": metadata,
        "name": name,
        "package_dimensions": null,
        "shippable": null,
        "statement_descriptor": null,
        "tax_code": null,
        "type": "service",
        "unit_label": null,
        "updated": tx.now(),
        "url": null,
    });
    tx.put(Kind::Product, &id, Entry::new(product.clone()));
    event::emit(tx, "product.created", None, product.clone(), None);
    product
}

/// `GET /v1/products/{id}`
pub(crate) fn retrieve(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    call.params.only(&[])?;
    Ok(tx.find(Kind::Product, call.id(0), None, "product", "id")?.object)
}

/// `GET /v1/products`
pub(crate) fn list(tx: &mut Tx<'_>, call: &Call) -> Result<Value, Failure> {
    let known: Vec<&str> = list::PAGING.into_iter().chain(["created"]).collect();
    call.params.only(&known)?;
    let created = Created::read(&call.params)?;
    let entries = tx.before().all(Kind::Product).map(|(_, entry)| entry);
    list::page(&call.params, "/v1/products", "product", entries, |entry| created.keeps(&entry.object))
}
