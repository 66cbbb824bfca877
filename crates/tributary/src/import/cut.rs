//! Pieces small enough to be done well within a request's time.

use domain::import::{Format, Mapping, Piece, pieces};

/// The largest piece that is sent: JSON may double it, and a request has at most 256 KiB.
/// One order has to fit; a thousand lines of a hundred bytes do.
pub(super) const BYTES_MAX: usize = 120_000;

/// What most pieces have: a hundred rows or so, done in a second or two on a small machine.
const BYTES_USUAL: usize = 24_000;

/// Cuts a piece further, unless something in it (a large order) needs the room.
pub(super) fn cut(format: Format, mapping: &Mapping, piece: Piece) -> Vec<Piece> {
    if piece.text.len() <= BYTES_USUAL {
        return vec![piece];
    }
    let small: Result<Vec<Piece>, _> = pieces(format, piece.text.as_bytes(), mapping, BYTES_USUAL).collect();
    match small {
        Ok(mut small) if !small.is_empty() => {
            // Their lines are counted within the piece, whose first record is where the piece begins.
            let within = small[0].first_line;
            for part in &mut small {
                part.first_line = part.first_line - within + piece.first_line;
            }
            small
        }
        _ => vec![piece],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"
        kind = "orders"
        [columns]
        invoice = "no"
        sku = "sku"
        quantity = "n"
        line_amount = "gbp"
        date = "at"
        [fixed]
        currency = "GBP"
    "#;

    fn order(number: usize, lines: usize) -> String {
        format!("{number},MUG,1,2.50,2026-11-22T08:26:00Z\n").repeat(lines)
    }

    fn big_piece(text: &str) -> anyhow::Result<(Mapping, Piece)> {
        let mapping = Mapping::parse(MAP)?;
        let piece = pieces(Format::Csv, text.as_bytes(), &mapping, BYTES_MAX).next();
        let piece = piece.ok_or_else(|| anyhow::anyhow!("no piece"))??;
        Ok((mapping, piece))
    }

    #[test]
    fn lines_are_those_of_the_file() -> anyhow::Result<()> {
        let mut text = "no,sku,n,gbp,at\n\n\n".to_owned();
        (0..2_000).for_each(|number| text.push_str(&order(number, 1)));
        let (mapping, piece) = big_piece(&text)?;
        let small = cut(Format::Csv, &mapping, piece.clone());
        assert!(small.len() > 2 && small.iter().all(|part| part.text.len() <= BYTES_USUAL));
        assert_eq!(small.iter().map(|part| part.rows).sum::<u64>(), piece.rows);
        for part in &small {
            let first = part.text.lines().nth(1).unwrap_or_default();
            let number: u64 = first.split(',').next().unwrap_or_default().parse()?;
            assert_eq!(part.first_line, number + 4, "{first}");
        }
        Ok(())
    }

    #[test]
    fn a_large_order_keeps_its_piece_whole() -> anyhow::Result<()> {
        let text = format!("no,sku,n,gbp,at\n{}{}", order(1, 900), order(2, 1));
        let (mapping, piece) = big_piece(&text)?;
        assert_eq!(cut(Format::Csv, &mapping, piece.clone()), [piece]);
        Ok(())
    }
}
