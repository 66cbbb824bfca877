//! Lines of CSV files that people open in spreadsheets.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula, in both widths.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text that somebody else wrote, as a cell that no spreadsheet runs: an apostrophe stands before what would begin
/// a formula.
pub fn text(value: &str) -> Cow<'_, str> {
    let begins_a_formula = value.starts_with(['\t', '\r', '\n']) || value.trim_start().starts_with(FORMULA);
    if begins_a_formula { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
}

/// Adds one line, its cells quoted where they must be. Source: RFC 4180.
pub fn push_line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_a_text() {
        for formula in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n", " =1", "＝1", "＋1", "－1", "＠x"]
        {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for harmless in ["", "Ann", "a=b", "1-2", "'=1", "accrue:attribution_01", "Ann, \"the\" potter"] {
            assert_eq!(text(harmless), harmless);
        }
    }

    #[test]
    fn lines_are_read_back() {
        let cells = ["plain", "", "a,b", "say \"so\"", "two\nlines", "Zoë"];
        let mut out = String::new();
        push_line(&mut out, cells);
        push_line(&mut out, ["1", "2", "3", "4", "5", "6"]);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows[0].iter().collect::<Vec<_>>(), cells);
        assert_eq!(rows[1].len(), 6);
    }
}
