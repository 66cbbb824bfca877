//! What a document may cost, checked before async-graphql validates it. Source: DESIGN §7.
//!
//! One memoised walk: a fragment is counted once and added at every spread, saturating, so that doubling
//! fragments cost nothing to refuse. Cost points and their buckets belong here too, and come later.

use std::collections::HashMap;

use async_graphql::parser::types::{
    ExecutableDocument, FragmentDefinition, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value, Variables};

use crate::error::{ApiError, ApiResult, Kind};

/// Longest document, in characters.
pub const DOCUMENT_CHARS_MAX: usize = 15_000;
/// Most tokens of a document.
pub const TOKENS_MAX: usize = 2_000;
/// Deepest nesting of brackets in a document, of any kind.
pub const BRACKETS_DEPTH_MAX: usize = 100;
/// Deepest nesting of fields; introspection is exempt.
pub const DEPTH_MAX: u64 = 10;
/// Most aliases, after fragments are spread.
pub const ALIASES_MAX: u64 = 30;
/// Most fields at the root.
pub const ROOT_FIELDS_MAX: u64 = 20;
/// Most mutations in one operation.
pub const MUTATIONS_MAX: u64 = 5;
/// Most fields and spreads, after fragments are spread.
pub const SELECTIONS_MAX: u64 = 5_000;
/// Most items of a list in the input.
pub const INPUT_LIST_MAX: usize = 250;

fn limited(code: &'static str, what: &str, max: impl std::fmt::Display) -> ApiError {
    ApiError::new(Kind::Limited, code, format!("{what}: at most {max}"))
}

fn cycle() -> ApiError {
    ApiError::new(Kind::Malformed, "GRAPHQL_VALIDATION_FAILED", "a fragment spreads itself")
}

/// Checks the text before it is parsed. Errors: `DOCUMENT_TOO_LONG`, `TOO_MANY_TOKENS`, `TOO_DEEP`.
pub fn check_text(document: &str) -> ApiResult<()> {
    if document.len() > DOCUMENT_CHARS_MAX && document.chars().nth(DOCUMENT_CHARS_MAX).is_some() {
        return Err(limited("DOCUMENT_TOO_LONG", "characters of a document", DOCUMENT_CHARS_MAX));
    }
    let (mut tokens, mut open) = (0usize, 0usize);
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' | '\t' | '\n' | '\r' | ',' | '\u{feff}' => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            '#' => {
                rest = rest.find(['\n', '\r']).map_or("", |end| &rest[end..]);
                continue;
            }
            '"' => string_length(rest),
            c if is_word(c) || c == '-' => {
                rest.find(|c| !(is_word(c) || matches!(c, '.' | '+' | '-'))).unwrap_or(rest.len())
            }
            '.' if rest.starts_with("...") => 3,
            c => c.len_utf8(),
        };
        match first {
            '{' | '[' | '(' => open += 1,
            '}' | ']' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        tokens += 1;
        if tokens > TOKENS_MAX {
            return Err(limited("TOO_MANY_TOKENS", "tokens of a document", TOKENS_MAX));
        }
        if open > BRACKETS_DEPTH_MAX {
            return Err(limited("TOO_DEEP", "nested brackets", BRACKETS_DEPTH_MAX));
        }
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    Ok(())
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric()
}

/// The length in bytes of the string or block string a text begins with.
fn string_length(text: &str) -> usize {
    let block = text.starts_with("\"\"\"");
    let quote = if block { "\"\"\"" } else { "\"" };
    let mut at = quote.len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if block && rest.starts_with("\\\"\"\"") {
            at += 4;
        } else if rest.starts_with(quote) {
            return at + quote.len();
        } else {
            let mut chars = rest.chars();
            at += chars.next().map_or(1, char::len_utf8);
            if !block && rest.starts_with('\\') {
                at += chars.next().map_or(0, char::len_utf8);
            }
        }
    }
    text.len()
}

/// What a selection set comes to, its fragments spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cost {
    selections: u64,
    aliases: u64,
    depth: u64,
    roots: u64,
}

impl Cost {
    fn add(&mut self, other: Cost) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.depth = self.depth.max(other.depth);
        self.roots = self.roots.saturating_add(other.roots);
    }

    /// The spread itself costs a step too: fragments of nothing but spreads must not be free.
    fn spread(self) -> Cost {
        Cost { selections: self.selections.saturating_add(1), ..self }
    }
}

struct Walk<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// None while a fragment is being counted.
    known: HashMap<&'a str, Option<Cost>>,
}

impl<'a> Walk<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> ApiResult<Cost> {
        let mut cost = Cost::default();
        for selection in &set.items {
            cost.add(match &selection.node {
                Selection::Field(field) => {
                    for (name, value) in &field.node.arguments {
                        let null = |_| Ok::<_, std::convert::Infallible>(Value::Null);
                        let value = value.node.clone().into_const_with(null).unwrap_or_default();
                        check_value(&value, Some(name.node.as_str()))?;
                    }
                    let below = self.set(&field.node.selection_set.node)?;
                    let introspects = field.node.name.node.starts_with("__");
                    Cost {
                        selections: below.selections.saturating_add(1),
                        aliases: below.aliases.saturating_add(u64::from(field.node.alias.is_some())),
                        depth: if introspects { 0 } else { below.depth.saturating_add(1) },
                        roots: 1,
                    }
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node)?.spread(),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node)?.spread(),
            });
        }
        Ok(cost)
    }

    fn fragment(&mut self, name: &str) -> ApiResult<Cost> {
        // An unknown fragment is for the validation to refuse.
        let Some((name, fragment)) = self.fragments.get_key_value(name) else { return Ok(Cost::default()) };
        match self.known.get(name.as_str()) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => return Err(cycle()),
            None => {}
        }
        self.known.insert(name.as_str(), None);
        let cost = self.set(&fragment.node.selection_set.node)?;
        self.known.insert(name.as_str(), Some(cost));
        Ok(cost)
    }
}

/// Checks a parsed document.
///
/// Errors: `TOO_DEEP`, `TOO_MANY_ALIASES`, `TOO_MANY_ROOT_FIELDS`, `TOO_MANY_MUTATIONS`, `TOO_MANY_SELECTIONS`,
/// `LIST_TOO_LONG`, `NUL_IN_TEXT`, `GRAPHQL_VALIDATION_FAILED` for a fragment that spreads itself.
pub fn check(document: &ExecutableDocument) -> ApiResult<()> {
    let mut walk = Walk { fragments: &document.fragments, known: HashMap::new() };
    let mut selections = 0u64;
    for name in document.fragments.keys() {
        walk.fragment(name)?;
    }
    for (_, operation) in document.operations.iter() {
        let OperationDefinition { ty, selection_set, variable_definitions, .. } = &operation.node;
        for variable in variable_definitions {
            let (name, value) = (&variable.node.name.node, variable.node.default_value.as_ref());
            value.map_or(Ok(()), |value| check_value(&value.node, Some(name.as_str())))?;
        }
        let cost = walk.set(&selection_set.node)?;
        selections = selections.saturating_add(cost.selections);
        if cost.depth > DEPTH_MAX {
            return Err(limited("TOO_DEEP", "nested fields", DEPTH_MAX));
        }
        if cost.aliases > ALIASES_MAX {
            return Err(limited("TOO_MANY_ALIASES", "aliases", ALIASES_MAX));
        }
        if *ty == OperationType::Mutation && cost.roots > MUTATIONS_MAX {
            return Err(limited("TOO_MANY_MUTATIONS", "mutations in one request", MUTATIONS_MAX));
        }
        if cost.roots > ROOT_FIELDS_MAX {
            return Err(limited("TOO_MANY_ROOT_FIELDS", "fields at the root", ROOT_FIELDS_MAX));
        }
    }
    // The validation walks every operation, so they count together.
    if selections > SELECTIONS_MAX {
        return Err(limited("TOO_MANY_SELECTIONS", "fields with all fragments spread", SELECTIONS_MAX));
    }
    Ok(())
}

fn list_max(field: Option<&str>) -> usize {
    match field {
        // An order may be as long as one that is imported.
        Some("lines") => domain::conversion::LINES_MAX,
        Some("skus" | "categories" | "countries" | "codes") => domain::reward::PREDICATE_WORDS_MAX,
        _ => INPUT_LIST_MAX,
    }
}

fn too_long(max: usize) -> ApiError {
    limited("LIST_TOO_LONG", "items of a list", max)
}

/// The field of an input that holds a file as it is: its rows answer for themselves. No variable or argument is one by its
/// name: who asks chooses the names of variables.
const FILE: &str = "data";

fn check_value(value: &Value, field: Option<&str>) -> ApiResult<()> {
    match value {
        // No text of ours holds one, and Postgres keeps none.
        Value::String(text) if text.contains('\0') => {
            Err(ApiError::new(Kind::Malformed, "NUL_IN_TEXT", "no text may hold the character U+0000"))
        }
        Value::List(items) if items.len() > list_max(field) => Err(too_long(list_max(field))),
        Value::List(items) => items.iter().try_for_each(|item| check_value(item, None)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, value)| !(name.as_str() == FILE && matches!(value, Value::String(_))))
            .try_for_each(|(name, value)| check_value(value, Some(name.as_str()))),
        _ => Ok(()),
    }
}

/// Checks what is in the variables. Errors: `LIST_TOO_LONG`, `NUL_IN_TEXT`.
pub fn check_variables(variables: &Variables) -> ApiResult<()> {
    variables.iter().try_for_each(|(name, value)| check_value(value, Some(name.as_str())))
}

#[cfg(test)]
mod tests;
