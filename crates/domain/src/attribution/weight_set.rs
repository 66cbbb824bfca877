//! Published weights of channels: what a data-driven model pays by. Immutable once published.

use super::{Channel, Markov, Model, Paths, ReportModel, ReportSetting, channel_weights, report};
use crate::ids::WeightSetId;
use crate::money::split;

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
    /// A channel is named a second time.
    #[error("each channel stands once: number {} is there before", .index + 1)]
    Twice {
        /// The place of the second, from 0.
        index: usize,
    },
    /// A channel weighs nothing, or less.
    #[error("each channel has a weight above zero: number {} has none", .index + 1)]
    Nothing {
        /// Its place, from 0.
        index: usize,
    },
    /// They do not come to the whole.
    #[error("the weights come to {found} instead of {whole}")]
    Sum {
        /// What they come to.
        found: u64,
        /// What they should come to.
        whole: u32,
    },
    /// What weights are to come to is out of range.
    #[error("the weights must come to a whole number from 1 to {WEIGHT_SET_WHOLE}")]
    Whole,
    /// Nobody converted, so nothing tells the channels apart.
    #[error("no conversion of that time has a touch that counted")]
    NoConversions,
}

impl WeightSetError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            WeightSetError::Model => "MODEL_HAS_NO_WEIGHTS",
            WeightSetError::Count => "WEIGHT_COUNT",
            WeightSetError::Channels | WeightSetError::Twice { .. } | WeightSetError::Nothing { .. } => {
                "WEIGHT_CHANNELS"
            }
            WeightSetError::Sum { .. } => "WEIGHTS_DO_NOT_SUM",
            WeightSetError::Whole => "WEIGHT_WHOLE",
            WeightSetError::NoConversions => "NO_CONVERSIONS",
        }
    }

    /// The field at fault of a set that a person gives: `weights.2.channel`.
    pub fn field(&self) -> String {
        match self {
            WeightSetError::Model => "model".to_owned(),
            WeightSetError::Whole => "whole".to_owned(),
            WeightSetError::Twice { index } => format!("weights.{index}.channel"),
            WeightSetError::Nothing { index } => format!("weights.{index}.weight"),
            _ => "weights".to_owned(),
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

    /// A set that a person gives, in parts of any `whole`: 10,000 for basis points. Errors: [`WeightSetError`].
    pub fn by_hand(
        id: WeightSetId,
        model: Model,
        weights: &[(Channel, u32)],
        whole: u32,
    ) -> Result<WeightSet, WeightSetError> {
        if !(1..=WEIGHT_SET_WHOLE).contains(&whole) {
            return Err(WeightSetError::Whole);
        }
        if weights.len() > WEIGHT_SET_CHANNELS_MAX {
            return Err(WeightSetError::Count);
        }
        for (index, (channel, weight)) in weights.iter().enumerate() {
            if weights[..index].iter().any(|(other, _)| other == channel) {
                return Err(WeightSetError::Twice { index });
            }
            if *weight == 0 {
                return Err(WeightSetError::Nothing { index });
            }
        }
        let found = weights.iter().map(|(_, weight)| u64::from(*weight)).sum();
        if !weights.is_empty() && found != u64::from(whole) {
            return Err(WeightSetError::Sum { found, whole });
        }
        let shares: Vec<i128> = weights.iter().map(|(_, weight)| i128::from(*weight)).collect();
        let parts = split(WEIGHT_SET_WHOLE.into(), &shares).unwrap_or_default();
        let parts = parts.into_iter().map(|part| u32::try_from(part).unwrap_or(0));
        WeightSet::new(id, model, weights.iter().map(|(channel, _)| *channel).zip(parts).collect())
    }

    /// What a model makes of walks whose channels are named as [`Channel`]s are: MARKOV by removal effects, SHAPLEY by
    /// conversions. A channel that leads nowhere has the smallest weight. Errors: [`WeightSetError`].
    pub fn of_paths(id: WeightSetId, model: Model, paths: &Paths) -> Result<WeightSet, WeightSetError> {
        let parts = match model {
            Model::Markov => Markov::of(paths).parts(),
            Model::Shapley => {
                let setting =
                    ReportSetting { half_life_hours: 1.0, affiliates: Vec::new(), direct: Vec::new() };
                let credits = report(paths, ReportModel::Shapley, &setting).unwrap_or_default();
                credits.into_iter().map(|credit| credit.conversions).collect()
            }
            _ => return Err(WeightSetError::Model),
        };
        let weights = channel_weights(&parts).map_err(|_| WeightSetError::NoConversions)?;
        let channels = paths.channels().iter().map(|name| name.parse());
        let channels: Vec<Channel> =
            channels.collect::<Result<_, _>>().map_err(|_| WeightSetError::Channels)?;
        WeightSet::new(id, model, channels.into_iter().zip(weights).collect())
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
    use crate::attribution::{Ages, Outcome, Path, Role, TouchKind};
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
    fn by_hand_any_whole_will_do() {
        let id = WeightSetId::from_uuid(uuid::Uuid::nil());
        let by_hand =
            |weights: &[(Channel, u32)], whole| WeightSet::by_hand(id, Model::Shapley, weights, whole);
        let third = WEIGHT_SET_WHOLE / 3;
        let set = by_hand(&[(VIEW, 1), (CLICK, 2)], 3).unwrap();
        assert_eq!((set.weight(&VIEW), set.weight(&CLICK)), (third, WEIGHT_SET_WHOLE - third));
        let sum = by_hand(&[(VIEW, 2_500), (CLICK, 7_400)], 10_000).unwrap_err();
        assert_eq!(sum.to_string(), "the weights come to 9900 instead of 10000");
        assert_eq!(by_hand(&[], 10_000), Err(WeightSetError::Count));
        let refused = |weights: &[(Channel, u32)]| by_hand(weights, 3).map_err(|e| (e.code(), e.field()));
        let at = |field: &str| Err(("WEIGHT_CHANNELS", field.to_owned()));
        assert_eq!(refused(&[(VIEW, 3), (CLICK, 0)]), at("weights.1.weight"));
        assert_eq!(refused(&[(VIEW, 1), (CLICK, 1), (VIEW, 1)]), at("weights.2.channel"));
        assert_eq!(sum.field(), "weights");
        for whole in [0, WEIGHT_SET_WHOLE + 1, u32::MAX] {
            assert_eq!(by_hand(&[(VIEW, whole)], whole), Err(WeightSetError::Whole));
        }
    }

    /// The three walks of MARKOV's own example: 9 to 8. SHAPLEY shares the two conversions alike.
    #[test]
    fn walks_become_weights() {
        let mut paths = Paths::new(Ages::Apart { gap_hours: 1.0 }).unwrap();
        let (view, click) =
            (paths.channel(&VIEW.to_string()).unwrap(), paths.channel(&CLICK.to_string()).unwrap());
        for (touches, conversions) in [(&[view, click][..], 1), (&[view], 0), (&[click, view], 1)] {
            let outcome = Outcome { conversions, nulls: 1 - conversions, value: 0.0 };
            paths.push(&Path { touches, age_hours: &[], outcome }).unwrap();
        }
        let id = WeightSetId::from_uuid(uuid::Uuid::nil());
        let of = |model| WeightSet::of_paths(id, model, &paths);
        let markov = of(Model::Markov).unwrap();
        assert_eq!(u64::from(markov.weight(&VIEW)), (u64::from(WEIGHT_SET_WHOLE) * 9 + 8) / 17);
        assert_eq!(of(Model::Shapley).unwrap().weight(&VIEW), WEIGHT_SET_WHOLE / 2);
        assert_eq!(of(Model::Linear), Err(WeightSetError::Model));
        let nothing = Paths::new(Ages::Apart { gap_hours: 1.0 }).unwrap();
        assert_eq!(WeightSet::of_paths(id, Model::Markov, &nothing), Err(WeightSetError::NoConversions));
    }

    #[test]
    fn a_channel_that_is_new_weighs_as_the_least_known() {
        let known = set(&[(VIEW, 100), (CLICK, WEIGHT_SET_WHOLE - 100)]).unwrap();
        assert_eq!(known.weight(&CLICK), WEIGHT_SET_WHOLE - 100);
        assert_eq!(known.weight(&Channel { kind: TouchKind::Code, ..CLICK }), 100);
    }
}
