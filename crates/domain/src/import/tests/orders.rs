use super::*;

fn read(text: &str, mapping: &Mapping) -> Vec<OrderRow> {
    read_orders(Format::Csv, text, mapping, 2).unwrap()
}

#[test]
fn the_sample_becomes_sales_refunds_and_stock_movements() {
    let rows = read(ORDERS, &orders());
    let sales = sales(&rows);
    assert_eq!((sales.len(), refunds(&rows).len()), (13, 9));
    let zero = "LINES_TOTAL_ZERO";
    assert_eq!(refused(&rows), [(11, Some("900004"), zero), (37, Some("900019"), zero)]);
    let (line, first) = sales[0];
    assert_eq!(
        (line, first.external_id.as_str(), first.code.as_deref()),
        (2, "900001", Some("United Kingdom"))
    );
    let lines: Vec<_> =
        first.lines.iter().map(|l| (l.sku.as_str(), l.quantity, l.amount, l.commissionable)).collect();
    assert_eq!(lines, [("LMP10", 2, 4990, true), ("CND03", 6, 2250, true), ("POST", 1, 450, false)]);
    assert_eq!(first.occurred_at.unwrap().to_rfc3339(), "2026-11-02T09:05:00+00:00");
    let anonymous = sales.iter().filter(|(_, sale)| sale.customer.is_none()).count();
    assert_eq!(anonymous, 2);
    let pence: i64 = sales.iter().flat_map(|(_, sale)| &sale.lines).map(|line| line.amount).sum();
    assert_eq!(pence, 83_081);
    let (line, refund) = refunds(&rows)[2];
    assert_eq!((line, refund.external_id.as_str(), refund.sku.as_str()), (22, "C900009:2", "TEA01"));
    assert_eq!((refund.quantity, refund.amount, refund.customer.as_deref()), (1, 625, Some("10002")));
}

const HEADER: &str = "n,s,q,p,d\n";
const DAY: &str = "2026-01-02T03:04:05Z";

fn rows(lines: &[&str], extra: &str) -> Vec<OrderRow> {
    let lines: Vec<String> = lines.iter().map(|line| format!("{line},{DAY}\n")).collect();
    read(&format!("{HEADER}{}", lines.concat()), &mapping(extra))
}

#[test]
fn an_order_is_taken_whole_or_not_at_all() {
    let cases = [
        ("A,x,0,5", "QUANTITY_NOT_POSITIVE"),
        ("A,x,-1,5", "QUANTITY_NOT_POSITIVE"),
        ("A,x,1,-5", "AMOUNT_NEGATIVE"),
        ("A,x,1.5,5", "QUANTITY_INVALID"),
        ("A,x,-9223372036854775808,5", "QUANTITY_INVALID"),
        ("A,x,1,5.001", "AMOUNT_INVALID"),
        ("A,x,1,1e3", "AMOUNT_INVALID"),
        ("A,x,9000000000,9000000000.00", "AMOUNT_OUT_OF_RANGE"),
        ("A,x,,5", "NO_QUANTITY"),
        ("A,,1,5", "NO_SKU"),
        ("A,x,1,", "NO_AMOUNT"),
        ("A,x,1", "UNEQUAL_LENGTH"),
    ];
    for (line, code) in cases {
        let read = rows(&["A,good,1,2.50", line, "B,good,1,1"], "");
        assert_eq!(refused(&read), [(3, Some("A"), code)], "{line}");
        assert_eq!(sales(&read).len(), 1, "{line}");
    }
    let free = rows(&["A,good,1,2.50", "A,gift,1,0"], "");
    assert_eq!(sales(&free)[0].1.lines[1].amount, 0);
}

#[test]
fn what_the_conversion_refuses_the_import_refuses_alike() {
    let read = rows(&[&format!("{},x,1,5", "A".repeat(201)), "B,x,1,5"], "");
    assert_eq!(read.len(), 2);
    assert_eq!((refused(&read).len(), sales(&read).len()), (1, 1));
    let many: Vec<String> = (0..1_001).map(|i| format!("A,s{i},1,1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(refused(&rows(&many, "")).len(), 1);
}

#[test]
fn rows_that_do_not_follow_each_other_make_no_order() {
    let read = rows(&["A,x,1,5", "B,x,1,5", "A,y,1,5"], "");
    assert_eq!(refused(&read), [(2, Some("A"), "SCATTERED_ORDER"), (4, Some("A"), "SCATTERED_ORDER")]);
    assert_eq!(sales(&read).len(), 1);
    let read = rows(&["A,x,1,5", ",x,1,5", "A,y,1,5"], "");
    assert_eq!(refused(&read)[1], (3, None, "NO_INVOICE"));
    assert_eq!(sales(&read).len(), 0);
}

#[test]
fn one_order_has_one_country() {
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                1,a,,1,1/1/2026 08:00,1,7,France\n1,b,,1,1/1/2026 08:01,1,7,Spain\n";
    let read = read(text, &orders());
    assert_eq!(refused(&read), [(3, Some("1"), "MIXED_ORDER")]);
}

#[test]
fn a_cancelled_line_takes_something_back() {
    let extra = "[orders]\ncancellation_prefix = \"C\"";
    let read = rows(&["C1,x,-2,1.25", "C1,x,2,1.25", "C1,x,-1,0", "C1,x,-1,-5", "C1,y,-1,3"], extra);
    let taken: Vec<_> =
        refunds(&read).iter().map(|(line, r)| (*line, r.external_id.clone(), r.amount)).collect();
    assert_eq!(taken, [(2, "C1:1".to_owned(), 250), (6, "C1:5".to_owned(), 300)]);
    let codes: Vec<&str> = refused(&read).iter().map(|(_, _, code)| *code).collect();
    assert_eq!(codes, ["CANCELLATION_POSITIVE", "REFUND_ZERO", "CANCELLATION_POSITIVE"]);
    // Without a prefix it is an order like any other, and no good one.
    assert_eq!(refused(&rows(&["C1,x,-2,1.25"], ""))[0].2, "QUANTITY_NOT_POSITIVE");
}

#[test]
fn whole_lines_and_numbers_of_json_are_exact() {
    let text = "kind = \"orders\"\n[columns]\ninvoice = \"n\"\nsku = \"s\"\nquantity = \"q\"\nline_amount = \"p\"\n\
                date = \"d\"\n[read]\ndecimal_mark = \",\"\n[fixed]\ncurrency = \"GBP\"";
    let mapping = Mapping::parse(text).unwrap();
    let json = format!(
        "{{\"n\":1,\"s\":\"a\",\"q\":3,\"p\":1.10,\"d\":\"{DAY}\"}}\n{{\"n\":1,\"s\":\"b\",\"q\":1,\"p\":\"2,35\",\"d\":\"{DAY}\"}}\n"
    );
    let read = read_orders(Format::Jsonl, &json, &mapping, 1).unwrap();
    let amounts: Vec<i64> = sales(&read)[0].1.lines.iter().map(|line| line.amount).collect();
    assert_eq!(amounts, [110, 235]);
}
