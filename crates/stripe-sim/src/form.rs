//! Parameters as Stripe takes them: form-encoded, nested by brackets.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::failure::Failure;

/// Deepest nesting of brackets.
const DEPTH_MAX: usize = 8;
/// Stripe's limits on metadata.
const METADATA_KEYS_MAX: usize = 50;
const METADATA_KEY_CHARS_MAX: usize = 40;
const METADATA_VALUE_CHARS_MAX: usize = 500;

/// A parameter's value.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Text(String),
    Nested(Vec<(String, Node)>),
}

/// A request's parameters, or those nested under one of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    /// The path to here, `payment_intent_data`; empty at the top.
    path: String,
    nodes: Vec<(String, Node)>,
    fingerprint: String,
}

impl Params {
    /// Reads `a[b][c]=d` from a query and a body.
    pub(crate) fn parse(query: &str, body: &[u8]) -> Result<Self, Failure> {
        let mut pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .chain(url::form_urlencoded::parse(body))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let mut nodes = Vec::new();
        for (name, value) in &pairs {
            let path = split(name)?;
            insert(&mut nodes, &path, value, name)?;
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        let mut hash = Sha256::new();
        for (name, value) in &pairs {
            for part in [name, value] {
                hash.update(part.len().to_be_bytes());
                hash.update(part.as_bytes());
            }
        }
        Ok(Self { path: String::new(), nodes, fingerprint: hex(&hash.finalize()) })
    }

    /// Equal for equal parameters, whatever their order.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The full name of a parameter, for messages.
    pub(crate) fn name(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}[{name}]", self.path) }
    }

    fn node(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// Refuses a parameter that is not `known`; `expand` is known everywhere.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Failure> {
        let is_known = |name: &str| known.contains(&name) || (self.path.is_empty() && name == "expand");
        match self.nodes.iter().find(|(name, _)| !is_known(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let name = self.name(name);
                let message = format!("Received unknown parameter: {name}");
                Err(Failure::invalid(message).code("parameter_unknown").param(name))
            }
        }
    }

    /// A text, not empty.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Failure> {
        match self.node(name) {
            None => Ok(None),
            Some(Node::Text(text)) if text.is_empty() => {
                let name = self.name(name);
                let message = format!(
                    "You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; however '{name}' cannot be unset. You should remove '{name}' from your request or supply a non-empty value."
                );
                Err(Failure::invalid(message).code("parameter_invalid_empty").param(name))
            }
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(Node::Nested(_)) => Err(Failure::invalid("Invalid string").param(self.name(name))),
        }
    }

    /// A text that has to be there.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Failure> {
        self.text(name)?.ok_or_else(|| Failure::missing(&self.name(name)))
    }

    /// One of `allowed`.
    pub(crate) fn one_of(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Failure> {
        match self.text(name)? {
            Some(text) if !allowed.contains(&text) => {
                let message = format!("Invalid {name}: must be one of {}", allowed.join(", "));
                Err(Failure::invalid(message).param(self.name(name)))
            }
            found => Ok(found),
        }
    }

    /// A whole number.
    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => {
                let failure = Failure::invalid(format!("Invalid integer: {text}"));
                Err(failure.code("parameter_invalid_integer").param(self.name(name)))
            }
        }
    }

    /// A whole number of at least `min`.
    pub(crate) fn at_least(&self, name: &str, min: i64) -> Result<Option<i64>, Failure> {
        match self.integer(name)? {
            Some(number) if number < min => {
                let failure = Failure::invalid(format!("This value must be greater than or equal to {min}."));
                Err(failure.code("parameter_invalid_integer").param(self.name(name)))
            }
            found => Ok(found),
        }
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, Failure> {
        match self.text(name)? {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(text) => Err(Failure::invalid(format!("Invalid boolean: {text}")).param(self.name(name))),
        }
    }

    /// What is nested under `name`; none where it is absent.
    pub(crate) fn nested(&self, name: &str) -> Result<Option<Self>, Failure> {
        match self.node(name) {
            None => Ok(None),
            Some(Node::Nested(nodes)) => {
                Ok(Some(Self { path: self.name(name), nodes: nodes.clone(), fingerprint: String::new() }))
            }
            Some(Node::Text(_)) => Err(Failure::invalid("Invalid object").param(self.name(name))),
        }
    }

    /// The elements of an array of objects, by index.
    pub(crate) fn items(&self, name: &str) -> Result<Vec<Self>, Failure> {
        let Some(array) = self.nested(name)? else { return Ok(Vec::new()) };
        array.keys_in_order().map(|key| Ok(array.nested(key)?.unwrap_or_default())).collect()
    }

    /// The elements of an array of texts, by index.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, Failure> {
        let Some(array) = self.nested(name)? else { return Ok(Vec::new()) };
        array.keys_in_order().map(|key| Ok(array.required(key)?.to_owned())).collect()
    }

    /// The names at this level.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|(name, _)| name.as_str())
    }

    fn keys_in_order(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = self.names().collect();
        keys.sort_by_key(|key| key.parse::<usize>().unwrap_or(usize::MAX));
        keys.into_iter()
    }

    /// Lays the request's `metadata` over `old`: an empty value removes a key, an empty `metadata` all.
    pub(crate) fn metadata(&self, old: &Value) -> Result<Value, Failure> {
        let mut metadata = old.as_object().cloned().unwrap_or_default();
        match self.node("metadata") {
            None => {}
            Some(Node::Text(text)) if text.is_empty() => metadata.clear(),
            Some(Node::Text(_)) => {
                return Err(Failure::invalid("Invalid object").param(self.name("metadata")));
            }
            Some(Node::Nested(pairs)) => {
                for (key, node) in pairs {
                    self.set_metadata(&mut metadata, key, node)?;
                }
            }
        }
        if metadata.len() > METADATA_KEYS_MAX {
            let message = format!("Metadata can have at most {METADATA_KEYS_MAX} keys.");
            return Err(Failure::invalid(message).param(self.name("metadata")));
        }
        Ok(Value::Object(metadata))
    }

    fn set_metadata(&self, metadata: &mut Map<String, Value>, key: &str, node: &Node) -> Result<(), Failure> {
        let Node::Text(value) = node else {
            return Err(Failure::invalid("Metadata values must be strings").param(self.name("metadata")));
        };
        if key.chars().count() > METADATA_KEY_CHARS_MAX || value.chars().count() > METADATA_VALUE_CHARS_MAX {
            let message = format!(
                "Metadata keys can be up to {METADATA_KEY_CHARS_MAX} characters long and values up to {METADATA_VALUE_CHARS_MAX}."
            );
            return Err(Failure::invalid(message).param(self.name("metadata")));
        }
        if value.is_empty() {
            metadata.remove(key);
        } else {
            metadata.insert(key.to_owned(), json!(value));
        }
        Ok(())
    }
}

/// `a[b][]` as `a`, `b` and the empty key that means "the next".
fn split(name: &str) -> Result<Vec<&str>, Failure> {
    let malformed = || Failure::invalid(format!("Invalid parameter name: {name}"));
    let (head, mut rest) = match name.find('[') {
        None => (name, ""),
        Some(at) => name.split_at(at),
    };
    let mut path = vec![head];
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').ok_or_else(malformed)?;
        let (key, after) = inner.split_once(']').ok_or_else(malformed)?;
        path.push(key);
        rest = after;
    }
    if head.is_empty() || path.len() > DEPTH_MAX { Err(malformed()) } else { Ok(path) }
}

fn insert(nodes: &mut Vec<(String, Node)>, path: &[&str], value: &str, name: &str) -> Result<(), Failure> {
    let Some((first, rest)) = path.split_first() else { return Ok(()) };
    let key = if first.is_empty() { nodes.len().to_string() } else { (*first).to_owned() };
    let at = match nodes.iter().position(|(known, _)| *known == key) {
        Some(at) => at,
        None => {
            nodes.push((
                key,
                if rest.is_empty() { Node::Text(String::new()) } else { Node::Nested(Vec::new()) },
            ));
            nodes.len() - 1
        }
    };
    match (&mut nodes[at].1, rest.is_empty()) {
        (Node::Text(text), true) => value.clone_into(text),
        (Node::Nested(inner), false) => insert(inner, rest, value, name)?,
        _ => return Err(Failure::invalid(format!("Invalid parameter name: {name}")).param(name)),
    }
    Ok(())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_and_arrays_keep_their_order() {
        let params =
            Params::parse("expand[]=a&expand[]=b", b"x[10][p]=k&x[9][p]=j&metadata%5Bq%5D=1").unwrap();
        assert_eq!(params.texts("expand").unwrap(), ["a", "b"]);
        let x = params.items("x").unwrap();
        assert_eq!([x[0].required("p").unwrap(), x[1].required("p").unwrap()], ["j", "k"]);
        assert_eq!(params.metadata(&json!({ "old": "1" })).unwrap(), json!({ "old": "1", "q": "1" }));
    }

    #[test]
    fn malformed_names_are_refused() {
        for body in ["a[b=1", "[a]=1", "a[b]c=1", "a=1&a[b]=2", "a[b][c][d][e][f][g][h][i]=1"] {
            assert!(Params::parse("", body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn fingerprint_ignores_order_but_not_boundaries() {
        let print = |body: &str| Params::parse("", body.as_bytes()).unwrap().fingerprint().to_owned();
        assert_eq!(print("a=1&b=2"), print("b=2&a=1"));
        assert_ne!(print("a=1&b=2"), print("a=1&b=3"));
        assert_ne!(print("a=12"), print("a1=2"));
    }
}
