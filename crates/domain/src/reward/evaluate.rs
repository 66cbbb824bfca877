//! What the rules in force make of one order, with the reasons.

use super::{Predicate, Reward, RewardError, Rule, Terms};
use crate::conversion::ConversionKind;
use crate::ids::RuleId;
use crate::money::{BPS_WHOLE, Rounding, divide};

/// A line of an order as rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderLine<'a> {
    /// From 1, as recorded.
    pub position: i32,
    /// Stock code.
    pub sku: &'a str,
    /// The product's category, where the catalogue knows it.
    pub category: Option<&'a str>,
    /// Units.
    pub quantity: i64,
    /// Total in minor units.
    pub amount: i64,
    /// Whether it can earn commission.
    pub commissionable: bool,
}

/// A conversion as rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<'a> {
    /// Lead or sale.
    pub kind: ConversionKind,
    /// Its lines.
    pub lines: &'a [OrderLine<'a>],
    /// Its total in minor units, lines that cannot earn included.
    pub amount: i64,
    /// The buyer's country.
    pub country: Option<&'a str>,
    /// The coupon code.
    pub code: Option<&'a str>,
}

/// What a rule gave, and for what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Applied {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Positions of the lines it won.
    pub lines: Vec<i32>,
    /// Sum of those lines in minor units.
    pub base_minor: i64,
    /// What it gives for them in minor units.
    pub minor: i64,
}

crate::text_enum! {
    /// Why a rule gave nothing.
    pub enum Reason {
        /// Its reward is for the other kind of conversion.
        Kind = "KIND",
        /// Another country, or none known.
        Country = "COUNTRY",
        /// Another code, or none used.
        Code = "CODE",
        /// The order is too small.
        OrderTooSmall = "ORDER_TOO_SMALL",
        /// The order is too large.
        OrderTooLarge = "ORDER_TOO_LARGE",
        /// No line that can earn is one of its products.
        NoLine = "NO_LINE",
        /// Earlier rules won every line it matches.
        EarlierRule = "EARLIER_RULE",
    }
}

/// A rule that gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PassedOver {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// What a payee earns for an order, before it is weighed against others.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Earning {
    /// Minor units of the conversion's currency. For a sale never more than its commissionable amount.
    pub minor: i64,
    /// Rules that won something, in order.
    pub applied: Vec<Applied>,
    /// Rules that did not, in order.
    pub passed_over: Vec<PassedOver>,
}

/// What `terms` give for `order`: for each line that can earn the first matching rule wins; a lead is won by
/// the first matching rule for leads.
///
/// Errors: [`RewardError::OutOfRange`]. Source: DESIGN §4.
pub fn evaluate(terms: &Terms, order: &Order<'_>) -> Result<Earning, RewardError> {
    let mut earning = Earning::default();
    let mut won = vec![false; order.lines.len()];
    let mut lead_won = false;
    for rule in &terms.rules {
        let outcome = match order_mismatch(rule, order) {
            Some(reason) => Err(reason),
            None => match rule.reward {
                Reward::FlatPerLead { .. } if lead_won => Err(Reason::EarlierRule),
                Reward::FlatPerLead { minor } => {
                    lead_won = true;
                    Ok(Won { minor, ..Won::default() })
                }
                _ => win(rule, order, &mut won)?,
            },
        };
        let (id, name) = (rule.id, rule.name.clone());
        match outcome {
            Ok(Won { lines, base_minor, minor }) => {
                earning.minor = earning.minor.checked_add(minor).ok_or(RewardError::OutOfRange)?;
                earning.applied.push(Applied { rule: id, name, lines, base_minor, minor });
            }
            Err(reason) => earning.passed_over.push(PassedOver { rule: id, name, reason }),
        }
    }
    Ok(earning)
}

#[derive(Default)]
struct Won {
    lines: Vec<i32>,
    base_minor: i64,
    minor: i64,
}

/// Why a rule does not fit the order as a whole.
fn order_mismatch(rule: &Rule, order: &Order<'_>) -> Option<Reason> {
    let Predicate { countries, codes, order_minor_min, order_minor_max, .. } = &rule.predicate;
    let among = |words: &[String], word: Option<&str>| {
        words.is_empty() || word.is_some_and(|word| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    };
    let for_leads = matches!(rule.reward, Reward::FlatPerLead { .. });
    if for_leads != (order.kind == ConversionKind::Lead) {
        Some(Reason::Kind)
    } else if !among(countries, order.country) {
        Some(Reason::Country)
    } else if !among(codes, order.code) {
        Some(Reason::Code)
    } else if order_minor_min.is_some_and(|least| order.amount < least) {
        Some(Reason::OrderTooSmall)
    } else if order_minor_max.is_some_and(|most| order.amount > most) {
        Some(Reason::OrderTooLarge)
    } else {
        None
    }
}

/// Takes the lines a rule wins and what it gives for them.
fn win(rule: &Rule, order: &Order<'_>, won: &mut [bool]) -> Result<Result<Won, Reason>, RewardError> {
    let (mut lines, mut matched) = (Vec::new(), false);
    let (mut base, mut items) = (0i64, 0i128);
    for (line, won) in order.lines.iter().zip(won) {
        if !line.commissionable || !line_matches(&rule.predicate, line) {
            continue;
        }
        matched = true;
        if !*won {
            *won = true;
            lines.push(line.position);
            base = base.checked_add(line.amount).ok_or(RewardError::OutOfRange)?;
            items += i128::from(line.quantity);
        }
    }
    if lines.is_empty() {
        return Ok(Err(if matched { Reason::EarlierRule } else { Reason::NoLine }));
    }
    let at_most_base =
        |minor: i128| i64::try_from(minor.min(i128::from(base))).map_err(|_| RewardError::OutOfRange);
    let minor = match rule.reward {
        Reward::Percent { bps } => {
            divide(i128::from(base) * i128::from(bps), i128::from(BPS_WHOLE), Rounding::HalfEven)
                .map_err(|_| RewardError::OutOfRange)?
        }
        Reward::FlatPerOrder { minor } => at_most_base(i128::from(minor))?,
        Reward::FlatPerItem { minor } => {
            at_most_base(i128::from(minor).checked_mul(items).ok_or(RewardError::OutOfRange)?)?
        }
        Reward::FlatPerLead { .. } => 0,
    };
    Ok(Ok(Won { lines, base_minor: base, minor }))
}

fn line_matches(predicate: &Predicate, line: &OrderLine<'_>) -> bool {
    let Predicate { skus, categories, .. } = predicate;
    (skus.is_empty() || skus.iter().any(|sku| sku == line.sku))
        && (categories.is_empty()
            || line.category.is_some_and(|category| categories.iter().any(|c| c == category)))
}
