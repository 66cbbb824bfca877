//! From a report's fractions to whole weights that may pay.

use super::paths::CHANNELS_MAX;
use crate::money::split;

/// What the weights of a set sum to: 2²⁴.
pub const CHANNEL_WEIGHTS_TOTAL: u32 = 1 << 24;

/// The largest part as a whole number, before weights are split: 2⁶⁰. An `f64` holds 53 bits of it.
const PART_SCALE: f64 = (1u64 << 60) as f64;

/// Why weights cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChannelWeightsError {
    /// A part that is no number, endless, or below zero.
    #[error("the part of channel {0} is not a number from zero")]
    PartOutOfRange(usize),
    /// No channel has a part above zero.
    #[error("no channel has a part above zero")]
    NothingToWeigh,
    /// More than [`CHANNELS_MAX`].
    #[error("there are more than {CHANNELS_MAX} channels")]
    TooManyChannels,
}

impl ChannelWeightsError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            ChannelWeightsError::PartOutOfRange(_) => "PART_OUT_OF_RANGE",
            ChannelWeightsError::NothingToWeigh => "NOTHING_TO_WEIGH",
            ChannelWeightsError::TooManyChannels => "TOO_MANY_CHANNELS",
        }
    }
}

/// Whole weights of channels in proportion to `parts`, such as a report's conversions; what a weight set publishes
/// beside the channels' names, in the same order.
///
/// They sum to [`CHANNEL_WEIGHTS_TOTAL`], by largest remainder, ties to the earlier channel. A channel that would
/// have none has 1, taken from the largest (of equals the earliest): who is in the set is never worth nothing. The same parts
/// give the same weights on every machine. Errors: [`ChannelWeightsError`].
pub fn channel_weights(parts: &[f64]) -> Result<Vec<u32>, ChannelWeightsError> {
    if parts.len() > CHANNELS_MAX {
        return Err(ChannelWeightsError::TooManyChannels);
    }
    if let Some(at) = parts.iter().position(|part| !part.is_finite() || *part < 0.0) {
        return Err(ChannelWeightsError::PartOutOfRange(at));
    }
    let largest = parts.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 {
        return Err(ChannelWeightsError::NothingToWeigh);
    }
    let shares: Vec<i128> = parts.iter().map(|part| (part / largest * PART_SCALE) as i128).collect();
    let split = split(CHANNEL_WEIGHTS_TOTAL.into(), &shares).unwrap_or_default();
    let mut weights: Vec<u32> = split.into_iter().map(|part| u32::try_from(part).unwrap_or(0)).collect();
    for at in 0..weights.len() {
        if weights[at] == 0 {
            let richest = (0..weights.len()).rev().max_by_key(|other| weights[*other]).unwrap_or(at);
            weights[richest] -= 1;
            weights[at] = 1;
        }
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: u32 = CHANNEL_WEIGHTS_TOTAL;

    #[test]
    fn weights_are_whole_and_sum() {
        assert_eq!(channel_weights(&[0.5, 0.25, 0.25]), Ok(vec![WHOLE / 2, WHOLE / 4, WHOLE / 4]));
        // 2²⁴ is one more than a multiple of three: the first of equals has it.
        assert_eq!(channel_weights(&[7.0, 7.0, 7.0]), Ok(vec![5_592_406, 5_592_405, 5_592_405]));
        assert_eq!(channel_weights(&[1e300, 1e300, 0.0]), Ok(vec![WHOLE / 2 - 1, WHOLE / 2, 1]));
        assert_eq!(channel_weights(&[f64::MIN_POSITIVE]), Ok(vec![WHOLE]));
        // The smallest is worth one, and so is what rounds away.
        assert_eq!(channel_weights(&[1.0, 1e-12, 0.0]), Ok(vec![WHOLE - 2, 1, 1]));
        let many: u64 = channel_weights(&vec![0.1; 1_000]).unwrap().into_iter().map(u64::from).sum();
        assert_eq!(many, u64::from(WHOLE));
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for part in [-0.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(channel_weights(&[1.0, part]), Err(ChannelWeightsError::PartOutOfRange(1)));
        }
        for nothing in [&[][..], &[0.0, 0.0], &[-0.0]] {
            assert_eq!(channel_weights(nothing).unwrap_err().code(), "NOTHING_TO_WEIGH");
        }
        assert_eq!(channel_weights(&vec![1.0; 1_001]).unwrap_err().code(), "TOO_MANY_CHANNELS");
    }
}
