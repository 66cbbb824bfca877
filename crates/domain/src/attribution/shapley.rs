//! SHAPLEY over channels, in the form that needs no coalitions. Source: DESIGN §5.

use super::paths::Paths;
use super::report::Credit;

/// `φ_j = Σ_{S∋j} R(S)/|S|`, where `R(S)` is what paths brought whose set of channels is exactly `S`: the Shapley
/// value of the game `v(T) = Σ_{S⊆T} R(S)`. One credit per channel; order and repeats on a path do not matter.
pub(super) fn credits(paths: &Paths) -> Vec<Credit> {
    let mut credits = vec![Credit::default(); paths.channels().len()];
    // The number of the path that was last seen on each channel.
    let mut seen = vec![usize::MAX; credits.len()];
    let mut members = Vec::with_capacity(credits.len());
    for (number, path) in paths.iter().enumerate() {
        if path.outcome.conversions == 0 && path.outcome.value == 0.0 {
            continue;
        }
        members.clear();
        for touch in path.touches {
            let channel = usize::from(*touch);
            if seen[channel] != number {
                seen[channel] = number;
                members.push(channel);
            }
        }
        let part = 1.0 / members.len() as f64;
        let each = Credit {
            conversions: f64::from(path.outcome.conversions) * part,
            value: path.outcome.value * part,
        };
        for channel in &members {
            credits[*channel].add(each);
        }
    }
    credits
}
