//! What the demo brand sells, and a moment about it.

use serde_json::json;

use super::{Maker, text};

const PRODUCT: &str = "river-mug";
pub(super) const PRODUCT_URL: &str = "https://shop.example/products/river-mug";

impl Maker {
    /// A product, a creator, and their approved moment.
    pub(super) async fn catalogue(&mut self) -> anyhow::Result<()> {
        let found = self
            .owner
            .query("query($id: String!) { product(externalId: $id) { id } }", json!({ "id": PRODUCT }));
        let found = found.await?;
        let product = match found["product"]["id"].as_str() {
            Some(id) => id.to_owned(),
            None => {
                let input = json!({
                    "externalId": PRODUCT, "title": "River mug", "category": "Kitchen", "url": PRODUCT_URL,
                });
                text(
                    &self
                        .owner
                        .mutate("productCreate", "ProductCreateInput", "product { id }", input)
                        .await?["product"]["id"],
                )?
            }
        };
        let input = json!({
            "kind": "REVIEW",
            "source": "demo",
            "externalId": "review-1",
            "creator": { "externalId": "robin", "name": "Robin Rivers" },
            "title": "My morning mug",
            "body": "Keeps my tea warm for an hour and looks like the river behind our house. I bought a second one.",
            "rating": 5,
            "products": [{ "externalId": PRODUCT }],
        });
        // The same moment again is the same moment.
        let moment =
            self.owner.mutate("momentSubmit", "MomentSubmitInput", "moment { id moderation }", input).await?;
        let id = text(&moment["moment"]["id"])?;
        if moment["moment"]["moderation"] != "APPROVED" {
            self.owner
                .mutate("momentApprove", "MomentInput", "moment { id }", json!({ "momentId": id }))
                .await?;
        }
        self.demo.product = Some(product);
        self.demo.moment = Some(id);
        self.remember()
    }
}
