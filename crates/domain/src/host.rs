//! Hosts a tenant allows its links to lead to.

use std::fmt;
use std::str::FromStr;

/// Most hosts a tenant names.
pub const HOSTS_MAX: usize = 100;
/// Longest host, in characters (RFC 1035).
const HOST_CHARS_MAX: usize = 253;
const LABEL_CHARS_MAX: usize = 63;

/// A host, or with `*.` before it every host under it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AllowedHost {
    host: String,
    under: bool,
}

/// A text is no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a host is a name as shop.example, or *.shop.example for every host under it")]
pub struct NoHost;

impl FromStr for AllowedHost {
    type Err = NoHost;

    /// ASCII alone: a name in another script is given as its `xn--` form. Something must stand before the last dot, so that
    /// nobody allows a whole top-level domain.
    fn from_str(text: &str) -> Result<AllowedHost, NoHost> {
        let text = text.trim();
        if text.len() > HOST_CHARS_MAX {
            return Err(NoHost);
        }
        let text = text.to_ascii_lowercase();
        let (under, host) = match text.strip_prefix("*.") {
            Some(host) => (true, host),
            None => (false, text.as_str()),
        };
        let label = |label: &str| {
            (1..=LABEL_CHARS_MAX).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        // A name whose last label is a number is an address to every browser.
        let numeric =
            host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
        if host.contains('.') && host.split('.').all(label) && !numeric {
            Ok(AllowedHost { host: host.to_owned(), under })
        } else {
            Err(NoHost)
        }
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.under { write!(f, "*.{}", self.host) } else { f.write_str(&self.host) }
    }
}

impl AllowedHost {
    /// Whether it allows this host.
    fn allows(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        match self.under {
            false => host == self.host,
            true => host.strip_suffix(&self.host).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        }
    }
}

/// Whether one of a tenant's hosts allows this one. None named allow any; no host at all is allowed by none.
pub fn is_allowed(hosts: &[String], host: Option<&str>) -> bool {
    hosts.is_empty()
        || host.is_some_and(|host| {
            hosts
                .iter()
                .filter_map(|text| text.parse::<AllowedHost>().ok())
                .any(|allowed| allowed.allows(host))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(hosts: &[&str], host: &str) -> bool {
        is_allowed(&hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>(), Some(host))
    }

    #[test]
    fn a_host_allows_itself_and_a_star_what_is_under_it() {
        assert!(allowed(&["shop.example"], "shop.example"));
        assert!(allowed(&["shop.example"], "SHOP.example."));
        assert!(!allowed(&["shop.example"], "www.shop.example"));
        assert!(!allowed(&["shop.example"], "shop.example.evil.test"));
        assert!(!allowed(&["shop.example"], "evilshop.example"));
        assert!(allowed(&["*.shop.example"], "www.shop.example"));
        assert!(allowed(&["*.shop.example"], "a.b.shop.example"));
        for other in ["shop.example", "evilshop.example", ".shop.example", "shop.example.evil.test"] {
            assert!(!allowed(&["*.shop.example"], other), "{other}");
        }
        assert!(allowed(&["a.example", "*.b.example"], "x.b.example"));
        assert!(allowed(&[], "anything.example"));
        assert!(is_allowed(&[], None) && !is_allowed(&["a.example".to_owned()], None));
    }

    #[test]
    fn hosts_have_one_spelling() {
        let read = |text: &str| text.parse::<AllowedHost>().map(|host| host.to_string());
        assert_eq!(read(" Shop.Example "), Ok("shop.example".to_owned()));
        assert_eq!(read("*.XN--bcher-kva.example"), Ok("*.xn--bcher-kva.example".to_owned()));
        let long = format!("{}.example", "a".repeat(64));
        for wrong in [
            "",
            "*",
            "*.",
            "example",
            "*.example.",
            "localhost",
            "https://shop.example",
            "shop.example/",
            "shop.example:80",
            "a b.example",
            "bücher.example",
            "-a.example",
            "a-.example",
            "a..example",
            "*.*.example",
            "127.0.0.1",
            "10.1",
            "user@shop.example",
            &long,
        ] {
            assert_eq!(read(wrong), Err(NoHost), "{wrong}");
        }
    }
}
