//! Requests in Stripe's own words, for the parts of its API whose generated types would cost more to compile than they
//! say: subscriptions, invoices, prices, the portal.

use serde_json::Value;
use stripe_client_core::{RequestBuilder, StripeMethod, StripeRequest};

/// One request. Parameters are an object; what is null must be left out.
pub(crate) struct Ask {
    method: StripeMethod,
    path: String,
    params: Value,
}

impl Ask {
    /// Reads.
    pub(crate) fn get(path: impl Into<String>, params: Value) -> Ask {
        Ask { method: StripeMethod::Get, path: path.into(), params }
    }

    /// Changes.
    pub(crate) fn post(path: impl Into<String>, params: Value) -> Ask {
        Ask { method: StripeMethod::Post, path: path.into(), params }
    }
}

impl StripeRequest for Ask {
    type Output = ();

    fn build(&self) -> RequestBuilder {
        let request = RequestBuilder::new(self.method, self.path.clone());
        match self.method {
            // Written out, no parameters would be one without a name.
            _ if self.params.as_object().is_none_or(serde_json::Map::is_empty) => request,
            StripeMethod::Post => request.form(&self.params),
            _ => request.query(&self.params),
        }
    }
}
