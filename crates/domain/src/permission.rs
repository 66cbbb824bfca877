//! Who may do what: one matrix for members and API keys, committed as `docs/permissions.txt`.
//!
//! Affiliates are not in it: what is theirs they reach through the portal, by row-level security.

use std::fmt::Write as _;

use crate::text_enum;

mod grants;

pub use grants::{Grant, Permission};

text_enum! {
    /// A member's role in a tenant.
    pub enum MemberRole {
        /// Everything.
        Owner = "OWNER",
        /// Everything day to day.
        Admin = "ADMIN",
        /// Money.
        Finance = "FINANCE",
        /// Content and programmes.
        Editor = "EDITOR",
        /// Reads.
        Analyst = "ANALYST",
    }
}

text_enum! {
    /// What an API key is.
    pub enum KeyKind {
        /// For servers; may do what its scopes say.
        Secret = "SECRET",
        /// For browsers, seen by everybody; reads what is public, hands in moments and reports touches.
        Publishable = "PUBLISHABLE",
    }
}

text_enum! {
    /// Whether an API key is good.
    pub enum KeyState {
        /// It is.
        Active = "ACTIVE",
        /// It has ended by itself.
        Expired = "EXPIRED",
        /// Somebody has ended it.
        Revoked = "REVOKED",
    }
}

text_enum! {
    /// What a secret key may do: one scope for each group of permissions.
    pub enum Scope {
        /// Read the tenant and its products.
        CatalogueRead = "CATALOGUE_READ",
        /// Write products.
        CatalogueWrite = "CATALOGUE_WRITE",
        /// Read moments, creators and feeds.
        MomentsRead = "MOMENTS_READ",
        /// Hand in and moderate moments, write feeds, report touches.
        MomentsWrite = "MOMENTS_WRITE",
        /// Read programmes, terms, policies, enrollments, links and codes.
        ProgramsRead = "PROGRAMS_READ",
        /// Write them.
        ProgramsWrite = "PROGRAMS_WRITE",
        /// Read conversions, refunds, touches and attributions.
        ConversionsRead = "CONVERSIONS_READ",
        /// Report conversions and refunds.
        ConversionsWrite = "CONVERSIONS_WRITE",
        /// Read commissions, ledger, fundings and payouts.
        MoneyRead = "MONEY_READ",
        /// Correct commissions, fund the wallet, draft and run payouts.
        MoneyWrite = "MONEY_WRITE",
        /// Import files, together with the scope of what is in them.
        Import = "IMPORT",
    }
}

impl Permission {
    /// Whether a member's address must be known to be theirs: what writes to strangers in the brand's name, and what lets
    /// money go.
    pub const fn asks_for_verified_email(self) -> bool {
        matches!(self, Permission::MemberWrite | Permission::PayoutApprove)
    }
}

impl MemberRole {
    /// Whether a member with this role may.
    pub fn allows(self, permission: Permission) -> bool {
        permission.grant().roles.contains(&self)
    }
}

impl Scope {
    /// Whether a secret key with this scope may.
    pub fn allows(self, permission: Permission) -> bool {
        permission.grant().scope == Some(self)
    }
}

impl KeyKind {
    /// Whether a key of this kind with these scopes may. Scopes of a publishable key count for nothing.
    pub fn allows(self, scopes: &[Scope], permission: Permission) -> bool {
        match self {
            KeyKind::Secret => scopes.iter().any(|scope| scope.allows(permission)),
            KeyKind::Publishable => permission.grant().publishable,
        }
    }
}

/// The matrix as text: a row for each permission, a column for each role and kind of key.
pub fn matrix() -> String {
    let mut text = String::from(
        "Who may do what. Generated: UPDATE_SNAPSHOTS=1 cargo test -p domain permission\n\n\
         A secret key needs the scope named; - means that no key may. What is an affiliate's own is not in this table.\n\n",
    );
    let _ = write!(text, "{:<18}", "permission");
    for role in MemberRole::ALL {
        let _ = write!(text, " {:<7}", role.as_str());
    }
    let _ = writeln!(text, " {:<17} {:<11}  what", "secret key", "publishable");
    for permission in Permission::ALL {
        let grant = permission.grant();
        let _ = write!(text, "{:<18}", permission.as_str());
        for role in MemberRole::ALL {
            let _ = write!(text, " {:<7}", mark(grant.roles.contains(role)));
        }
        let scope = grant.scope.map_or("-", Scope::as_str);
        let _ = writeln!(text, " {scope:<17} {:<11}  {}", mark(grant.publishable), permission.sentence());
    }
    text
}

fn mark(allowed: bool) -> &'static str {
    if allowed { "yes" } else { "-" }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.txt");

    #[test]
    fn the_committed_matrix_is_current() {
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(FILE, matrix()).unwrap();
        }
        let committed = std::fs::read_to_string(FILE).unwrap_or_default();
        assert!(
            committed == matrix(),
            "docs/permissions.txt is stale; look at the change and run UPDATE_SNAPSHOTS=1 cargo test -p domain permission"
        );
    }

    #[test]
    fn owners_and_admins_may_everything_and_analysts_only_read() {
        for permission in Permission::ALL {
            assert!(MemberRole::Owner.allows(*permission), "{permission}");
            assert!(MemberRole::Admin.allows(*permission), "{permission}");
            let reads = permission.as_str().ends_with("_READ");
            assert!(reads || !MemberRole::Analyst.allows(*permission), "{permission}");
        }
        assert!(!MemberRole::Editor.allows(Permission::PayoutWrite));
        assert!(!MemberRole::Editor.allows(Permission::LedgerRead));
        assert!(!MemberRole::Finance.allows(Permission::MomentModerate));
    }

    #[test]
    fn what_browsers_know_hands_in_and_reads_what_is_public() {
        let publishable: Vec<&str> = Permission::ALL
            .iter()
            .filter(|permission| KeyKind::Publishable.allows(Scope::ALL, **permission))
            .map(|permission| permission.as_str())
            .collect();
        assert_eq!(publishable, ["CATALOGUE_READ", "FEED_READ", "MOMENT_SUBMIT", "TOUCH_REPORT"]);
    }

    #[test]
    fn no_key_makes_keys_or_members_or_approves_payouts() {
        for permission in [Permission::KeyWrite, Permission::MemberWrite, Permission::PayoutApprove] {
            assert!(!KeyKind::Secret.allows(Scope::ALL, permission), "{permission}");
        }
        assert!(!KeyKind::Secret.allows(&[], Permission::CatalogueRead));
        assert!(KeyKind::Secret.allows(&[Scope::MoneyWrite], Permission::FundingWrite));
        assert!(!KeyKind::Secret.allows(&[Scope::MoneyRead], Permission::FundingWrite));
    }

    #[test]
    fn a_reading_scope_writes_nothing_and_every_scope_is_of_use() {
        for scope in Scope::ALL {
            let mut allowed =
                Permission::ALL.iter().filter(|permission| scope.allows(**permission)).peekable();
            assert!(allowed.peek().is_some(), "{scope}");
            if scope.as_str().ends_with("_READ") {
                assert!(allowed.all(|permission| permission.as_str().ends_with("_READ")), "{scope}");
            }
        }
    }
}
