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
