//! Paths through channels, as reports read them: many, flat, and bounded.

use std::collections::HashMap;

/// Most channels of one collection.
pub const CHANNELS_MAX: usize = 1_000;
/// Longest name of a channel, in bytes.
pub const CHANNEL_NAME_BYTES_MAX: usize = 200;
/// Most rows of one collection.
pub const PATHS_MAX: usize = 10_000_000;
/// Most touches of one path.
pub const PATH_TOUCHES_MAX: usize = 100_000;
/// Most touches of one collection.
pub const TOUCHES_MAX: usize = 50_000_000;
/// What all steps weigh at most, each counted as often as its path was walked: every count is then exact in an `f64`.
pub const STEPS_MAX: u64 = 1 << 53;
/// Largest value of one row.
pub const PATH_VALUE_MAX: f64 = 1e15;
/// Largest age of a touch, in hours.
pub const AGE_HOURS_MAX: f64 = 1e9;

/// A channel's place in [`Paths::channels`].
pub type PathChannel = u16;

/// Why a path is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathsError {
    /// A channel without a name.
    #[error("a channel has no name")]
    ChannelNameEmpty,
    /// A name beyond [`CHANNEL_NAME_BYTES_MAX`].
    #[error("a channel's name is longer than {CHANNEL_NAME_BYTES_MAX} bytes")]
    ChannelNameTooLong,
    /// More than [`CHANNELS_MAX`].
    #[error("there are more than {CHANNELS_MAX} channels")]
    TooManyChannels,
    /// A channel of another collection.
    #[error("unknown channel")]
    UnknownChannel,
    /// No touch on the path.
    #[error("a path has no touch")]
    NoTouch,
    /// A path beyond [`PATH_TOUCHES_MAX`].
    #[error("a path has more than {PATH_TOUCHES_MAX} touches")]
    PathTooLong,
    /// More than [`PATHS_MAX`].
    #[error("there are more than {PATHS_MAX} paths")]
    TooManyPaths,
    /// More than [`TOUCHES_MAX`].
    #[error("the paths have more than {TOUCHES_MAX} touches together")]
    TooManyTouches,
    /// Counts beyond [`STEPS_MAX`].
    #[error("conversions and nulls times touches exceed {STEPS_MAX}")]
    TooManySteps,
    /// A value that is no number from 0 to [`PATH_VALUE_MAX`].
    #[error("a value must be a number from 0 to {PATH_VALUE_MAX:e}")]
    ValueOutOfRange,
    /// Ages that are not one per touch, descending, from 0 to [`AGE_HOURS_MAX`].
    #[error("ages must be one for each touch, descending, from 0 to {AGE_HOURS_MAX:e} hours")]
    AgesOutOfRange,
}

impl PathsError {
    /// The stable code partner developers match on.
    pub fn code(&self) -> &'static str {
        match self {
            PathsError::ChannelNameEmpty => "CHANNEL_NAME_EMPTY",
            PathsError::ChannelNameTooLong => "CHANNEL_NAME_TOO_LONG",
            PathsError::TooManyChannels => "TOO_MANY_CHANNELS",
            PathsError::UnknownChannel => "UNKNOWN_CHANNEL",
            PathsError::NoTouch => "PATH_EMPTY",
            PathsError::PathTooLong => "PATH_TOO_LONG",
            PathsError::TooManyPaths => "TOO_MANY_PATHS",
            PathsError::TooManyTouches => "TOO_MANY_TOUCHES",
            PathsError::TooManySteps => "TOO_MANY_STEPS",
            PathsError::ValueOutOfRange => "VALUE_OUT_OF_RANGE",
            PathsError::AgesOutOfRange => "AGES_OUT_OF_RANGE",
        }
    }
}

/// How old touches were when their path ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ages {
    /// Each path keeps its own.
    Kept,
    /// Not known: touches lie so many hours apart, the last at the end. From 0 to [`AGE_HOURS_MAX`].
    Apart {
        /// Hours between a touch and the next.
        gap_hours: f64,
    },
}

/// How often a path was walked, and what came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outcome {
    /// Walks that ended in a conversion.
    pub conversions: u32,
    /// Walks that ended in nothing.
    pub nulls: u32,
    /// What the conversions were worth together, in whatever unit the report has.
    pub value: f64,
}

/// Paths and their outcomes. Repeats of a channel are kept, and so are repeats of a path.
#[derive(Debug, Clone)]
pub struct Paths {
    names: Vec<String>,
    known: HashMap<String, PathChannel>,
    touches: Vec<PathChannel>,
    /// Where each path's touches end.
    ends: Vec<usize>,
    outcomes: Vec<Outcome>,
    gap_hours: Option<f64>,
    /// Of every touch, where paths keep their own.
    age_hours: Vec<f64>,
    steps: u64,
}

/// One path of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    /// Its channels in order; at least one.
    pub touches: &'a [PathChannel],
    /// Hours before its end, one per touch and descending; empty where ages are [`Ages::Apart`].
    pub age_hours: &'a [f64],
    /// What came of it.
    pub outcome: Outcome,
}

impl Paths {
    /// None yet. Errors: [`PathsError::AgesOutOfRange`] for a gap out of range.
    pub fn new(ages: Ages) -> Result<Paths, PathsError> {
        let gap_hours = match ages {
            Ages::Kept => None,
            Ages::Apart { gap_hours } if (0.0..=AGE_HOURS_MAX).contains(&gap_hours) => Some(gap_hours),
            Ages::Apart { .. } => return Err(PathsError::AgesOutOfRange),
        };
        Ok(Paths {
            names: Vec::new(),
            known: HashMap::new(),
            touches: Vec::new(),
            ends: Vec::new(),
            outcomes: Vec::new(),
            gap_hours,
            age_hours: Vec::new(),
            steps: 0,
        })
    }

    /// The channel of this name, made when it is new. Errors: a name out of bounds, or one channel too many.
    pub fn channel(&mut self, name: &str) -> Result<PathChannel, PathsError> {
        if let Some(channel) = self.known.get(name) {
            return Ok(*channel);
        }
        if name.is_empty() {
            return Err(PathsError::ChannelNameEmpty);
        }
        if name.len() > CHANNEL_NAME_BYTES_MAX {
            return Err(PathsError::ChannelNameTooLong);
        }
        let next =
            PathChannel::try_from(self.names.len()).ok().filter(|next| usize::from(*next) < CHANNELS_MAX);
        let channel = next.ok_or(PathsError::TooManyChannels)?;
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), channel);
        Ok(channel)
    }

    /// The names of the channels, in the order they were made.
    pub fn channels(&self) -> &[String] {
        &self.names
    }

    /// Adds a path. `age_hours` is empty where ages are [`Ages::Apart`]. Errors: every [`PathsError`] but those of
    /// names; nothing is added then.
    pub fn push(&mut self, path: &Path<'_>) -> Result<(), PathsError> {
        let Path { touches, age_hours, outcome } = *path;
        if touches.is_empty() {
            return Err(PathsError::NoTouch);
        }
        if touches.len() > PATH_TOUCHES_MAX {
            return Err(PathsError::PathTooLong);
        }
        if self.ends.len() >= PATHS_MAX {
            return Err(PathsError::TooManyPaths);
        }
        if self.touches.len() + touches.len() > TOUCHES_MAX {
            return Err(PathsError::TooManyTouches);
        }
        if touches.iter().any(|channel| usize::from(*channel) >= self.names.len()) {
            return Err(PathsError::UnknownChannel);
        }
        if !(0.0..=PATH_VALUE_MAX).contains(&outcome.value) {
            return Err(PathsError::ValueOutOfRange);
        }
        let expected = if self.gap_hours.is_some() { 0 } else { touches.len() };
        let descending = age_hours.windows(2).all(|pair| pair[0] >= pair[1]);
        if age_hours.len() != expected
            || !descending
            || !age_hours.iter().all(|age| (0.0..=AGE_HOURS_MAX).contains(age))
        {
            return Err(PathsError::AgesOutOfRange);
        }
        let walks = u64::from(outcome.conversions) + u64::from(outcome.nulls);
        let steps = self.steps.saturating_add(walks.saturating_mul(touches.len() as u64 + 1));
        if steps > STEPS_MAX {
            return Err(PathsError::TooManySteps);
        }
        self.steps = steps;
        self.touches.extend_from_slice(touches);
        self.age_hours.extend_from_slice(age_hours);
        self.ends.push(self.touches.len());
        self.outcomes.push(outcome);
        Ok(())
    }

    /// Every path, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = Path<'_>> {
        let mut start = 0;
        self.ends.iter().zip(&self.outcomes).map(move |(end, outcome)| {
            let range = start..*end;
            start = *end;
            let age_hours = if self.age_hours.is_empty() { &[][..] } else { &self.age_hours[range.clone()] };
            Path { touches: &self.touches[range], age_hours, outcome: *outcome }
        })
    }

    /// How many paths there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no path.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many touches the paths have.
    pub fn touches(&self) -> usize {
        self.touches.len()
    }

    /// Hours between touches, where paths keep no ages of their own.
    pub fn gap_hours(&self) -> Option<f64> {
        self.gap_hours
    }

    /// All conversions, nulls and value together.
    pub fn total(&self) -> (u64, u64, f64) {
        self.outcomes.iter().fold((0, 0, 0.0), |(conversions, nulls, value), outcome| {
            (
                conversions + u64::from(outcome.conversions),
                nulls + u64::from(outcome.nulls),
                value + outcome.value,
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once() -> Outcome {
        Outcome { conversions: 1, nulls: 0, value: 0.0 }
    }

    #[test]
    fn paths_come_back_as_they_went_in() {
        let mut paths = Paths::new(Ages::Kept).unwrap();
        let (search, mail) = (paths.channel("Search").unwrap(), paths.channel("Mail").unwrap());
        assert_eq!(paths.channel("Search"), Ok(search));
        let first = Path { touches: &[search, search, mail], age_hours: &[5.0, 5.0, 0.0], outcome: once() };
        let second = Path {
            touches: &[mail],
            age_hours: &[1.0],
            outcome: Outcome { conversions: 2, nulls: 3, value: 7.5 },
        };
        paths.push(&first).unwrap();
        paths.push(&second).unwrap();
        let back: Vec<_> =
            paths.iter().map(|p| (p.touches.to_vec(), p.age_hours.to_vec(), p.outcome)).collect();
        assert_eq!(back[0], (vec![search, search, mail], vec![5.0, 5.0, 0.0], first.outcome));
        assert_eq!(back[1], (vec![mail], vec![1.0], second.outcome));
        assert_eq!((paths.len(), paths.touches(), paths.total()), (2, 4, (3, 3, 7.5)));
        assert_eq!(paths.channels(), ["Search", "Mail"]);
    }

    #[test]
    fn what_is_out_of_bounds_is_refused_and_leaves_nothing() {
        let mut paths = Paths::new(Ages::Kept).unwrap();
        let mail = paths.channel("Mail").unwrap();
        let mut refused = |touches: &[PathChannel], age_hours: &[f64], outcome| {
            let answer = paths.push(&Path { touches, age_hours, outcome });
            assert!(paths.is_empty());
            answer.unwrap_err().code()
        };
        assert_eq!(refused(&[], &[], once()), "PATH_EMPTY");
        assert_eq!(refused(&[mail + 1], &[0.0], once()), "UNKNOWN_CHANNEL");
        assert_eq!(refused(&vec![mail; PATH_TOUCHES_MAX + 1], &[], once()), "PATH_TOO_LONG");
        for age_hours in [&[][..], &[f64::NAN], &[-1.0], &[0.0, 0.0], &[AGE_HOURS_MAX * 2.0]] {
            assert_eq!(refused(&[mail], age_hours, once()), "AGES_OUT_OF_RANGE");
        }
        assert_eq!(refused(&[mail, mail], &[1.0, 2.0], once()), "AGES_OUT_OF_RANGE");
        for value in [-0.01, f64::NAN, f64::INFINITY, PATH_VALUE_MAX * 2.0] {
            assert_eq!(refused(&[mail], &[0.0], Outcome { value, ..once() }), "VALUE_OUT_OF_RANGE");
        }
        let many = vec![mail; PATH_TOUCHES_MAX];
        let crowd = Outcome { conversions: u32::MAX, nulls: u32::MAX, value: 0.0 };
        for _ in 0..10 {
            paths
                .push(&Path { touches: &many, age_hours: &vec![0.0; PATH_TOUCHES_MAX], outcome: crowd })
                .unwrap();
        }
        let more = Path { touches: &many, age_hours: &vec![0.0; PATH_TOUCHES_MAX], outcome: crowd };
        assert_eq!(paths.push(&more).unwrap_err().code(), "TOO_MANY_STEPS");
        assert_eq!(paths.len(), 10);
    }

    #[test]
    fn channels_are_named_and_numbered_within_bounds() {
        let mut paths = Paths::new(Ages::Apart { gap_hours: 24.0 }).unwrap();
        assert_eq!(paths.channel("").unwrap_err().code(), "CHANNEL_NAME_EMPTY");
        assert_eq!(paths.channel(&"x".repeat(201)).unwrap_err().code(), "CHANNEL_NAME_TOO_LONG");
        for n in 0..CHANNELS_MAX {
            paths.channel(&n.to_string()).unwrap();
        }
        assert_eq!(paths.channel("one more").unwrap_err().code(), "TOO_MANY_CHANNELS");
        assert_eq!(paths.channel("7"), Ok(7));
        for gap_hours in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Paths::new(Ages::Apart { gap_hours }).unwrap_err().code(), "AGES_OUT_OF_RANGE");
        }
    }
}
