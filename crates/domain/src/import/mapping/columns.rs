//! The columns a mapping names, by their names or by their positions.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum Column {
    /// By its name; `""` is the unnamed one.
    Name(String),
    /// By its position, from 1.
    Position(usize),
}

/// One column, or several whose texts are joined by spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Columns(pub Vec<Column>);

/// `[columns]` of a mapping for moments.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct MomentColumns {
    pub external_id: Column,
    pub title: Option<Columns>,
    pub body: Columns,
    pub rating: Option<Column>,
    pub permalink: Option<Column>,
    pub creator: Option<Column>,
    pub creator_name: Option<Column>,
    pub customer: Option<Column>,
    pub product: Option<Column>,
    pub product_title: Option<Columns>,
    pub product_category: Option<Column>,
    pub published_at: Option<Column>,
    pub language: Option<Column>,
}

/// `[columns]` of a mapping for orders.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct OrderColumns {
    pub invoice: Column,
    pub sku: Column,
    pub title: Option<Columns>,
    pub quantity: Column,
    pub unit_price: Option<Column>,
    pub line_amount: Option<Column>,
    pub date: Column,
    pub customer: Option<Column>,
    pub country: Option<Column>,
    pub code: Option<Column>,
}

/// `[columns]` of a mapping for touches.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct TouchColumns {
    pub external_id: Column,
    pub kind: Option<Column>,
    pub link: Option<Column>,
    pub code: Option<Column>,
    pub moment: Option<Column>,
    pub date: Column,
    pub customer: Option<Column>,
    pub visitor: Option<Column>,
    pub consent: Option<Column>,
}

impl MomentColumns {
    /// Every column, in no order.
    pub fn all(&self) -> Vec<&Column> {
        let single = [&self.rating, &self.permalink, &self.creator, &self.creator_name];
        let more =
            [&self.customer, &self.product, &self.product_category, &self.published_at, &self.language];
        let joined = [&self.title, &self.product_title];
        let mut all = vec![&self.external_id];
        all.extend(&self.body.0);
        all.extend(single.into_iter().chain(more).flatten());
        all.extend(joined.into_iter().flatten().flat_map(|columns| &columns.0));
        all
    }
}

impl OrderColumns {
    /// Every column, in no order.
    pub fn all(&self) -> Vec<&Column> {
        let optional = [&self.unit_price, &self.line_amount, &self.customer, &self.country, &self.code];
        let mut all = vec![&self.invoice, &self.sku, &self.quantity, &self.date];
        all.extend(optional.into_iter().flatten());
        all.extend(self.title.iter().flat_map(|columns| &columns.0));
        all
    }
}

impl TouchColumns {
    /// Every column, in no order.
    pub fn all(&self) -> Vec<&Column> {
        let optional = [&self.kind, &self.link, &self.code, &self.moment];
        let more = [&self.customer, &self.visitor, &self.consent];
        let mut all = vec![&self.external_id, &self.date];
        all.extend(optional.into_iter().chain(more).flatten());
        all
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Column, D::Error> {
        deserializer.deserialize_any(ColumnVisitor)
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Columns, D::Error> {
        deserializer.deserialize_any(ColumnsVisitor)
    }
}

struct ColumnVisitor;

impl Visitor<'_> for ColumnVisitor {
    type Value = Column;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column's name, or its position from 1")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Column, E> {
        Ok(Column::Name(name.trim().to_owned()))
    }

    fn visit_i64<E: Error>(self, position: i64) -> Result<Column, E> {
        match usize::try_from(position) {
            Ok(position) if position > 0 => Ok(Column::Position(position)),
            _ => Err(E::custom("positions of columns count from 1")),
        }
    }
}

struct ColumnsVisitor;

impl<'de> Visitor<'de> for ColumnsVisitor {
    type Value = Columns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column's name, its position from 1, or a list of those")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Columns, E> {
        ColumnVisitor.visit_str(name).map(|column| Columns(vec![column]))
    }

    fn visit_i64<E: Error>(self, position: i64) -> Result<Columns, E> {
        ColumnVisitor.visit_i64(position).map(|column| Columns(vec![column]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Columns, A::Error> {
        let mut columns = Vec::new();
        while let Some(column) = list.next_element()? {
            columns.push(column);
        }
        if columns.is_empty() {
            return Err(A::Error::custom("a list of columns is not empty"));
        }
        Ok(Columns(columns))
    }
}
