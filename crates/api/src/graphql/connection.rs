//! Relay connections over keyset pages.

use std::convert::Infallible;

use async_graphql::OutputType;
use async_graphql::connection::{Connection, CursorType, Edge, EmptyFields};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use domain::feed::walk;
use domain::ids::{MomentId, TypedId};
use store::moment_words::SearchPlace;
use store::page::{PAGE_ROWS_MAX, Page, Slice};
use store::payout::SumPlace;
use store::rights::BoardPlace;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult, Kind};

/// A place in a list, opaque to the caller.
pub struct Cursor(pub String);

impl CursorType for Cursor {
    type Error = Infallible;

    fn decode_cursor(text: &str) -> Result<Self, Infallible> {
        Ok(Cursor(text.to_owned()))
    }

    fn encode_cursor(&self) -> String {
        self.0.clone()
    }
}

/// One page of objects.
pub type List<T> = Connection<Cursor, T, EmptyFields, EmptyFields>;

/// Something with an id lists are ordered by.
pub trait Keyed {
    /// The id's UUID.
    fn uuid(&self) -> Uuid;
}

/// The arguments every list takes.
pub struct PageArgs {
    /// The first so many.
    pub first: Option<i32>,
    /// Behind this cursor.
    pub after: Option<String>,
    /// The last so many.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

fn page_size(limit: Option<i64>) -> ApiResult<i64> {
    limit.filter(|limit| (1..=PAGE_ROWS_MAX).contains(limit)).ok_or_else(|| {
        let text = format!("a list needs either first or last, from 1 to {PAGE_ROWS_MAX}");
        ApiError::new(Kind::Malformed, "PAGE_SIZE", text)
    })
}

/// A text that is no cursor of the list.
pub fn bad_cursor() -> ApiError {
    ApiError::new(Kind::Malformed, "INVALID_CURSOR", "not a cursor of this list")
}

impl PageArgs {
    /// The rows asked for. Errors: `PAGE_SIZE`, `INVALID_CURSOR`.
    pub fn read(self) -> ApiResult<Page> {
        let backwards = self.last.is_some();
        let limit = match (self.first, self.last) {
            (Some(limit), None) | (None, Some(limit)) => Some(i64::from(limit)),
            _ => None,
        };
        let place = |text: Option<String>| text.map(|text| decode(&text)).transpose();
        Ok(Page {
            limit: page_size(limit)?,
            after: place(self.after)?,
            before: place(self.before)?,
            backwards,
        })
    }
}

/// How many rows of a list that only goes forwards. Errors: `PAGE_SIZE`.
pub fn forward(first: Option<i32>) -> ApiResult<i64> {
    page_size(first.map(i64::from))
}

/// The cursor of a row in a list by id.
pub fn encode(id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(id.as_bytes())
}

fn decode(text: &str) -> ApiResult<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
    Uuid::from_slice(&bytes).map_err(|_| bad_cursor())
}

/// The cursor behind a moment of a feed.
pub fn encode_walk(cursor: walk::Cursor) -> String {
    URL_SAFE_NO_PAD.encode(cursor.to_string())
}

/// The cursor of a row in a list by its number.
pub fn encode_number(number: i32) -> String {
    URL_SAFE_NO_PAD.encode(number.to_be_bytes())
}

/// Reads a cursor of a list by numbers. Errors: `INVALID_CURSOR`.
pub fn decode_number(text: &str) -> ApiResult<i32> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
    Ok(i32::from_be_bytes(bytes.try_into().map_err(|_| bad_cursor())?))
}

/// Reads a cursor of a feed. Errors: `INVALID_CURSOR`.
pub fn decode_walk(text: &str) -> ApiResult<walk::Cursor> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
    let text = String::from_utf8(bytes).map_err(|_| bad_cursor())?;
    text.parse().map_err(|_: walk::CursorError| bad_cursor())
}

fn decode_pair(text: &str) -> ApiResult<([u8; 8], Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
    let (number, id) = bytes.split_first_chunk::<8>().ok_or_else(bad_cursor)?;
    Ok((*number, Uuid::from_slice(id).map_err(|_| bad_cursor())?))
}

/// The cursor of a row in a list that begins with the largest sum.
pub fn encode_sum(place: SumPlace) -> String {
    let mut bytes = place.minor.to_be_bytes().to_vec();
    bytes.extend_from_slice(place.id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor of a list that begins with the largest sum. Errors: `INVALID_CURSOR`.
pub fn decode_sum(text: &str) -> ApiResult<SumPlace> {
    let (minor, id) = decode_pair(text)?;
    Ok(SumPlace { minor: i64::from_be_bytes(minor), id })
}

/// The cursor of a moment that was found.
pub fn encode_found(place: SearchPlace) -> String {
    let mut bytes = u64::from(place.rank.to_bits()).to_be_bytes().to_vec();
    bytes.extend_from_slice(place.moment.uuid().as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor of what was found. Errors: `INVALID_CURSOR`.
pub fn decode_found(text: &str) -> ApiResult<SearchPlace> {
    let (number, id) = decode_pair(text)?;
    let bits = u32::try_from(u64::from_be_bytes(number)).map_err(|_| bad_cursor())?;
    let rank = Some(f32::from_bits(bits)).filter(|rank| rank.is_finite()).ok_or_else(bad_cursor)?;
    Ok(SearchPlace { rank, moment: MomentId::from_uuid(id) })
}

/// The cursor of a moment in a column of the board of rights.
pub fn encode_board(place: BoardPlace) -> String {
    encode_sum(SumPlace { minor: place.at.timestamp_micros(), id: place.id.uuid() })
}

/// Reads a cursor of a column of the board of rights. Errors: `INVALID_CURSOR`.
pub fn decode_board(text: &str) -> ApiResult<BoardPlace> {
    let (micros, id) = decode_pair(text)?;
    let at = DateTime::from_timestamp_micros(i64::from_be_bytes(micros)).ok_or_else(bad_cursor)?;
    Ok(BoardPlace { at, id: MomentId::from_uuid(id) })
}

/// A page of objects from a page of rows.
pub fn list<R, T: OutputType + Keyed>(slice: Slice<R>, turn: impl Fn(R) -> T) -> List<T> {
    cursored(slice.map(turn), |node| encode(node.uuid()))
}

/// A page of objects with cursors of its own.
pub fn cursored<T: OutputType>(slice: Slice<T>, cursor: impl Fn(&T) -> String) -> List<T> {
    let mut connection = Connection::new(slice.has_previous, slice.has_next);
    connection.edges = slice.rows.into_iter().map(|node| Edge::new(Cursor(cursor(&node)), node)).collect();
    connection
}

/// Declares that objects of this type wrap a row with an `id`.
macro_rules! keyed {
    ($($object:ident),* $(,)?) => {$(
        impl $crate::graphql::connection::Keyed for $object {
            fn uuid(&self) -> uuid::Uuid {
                domain::ids::TypedId::uuid(self.0.id)
            }
        }
    )*};
}

pub(in crate::graphql) use keyed;

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::feed::walk::{Place, Walk};

    use super::*;

    fn args(first: Option<i32>, after: Option<&str>, last: Option<i32>) -> ApiResult<Page> {
        PageArgs { first, after: after.map(str::to_owned), last, before: None }.read()
    }

    #[test]
    fn cursors_are_read_back_and_others_refused() {
        let id = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0001);
        assert_eq!(decode(&encode(id)), Ok(id));
        let walk = Walk { version: 3, started_at: DateTime::UNIX_EPOCH };
        for place in [Place::Pins(2), Place::Rest] {
            let cursor = walk::Cursor { walk, place };
            assert_eq!(decode_walk(&encode_walk(cursor)), Ok(cursor));
        }
        for minor in [i64::MIN, -1, 0, 1, i64::MAX] {
            let place = SumPlace { minor, id };
            assert_eq!(decode_sum(&encode_sum(place)), Ok(place));
        }
        for rank in [0.0, 0.607_927_1, f32::MIN_POSITIVE] {
            let place = SearchPlace { rank, moment: MomentId::from_uuid(id) };
            assert_eq!(decode_found(&encode_found(place)), Ok(place));
        }
        let endless = SearchPlace { rank: f32::NAN, moment: MomentId::from_uuid(id) };
        assert_eq!(decode_found(&encode_found(endless)).map_err(|e| e.code), Err("INVALID_CURSOR"));
        for text in ["", "x", "AAAA", "§", &encode(id)[1..], &"A".repeat(500)] {
            assert_eq!(decode(text).map_err(|e| e.code), Err("INVALID_CURSOR"), "{text}");
            assert_eq!(decode_walk(text).map_err(|e| e.code), Err("INVALID_CURSOR"), "{text}");
        }
    }

    #[test]
    fn a_page_has_one_to_a_hundred_rows_from_one_end() {
        for (first, last) in
            [(None, None), (Some(1), Some(1)), (Some(0), None), (Some(101), None), (None, Some(-1))]
        {
            assert_eq!(args(first, None, last).map_err(|e| e.code), Err("PAGE_SIZE"));
        }
        assert_eq!(args(Some(100), None, None).map(|p| (p.limit, p.backwards)), Ok((100, false)));
        assert_eq!(args(None, None, Some(3)).map(|p| (p.limit, p.backwards)), Ok((3, true)));
        assert_eq!(args(Some(1), Some("nonsense!"), None).map_err(|e| e.code), Err("INVALID_CURSOR"));
    }
}
