use super::*;
use crate::conversion::NewConversion;
use crate::moment::NewMoment;

mod cutting;
mod mapping;
mod moments;
mod orders;
mod touches;

const REVIEWS: &str = include_str!("../../../../../docs/sample/reviews.csv");
const ORDERS: &str = include_str!("../../../../../docs/sample/orders.csv");

fn reviews() -> Mapping {
    Mapping::parse(include_str!("../../../../../docs/mappings/reviews.toml")).unwrap()
}

fn orders() -> Mapping {
    Mapping::parse(include_str!("../../../../../docs/mappings/orders.toml")).unwrap()
}

/// A mapping for orders with short columns, changed by the test.
fn mapping(extra: &str) -> Mapping {
    let columns = "invoice = \"n\"\nsku = \"s\"\nquantity = \"q\"\nunit_price = \"p\"\ndate = \"d\"";
    let text = format!("kind = \"orders\"\n[columns]\n{columns}\n[fixed]\ncurrency = \"GBP\"\n{extra}");
    Mapping::parse(&text).unwrap()
}

fn sales(rows: &[OrderRow]) -> Vec<(u64, &NewConversion)> {
    rows.iter()
        .filter_map(|row| if let OrderRow::Sale(line, sale) = row { Some((*line, sale)) } else { None })
        .collect()
}

fn refunds(rows: &[OrderRow]) -> Vec<(u64, &RefundCandidate)> {
    rows.iter()
        .filter_map(|row| if let OrderRow::Refund(line, one) = row { Some((*line, one)) } else { None })
        .collect()
}

fn refused(rows: &[OrderRow]) -> Vec<(u64, Option<&str>, &str)> {
    rows.iter()
        .filter_map(|row| match row {
            OrderRow::Refused(r) => Some((r.line, r.external_id.as_deref(), r.code)),
            _ => None,
        })
        .collect()
}
