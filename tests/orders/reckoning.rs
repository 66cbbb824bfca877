//! What an order file pays, reckoned from the files alone: nothing of `domain` is asked, and every step goes another way.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, Duration, Utc};

use super::files::{Row, Touch};
use super::fraction::{Fraction, give_out};
use super::terms::{BLOGGERS, CREATORS, Terms};

/// What a payee comes to, in pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// What they were credited with.
    pub paid: i64,
    /// What cancellations took back of it.
    pub back: i64,
    /// What caps cut: it lies outside the terms.
    pub cut: i64,
}

/// What one payee gets of one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub payee: String,
    /// What they would have earned alone.
    pub alone: i64,
    pub pays: i64,
    pub cut: i64,
}

/// What all of it comes to.
#[derive(Debug, Default)]
pub struct Reckoned {
    pub payees: BTreeMap<String, Sums>,
    /// By invoice, in the order in which they came onto the path.
    pub orders: BTreeMap<String, Vec<Part>>,
    /// Cancelled lines that took something back.
    pub cancelled: usize,
}

/// What a payee has come to in a month.
#[derive(Clone, Copy, Default)]
struct Month {
    sales: i64,
    pence: i64,
    paid: i64,
}

/// An order, and what is left of it.
struct Open {
    invoice: String,
    month: (i32, u32),
    /// All of it, and the goods of it.
    pence: i64,
    goods: i64,
    back: i64,
    goods_back: i64,
    /// Who was paid what, what is left of that, and which part of the goods is theirs.
    payees: Vec<(String, i64, i64, i64)>,
}

struct Line {
    order: usize,
    row: Row,
    quantity: i64,
    pence: i64,
}

/// Reckons the orders from the first to the last.
pub fn reckon(rows: &[Row], touches: &[Touch], with_codes: &[String], terms: &Terms) -> Reckoned {
    let mut reckoned = Reckoned::default();
    let mut months: HashMap<(String, (i32, u32)), Month> = HashMap::new();
    let mut bought: HashMap<String, Vec<DateTime<Utc>>> = HashMap::new();
    let (mut orders, mut lines): (Vec<Open>, Vec<Line>) = (Vec::new(), Vec::new());
    let counted = counted(touches);
    for invoice in rows.chunk_by(|a, b| a.invoice == b.invoice) {
        if invoice[0].is_cancelled() {
            for row in invoice {
                let to = lines.iter_mut().filter(|line| {
                    !row.customer.is_empty()
                        && line.row.customer == row.customer
                        && line.row.sku == row.sku
                        && line.row.at <= row.at
                        && line.quantity + row.quantity >= 0
                        && line.pence + row.pence >= 0
                });
                let Some(line) = to.max_by_key(|line| (line.row.at, line.order)) else { continue };
                line.quantity += row.quantity;
                line.pence += row.pence;
                reckoned.cancelled += 1;
                let goods = if line.row.is_goods() { -row.pence } else { 0 };
                take_back(&mut orders[line.order], -row.pence, goods, &mut months, &mut reckoned);
            }
            continue;
        }
        let (pence, first) = (invoice.iter().map(|row| row.pence).sum::<i64>(), &invoice[0]);
        if pence == 0 {
            continue;
        }
        let own = bought.entry(first.customer.clone()).or_default();
        let before = own.iter().filter(|at| **at < first.at && !first.customer.is_empty()).max().copied();
        own.push(first.at);
        let path = path(first, before, &counted, with_codes);
        let held = held(&path, terms);
        let goods: Vec<&Row> = invoice.iter().filter(|row| row.is_goods()).collect();
        let worth: i64 = goods.iter().map(|row| row.pence).sum();
        let month = (first.at.year(), first.at.month());
        let of_month = |payee: &str, months: &HashMap<_, Month>| {
            months.get(&(payee.to_owned(), month)).copied().unwrap_or_default()
        };

        let alone: Vec<i64> = held
            .iter()
            .map(|(payee, held)| alone(payee, *held, &goods, pence, of_month(payee, &months), terms))
            .collect();
        let shares: Vec<Fraction> =
            held.iter().zip(&alone).map(|((_, held), alone)| held.times(Fraction::whole(*alone))).collect();
        let pool = shares.iter().fold(Fraction::NONE, |sum, share| sum.plus(*share)).nearest();
        let mut paid = Vec::new();
        for (((payee, held), alone), part) in held.iter().zip(&alone).zip(give_out(pool, &shares)) {
            let (of_order, of_period) = terms.caps(payee);
            let so_far = of_month(payee, &months);
            let left = of_period.map_or(part, |cap| cap - so_far.paid);
            let pays = part.min(of_order.unwrap_or(part)).min(left);
            let theirs = held.times(Fraction::whole(worth)).nearest();
            let month = months.entry((payee.clone(), month)).or_default();
            (month.sales, month.pence, month.paid) =
                (month.sales + 1, month.pence + theirs, month.paid + pays);
            let sums = reckoned.payees.entry(payee.clone()).or_default();
            (sums.paid, sums.cut) = (sums.paid + pays, sums.cut + part - pays);
            let of_order = reckoned.orders.entry(first.invoice.clone()).or_default();
            of_order.push(Part { payee: payee.clone(), alone: *alone, pays, cut: part - pays });
            paid.push((payee.clone(), pays, pays, theirs));
        }
        for row in invoice {
            lines.push(Line {
                order: orders.len(),
                row: row.clone(),
                quantity: row.quantity,
                pence: row.pence,
            });
        }
        let invoice = first.invoice.clone();
        orders.push(Open { invoice, month, pence, goods: worth, back: 0, goods_back: 0, payees: paid });
    }
    reckoned
}

/// The touches that count: not those without consent, nor those less than an hour after one that counts.
fn counted(touches: &[Touch]) -> Vec<&Touch> {
    let mut sorted: Vec<&Touch> = touches.iter().filter(|touch| touch.consents).collect();
    sorted.sort_by_key(|touch| touch.at);
    let mut counted: Vec<&Touch> = Vec::new();
    for touch in sorted {
        let again = |other: &&Touch| {
            other.customer == touch.customer
                && other.of == touch.of
                && touch.at - other.at < Duration::hours(1)
        };
        if !counted.iter().any(again) {
            counted.push(touch);
        }
    }
    counted
}

/// Who was met, and when, before an order: in the thirty days before it, and since the customer has bought last.
fn path(
    order: &Row,
    before: Option<DateTime<Utc>>,
    counted: &[&Touch],
    with_codes: &[String],
) -> Vec<(String, DateTime<Utc>)> {
    let mut path: Vec<(String, DateTime<Utc>)> = counted
        .iter()
        .filter(|touch| !order.customer.is_empty() && touch.customer == order.customer)
        .filter(|touch| touch.at <= order.at && order.at < touch.at + Duration::days(30))
        .filter(|touch| before.is_none_or(|before| touch.at > before))
        .map(|touch| (touch.of.clone(), touch.at))
        .collect();
    if with_codes.contains(&order.country) {
        path.push((order.country.clone(), order.at));
    }
    path
}

/// Which part of an order each payee holds.
fn held(path: &[(String, DateTime<Utc>)], terms: &Terms) -> Vec<(String, Fraction)> {
    let Some((_, youngest)) = path.last() else { return Vec::new() };
    let weights: Vec<Fraction> = path
        .iter()
        .map(|(_, at)| {
            let (age, half) = ((*youngest - *at).num_seconds(), terms.half_life_hours * 3_600);
            assert_eq!(age % half, 0, "this reckoning halves a whole number of times");
            Fraction::of(1, 1 << (age / half))
        })
        .collect();
    let all = weights.iter().fold(Fraction::NONE, |sum, weight| sum.plus(*weight));
    let first = Fraction::percent_hundredths(terms.first_bps);
    let between = path.len().saturating_sub(2);
    let assists = Fraction::percent_hundredths(if between == 0 { 0 } else { terms.assist_bps });
    let model = Fraction::ALL.minus(first).minus(assists);

    let mut held: Vec<(String, Fraction)> = Vec::new();
    for (n, ((payee, _), weight)) in path.iter().zip(weights).enumerate() {
        let mut part = weight.by(all).times(model);
        if n == 0 {
            part = part.plus(first);
        } else if n + 1 < path.len() {
            part = part.plus(assists.by(Fraction::whole(i64::try_from(between).unwrap())));
        }
        match held.iter_mut().find(|(other, _)| other == payee) {
            Some((_, held)) => *held = held.plus(part),
            None => held.push((payee.clone(), part)),
        }
    }

    // Creators together to their ceiling, and the others have the rest.
    let creator = |payee: &str| CREATORS.contains(&payee);
    let sum = |held: &[(String, Fraction)], is: &dyn Fn(&str) -> bool| {
        held.iter().filter(|(payee, _)| is(payee)).fold(Fraction::NONE, |sum, (_, held)| sum.plus(*held))
    };
    let ceiling = Fraction::percent_hundredths(terms.creator_ceiling_bps);
    let creators = sum(&held, &creator);
    if ceiling.below(creators) && creators != Fraction::ALL {
        let rest = Fraction::ALL.minus(ceiling).by(Fraction::ALL.minus(creators));
        for (payee, held) in &mut held {
            *held = held.times(if creator(payee) { ceiling.by(creators) } else { rest });
        }
    }
    // The closer to the floor, at the cost of other affiliates.
    let Some((closer, _)) = path.iter().rev().find(|(payee, _)| !creator(payee)) else { return held };
    let floor = Fraction::percent_hundredths(terms.closer_floor_bps);
    let (affiliates, of_closer) =
        (sum(&held, &|payee| !creator(payee)), sum(&held, &|payee| payee == closer));
    if of_closer.below(floor) && of_closer.below(affiliates) {
        let rest = affiliates.minus(floor).by(affiliates.minus(of_closer));
        for (payee, held) in &mut held {
            if payee == closer {
                *held = floor;
            } else if !creator(payee) {
                *held = held.times(rest);
            }
        }
    }
    held
}

/// What a payee's own terms give for an order, if nobody else had helped; tiers they climb by the part that they hold.
fn alone(payee: &str, held: Fraction, goods: &[&Row], pence: i64, so_far: Month, terms: &Terms) -> i64 {
    let of = |rows: &mut dyn Iterator<Item = &&Row>| rows.map(|row| row.pence).sum::<i64>();
    let rate = |pence: i64, bps: i64| Fraction::of(i128::from(pence) * i128::from(bps), 10_000).nearest();
    if CREATORS.contains(&payee) {
        let per_item = |row: &&&Row| row.sku == terms.item_sku;
        let items: i64 = goods.iter().filter(per_item).map(|row| row.quantity).sum();
        let flat = (items * terms.item_pence).min(of(&mut goods.iter().filter(per_item)));
        return flat + rate(of(&mut goods.iter().filter(|row| row.sku != terms.item_sku)), terms.creator_bps);
    }
    if BLOGGERS.contains(&payee) {
        if pence >= terms.large_from {
            return rate(of(&mut goods.iter()), terms.large_bps);
        }
        let (_, bps) = terms.sales_tiers.iter().rfind(|(from, _)| *from <= so_far.sales).unwrap();
        return rate(of(&mut goods.iter()), *bps);
    }
    let light = rate(of(&mut goods.iter().filter(|row| row.light)), terms.light_bps);
    // Penny by penny of what is theirs: so many lie in each tier, and all of it lies there in that proportion.
    let tiered = of(&mut goods.iter().filter(|row| !row.light));
    let theirs = held.times(Fraction::whole(tiered)).nearest();
    let tier_of = |penny: i64| terms.tiers.iter().rposition(|(from, _)| *from <= penny).unwrap();
    let mut pennies = vec![0; terms.tiers.len()];
    (so_far.pence..so_far.pence + theirs).for_each(|penny| pennies[tier_of(penny)] += 1);
    if theirs == 0 {
        pennies[tier_of(so_far.pence)] = 1;
    }
    let lie: Vec<Fraction> = pennies.into_iter().map(Fraction::whole).collect();
    let parts: i64 =
        give_out(tiered, &lie).iter().zip(&terms.tiers).map(|(pence, (_, bps))| pence * bps).sum();
    light + Fraction::of(i128::from(parts), 10_000).nearest()
}

/// A line of an order is taken back: so much of all it has paid as of its goods, each from what they have left.
fn take_back(
    order: &mut Open,
    pence: i64,
    goods: i64,
    months: &mut HashMap<(String, (i32, u32)), Month>,
    reckoned: &mut Reckoned,
) {
    let goods_before = order.goods - order.goods_back;
    (order.back, order.goods_back) = (order.back + pence, order.goods_back + goods);
    // What is left of their part of the goods counts, and the order until nothing is left of it.
    let whole = order.back == order.pence;
    for (payee, _, _, theirs) in &order.payees {
        let of =
            |left: i64| Fraction::of(i128::from(theirs * left), i128::from(order.goods.max(1))).nearest();
        let month = months.entry((payee.clone(), order.month)).or_default();
        month.pence += of(order.goods - order.goods_back) - of(goods_before);
        month.sales -= i64::from(whole);
    }
    let paid: i64 = order.payees.iter().map(|(_, paid, ..)| paid).sum();
    let left: i64 = order.payees.iter().map(|(_, _, left, _)| left).sum();
    if paid > 0 && order.goods > 0 {
        let stays =
            paid - Fraction::of(i128::from(paid * order.goods_back), i128::from(order.goods)).nearest();
        let shares: Vec<Fraction> =
            order.payees.iter().map(|(_, _, left, _)| Fraction::whole(*left)).collect();
        for ((payee, _, left, _), back) in
            order.payees.iter_mut().zip(give_out((left - stays).max(0), &shares))
        {
            *left -= back;
            months.entry((payee.clone(), order.month)).or_default().paid -= back;
            reckoned.payees.entry(payee.clone()).or_default().back += back;
        }
    }
    if whole {
        println!("{} is taken back whole", order.invoice);
    }
}
