//! What every state machine says about a transition.

/// The outcome of a transition that was allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The state changed now.
    Done,
    /// It already stood there: a repeat, without effect.
    Already,
}

impl Step {
    /// Whether something changed now, so that rows and entries have to be written.
    pub const fn is_done(self) -> bool {
        matches!(self, Step::Done)
    }
}
