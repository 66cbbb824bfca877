//! Lists: newest first, in pages.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::form::Params;
use crate::state::{Entry, integer, text};

const LIMIT_DEFAULT: i64 = 10;
const LIMIT_MAX: i64 = 100;

/// The parameters that every list takes.
pub(crate) const PAGING: [&str; 3] = ["limit", "starting_after", "ending_before"];

/// Which page of a list is asked for.
struct Page<'a> {
    limit: usize,
    starting_after: Option<&'a str>,
    ending_before: Option<&'a str>,
}

impl<'a> Page<'a> {
    fn read(params: &'a Params) -> Result<Self, Failure> {
        let limit = params.at_least("limit", 1)?.unwrap_or(LIMIT_DEFAULT);
        if limit > LIMIT_MAX {
            let failure = Failure::invalid(format!("This value must be less than or equal to {LIMIT_MAX}."));
            return Err(failure.code("parameter_invalid_integer").param("limit"));
        }
        let (starting_after, ending_before) = (params.text("starting_after")?, params.text("ending_before")?);
        if starting_after.is_some() && ending_before.is_some() {
            let message =
                "Received both starting_after and ending_before parameters. Please pass in only one.";
            return Err(Failure::invalid(message).code("parameters_exclusive").param("starting_after"));
        }
        Ok(Self { limit: usize::try_from(limit).unwrap_or(1), starting_after, ending_before })
    }
}

/// A page of `entries` (oldest first) that `keep` keeps. `noun` names the objects in errors.
pub(crate) fn page<'s>(
    params: &Params,
    url: &str,
    noun: &str,
    entries: impl DoubleEndedIterator<Item = &'s Entry>,
    keep: impl Fn(&Entry) -> bool,
) -> Result<Value, Failure> {
    let page = Page::read(params)?;
    let fitting = |entry: &&'s Entry| keep(entry);
    let (mut found, has_more) = match (page.starting_after, page.ending_before) {
        (Some(cursor), _) => {
            let mut older = entries.rev().skip_while(|entry| entry.text("id") != cursor);
            older.next().ok_or_else(|| no_cursor(noun, cursor, "starting_after"))?;
            take(older.filter(fitting), page.limit)
        }
        (_, Some(cursor)) => {
            let mut newer = entries.skip_while(|entry| entry.text("id") != cursor);
            newer.next().ok_or_else(|| no_cursor(noun, cursor, "ending_before"))?;
            let (mut found, has_more) = take(newer.filter(fitting), page.limit);
            found.reverse();
            (found, has_more)
        }
        _ => take(entries.rev().filter(fitting), page.limit),
    };
    let data: Vec<Value> = found.drain(..).map(|entry| entry.object.clone()).collect();
    Ok(json!({ "object": "list", "data": data, "has_more": has_more, "url": url }))
}

fn take<'s>(mut entries: impl Iterator<Item = &'s Entry>, limit: usize) -> (Vec<&'s Entry>, bool) {
    let found = entries.by_ref().take(limit).collect();
    (found, entries.next().is_some())
}

fn no_cursor(noun: &str, id: &str, param: &str) -> Failure {
    Failure::no_such(noun, id, param).status(400)
}

/// A list that holds all it has, as nested in other objects.
pub(crate) fn whole(data: Vec<Value>, url: &str) -> Value {
    json!({ "object": "list", "data": data, "has_more": false, "url": url })
}

/// The filter `created`: a time, or bounds of one.
pub(crate) struct Created {
    from: i64,
    to: i64,
}

impl Created {
    pub(crate) fn read(params: &Params) -> Result<Self, Failure> {
        let (mut from, mut to) = (i64::MIN, i64::MAX);
        if let Ok(Some(exact)) = params.integer("created") {
            return Ok(Self { from: exact, to: exact });
        }
        if let Some(bounds) = params.nested("created")? {
            bounds.only(&["gt", "gte", "lt", "lte"])?;
            let bound =
                |name, shift: i64| Ok::<_, Failure>(bounds.integer(name)?.map(|at| at.saturating_add(shift)));
            from = from.max(bound("gte", 0)?.unwrap_or(from)).max(bound("gt", 1)?.unwrap_or(from));
            to = to.min(bound("lte", 0)?.unwrap_or(to)).min(bound("lt", -1)?.unwrap_or(to));
        }
        Ok(Self { from, to })
    }

    pub(crate) fn keeps(&self, object: &Value) -> bool {
        self.keeps_at(integer(object, "created"))
    }

    pub(crate) fn keeps_at(&self, at: i64) -> bool {
        (self.from..=self.to).contains(&at)
    }
}

/// The filter on a text field: absent, it keeps everything.
pub(crate) fn same(wanted: Option<&str>, object: &Value, field: &str) -> bool {
    wanted.is_none_or(|wanted| text(object, field) == wanted)
}
