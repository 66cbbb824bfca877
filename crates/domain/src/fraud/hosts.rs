//! Hosts that are known: where mailboxes are thrown away, and where codes are collected. Lists of our own, kept beside
//! this file, one host a line.

use std::collections::HashSet;
use std::sync::LazyLock;

static DISPOSABLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| list(include_str!("disposable.txt")));
static COUPON_SITES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("coupon_sites.txt")));

fn list(text: &'static str) -> HashSet<&'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Whether mailboxes of this host, or of one above it, are thrown away.
pub fn is_disposable(host: &str) -> bool {
    suffixes(host).any(|name| DISPOSABLE.contains(name))
}

/// Whether this host, or one above it, is known to collect codes.
pub fn is_coupon_site(host: &str) -> bool {
    suffixes(host).any(|name| COUPON_SITES.contains(name))
}

/// Whether this host, or one above it, is one of these.
pub(super) fn is_one_of(host: &str, named: &[String]) -> bool {
    suffixes(host).any(|name| named.iter().any(|other| other == name))
}

/// A host and every one above it: `a.b.c`, `b.c`, `c`.
fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(host.trim_end_matches('.'));
    std::iter::from_fn(move || {
        let name = rest?;
        rest = name.split_once('.').map(|(_, above)| above);
        Some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_known_with_all_below_it() {
        assert!(is_disposable("mailinator.com") && is_disposable("eu.mailinator.com"));
        for other in ["notmailinator.com", "com", "gmail.com", ""] {
            assert!(!is_disposable(other), "{other}");
        }
        assert!(is_coupon_site("www.retailmenot.com") && !is_coupon_site("retailmenot.com.evil.example"));
        let named = ["spam.example".to_owned()];
        assert!(is_one_of("a.spam.example", &named) && is_one_of("spam.example.", &named));
        assert!(!is_one_of("nospam.example", &named) && !is_one_of("spam.example", &[]));
    }

    #[test]
    fn the_kept_lists_are_hosts_in_small_letters_each_once() {
        for text in [include_str!("disposable.txt"), include_str!("coupon_sites.txt")] {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert_eq!(list(text).len(), lines.len());
            for line in lines {
                let host: crate::host::AllowedHost = line.parse().unwrap();
                assert_eq!(host.to_string(), line);
            }
        }
        assert!(DISPOSABLE.len() >= 60 && COUPON_SITES.len() >= 20);
    }
}
