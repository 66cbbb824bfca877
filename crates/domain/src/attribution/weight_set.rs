//! Published weights of channels: what a data-driven model pays by. Immutable once published.

use super::{Channel, Model};
use crate::ids::WeightSetId;

/// What the weights of a set come to: 2²⁴.
pub const WEIGHT_SET_WHOLE: u32 = 1 << 24;
/// Most channels of a set.
pub const WEIGHT_SET_CHANNELS_MAX: usize = 1_000;

/// The weights of channels under MARKOV or SHAPLEY, as of some period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightSet {
    /// Its id.
    pub id: WeightSetId,
    /// MARKOV or SHAPLEY.
    pub model: Model,
    /// In order of channel, each above zero; they come to [`WEIGHT_SET_WHOLE`].
    weights: Vec<(Channel, u32)>,
}

/// Why a weight set is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightSetError {
    /// Only data-driven models have weight sets.
    #[error("only MARKOV and SHAPLEY pay by a weight set")]
    Model,
    /// None, or too many.
    #[error("a weight set has 1 to {WEIGHT_SET_CHANNELS_MAX} channels")]
    Count,
    /// One stands there twice, or weighs nothing.
    #[error("each channel stands once, with a weight above zero")]
    Channels,
    /// They do not come to the whole.
    #[error("the weights come to {found} instead of {whole}")]
    Sum {
        /// What they come to.
        found: u64,
        /// What they should come to.
        whole: u32,
    },
}

impl WeightSetError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            WeightSetError::Model => "MODEL_HAS_NO_WEIGHTS",
            WeightSetError::Count => "WEIGHT_COUNT",
            WeightSetError::Channels => "WEIGHT_CHANNELS",
            WeightSetError::Sum { .. } => "WEIGHTS_DO_NOT_SUM",
        }
    }
}

impl WeightSet {
    /// A set of these weights, in parts of [`WEIGHT_SET_WHOLE`]. Errors: the first [`WeightSetError`] found.
    pub fn new(
        id: WeightSetId,
        model: Model,
        mut weights: Vec<(Channel, u32)>,
    ) -> Result<WeightSet, WeightSetError> {
        if !model.is_data_driven() {
            return Err(WeightSetError::Model);
        }
        if weights.is_empty() || weights.len() > WEIGHT_SET_CHANNELS_MAX {
            return Err(WeightSetError::Count);
        }
        weights.sort_unstable();
        if weights.windows(2).any(|pair| pair[0].0 == pair[1].0) || weights.iter().any(|(_, w)| *w == 0) {
            return Err(WeightSetError::Channels);
        }
        let found = weights.iter().map(|(_, weight)| u64::from(*weight)).sum();
        if found != u64::from(WEIGHT_SET_WHOLE) {
            return Err(WeightSetError::Sum { found, whole: WEIGHT_SET_WHOLE });
        }
        Ok(WeightSet { id, model, weights })
    }

    /// The channels with their weights, in order of channel.
    pub fn weights(&self) -> &[(Channel, u32)] {
        &self.weights
    }

    /// What a channel weighs. One the set does not know weighs as the least of those it knows: it did count, and
    /// nobody knows more.
    pub fn weight(&self, channel: &Channel) -> u32 {
        match self.weights.binary_search_by(|(known, _)| known.cmp(channel)) {
            Ok(index) => self.weights[index].1,
            Err(_) => self.weights.iter().map(|(_, weight)| *weight).min().unwrap_or(1),
        }
    }
}

impl Model {
    /// Whether it pays by a published weight set.
    pub fn is_data_driven(self) -> bool {
        matches!(self, Model::Markov | Model::Shapley)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{Role, TouchKind};
    use crate::ids::TypedId;

    const CLICK: Channel = Channel { role: Role::Affiliate, kind: TouchKind::Click, group: None };
    const VIEW: Channel = Channel { role: Role::Creator, kind: TouchKind::MomentView, group: None };

    fn set(weights: &[(Channel, u32)]) -> Result<WeightSet, WeightSetError> {
        WeightSet::new(WeightSetId::from_uuid(uuid::Uuid::nil()), Model::Markov, weights.to_vec())
    }

    #[test]
    fn weights_come_to_the_whole_and_each_channel_stands_once() {
        let whole = WEIGHT_SET_WHOLE;
        assert!(set(&[(VIEW, whole / 4), (CLICK, whole / 4 * 3)]).is_ok());
        assert_eq!(set(&[]), Err(WeightSetError::Count));
        assert_eq!(set(&[(VIEW, whole), (CLICK, 0)]), Err(WeightSetError::Channels));
        assert_eq!(set(&[(VIEW, whole / 2), (VIEW, whole / 2)]), Err(WeightSetError::Channels));
        assert_eq!(set(&[(VIEW, 5)]), Err(WeightSetError::Sum { found: 5, whole }));
        let linear =
            WeightSet::new(WeightSetId::from_uuid(uuid::Uuid::nil()), Model::Linear, vec![(VIEW, whole)]);
        assert_eq!(linear, Err(WeightSetError::Model));
    }

    #[test]
    fn a_channel_that_is_new_weighs_as_the_least_known() {
        let known = set(&[(VIEW, 100), (CLICK, WEIGHT_SET_WHOLE - 100)]).unwrap();
        assert_eq!(known.weight(&CLICK), WEIGHT_SET_WHOLE - 100);
        assert_eq!(known.weight(&Channel { kind: TouchKind::Code, ..CLICK }), 100);
    }
}
