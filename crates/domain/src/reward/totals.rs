//! What a payee has come to in a period: what tiers, bonuses and caps are measured against.

use std::ops::{Add, Sub};

use super::Measure;

/// The totals of one payee in one programme over one period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Totals {
    /// Conversions they are credited with.
    pub sales: i64,
    /// Their credited part of the commissionable amounts, in minor units.
    pub amount: i64,
    /// What they were paid for them, top-ups and bonuses included, in minor units.
    pub paid: i64,
    /// Their credited part of what retroactive tiers won, in minor units.
    pub tiered: i64,
    /// What those tiers gave for it, in minor units; what caps and budgets cut of it included, which no top-up brings back.
    pub tiered_paid: i64,
    /// The sum of that part times the rate at which each bit of it stands, top-ups included: minor units times basis points.
    /// Where it is less than the total at the rate that is reached, a top-up is due.
    #[serde(default)]
    pub tiered_at: i64,
}

impl Totals {
    /// The total that is measured.
    pub fn of(&self, measure: Measure) -> i64 {
        match measure {
            Measure::Sales => self.sales,
            Measure::Amount => self.amount,
        }
    }
}

impl Add for Totals {
    type Output = Totals;

    fn add(self, other: Totals) -> Totals {
        Totals {
            sales: self.sales.saturating_add(other.sales),
            amount: self.amount.saturating_add(other.amount),
            paid: self.paid.saturating_add(other.paid),
            tiered: self.tiered.saturating_add(other.tiered),
            tiered_paid: self.tiered_paid.saturating_add(other.tiered_paid),
            tiered_at: self.tiered_at.saturating_add(other.tiered_at),
        }
    }
}

impl Sub for Totals {
    type Output = Totals;

    fn sub(self, other: Totals) -> Totals {
        Totals {
            sales: self.sales.saturating_sub(other.sales),
            amount: self.amount.saturating_sub(other.amount),
            paid: self.paid.saturating_sub(other.paid),
            tiered: self.tiered.saturating_sub(other.tiered),
            tiered_paid: self.tiered_paid.saturating_sub(other.tiered_paid),
            tiered_at: self.tiered_at.saturating_sub(other.tiered_at),
        }
    }
}
