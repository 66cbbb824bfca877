//! A cursor's text, which is nobody's business but ours: whoever shows it makes it opaque.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::{Key, Place, SortKey, Walk};
use crate::feed::FeedOrder;

/// A walk and where it is: what the cursor behind a moment holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The walk.
    pub walk: Walk,
    /// Where it is.
    pub place: Place,
}

/// A text is no cursor of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of a feed")]
pub struct CursorError;

impl CursorError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        "INVALID_CURSOR"
    }
}

impl fmt::Display for Cursor {
    /// Floats by their bits, times in microseconds: what is read is what was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.", self.walk.version, self.walk.started_at.timestamp_micros())?;
        let key = match self.place {
            Place::Pins(next) => return write!(f, "PINS.{next}"),
            Place::Rest => return f.write_str("REST"),
            Place::Below(key) => key,
        };
        write!(f, "{}.", key.sort.order())?;
        match key.sort {
            SortKey::Ranked { rank } => write!(f, "{}", rank.to_bits())?,
            SortKey::TopRated { stars, published_at } => {
                write!(f, "{stars}.{}", published_at.timestamp_micros())?
            }
            SortKey::MostHelpful { helpfulness, published_at } => {
                write!(f, "{helpfulness}.{}", published_at.timestamp_micros())?;
            }
            SortKey::Newest { published_at } => write!(f, "{}", published_at.timestamp_micros())?,
        }
        write!(f, ".{}", key.moment)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;
    fn from_str(text: &str) -> Result<Cursor, CursorError> {
        let mut parts = text.split('.');
        let cursor = read(&mut parts).ok_or(CursorError)?;
        if parts.next().is_some() { Err(CursorError) } else { Ok(cursor) }
    }
}

fn read<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<Cursor> {
    let walk = Walk { version: number(parts)?, started_at: time(parts)? };
    let place = match parts.next()? {
        "PINS" => Place::Pins(number(parts)?),
        "REST" => Place::Rest,
        order => {
            let sort = match order.parse().ok()? {
                FeedOrder::Ranked => {
                    let rank = f64::from_bits(number(parts)?);
                    SortKey::Ranked { rank: rank.is_finite().then_some(rank)? }
                }
                FeedOrder::TopRated => {
                    let stars: i16 = number(parts)?;
                    SortKey::TopRated {
                        stars: (1..=5).contains(&stars).then_some(stars)?,
                        published_at: time(parts)?,
                    }
                }
                FeedOrder::MostHelpful => {
                    SortKey::MostHelpful { helpfulness: number(parts)?, published_at: time(parts)? }
                }
                FeedOrder::Newest => SortKey::Newest { published_at: time(parts)? },
            };
            Place::Below(Key { sort, moment: number(parts)? })
        }
    };
    Some(Cursor { walk, place })
}

fn number<'a, T: FromStr>(parts: &mut impl Iterator<Item = &'a str>) -> Option<T> {
    parts.next()?.parse().ok()
}

/// A time that Postgres can keep.
fn time<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(number(parts)?).filter(|at| crate::calendar::is_kept(*at))
}
