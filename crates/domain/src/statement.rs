//! The statement of a payout: what it paid, line by line, as rows for a table and as CSV.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::csv::{push_line, text};
use crate::ids::{AffiliateId, CommissionId, PayoutId, TenantId};
use crate::money::{Amount, Currency};

/// What one line of a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// A commission.
    Commission,
    /// A correction of one.
    Adjustment,
    /// A debt that was recovered.
    DebtRecovered,
}

impl LineKind {
    /// The word on the statement.
    pub const fn as_str(&self) -> &'static str {
        match self {
            LineKind::Commission => "Commission",
            LineKind::Adjustment => "Adjustment",
            LineKind::DebtRecovered => "Debt recovered",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// When the commission was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The commission.
    pub commission: CommissionId,
    /// The brand's own id of the conversion it comes from, as the brand gave it.
    pub conversion: Option<String>,
    /// What it adds to the total, in minor units; below zero for what is taken off.
    pub minor: i64,
}

/// A payout's statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The payout.
    pub payout: PayoutId,
    /// Who was paid.
    pub affiliate: AffiliateId,
    /// Their name.
    pub affiliate_name: String,
    /// Who paid.
    pub tenant: TenantId,
    /// Their name.
    pub tenant_name: String,
    /// When Stripe made the transfer, or the debts took all of it.
    pub paid_at: DateTime<Utc>,
    /// Stripe's id of the transfer; none where nothing was left to send.
    pub stripe_transfer: Option<String>,
    /// What it is in.
    pub currency: Currency,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    /// What was transferred, in minor units.
    pub total: i64,
    /// What of it Stripe has taken back since.
    pub reversed: i64,
}

/// A statement's lines do not come to what was transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the lines come to {lines}, the transfer was {total}")]
pub struct StatementError {
    /// The sum of the lines.
    pub lines: i64,
    /// What was transferred.
    pub total: i64,
}

impl Statement {
    /// Checks that the lines sum to the total, and puts them in order. Errors: [`StatementError`].
    pub fn checked(mut self) -> Result<Statement, StatementError> {
        let lines = self.lines.iter().map(|line| line.minor).sum();
        if lines != self.total {
            return Err(StatementError { lines, total: self.total });
        }
        self.lines.sort_by_key(|line| (line.recorded_at, line.commission));
        Ok(self)
    }

    /// So many minor units as a decimal number of the statement's currency: `-12.30`, `1500`, `0.125`.
    pub fn decimal(&self, minor: i64) -> String {
        let text = Amount::new(minor, self.currency).to_string();
        text.split_once(' ').map_or(text.clone(), |(_, number)| number.to_owned())
    }

    /// As CSV (RFC 4180): one row per line, and the total as the last row. Every row names payout, payer and payee, so
    /// that files of many payouts can be put under each other. Texts that a spreadsheet would take for a formula begin
    /// with an apostrophe.
    pub fn to_csv(&self) -> String {
        let mut csv = String::from(
            "payout,paid_at,stripe_transfer,payer,payer_id,payee,payee_id,kind,recorded_at,commission,conversion,currency,amount\r\n",
        );
        let (paid_at, total) = (stamp(self.paid_at), self.total);
        let mut row = |kind: &str, recorded_at: &str, commission: &str, conversion: &str, minor: i64| {
            let (payout, tenant, affiliate) =
                (self.payout.to_string(), self.tenant.to_string(), self.affiliate.to_string());
            // A number of our own making: below zero it begins with a minus, and is meant to.
            let amount = self.decimal(minor);
            let cells: [Cow<'_, str>; 13] = [
                payout.into(),
                paid_at.as_str().into(),
                text(self.stripe_transfer.as_deref().unwrap_or_default()),
                text(&self.tenant_name),
                tenant.into(),
                text(&self.affiliate_name),
                affiliate.into(),
                kind.into(),
                recorded_at.into(),
                commission.into(),
                text(conversion),
                self.currency.as_str().into(),
                amount.into(),
            ];
            push_line(&mut csv, cells.iter().map(AsRef::as_ref));
        };
        for line in &self.lines {
            let conversion = line.conversion.as_deref().unwrap_or_default();
            let commission = line.commission.to_string();
            row(line.kind.as_str(), &stamp(line.recorded_at), &commission, conversion, line.minor);
        }
        row("Total", "", "", "", total);
        if self.reversed > 0 {
            row("Taken back since", "", "", "", -self.reversed);
        }
        csv
    }
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use uuid::Uuid;

    fn line(kind: LineKind, number: u128, minor: i64) -> Line {
        Line {
            kind,
            recorded_at: "2026-03-02T10:00:00.5Z".parse().unwrap(),
            commission: CommissionId::from_uuid(Uuid::from_u128(number)),
            conversion: Some(format!("order-{number}")),
            minor,
        }
    }

    fn statement(currency: Currency, lines: Vec<Line>) -> Statement {
        Statement {
            payout: PayoutId::from_uuid(Uuid::from_u128(1)),
            affiliate: AffiliateId::from_uuid(Uuid::from_u128(2)),
            affiliate_name: "Joe".into(),
            tenant: TenantId::from_uuid(Uuid::from_u128(3)),
            tenant_name: "Shop".into(),
            paid_at: "2026-04-01T00:00:00Z".parse().unwrap(),
            stripe_transfer: Some("tr_1".into()),
            currency,
            total: lines.iter().map(|l| l.minor).sum(),
            lines,
            reversed: 0,
        }
    }

    fn rows(statement: &Statement) -> Vec<Vec<String>> {
        let text = statement.to_csv();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn lines_come_to_the_total_or_there_is_no_statement() {
        let lines = vec![
            line(LineKind::Commission, 9, 1_000),
            line(LineKind::Adjustment, 8, -250),
            line(LineKind::DebtRecovered, 7, -50),
        ];
        let good = statement(Currency::GBP, lines).checked().unwrap();
        assert_eq!(good.lines[0].commission, CommissionId::from_uuid(Uuid::from_u128(7)));
        let wrong = Statement { total: 701, ..good.clone() };
        assert_eq!(wrong.checked(), Err(StatementError { lines: 700, total: 701 }));
        let amounts: Vec<String> = rows(&good).iter().map(|row| row[12].clone()).collect();
        assert_eq!(amounts, ["-0.50", "-2.50", "10.00", "7.00"]);
    }

    #[test]
    fn amounts_have_the_currencys_decimals() {
        let amount = |currency, minor| statement(currency, vec![]).decimal(minor);
        assert_eq!(amount(Currency::JPY, 1_500), "1500");
        assert_eq!(amount(Currency::GBP, -5), "-0.05");
    }

    #[test]
    fn no_text_is_a_formula_and_every_text_comes_back() {
        for hostile in [
            "=HYPERLINK(\"http://evil\",\"x\")",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "|cmd",
            "%x",
            "a,\"b\"\r\nc",
            "ordinary",
            "山田, 太郎",
        ] {
            let mut own = statement(Currency::GBP, vec![line(LineKind::Commission, 1, 1)]);
            own.affiliate_name = hostile.into();
            own.lines[0].conversion = Some(hostile.into());
            let row = rows(&own).remove(0);
            for cell in [&row[5], &row[10]] {
                assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), hostile);
                let begins = cell.trim_start().chars().next().unwrap();
                assert!(!"=+-@|%".contains(begins), "{cell}");
            }
        }
    }
}
