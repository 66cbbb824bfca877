//! What a decision says of itself, as far as it is needed to make it again: the reading of what `conversion/why.rs` writes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::attribution::{Candidate, Role, Share, TouchKind, Verdict};
use domain::ids::{BudgetId, GroupId, PayeeId, ProgramId, TermsId, TouchId};
use domain::reward::Totals;
use serde::Deserialize;

use super::super::decide::Facts;

/// What a decision says of itself, as far as it is needed to make it again.
#[derive(Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    pub facts: Facts,
    pub candidates: Vec<Seen>,
    pub credits: Vec<Held>,
    #[serde(default)]
    pub categories: HashMap<String, Option<String>>,
}

/// A touch.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Seen {
    pub touch: TouchId,
    pub kind: TouchKind,
    pub at: DateTime<Utc>,
    pub verdict: Verdict,
    pub payee: PayeeId,
    pub role: Role,
    pub program: Option<ProgramId>,
    pub group: Option<GroupId>,
    #[serde(default)]
    pub stands_down: bool,
}

/// A payee's part.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Held {
    pub payee: PayeeId,
    pub role: Role,
    pub program: ProgramId,
    pub group: Option<GroupId>,
    pub weight: u64,
    pub terms: Option<Pinned>,
    pub before: Option<Totals>,
    pub amount: i64,
    #[serde(default)]
    pub extras: Vec<Paid>,
    pub budget: Option<BudgetId>,
    pub budget_left: Option<i64>,
}

/// The terms it was reckoned by.
#[derive(Deserialize)]
pub(super) struct Pinned {
    pub id: TermsId,
}

/// What was paid beside the share.
#[derive(Deserialize)]
pub(super) struct Paid {
    pub minor: i64,
}

impl Why {
    /// What a payee held.
    pub fn held(&self, payee: PayeeId) -> Option<&Held> {
        self.credits.iter().find(|held| held.payee == payee)
    }

    /// What a share's payee held, if it was of the same programme and group.
    pub fn held_as(&self, share: &Share) -> Option<&Held> {
        self.held(share.payee).filter(|held| held.program == share.program && held.group == share.group)
    }

    /// The touches that may have helped, as they were seen then.
    pub fn candidates(&self) -> Vec<Candidate> {
        let candidate = |seen: &Seen| {
            Some(Candidate {
                touch: seen.touch,
                kind: seen.kind,
                occurred_at: seen.at,
                verdict: seen.verdict,
                payee: seen.payee,
                role: seen.role,
                // Decisions of before kept the programme of those who were credited alone.
                program: seen.program.or_else(|| self.held(seen.payee).map(|held| held.program))?,
                group: seen.group,
                stands_down: seen.stands_down,
            })
        };
        self.candidates.iter().filter_map(candidate).collect()
    }
}

impl Held {
    /// What was held, as a share.
    pub fn share(&self) -> Share {
        Share {
            payee: self.payee,
            role: self.role,
            program: self.program,
            group: self.group,
            weight: self.weight,
        }
    }

    /// All that was paid, in minor units.
    pub fn paid(&self) -> i64 {
        self.amount + self.extras.iter().map(|extra| extra.minor).sum::<i64>()
    }
}
