//! The name under which a request stands in the log and in its errors.

use axum::http::HeaderMap;
use domain::ids::TypedId;

/// The header it comes and goes by.
pub(super) const HEADER: &str = "x-request-id";
const CHARS_MAX: usize = 64;

tokio::task_local! {
    static CURRENT: RequestId;
}

/// A request's id. It is among the request's extensions, and [`RequestId::current`] while it is being answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The caller's own, when it is sane: 1–64 letters, digits, `-`, `_` or `.`; a fresh one otherwise.
    pub(super) fn of(headers: &HeaderMap) -> RequestId {
        let sane = |text: &&str| {
            (1..=CHARS_MAX).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        match headers.get(HEADER).and_then(|value| value.to_str().ok()).filter(sane) {
            Some(given) => RequestId(given.to_owned()),
            None => RequestId(store::new_id::<domain::ids::TouchId>().uuid().simple().to_string()),
        }
    }

    /// The id of the request being answered in this task. A stream that outlives its answer takes it along.
    pub fn current() -> Option<RequestId> {
        CURRENT.try_with(Clone::clone).ok()
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Answers under this id.
    pub(super) async fn during<T>(self, answer: impl Future<Output = T>) -> T {
        CURRENT.scope(self, answer).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_id_is_kept_and_another_replaced() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, text.parse().unwrap());
            RequestId::of(&headers)
        };
        assert_eq!(of("abc-1_2.3").as_str(), "abc-1_2.3");
        for wrong in ["", "a b", "<script>", &"x".repeat(65)] {
            assert_ne!(of(wrong).as_str(), wrong);
            assert_eq!(of(wrong).as_str().len(), 32);
        }
        assert_ne!(RequestId::of(&HeaderMap::new()), RequestId::of(&HeaderMap::new()));
    }
}
