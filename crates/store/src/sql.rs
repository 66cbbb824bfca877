//! SQL in our own words that is prepared once per connection.
//!
//! Diesel's `sql_query` is parsed and planned anew each time it is asked, since its text may be another each time. The
//! texts here are fixed; use it wherever a statement is on a path that has to be fast.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Untyped};

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

/// Statements are told apart by their text.
impl<Values> QueryId for Sql<Values> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Values: QueryFragment<Pg>> QueryFragment<Pg> for Sql<Values> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> diesel::QueryResult<()> {
        out.push_sql(self.text);
        // Diesel writes a number for each value it is given. The text has named them already, so these are a remark.
        out.push_sql(" -- ");
        self.values.walk_ast(out)
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
