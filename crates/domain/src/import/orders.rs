//! Rows of a file become sales and refunds.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::mapping::{Mapping, OrderRows, Price};
use super::table::{Fault, Layout, Row, read};
use super::{Format, ImportError, Refused};
use crate::conversion::{ConversionKind, EXTERNAL_ID_CHARS_MAX, NewConversion, NewLine};
use crate::money::{AMOUNT_MINOR_MAX, Amount, Currency, MoneyError};
use crate::text::is_line;

/// One order, or one line of a cancellation.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderRow {
    /// An order, and the line of its first row.
    Sale(u64, NewConversion),
    /// One line of a cancellation, and its line in the file.
    Refund(u64, RefundCandidate),
    /// An order or a cancelled line that does not go in.
    Refused(Refused),
}

/// A line of a cancellation: a refund that still has to find its sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundCandidate {
    /// `C536379:1`: the cancellation and the number of the line in it.
    pub external_id: String,
    /// The buyer, where the file names one.
    pub customer: Option<String>,
    /// The stock code taken back.
    pub sku: String,
    /// Units taken back, above zero.
    pub quantity: i64,
    /// Minor units taken back, above zero.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
    /// When.
    pub occurred_at: DateTime<Utc>,
}

/// Reads one piece of orders: a sale for each order, a refund for each line of a cancellation, and what is refused.
///
/// Rows of one order follow each other; an order is taken whole or not at all. `first_line` is as in
/// [`read_moments`](super::read_moments).
/// Errors: a mapping for something else, a mapped column that is not there, a piece that is too large.
pub fn read_orders(
    format: Format,
    text: &str,
    mapping: &Mapping,
    first_line: u64,
) -> Result<Vec<OrderRow>, ImportError> {
    let rules = mapping.orders()?;
    let (layout, rows) = read(format, text, mapping, first_line)?;
    let reader = Reader::new(rules, &layout)?;
    let groups: Vec<&[Row]> = rows
        .chunk_by(|one, next| reader.invoice(one).is_some() && reader.invoice(one) == reader.invoice(next))
        .collect();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for invoice in groups.iter().filter_map(|group| reader.invoice(&group[0])) {
        *seen.entry(invoice).or_default() += 1;
    }
    let mut read = Vec::with_capacity(groups.len());
    for group in groups {
        let Some(invoice) = reader.invoice(&group[0]) else {
            let fault = group[0].fault.clone().unwrap_or(Fault::new("NO_INVOICE", "no invoice number"));
            read.push(OrderRow::Refused(group[0].refused(None, fault)));
            continue;
        };
        if seen.get(invoice).is_some_and(|times| *times > 1) {
            let fault = Fault::new("SCATTERED_ORDER", "rows of this order do not follow each other");
            read.push(OrderRow::Refused(group[0].refused(Some(invoice), fault)));
        } else if rules.cancellation_prefix.as_ref().is_some_and(|prefix| invoice.starts_with(prefix)) {
            read.extend((1..).zip(group).map(|(number, row)| reader.refund(invoice, number, row)));
        } else {
            read.push(reader.order(invoice, group));
        }
    }
    Ok(read)
}

/// The mapped columns, found.
struct Reader<'a> {
    rules: &'a OrderRows,
    invoice: usize,
    sku: usize,
    title: Vec<usize>,
    quantity: usize,
    price: usize,
    date: usize,
    customer: Option<usize>,
    country: Option<usize>,
    code: Option<usize>,
}

/// A row of an order, read.
struct Sold<'a> {
    sku: &'a str,
    quantity: i64,
    /// Of the line, in minor units; signed as in the file.
    amount: i64,
}

impl<'a> Reader<'a> {
    fn new(rules: &'a OrderRows, layout: &Layout) -> Result<Reader<'a>, ImportError> {
        let columns = &rules.columns;
        let (Price::Unit(price) | Price::Line(price)) = &rules.price;
        Ok(Reader {
            rules,
            invoice: layout.place(&columns.invoice)?,
            sku: layout.place(&columns.sku)?,
            title: layout.places(columns.title.as_ref())?,
            quantity: layout.place(&columns.quantity)?,
            price: layout.place(price)?,
            date: layout.place(&columns.date)?,
            customer: layout.maybe(columns.customer.as_ref())?,
            country: layout.maybe(columns.country.as_ref())?,
            code: layout.maybe(columns.code.as_ref())?,
        })
    }

    fn invoice<'r>(&self, row: &'r Row) -> Option<&'r str> {
        row.text(Some(self.invoice))
    }

    fn order(&self, invoice: &str, rows: &[Row]) -> OrderRow {
        match self.sale(invoice, rows) {
            Ok(sale) => OrderRow::Sale(rows[0].line, sale),
            Err((row, fault)) => OrderRow::Refused(row.refused(Some(invoice), fault)),
        }
    }

    /// The order of these rows, or the first row that stands in its way.
    fn sale<'r>(&self, invoice: &str, rows: &'r [Row]) -> Result<NewConversion, (&'r Row, Fault)> {
        let first = &rows[0];
        let mut sold = Vec::with_capacity(rows.len());
        let mut total = 0i64;
        for row in rows {
            let line = self.sold(row).map_err(|fault| (row, fault))?;
            total = total.checked_add(line.amount).ok_or((row, out_of_range()))?;
            sold.push(line);
        }
        if total == 0 {
            return Err((first, Fault::new("LINES_TOTAL_ZERO", "stock movement: lines total zero")));
        }
        let mut lines = Vec::with_capacity(rows.len());
        for (row, sold) in rows.iter().zip(sold) {
            self.same_order(first, row).map_err(|fault| (row, fault))?;
            if sold.quantity <= 0 {
                let reason = format!(
                    "quantity {} in an order; what comes back belongs in a cancellation",
                    sold.quantity
                );
                return Err((row, Fault::new("QUANTITY_NOT_POSITIVE", reason)));
            }
            if sold.amount < 0 {
                return Err((row, Fault::new("AMOUNT_NEGATIVE", "a line below zero in an order")));
            }
            lines.push(NewLine {
                sku: sold.sku.to_owned(),
                title: row.joined(&self.title),
                quantity: sold.quantity,
                amount: sold.amount,
                commissionable: !self.rules.not_commissionable.iter().any(|sku| sku == sold.sku),
            });
        }
        let owned = |place| first.text(place).map(str::to_owned);
        let occurred_at = self.date(first).map_err(|fault| (first, fault))?;
        let sale = NewConversion {
            kind: ConversionKind::Sale,
            external_id: invoice.to_owned(),
            currency: self.rules.currency,
            lines,
            amount: None,
            customer: owned(self.customer),
            customer_email: None,
            country: owned(self.country),
            code: owned(self.code),
            subscription: None,
            click_ids: Vec::new(),
            occurred_at: Some(occurred_at),
        };
        match sale.clone().validate(occurred_at) {
            Ok(_) => Ok(sale),
            Err(error) => Err((first, Fault::new(error.code(), error.to_string()))),
        }
    }

    /// One line of a cancellation.
    fn refund(&self, invoice: &str, number: usize, row: &Row) -> OrderRow {
        let external_id = format!("{invoice}:{number}");
        match self.candidate(&external_id, row) {
            Ok(candidate) => OrderRow::Refund(row.line, candidate),
            Err(fault) => OrderRow::Refused(row.refused(Some(&external_id), fault)),
        }
    }

    fn candidate(&self, external_id: &str, row: &Row) -> Result<RefundCandidate, Fault> {
        let sold = self.sold(row)?;
        if sold.quantity >= 0 || sold.amount > 0 {
            return Err(Fault::new(
                "CANCELLATION_POSITIVE",
                "the quantity of a cancelled line is below zero",
            ));
        }
        if sold.amount == 0 {
            return Err(Fault::new("REFUND_ZERO", "the cancelled line gives nothing back"));
        }
        let customer = row.text(self.customer);
        let bounded = [Some(external_id), Some(sold.sku), customer];
        if !bounded.into_iter().flatten().all(|text| is_line(text, EXTERNAL_ID_CHARS_MAX)) {
            let reason = format!(
                "invoice, stock code and customer have at most {EXTERNAL_ID_CHARS_MAX} plain characters"
            );
            return Err(Fault::new("TOO_LONG", reason));
        }
        if sold.amount < -AMOUNT_MINOR_MAX {
            return Err(out_of_range());
        }
        Ok(RefundCandidate {
            external_id: external_id.to_owned(),
            customer: customer.map(str::to_owned),
            sku: sold.sku.to_owned(),
            quantity: -sold.quantity,
            amount: -sold.amount,
            currency: self.rules.currency,
            occurred_at: self.date(row)?,
        })
    }

    fn sold<'r>(&self, row: &'r Row) -> Result<Sold<'r>, Fault> {
        if let Some(fault) = &row.fault {
            return Err(fault.clone());
        }
        let sku = row.text(Some(self.sku)).ok_or(Fault::new("NO_SKU", "no stock code"))?;
        let text = row.text(Some(self.quantity)).ok_or(Fault::new("NO_QUANTITY", "no quantity"))?;
        let invalid = || Fault::invalid("QUANTITY_INVALID", text, "not a whole number");
        let quantity: i64 = text.parse().map_err(|_| invalid())?;
        // The smallest number has no opposite.
        if quantity == i64::MIN {
            return Err(invalid());
        }
        let cell = row.cell(Some(self.price)).ok_or(Fault::new("NO_AMOUNT", "no price"))?;
        let mark = if cell.number { '.' } else { self.rules.decimal_mark };
        let price =
            Amount::parse_decimal(&cell.text, mark, self.rules.currency).map_err(|error| match error {
                MoneyError::OutOfRange => out_of_range(),
                _ => Fault::invalid("AMOUNT_INVALID", &cell.text, "not an amount of this file's currency"),
            })?;
        let amount = match self.rules.price {
            Price::Unit(_) => price.minor.checked_mul(quantity).ok_or_else(out_of_range)?,
            Price::Line(_) => price.minor,
        };
        Ok(Sold { sku, quantity, amount })
    }

    /// An order has one customer, country and code. Its time is its first row's: some systems stamp each line.
    fn same_order(&self, first: &Row, row: &Row) -> Result<(), Fault> {
        let named = [(self.customer, "customer"), (self.country, "country"), (self.code, "code")];
        match named.into_iter().find(|(place, _)| first.text(*place) != row.text(*place)) {
            Some((_, what)) => {
                Err(Fault::new("MIXED_ORDER", format!("the rows of one order name more than one {what}")))
            }
            None => Ok(()),
        }
    }

    fn date(&self, row: &Row) -> Result<DateTime<Utc>, Fault> {
        let text = row.text(Some(self.date)).ok_or(Fault::new("NO_DATE", "no date"))?;
        self.rules.when.read(text).ok_or(Fault::invalid("DATE_INVALID", text, "not a date of this file"))
    }
}

fn out_of_range() -> Fault {
    Fault::new("AMOUNT_OUT_OF_RANGE", "the amount is too large")
}
