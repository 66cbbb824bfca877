//! Statements that are prepared once per connection.
//!
//! Diesel prepares anew what it cannot know to be the same again: SQL in our own words, and inserts of several rows. Postgres
//! then parses and plans it each time, under row-level security, which may take longer than doing it. On paths that have
//! to be fast such a statement is written by [`sql`], or [`kept`]; it is told apart from others by its text
//! and the types of its values.

use std::marker::PhantomData;

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};

/// Rows of one insert, at most: a statement has 65,535 values.
pub const ROWS_AT_ONCE: usize = 1_000;

/// Most rows of an insert that is kept: there is a text for each number of them.
const KEPT_ROWS_MAX: usize = 8;

/// An insert of this number of rows, kept unless there are many.
pub fn kept<Q>(insert: Q, rows: usize) -> Kept<Q> {
    Kept { insert, is_few: rows <= KEPT_ROWS_MAX }
}

/// An insert that stays prepared while its connection lives, if its rows are few.
pub struct Kept<Q> {
    insert: Q,
    is_few: bool,
}

impl<Q> QueryId for Kept<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Kept<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> diesel::QueryResult<()> {
        self.insert.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> diesel::QueryResult<bool> {
        Ok(self.is_few)
    }
}

/// A statement of fixed text, with `$1`, `$2` … where [`Sql::bind`] puts its values in order.
pub fn sql(text: &'static str) -> Sql<()> {
    Sql { text, values: () }
}

/// A statement with the values bound so far.
pub struct Sql<Values> {
    text: &'static str,
    values: Values,
}

/// Values, and one more of a type that Postgres is told.
pub struct Bound<Values, Type, Value> {
    values: Values,
    value: Value,
    of: PhantomData<Type>,
}

impl<Values> Sql<Values> {
    /// The next value, as a `Type`.
    pub fn bind<Type, Value>(self, value: Value) -> Sql<Bound<Values, Type, Value>> {
        Sql { text: self.text, values: Bound { values: self.values, value, of: PhantomData } }
    }
}

impl<Values> Query for Sql<Values> {
    type SqlType = Untyped;
}

impl<Values> QueryId for Sql<Values> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Values: QueryFragment<Pg>> QueryFragment<Pg> for Sql<Values> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> diesel::QueryResult<()> {
        self.values.walk_ast(out)
    }

    fn to_sql(&self, out: &mut PgQueryBuilder, _: &Pg) -> diesel::QueryResult<()> {
        out.push_sql(self.text);
        Ok(())
    }
}

impl<Values, Type, Value> QueryFragment<Pg> for Bound<Values, Type, Value>
where
    Values: QueryFragment<Pg>,
    Pg: HasSqlType<Type>,
    Value: ToSql<Type, Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> diesel::QueryResult<()> {
        self.values.walk_ast(out.reborrow())?;
        out.push_bind_param(&self.value)
    }
}
