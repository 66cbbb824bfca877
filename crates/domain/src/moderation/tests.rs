//! What each rule finds and leaves, and what holds for any text.

mod laws;
mod settings;
mod stars;
mod texts;
mod words;

use super::*;

/// Settings with a tenant's own words and hosts.
fn settings(words: &[&str], hosts: &[&str]) -> ValidModerationSettings {
    let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    let settings = ModerationSettings {
        blocked_words: owned(words),
        allowed_hosts: owned(hosts),
        ..ModerationSettings::standard()
    };
    settings.validate().unwrap()
}

/// What is found in a body, and what words it stands in.
fn found(body: &str, settings: &ValidModerationSettings) -> Vec<(Reason, String)> {
    let judgement = judge(ModerationText::of_body(body), settings);
    let words = |finding: Finding| {
        let first = finding.spans.first().map(|span| body[span.start..span.end].to_owned());
        (finding.reason, first.unwrap_or_default())
    };
    judgement.findings.into_iter().map(words).collect()
}

/// The reasons found in a body under standard settings.
fn reasons(body: &str) -> Vec<Reason> {
    found(body, &settings(&[], &[])).into_iter().map(|(reason, _)| reason).collect()
}
