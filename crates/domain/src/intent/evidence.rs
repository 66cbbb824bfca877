//! Evidence: where in the text an intent was read.

/// How many spans of evidence there are at most.
pub const EVIDENCE_MAX: usize = 8;

/// A part of a text, in bytes of UTF-8, from `start` up to `end`; both lie between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// Spans being collected.
#[derive(Debug, Default)]
pub(super) struct Evidence(Vec<Span>);

impl Evidence {
    /// Adds spans, the weightiest first.
    pub fn extend(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.0.extend(spans);
    }

    /// The first [`EVIDENCE_MAX`], in the order of the text, those that overlap joined.
    pub fn spans(self) -> Vec<Span> {
        let mut spans = self.0;
        spans.truncate(EVIDENCE_MAX);
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_come_in_order_joined_and_bounded() {
        let span = |start, end| Span { start, end };
        let mut evidence = Evidence::default();
        evidence.extend([span(10, 14), span(0, 3), span(2, 6), span(6, 8)]);
        assert_eq!(evidence.spans(), [span(0, 6), span(6, 8), span(10, 14)]);
        let mut many = Evidence::default();
        many.extend((0..100).map(|at| span(at * 2, at * 2 + 1)));
        assert_eq!(many.spans().len(), EVIDENCE_MAX);
    }
}
