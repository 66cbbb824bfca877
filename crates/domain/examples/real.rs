use domain::import::*;
use std::collections::BTreeMap;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let max: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    let m = Mapping::parse(&std::fs::read_to_string("docs/mappings/reviews.toml").unwrap()).unwrap();
    let (mut ok, mut bad, mut n) = (0, BTreeMap::<String, u32>::new(), 0);
    for p in pieces(Format::Csv, std::fs::File::open(format!("{root}/reviews.csv")).unwrap(), &m, max) {
        let p = p.unwrap(); n += 1;
        for r in read_moments(Format::Csv, &p.text, &m, p.first_line).unwrap() {
            match r { Ok((l, x)) => { if ok < 2 { println!("{l} {x:?}"); } ok += 1 } Err(e) => *bad.entry(format!("{} {}", e.code, e.reason)).or_default() += 1 }
        }
    }
    println!("{n} pieces {ok} moments {bad:?} {:?}", t.elapsed());
    let m = Mapping::parse(&std::fs::read_to_string("docs/mappings/orders.toml").unwrap()).unwrap();
    let (mut s, mut f, mut n, mut tot, mut lines) = (0, 0, 0, 0i64, 0); bad.clear();
    for p in pieces(Format::Csv, std::fs::File::open(format!("{root}/orders.csv")).unwrap(), &m, max) {
        let p = match p { Ok(p) => p, Err(e) => { println!("{e}"); continue } }; n += 1;
        assert!(p.text.len() <= max);
        for r in read_orders(Format::Csv, &p.text, &m, p.first_line).unwrap() {
            match r {
                OrderRow::Sale(l, x) => { if s < 1 { println!("{l} {x:?}"); } s += 1; lines += x.lines.len(); tot += x.lines.iter().map(|l| l.amount).sum::<i64>() }
                OrderRow::Refund(l, x) => { if f < 2 { println!("{l} {x:?}"); } f += 1 }
                OrderRow::Refused(e) => { if bad.is_empty() { println!("{e:?}"); } *bad.entry(format!("{} {}", e.code, e.reason)).or_default() += 1 }
            }
        }
    }
    println!("{n} pieces {s} sales {lines} lines {tot} pence {f} refunds {bad:?} {:?}", t.elapsed());
}
