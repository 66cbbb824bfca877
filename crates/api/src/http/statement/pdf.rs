//! A statement as PDF, in the Helvetica every reader has: no font is embedded. Its characters are those of WinAnsi, so
//! a letter with a mark that is not among them is shown without the mark, and any other character as `?`; the document
//! then says so. The CSV has every text as it is.

use domain::statement::{Line, Statement};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

// Points, 72 to the inch. A4.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const LEFT: f32 = 50.0;
const RIGHT: f32 = 545.0;
const TOP: f32 = 790.0;
const BOTTOM: f32 = 70.0;
const ROW: f32 = 15.0;

// Where the table's columns begin.
const WHAT: f32 = 112.0;
const CONVERSION: f32 = 188.0;
const COMMISSION: f32 = 312.0;

const REGULAR: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");

/// The document.
pub(super) fn write(statement: &Statement) -> Vec<u8> {
    let mut sheet = Sheet::default();
    head(&mut sheet, statement);
    sheet.table_head();
    for line in &statement.lines {
        if sheet.y < BOTTOM + ROW {
            sheet.turn();
            sheet.table_head();
        }
        row(&mut sheet, statement, line);
    }
    foot(&mut sheet, statement);
    bind(sheet, statement)
}

fn head(sheet: &mut Sheet, statement: &Statement) {
    sheet.text(BOLD, 18.0, LEFT, RIGHT, "Payout statement");
    sheet.y -= 30.0;
    let transfer =
        statement.stripe_transfer.as_deref().unwrap_or("none: all of it was kept back for older debts");
    let paid_at = statement.paid_at.format("%-d %B %Y, %H:%M UTC").to_string();
    let total = format!("{} {}", statement.currency, statement.decimal(statement.total));
    for (name, value, font) in [
        ("Paid to", statement.affiliate_name.as_str(), BOLD),
        ("", &statement.affiliate.to_string(), REGULAR),
        ("Paid by", &statement.tenant_name, BOLD),
        ("", &statement.tenant.to_string(), REGULAR),
        ("Paid on", &paid_at, REGULAR),
        ("Amount", &total, BOLD),
        ("Payout", &statement.payout.to_string(), REGULAR),
        ("Stripe transfer", transfer, REGULAR),
    ] {
        sheet.grey();
        sheet.text(REGULAR, 9.0, LEFT, WHAT + 20.0, name);
        sheet.black();
        sheet.text(font, 9.0, 140.0, RIGHT, value);
        sheet.y -= ROW;
    }
    sheet.y -= 14.0;
}

fn row(sheet: &mut Sheet, statement: &Statement, line: &Line) {
    let day = line.recorded_at.format("%Y-%m-%d").to_string();
    sheet.text(REGULAR, 9.0, LEFT, WHAT - 4.0, &day);
    sheet.text(REGULAR, 9.0, WHAT, CONVERSION - 4.0, line.kind.as_str());
    let conversion = line.conversion.as_deref().unwrap_or("–");
    sheet.text(REGULAR, 9.0, CONVERSION, COMMISSION - 6.0, conversion);
    sheet.text(REGULAR, 7.0, COMMISSION, 470.0, &line.commission.to_string());
    sheet.right(REGULAR, 9.0, &statement.decimal(line.minor));
    sheet.y -= ROW;
}

fn foot(sheet: &mut Sheet, statement: &Statement) {
    // Total, what came back and the note belong together.
    if sheet.y < BOTTOM + 4.0 * ROW {
        sheet.turn();
    }
    sheet.rule(sheet.y + ROW - 4.0);
    sheet.y -= 3.0;
    let count = match statement.lines.len() {
        1 => "Total of 1 line".to_owned(),
        many => format!("Total of {many} lines"),
    };
    sheet.text(BOLD, 9.0, LEFT, COMMISSION, &count);
    sheet.right(BOLD, 9.0, &format!("{} {}", statement.currency, statement.decimal(statement.total)));
    sheet.y -= ROW;
    if statement.reversed > 0 {
        sheet.text(REGULAR, 9.0, LEFT, COMMISSION, "Taken back by Stripe since");
        sheet.right(REGULAR, 9.0, &statement.decimal(-statement.reversed));
        sheet.y -= ROW;
    }
    if sheet.altered {
        sheet.y -= 4.0;
        sheet.grey();
        sheet.text(
            REGULAR,
            7.5,
            LEFT,
            RIGHT,
            "Some characters are not in this document's font: they are shown without their marks, or as ?. The CSV has them all.",
        );
        sheet.black();
    }
}

/// Pages being written, from the top down.
struct Sheet {
    done: Vec<Content>,
    page: Content,
    /// The baseline of what is written next.
    y: f32,
    /// Whether a text could not be shown as it is.
    altered: bool,
}

impl Default for Sheet {
    fn default() -> Sheet {
        Sheet { done: Vec::new(), page: Content::new(), y: TOP, altered: false }
    }
}

impl Sheet {
    fn turn(&mut self) {
        self.done.push(std::mem::replace(&mut self.page, Content::new()));
        self.y = TOP;
    }

    fn grey(&mut self) {
        self.page.set_fill_gray(0.4);
    }

    fn black(&mut self) {
        self.page.set_fill_gray(0.0);
    }

    fn table_head(&mut self) {
        self.grey();
        for (from, to, name) in [
            (LEFT, WHAT, "Recorded"),
            (WHAT, CONVERSION, "What"),
            (CONVERSION, COMMISSION, "Conversion"),
            (COMMISSION, RIGHT, "Commission"),
        ] {
            self.text(REGULAR, 8.0, from, to, name);
        }
        self.right(REGULAR, 8.0, "Amount");
        self.black();
        self.rule(self.y - 5.0);
        self.y -= ROW + 3.0;
    }

    fn rule(&mut self, y: f32) {
        self.page.set_stroke_gray(0.6);
        self.page.set_line_width(0.5);
        self.page.move_to(LEFT, y).line_to(RIGHT, y).stroke();
    }

    /// A text that begins at `from` and ends before `to`, cut with an ellipsis where it is too long.
    fn text(&mut self, font: Name<'static>, size: f32, from: f32, to: f32, text: &str) {
        let bytes = self.encode(text);
        self.show(font, size, from, &cut(bytes, size, to - from));
    }

    /// A text that ends at the right margin.
    fn right(&mut self, font: Name<'static>, size: f32, text: &str) {
        let bytes = self.encode(text);
        self.show(font, size, RIGHT - width(&bytes, size), &bytes);
    }

    fn show(&mut self, font: Name<'static>, size: f32, x: f32, bytes: &[u8]) {
        let y = self.y;
        self.page.begin_text().set_font(font, size).next_line(x, y).show(Str(bytes)).end_text();
    }

    fn encode(&mut self, text: &str) -> Vec<u8> {
        let (bytes, altered) = encode(text);
        self.altered |= altered;
        bytes
    }
}

/// Numbers the pages and puts them into one document.
fn bind(mut sheet: Sheet, statement: &Statement) -> Vec<u8> {
    sheet.turn();
    let pages = std::mem::take(&mut sheet.done);
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    let (catalog, tree, regular, bold, info) =
        (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
    let page_of = |n: i32| Ref::new(6 + 2 * n);
    let contents_of = |n: i32| Ref::new(7 + 2 * n);

    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree).lang(TextStr("en"));
    pdf.document_info(info)
        .title(TextStr(&format!("Statement of {}", statement.payout)))
        .creator(TextStr("Tributary"));
    pdf.pages(tree).kids((0..count).map(page_of)).count(count);
    for (font, name) in [(regular, b"Helvetica".as_slice()), (bold, b"Helvetica-Bold")] {
        pdf.type1_font(font).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for (n, content) in (0..count).zip(pages) {
        let mut last = Sheet { page: content, y: 40.0, ..Sheet::default() };
        last.grey();
        last.text(REGULAR, 7.5, LEFT, 400.0, &format!("Tributary · statement of {}", statement.payout));
        last.right(REGULAR, 7.5, &format!("Page {} of {count}", n + 1));
        let mut page = pdf.page(page_of(n));
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(contents_of(n));
        page.resources().fonts().pair(REGULAR, regular).pair(BOLD, bold);
        page.finish();
        pdf.stream(contents_of(n), &last.page.finish());
    }
    pdf.finish()
}

/// WinAnsi from 0x80 to 0x9f; those of no character are blank.
const UPPER: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

fn byte(c: char) -> Option<u8> {
    match c {
        ' '..='~' => u8::try_from(c).ok(),
        '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        other => UPPER.iter().position(|known| *known == other).and_then(|n| u8::try_from(0x80 + n).ok()),
    }
}

/// A text in WinAnsi, and whether it says less than before.
fn encode(text: &str) -> (Vec<u8>, bool) {
    let (mut bytes, mut altered) = (Vec::with_capacity(text.len()), false);
    // Composed first: a letter and its mark may come as two characters.
    for c in text.nfc() {
        if let Some(byte) = byte(c) {
            bytes.push(byte);
            continue;
        }
        altered = true;
        let plain: Vec<u8> = std::iter::once(c)
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .filter_map(|c| byte(stroke_taken(c)))
            .collect();
        match plain.is_empty() {
            true if is_combining_mark(c) => {}
            true => bytes.push(b'?'),
            false => bytes.extend(plain),
        }
    }
    (bytes, altered)
}

/// Letters whose stroke is no mark to Unicode.
const fn stroke_taken(c: char) -> char {
    match c {
        'Ł' => 'L',
        'ł' => 'l',
        'Đ' => 'D',
        'đ' => 'd',
        'Ħ' => 'H',
        'ħ' => 'h',
        'ı' => 'i',
        other => other,
    }
}

/// Helvetica's widths from the space to the tilde, in thousandths of its size. Source: Adobe's font metrics.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// As wide as any other letter gets.
const WIDTH_OF_OTHERS: u16 = 778;

fn width(bytes: &[u8], size: f32) -> f32 {
    let of = |byte: &u8| match byte.checked_sub(b' ').and_then(|n| WIDTHS.get(usize::from(n))) {
        Some(width) => f32::from(*width),
        None => f32::from(WIDTH_OF_OTHERS),
    };
    bytes.iter().map(of).sum::<f32>() * size / 1_000.0
}

/// Cut to a width; `…` then stands at its end.
fn cut(mut bytes: Vec<u8>, size: f32, most: f32) -> Vec<u8> {
    const ELLIPSIS: u8 = 0x85;
    if width(&bytes, size) <= most {
        return bytes;
    }
    while !bytes.is_empty() && width(&bytes, size) + size > most {
        bytes.pop();
    }
    bytes.push(ELLIPSIS);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, bool) {
        let (bytes, altered) = encode(text);
        let back = |b: u8| match b {
            0x80..=0x9f => UPPER[usize::from(b) - 0x80],
            other => char::from(other),
        };
        (bytes.into_iter().map(back).collect(), altered)
    }

    #[test]
    fn names_are_shown_as_far_as_the_font_goes() {
        for (name, expected) in [
            ("Zoë Müller – 5 €", None),
            ("Zoe\u{308} Mu\u{308}ller", Some(("Zoë Müller", false))),
            ("Łukasz Żółć", Some(("Lukasz Zólc", true))),
            ("Ｊｏｅ ﬁne", Some(("Joe fine", true))),
            ("山田太郎", Some(("????", true))),
            ("a\u{202e}b\u{0}c\nd", Some(("a?b?c?d", true))),
            ("👩‍👩‍👧", Some(("?????", true))),
        ] {
            let (text, altered) = expected.unwrap_or((name, false));
            assert_eq!(shown(name), (text.to_owned(), altered), "{name:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let long = vec![b'W'; 500];
        let short = cut(long, 9.0, 100.0);
        assert_eq!(short.last(), Some(&0x85));
        assert!(width(&short, 9.0) <= 100.0);
        assert_eq!(cut(b"short".to_vec(), 9.0, 100.0), b"short");
        assert!((width(b"0123456789", 10.0) - 55.6).abs() < 0.01);
    }
}
