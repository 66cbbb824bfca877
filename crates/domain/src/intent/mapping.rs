//! Which of our five intents each of CLINC150's hundred and fifty stands for, as `mapping.txt` says.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Intent;

static MAPPING: LazyLock<HashMap<&'static str, Intent>> = LazyLock::new(|| read(include_str!("mapping.txt")));

/// An intent that is not in the mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mapping.txt has no intent {0:?}")]
pub struct MappingError(pub String);

/// Each line is `INTENT: name name …`; lines with `#` are remarks.
fn read(text: &'static str) -> HashMap<&'static str, Intent> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(": "));
    lines
        .filter_map(|(intent, names)| Some((intent.parse::<Intent>().ok()?, names)))
        .flat_map(|(intent, names)| names.split(' ').map(move |name| (name, intent)))
        .collect()
}

/// Our intent for one of CLINC150's. Errors: [`MappingError`].
pub fn mapped(name: &str) -> Result<Intent, MappingError> {
    MAPPING.get(name).copied().ok_or_else(|| MappingError(name.chars().take(60).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_hundred_and_fifty_has_one_intent() {
        let lines = include_str!("mapping.txt").lines().filter(|line| !line.starts_with('#'));
        let names = lines.flat_map(|line| line.split(' ').skip(1)).count();
        assert_eq!((names, MAPPING.len()), (150, 150));
        for intent in Intent::ALL {
            assert!(MAPPING.values().any(|mapped| mapped == intent), "{intent}");
        }
        assert_eq!(mapped("order"), Ok(Intent::Buy));
        assert!(mapped("oos").is_err());
    }
}
