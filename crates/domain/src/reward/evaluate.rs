//! What the rules in force make of one order, with the reasons.

use super::{Part, Phase, Predicate, Reward, RewardError, Rule, Slice, Terms, Totals, tier};
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

crate::text_enum! {
    /// Whether a buyer has bought before.
    pub enum CustomerKind {
        /// This is their first sale.
        New = "NEW",
        /// They have bought before.
        Returning = "RETURNING",
    }
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
    /// Whether the buyer has bought before, where the brand names them.
    pub customer: Option<CustomerKind>,
    /// Whole months since the first sale of its subscription; none for a first sale.
    pub renewal: Option<i32>,
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
    /// The tiers it lies in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Slice>,
    /// Whether those tiers are good for all of the period.
    #[serde(skip)]
    pub retroactive: bool,
    /// The second phase of what recurs, where it is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
}

impl Applied {
    /// The rate of a retroactive rule, in basis points.
    pub(super) fn bps(&self) -> i64 {
        self.tiers.first().map_or(0, |slice| slice.bps)
    }
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
        /// The buyer has bought before, or has not, or is not known.
        Customer = "CUSTOMER",
        /// The payee has come to less, or to more, in the period.
        PeriodTotals = "PERIOD_TOTALS",
        /// A later sale of a subscription, and the rule is for first ones.
        NotRecurring = "NOT_RECURRING",
        /// The months for which the rule recurs are over.
        RecurringEnded = "RECURRING_ENDED",
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

/// What `terms` give for `order`, to a payee who has come to `before` in the period and whose part of the order counts in
/// their totals: for each line that can earn the first matching rule wins; a lead is won by the first matching rule for
/// leads.
///
/// Errors: [`RewardError::OutOfRange`]. Source: DESIGN §4.
pub fn evaluate(
    terms: &Terms,
    order: &Order<'_>,
    before: &Totals,
    part: Part,
) -> Result<Earning, RewardError> {
    let mut earning = Earning::default();
    let mut won = vec![false; order.lines.len()];
    let mut lead_won = false;
    for rule in &terms.rules {
        let outcome = match matching(rule, order, before) {
            Err(reason) => Err(reason),
            Ok(_) if lead_won => Err(Reason::EarlierRule),
            Ok(phase) => match rule.reward {
                Reward::FlatPerLead { minor } => {
                    lead_won = true;
                    Ok(Won { minor, ..Won::default() })
                }
                _ => win(rule, phase, order, (before, part), &mut won)?,
            },
        };
        let (id, name) = (rule.id, rule.name.clone());
        match outcome {
            Ok(Won { lines, base_minor, minor, tiers, phase }) => {
                earning.minor = earning.minor.checked_add(minor).ok_or(RewardError::OutOfRange)?;
                let retroactive = rule.is_retroactive() && phase.is_none();
                earning.applied.push(Applied {
                    rule: id,
                    name,
                    lines,
                    base_minor,
                    minor,
                    tiers,
                    retroactive,
                    phase,
                });
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
    tiers: Vec<Slice>,
    phase: Option<Phase>,
}

/// The second phase where the rule fits the order as a whole in it, or why it does not fit.
fn matching(rule: &Rule, order: &Order<'_>, before: &Totals) -> Result<Option<Phase>, Reason> {
    let p = &rule.predicate;
    let among = |words: &[String], word: Option<&str>| {
        words.is_empty() || word.is_some_and(|word| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    };
    let within = |total: i64, least: Option<i64>, most: Option<i64>| {
        least.is_none_or(|least| total >= least) && most.is_none_or(|most| total <= most)
    };
    let kind = match rule.reward {
        Reward::FlatPerClick { .. } => None,
        Reward::FlatPerLead { .. } => Some(ConversionKind::Lead),
        _ => Some(ConversionKind::Sale),
    };
    let phase = match (order.renewal, &rule.recurring) {
        (None, _) => Ok(None),
        (Some(_), None) => Err(Reason::NotRecurring),
        (Some(months), Some(recurring)) => recurring.phase(months).ok_or(Reason::RecurringEnded),
    };
    if kind != Some(order.kind) {
        Err(Reason::Kind)
    } else if !p.is_for_country(order.country) {
        Err(Reason::Country)
    } else if !among(&p.codes, order.code) {
        Err(Reason::Code)
    } else if p.customer.is_some_and(|kind| order.customer != Some(kind)) {
        Err(Reason::Customer)
    } else if p.order_minor_min.is_some_and(|least| order.amount < least) {
        Err(Reason::OrderTooSmall)
    } else if p.order_minor_max.is_some_and(|most| order.amount > most) {
        Err(Reason::OrderTooLarge)
    } else if !within(before.sales, p.period_sales_min, p.period_sales_max)
        || !within(before.amount, p.period_minor_min, p.period_minor_max)
    {
        Err(Reason::PeriodTotals)
    } else {
        phase
    }
}

/// Takes the lines a rule wins and what it gives for them.
fn win(
    rule: &Rule,
    phase: Option<Phase>,
    order: &Order<'_>,
    (before, part): (&Totals, Part),
    won: &mut [bool],
) -> Result<Result<Won, Reason>, RewardError> {
    let (mut lines, mut matched) = (Vec::new(), false);
    let (mut base, mut items, mut can_earn) = (0i64, 0i128, 0i64);
    for (line, won) in order.lines.iter().zip(won).filter(|(line, _)| line.commissionable) {
        can_earn = can_earn.checked_add(line.amount).ok_or(RewardError::OutOfRange)?;
        if !line_matches(&rule.predicate, line) {
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
    let percent = |bps: i64| {
        divide(i128::from(base) * i128::from(bps), i128::from(BPS_WHOLE), Rounding::HalfEven)
            .map_err(|_| RewardError::OutOfRange)
    };
    let mut tiers = Vec::new();
    let minor = match (&rule.reward, phase) {
        (_, Some(phase)) => percent(phase.bps)?,
        (Reward::Percent { bps }, None) => percent(*bps)?,
        (Reward::FlatPerOrder { minor }, None) => at_most_base(i128::from(*minor))?,
        (Reward::FlatPerItem { minor }, None) => {
            at_most_base(i128::from(*minor).checked_mul(items).ok_or(RewardError::OutOfRange)?)?
        }
        (Reward::Tiers { measure, mode, tiers: steps }, None) => {
            let (slices, minor) = tier::slices((*measure, *mode), steps, (base, can_earn), (before, part))?;
            tiers = slices;
            minor
        }
        (Reward::FlatPerLead { .. } | Reward::FlatPerClick { .. }, None) => 0,
    };
    Ok(Ok(Won { lines, base_minor: base, minor, tiers, phase }))
}

fn line_matches(predicate: &Predicate, line: &OrderLine<'_>) -> bool {
    let Predicate { skus, categories, .. } = predicate;
    (skus.is_empty() || skus.iter().any(|sku| sku == line.sku))
        && (categories.is_empty()
            || line.category.is_some_and(|category| categories.iter().any(|c| c == category)))
}
