//! Where a moment stands on its three axes, and where it can go from there.

use chrono::{DateTime, TimeDelta, Utc};

use super::rights::GrantWindow;
use super::{Disclosure, Moderation, MomentError, RejectCode, Rights, Visibility};
use crate::state::Step;

/// A request for rights that nobody answers lapses after this many days.
pub const RIGHTS_ANSWER_DAYS: i64 = 14;

/// Where a moment stands: moderation, rights and visibility, and whether its disclosure is satisfied.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes {
    /// What the moderators think.
    pub moderation: Moderation,
    /// Why it was rejected; there while it is.
    pub reject_code: Option<RejectCode>,
    /// Whether an edited version of a rejected moment may be looked at again.
    pub reject_editable: bool,
    /// Whether the brand may show it.
    pub rights: Rights,
    /// When rights were asked for.
    pub rights_requested_at: Option<DateTime<Utc>>,
    /// When granted rights start.
    pub rights_starts_at: Option<DateTime<Utc>>,
    /// When granted rights end; never, if there is none.
    pub rights_ends_at: Option<DateTime<Utc>>,
    /// Whether it is there to be seen.
    pub visibility: Visibility,
    /// Whether the audience is told that it was paid for.
    pub disclosure: Disclosure,
}

type Stepped = Result<Step, MomentError>;

impl Axes {
    /// The one definition of *publishable*, of which the SQL predicate is a translation.
    pub fn publishable(&self, now: DateTime<Utc>) -> bool {
        let started = self.rights_starts_at.is_some_and(|starts| starts <= now);
        let ended = self.rights_ends_at.is_some_and(|ends| ends <= now);
        let rights = match self.rights {
            Rights::NotRequired => true,
            Rights::Granted => started && !ended,
            _ => false,
        };
        self.moderation == Moderation::Approved
            && rights
            && self.visibility == Visibility::Visible
            && self.disclosure != Disclosure::Missing
    }

    /// The earliest instant after `now` at which time alone changes [`Axes::publishable`].
    ///
    /// A cached page lives no longer than the earliest of its moments.
    pub fn publishable_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.rights {
            Rights::Granted => [self.rights_starts_at, self.rights_ends_at]
                .into_iter()
                .flatten()
                .filter(|at| *at > now)
                .min(),
            _ => None,
        }
    }

    /// Fit to show. From every state: a moderator may think again.
    pub fn approve(&mut self) -> Stepped {
        self.alive()?;
        if self.moderation == Moderation::Approved {
            return Ok(Step::Already);
        }
        self.moderate(Moderation::Approved, None);
        Ok(Step::Done)
    }

    /// Not fit to show, and why. Rejecting again with another code replaces the code.
    pub fn reject(&mut self, code: RejectCode) -> Stepped {
        self.alive()?;
        if self.moderation == Moderation::Rejected && self.reject_code == Some(code) {
            return Ok(Step::Already);
        }
        self.moderate(Moderation::Rejected, Some(code));
        Ok(Step::Done)
    }

    /// Somebody should look again. A rejected moment is not shown anyway: it cannot be flagged.
    pub fn flag(&mut self) -> Stepped {
        self.alive()?;
        match self.moderation {
            Moderation::Flagged => Ok(Step::Already),
            Moderation::Pending | Moderation::Approved => {
                self.moderate(Moderation::Flagged, None);
                Ok(Step::Done)
            }
            Moderation::Rejected => Err(refused("moderation", self.moderation.as_str(), "be flagged")),
        }
    }

    /// A moderator takes the decision back: it waits for one again.
    pub fn reopen(&mut self) -> Stepped {
        self.alive()?;
        if self.moderation == Moderation::Pending {
            return Ok(Step::Already);
        }
        self.moderate(Moderation::Pending, None);
        Ok(Step::Done)
    }

    /// Its author changed it: it is looked at afresh. A rejected moment only where its code allows an edit.
    pub fn edited(&mut self) -> Stepped {
        self.alive()?;
        match self.moderation {
            Moderation::Pending => Ok(Step::Already),
            Moderation::Rejected if !self.reject_editable => {
                Err(refused("moderation", self.moderation.as_str(), "be edited"))
            }
            _ => {
                self.moderate(Moderation::Pending, None);
                Ok(Step::Done)
            }
        }
    }

    /// The brand asks for the right to show it: for the first time, again after nobody answered, or for longer while a grant
    /// stands, which goes on. Who said no is not asked again; they may still say yes.
    pub fn request_rights(&mut self, now: DateTime<Utc>) -> Stepped {
        self.alive()?;
        match self.rights {
            Rights::Requested => return Ok(Step::Already),
            Rights::Unrequested | Rights::Lapsed => self.rights = Rights::Requested,
            Rights::Granted if self.rights_requested_at != Some(now) => {}
            Rights::Granted => return Ok(Step::Already),
            _ => return Err(refused("rights", self.rights.as_str(), "be asked for")),
        }
        self.rights_requested_at = Some(now);
        Ok(Step::Done)
    }

    /// The author gives the right, asked or not: late, after a refusal, for longer. `shown` is the window in which it may be
    /// shown here; none where the grant is for other uses or places alone ([`Scope::shows_here`](super::rights::Scope)).
    pub fn grant_rights(&mut self, shown: Option<GrantWindow>) -> Stepped {
        self.alive()?;
        if self.rights == Rights::NotRequired {
            return Err(refused("rights", self.rights.as_str(), "be granted"));
        }
        let before = (self.rights, self.rights_starts_at, self.rights_ends_at);
        self.rights = Rights::Granted;
        self.rights_starts_at = shown.map(GrantWindow::starts_at);
        self.rights_ends_at = shown.and_then(GrantWindow::ends_at);
        let after = (self.rights, self.rights_starts_at, self.rights_ends_at);
        Ok(if before == after { Step::Already } else { Step::Done })
    }

    /// The author refuses. A grant that stands is not taken back by a refusal to prolong it.
    pub fn decline_rights(&mut self) -> Stepped {
        if self.rights == Rights::Granted {
            return self.alive().map(|()| Step::Already);
        }
        self.rights_from(Rights::Requested, Rights::Declined, "be declined")
    }

    /// Nobody answered for [`RIGHTS_ANSWER_DAYS`]. A grant that stands is not touched by that.
    pub fn lapse_rights(&mut self, now: DateTime<Utc>) -> Stepped {
        if self.rights == Rights::Granted {
            return self.alive().map(|()| Step::Already);
        }
        let waited =
            self.rights_requested_at.is_some_and(|at| now - at >= TimeDelta::days(RIGHTS_ANSWER_DAYS));
        if self.rights == Rights::Requested && !waited {
            return Err(refused("rights", self.rights.as_str(), "lapse yet"));
        }
        self.rights_from(Rights::Requested, Rights::Lapsed, "lapse")
    }

    /// The author takes the right back.
    pub fn revoke_rights(&mut self) -> Stepped {
        self.rights_from(Rights::Granted, Rights::Revoked, "be revoked")
    }

    /// Puts it away.
    pub fn hide(&mut self) -> Stepped {
        self.see(Visibility::Hidden)
    }

    /// Brings it back.
    pub fn show(&mut self) -> Stepped {
        self.see(Visibility::Visible)
    }

    /// Takes it away for good.
    pub fn erase(&mut self) -> Stepped {
        if self.visibility == Visibility::Erased {
            return Ok(Step::Already);
        }
        self.visibility = Visibility::Erased;
        Ok(Step::Done)
    }

    /// It was paid for: it must say so. Shown disclosures stay shown.
    pub fn require_disclosure(&mut self) -> Stepped {
        self.alive()?;
        match self.disclosure {
            Disclosure::NotRequired => {
                self.disclosure = Disclosure::Missing;
                Ok(Step::Done)
            }
            Disclosure::Shown | Disclosure::Missing => Ok(Step::Already),
        }
    }

    /// It says that it was paid for.
    pub fn disclose(&mut self) -> Stepped {
        self.alive()?;
        if self.disclosure == Disclosure::Shown {
            return Ok(Step::Already);
        }
        self.disclosure = Disclosure::Shown;
        Ok(Step::Done)
    }

    fn alive(&self) -> Result<(), MomentError> {
        if self.visibility == Visibility::Erased { Err(MomentError::Erased) } else { Ok(()) }
    }

    fn moderate(&mut self, moderation: Moderation, code: Option<RejectCode>) {
        self.moderation = moderation;
        self.reject_code = code;
        self.reject_editable = code.is_some_and(RejectCode::editable);
    }

    fn rights_from(&mut self, from: Rights, to: Rights, verb: &'static str) -> Stepped {
        self.alive()?;
        if self.rights == to {
            return Ok(Step::Already);
        }
        if self.rights != from {
            return Err(refused("rights", self.rights.as_str(), verb));
        }
        self.rights = to;
        Ok(Step::Done)
    }

    fn see(&mut self, to: Visibility) -> Stepped {
        self.alive()?;
        if self.visibility == to {
            return Ok(Step::Already);
        }
        self.visibility = to;
        Ok(Step::Done)
    }
}

fn refused(axis: &'static str, from: &'static str, to: &'static str) -> MomentError {
    MomentError::Transition { axis, from, to }
}
