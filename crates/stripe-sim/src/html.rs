//! Pages: plain, tidy, everything escaped.

use std::fmt::Write as _;

use crate::failure::Failure;
use crate::form::Params;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1a1f36}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-size:.9rem}\
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e3e8ee}td{overflow-wrap:anywhere}\
form{display:inline}button{font:inherit;padding:.5rem 1rem;border:0;border-radius:.3rem;background:#4f46b8;color:#fff}\
footer{margin-top:3rem;color:#697386;font-size:.85rem}";

/// Text as HTML, safe in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            char => safe.push(char),
        }
    }
    safe
}

/// A page in the making. Every text given to it is escaped.
pub(crate) struct Page {
    title: String,
    body: String,
}

impl Page {
    pub(crate) fn new(title: &str) -> Self {
        Self { title: escape(title), body: String::new() }
    }

    pub(crate) fn heading(&mut self, text: &str) {
        let _ = write!(self.body, "<h2>{}</h2>", escape(text));
    }

    pub(crate) fn paragraph(&mut self, text: &str) {
        let _ = write!(self.body, "<p>{}</p>", escape(text));
    }

    /// A button that posts to `action`.
    pub(crate) fn button(&mut self, action: &str, label: &str) {
        let _ = write!(
            self.body,
            "<form method=\"post\" action=\"{}\"><button>{}</button></form> ",
            escape(action),
            escape(label)
        );
    }

    pub(crate) fn link(&mut self, to: &str, label: &str) {
        let _ = write!(self.body, "<p><a href=\"{}\">{}</a></p>", escape(to), escape(label));
    }

    /// A table, or `nothing` where there are no rows.
    pub(crate) fn table<const N: usize>(
        &mut self,
        heads: [&str; N],
        rows: impl Iterator<Item = [String; N]>,
        nothing: &str,
    ) {
        let cells = |tag: &str, texts: &[String]| -> String {
            texts.iter().map(|text| format!("<{tag}>{}</{tag}>", escape(text))).collect()
        };
        let rows: String = rows.map(|row| format!("<tr>{}</tr>", cells("td", &row))).collect();
        if rows.is_empty() {
            self.paragraph(nothing);
            return;
        }
        let _ = write!(self.body, "<table><tr>{}</tr>{rows}</table>", cells("th", &heads.map(str::to_owned)));
    }

    pub(crate) fn finish(self) -> String {
        let Self { title, body } = self;
        format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}\
             <footer>Tributary's Stripe simulator. No real money moves here.</footer></html>"
        )
    }
}

/// A required parameter that holds an http or https address.
pub(crate) fn web_url(params: &Params, name: &str) -> Result<String, Failure> {
    let text = params.required(name)?;
    match url::Url::parse(text) {
        Ok(url) if ["http", "https"].contains(&url.scheme()) => Ok(text.to_owned()),
        _ => Err(Failure::invalid("Not a valid URL").code("url_invalid").param(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_unescaped() {
        let mut page = Page::new("<t>");
        page.paragraph("<script>alert('x')</script>");
        page.link("http://x/\"onclick=\"y", "a & b");
        page.table(["h"], [["<td>".to_owned()]].into_iter(), "none");
        let html = page.finish();
        for bad in ["<t>", "<script>", "\"onclick", "<td><td>", "a & b"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
    }
}
