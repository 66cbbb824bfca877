//! The numbers of the policy and of everybody's terms, once: as the graph is told them, and as they are reckoned with.

use serde_json::{Value, json};

use super::files::Row;

/// Affiliates whose links are clicked; a group with terms of its own.
pub const BLOGGERS: [&str; 2] = ["Joelle", "Annika"];
/// Whose content is clicked.
pub const CREATORS: [&str; 2] = ["Catherine", "Douglas"];
/// Affiliates whose links are clicked too, but too early, or by visitors who do not consent.
pub const IN_VAIN: [&str; 2] = ["Long-ago", "Unfollowed"];

/// Amounts in pence, rates in basis points.
#[derive(Debug, Clone)]
pub struct Terms {
    pub half_life_hours: i64,
    pub first_bps: i64,
    pub assist_bps: i64,
    pub creator_ceiling_bps: i64,
    pub closer_floor_bps: i64,
    /// Of everybody: for what gives light, and by a month's amount for all else.
    pub light_bps: i64,
    pub tiers: [(i64, i64); 3],
    pub cap_per_order: i64,
    pub cap_per_month: i64,
    /// Of bloggers: for large orders, and by how many a month has had before for others.
    pub large_from: i64,
    pub large_bps: i64,
    pub sales_tiers: [(i64, i64); 2],
    pub bloggers_cap_per_month: i64,
    /// Of creators: for each unit of one thing, and for all else.
    pub item_sku: String,
    pub item_pence: i64,
    pub creator_bps: i64,
    pub creators_cap_per_order: i64,
}

impl Terms {
    /// Terms of which each line matters in a file of such orders.
    pub fn for_orders(rows: &[Row]) -> Terms {
        let sold: Vec<&Row> = rows.iter().filter(|row| !row.is_cancelled() && row.pence > 0).collect();
        let all: i64 = sold.iter().map(|row| row.pence).sum();
        let mut invoices: Vec<&str> = sold.iter().map(|row| row.invoice.as_str()).collect();
        invoices.dedup();
        let order = all / i64::try_from(invoices.len()).unwrap();
        // What is sold most often.
        let often = |sku: &str| sold.iter().filter(|row| row.sku == sku).count();
        let item = sold.iter().filter(|row| row.is_goods()).max_by_key(|row| (often(&row.sku), &row.sku));
        Terms {
            half_life_hours: 6,
            first_bps: 1_000,
            assist_bps: 500,
            creator_ceiling_bps: 3_000,
            closer_floor_bps: 6_500,
            light_bps: 350,
            tiers: [(0, 525), (order, 815), (order * 2, 1_195)],
            cap_per_order: order / 20,
            cap_per_month: all / 110,
            large_from: order * 3 / 2,
            large_bps: 940,
            sales_tiers: [(0, 615), (2, 885)],
            bloggers_cap_per_month: all / 450,
            item_sku: item.unwrap().sku.clone(),
            item_pence: 3,
            creator_bps: 725,
            creators_cap_per_order: order / 50,
        }
    }

    /// The most of one order, and of one month.
    pub fn caps(&self, payee: &str) -> (Option<i64>, Option<i64>) {
        if CREATORS.contains(&payee) {
            (Some(self.creators_cap_per_order), None)
        } else if BLOGGERS.contains(&payee) {
            (None, Some(self.bloggers_cap_per_month))
        } else {
            (Some(self.cap_per_order), Some(self.cap_per_month))
        }
    }

    pub fn policy(&self) -> Value {
        json!({
            "model": "TIME_DECAY", "halfLifeHours": self.half_life_hours, "clickWindowDays": 30,
            "affiliateFloorBps": 0, "closerFloorBps": self.closer_floor_bps,
            "creatorCeilingBps": self.creator_ceiling_bps, "firstTouchBonusBps": self.first_bps,
            "assistBonusBps": self.assist_bps,
        })
    }

    pub fn of_everybody(&self) -> Value {
        json!({
            "capPerOrderMinor": self.cap_per_order, "capPerPeriodMinor": self.cap_per_month,
            "rules": [
                {"name": "light", "predicate": {"categories": ["Light"]}, "reward": {"percentBps": self.light_bps}},
                {"name": "all else", "reward": tiers("AMOUNT", &self.tiers)}],
        })
    }

    pub fn of_bloggers(&self) -> Value {
        json!({
            "capPerPeriodMinor": self.bloggers_cap_per_month,
            "rules": [
                {"name": "large", "predicate": {"orderMinorMin": self.large_from},
                    "reward": {"percentBps": self.large_bps}},
                {"name": "others", "reward": tiers("SALES", &self.sales_tiers)}],
        })
    }

    pub fn of_creators(&self) -> Value {
        json!({
            "capPerOrderMinor": self.creators_cap_per_order,
            "rules": [
                {"name": "each", "predicate": {"skus": [self.item_sku]},
                    "reward": {"flatPerItemMinor": self.item_pence}},
                {"name": "all else", "reward": {"percentBps": self.creator_bps}}],
        })
    }

    /// The same terms with one line of them otherwise: what none of them would change is not proven by any sum.
    pub fn each_otherwise(&self) -> Vec<(&'static str, Terms)> {
        let with = |change: fn(&mut Terms)| {
            let mut terms = self.clone();
            change(&mut terms);
            terms
        };
        vec![
            ("half-life", with(|t| t.half_life_hours = 3)),
            ("first touch's bonus", with(|t| t.first_bps = 0)),
            ("assists' bonus", with(|t| t.assist_bps = 0)),
            ("creators' ceiling", with(|t| t.creator_ceiling_bps = 10_000)),
            ("closer's floor", with(|t| t.closer_floor_bps = 0)),
            ("category", with(|t| t.light_bps += 25)),
            ("lowest tier", with(|t| t.tiers[0].1 += 25)),
            ("second tier", with(|t| t.tiers[1].1 += 25)),
            ("third tier", with(|t| t.tiers[2].1 += 25)),
            ("cap per order", with(|t| t.cap_per_order -= 1)),
            ("cap per month", with(|t| t.cap_per_month -= 1)),
            ("large orders", with(|t| t.large_bps += 25)),
            ("first sales", with(|t| t.sales_tiers[0].1 += 25)),
            ("later sales", with(|t| t.sales_tiers[1].1 += 25)),
            ("bloggers' cap", with(|t| t.bloggers_cap_per_month -= 1)),
            ("items", with(|t| t.item_pence += 1)),
            ("creators' rate", with(|t| t.creator_bps += 25)),
            ("creators' cap", with(|t| t.creators_cap_per_order -= 1)),
        ]
    }
}

fn tiers(measure: &str, tiers: &[(i64, i64)]) -> Value {
    let tiers: Vec<Value> = tiers.iter().map(|(from, bps)| json!({"from": from, "bps": bps})).collect();
    json!({"tiers": {"measure": measure, "mode": "GRADUATED", "tiers": tiers}})
}
