//! Trust: what a product's stars come to, how helpful a moment is, and what its badges say. Source: DESIGN §6.
//!
//! Nothing here is an input of a feed's rank but VERIFIED_BUYER: stars and votes order the lists that are named after them.

use chrono::{DateTime, Utc};

use crate::conversion::ConversionKind;
use crate::ids::ProductId;
use crate::reward::Terms;
use crate::text_enum;

/// How many ratings of the tenant's mean a product begins with: after as many of its own, both weigh the same.
pub const PRIOR_RATINGS: u32 = 10;
/// The prior of a tenant without ratings: the middle of 1 to 5 stars, in thousandths.
pub const PRIOR_THOUSANDTHS_STANDARD: i32 = 3_000;
/// The normal quantile of a two-sided interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;
/// What [`helpfulness`] is counted in.
const MILLION: f64 = 1_000_000.0;

/// How many ratings have one star, two, and so on to five.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stars(pub [u32; 5]);

impl Stars {
    /// How many ratings there are.
    pub fn count(&self) -> u64 {
        self.0.iter().copied().map(u64::from).sum()
    }

    /// All stars together.
    fn sum(&self) -> u64 {
        (1..).zip(self.0).map(|(stars, count)| stars * u64::from(count)).sum()
    }

    /// The plain mean in thousandths of a star, halves rounded up: what is shown, with the count. None without ratings.
    pub fn mean(&self) -> Option<i32> {
        (self.count() > 0).then(|| thousandths(self.sum() * 1_000, self.count()))
    }

    /// The Bayesian mean in thousandths of a star, halves rounded up: `(C · prior + Σ stars) / (C + n)` with `C` =
    /// [`PRIOR_RATINGS`]. What products are ordered by: two ratings of five stars do not beat two hundred of 4.9.
    ///
    /// `prior` is [`Stars::prior`] of all of the tenant's ratings, in thousandths; outside of 1 to 5 stars it counts as the
    /// nearest of these.
    pub fn bayesian_mean(&self, prior: i32) -> i32 {
        let prior = u64::from(prior.clamp(1_000, 5_000).unsigned_abs());
        let (weight, count) = (u64::from(PRIOR_RATINGS), self.count());
        thousandths(weight * prior + self.sum() * 1_000, weight + count)
    }

    /// The prior that these ratings make for each product of their tenant, in thousandths.
    pub fn prior(&self) -> i32 {
        self.mean().unwrap_or(PRIOR_THOUSANDTHS_STANDARD)
    }
}

/// A ratio, halves rounded up. With 2³² ratings of each star nothing here comes near the end of 64 bits.
fn thousandths(sum: u64, count: u64) -> i32 {
    let rounded = (2 * sum + count) / (2 * count).max(1);
    i32::try_from(rounded).unwrap_or(i32::MAX)
}

/// Wilson's score interval of 95 % for the share of helpful votes: its lower and its upper bound, each from 0 to 1.
///
/// Without votes nothing is known: 0 to 1. Source: E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927).
pub fn wilson(helpful: u32, unhelpful: u32) -> (f64, f64) {
    let (yes, no) = (f64::from(helpful), f64::from(unhelpful));
    let votes = yes + no;
    if votes == 0.0 {
        return (0.0, 1.0);
    }
    let zz = Z * Z;
    let centre = (yes + zz / 2.0) / (votes + zz);
    let margin = Z / (votes + zz) * (yes * no / votes + zz / 4.0).sqrt();
    // Where one side has no votes, its bound is exact; rounding must not say otherwise.
    let lower = if helpful == 0 { 0.0 } else { (centre - margin).clamp(0.0, 1.0) };
    let upper = if unhelpful == 0 { 1.0 } else { (centre + margin).clamp(0.0, 1.0) };
    (lower, upper)
}

/// How helpful a moment is, 0 to 1,000,000: the lower bound of [`wilson`] in millionths, a whole number so that equal
/// moments are equal in SQL too. What MOST_HELPFUL orders by.
pub fn helpfulness(helpful: u32, unhelpful: u32) -> i32 {
    let millionths = (wilson(helpful, unhelpful).0 * MILLION).round();
    // Within 0 to a million: the cast is exact.
    millionths as i32
}

text_enum! {
    /// What readers are told of a moment beside its words.
    pub enum Badge {
        /// Its author bought what it is about, by a conversion of ours.
        VerifiedBuyer = "VERIFIED_BUYER",
        /// Its author is paid for what they say.
        Incentivised = "INCENTIVISED",
    }
}

/// A conversion of the person who wrote a moment: found by the customer, never by a name or by what the moment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// A lead is no purchase.
    pub kind: ConversionKind,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// What was bought, as far as the products are known.
    pub products: Vec<ProductId>,
    /// Whether all of it was refunded.
    pub refunded: bool,
}

/// Whether the author of a moment bought what it is about: a sale of one of its products, before the moment was published
/// and not wholly refunded. A moment about no product asks for any sale.
pub fn is_verified_buyer(about: &[ProductId], published_at: DateTime<Utc>, purchases: &[Purchase]) -> bool {
    purchases.iter().any(|purchase| {
        let bought = about.is_empty() || purchase.products.iter().any(|product| about.contains(product));
        purchase.kind == ConversionKind::Sale
            && !purchase.refunded
            && purchase.occurred_at <= published_at
            && bought
    })
}

/// Whether the author of a moment is paid for it: terms for creators that are in force pay something, or they have earned
/// before. Nobody sets this by hand, and nobody takes it off.
pub fn is_incentivised<'a>(in_force: impl IntoIterator<Item = &'a Terms>, has_earned: bool) -> bool {
    has_earned || in_force.into_iter().any(Terms::pay)
}

/// The badges of a moment, in the order they are shown. One does not take away the other.
pub fn badges(verified_buyer: bool, incentivised: bool) -> Vec<Badge> {
    let held = [(Badge::VerifiedBuyer, verified_buyer), (Badge::Incentivised, incentivised)];
    held.into_iter().filter(|(_, held)| *held).map(|(badge, _)| badge).collect()
}

#[cfg(test)]
mod tests;
