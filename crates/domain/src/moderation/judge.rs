//! The verdict of all rules together.

use super::reading::Reading;
use super::settings::ValidModerationSettings;
use super::{
    CONFIDENCE_MAX, Finding, ModerationText, REJECT_WEIGHT_MIN, Reason, Rule, address, blocked, email,
    hidden, links, repetition, spam, telephone,
};
use crate::moment::RejectCode;

/// What a rule is: a function of what is read of a moment and of the tenant's settings. Nothing else reaches it.
pub type Find = fn(&Reading<'_>, &ValidModerationSettings) -> Vec<Finding>;

/// Every rule and what it does.
pub const RULES: [(Rule, Find); 8] = [
    (Rule::BlockedWords, blocked::find),
    (Rule::Email, email::find),
    (Rule::Telephone, telephone::find),
    (Rule::PostalAddress, address::find),
    (Rule::Links, links::find),
    (Rule::Spam, spam::find),
    (Rule::Repetition, repetition::find),
    (Rule::HiddenCharacters, hidden::find),
];

/// What becomes of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is fit to show.
    Approve,
    /// A person looks at it.
    Queue,
    /// It is not fit to show, and no person was asked: the tenant lets the rule do so.
    Reject {
        /// The code.
        code: RejectCode,
        /// The rule.
        rule: Rule,
        /// The rule's version.
        version: i32,
        /// What it has found.
        reason: Reason,
    },
}

/// What the rules say of a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What they have found, in the order of the rules.
    pub findings: Vec<Finding>,
    /// How sure they are that it is fit to show, per mille, 0 to 1,000.
    pub confidence: i32,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// Every rule that is on reads a moment's texts.
///
/// The confidence is 1,000 less the weights of the findings, 0 at least. The heaviest finding of a rule that may reject, and that
/// weighs [`REJECT_WEIGHT_MIN`] or more, rejects; else the moment is approved from the tenant's confidence on; else it waits.
pub fn judge(text: ModerationText<'_>, settings: &ValidModerationSettings) -> Judgement {
    let reading = Reading::of(text);
    let on = RULES.iter().filter(|(rule, _)| settings.is_on(*rule));
    let findings: Vec<Finding> = on.flat_map(|(_, find)| find(&reading, settings)).collect();
    let doubt = findings.iter().fold(0i32, |doubt, finding| doubt.saturating_add(finding.weight));
    let confidence = (CONFIDENCE_MAX - doubt.min(CONFIDENCE_MAX)).max(0);
    let may_reject = |finding: &&Finding| {
        settings.may_reject.contains(&finding.rule) && finding.weight >= REJECT_WEIGHT_MIN
    };
    // Of equals the first.
    let heaviest = findings.iter().rev().filter(may_reject).max_by_key(|finding| finding.weight);
    let outcome = match heaviest {
        Some(finding) => Outcome::Reject {
            code: finding.reason.reject_code(),
            rule: finding.rule,
            version: finding.version,
            reason: finding.reason,
        },
        None if settings.approve_at.is_some_and(|at| confidence >= at) => Outcome::Approve,
        None => Outcome::Queue,
    };
    Judgement { findings, confidence, outcome }
}
