//! What lies below a place in a feed's order.

use diesel::expression::{AppearsOnTable, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, Double, Integer, SmallInt, Timestamptz, Uuid as SqlUuid};
use domain::feed::walk::{Key, SortKey};

/// Moments below this key, as one comparison of rows: a range of the order's index.
pub(super) struct Below(pub Key);

impl Expression for Below {
    type SqlType = Bool;
}

impl<Source> AppearsOnTable<Source> for Below {}
impl<Source> SelectableExpression<Source> for Below {}

impl<Group> ValidGrouping<Group> for Below {
    type IsAggregate = is_aggregate::No;
}

impl QueryId for Below {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Pg> for Below {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match &self.0.sort {
            SortKey::Ranked { rank } => {
                out.push_sql("(moments.rank, moments.id) < (");
                out.push_bind_param::<Double, _>(rank)?;
            }
            SortKey::TopRated { stars, published_at } => {
                out.push_sql("(moments.rating, moments.published_at, moments.id) < (");
                out.push_bind_param::<SmallInt, _>(stars)?;
                out.push_sql(", ");
                out.push_bind_param::<Timestamptz, _>(published_at)?;
            }
            SortKey::MostHelpful { helpfulness, published_at } => {
                out.push_sql("(moments.helpfulness, moments.published_at, moments.id) < (");
                out.push_bind_param::<Integer, _>(helpfulness)?;
                out.push_sql(", ");
                out.push_bind_param::<Timestamptz, _>(published_at)?;
            }
            SortKey::Newest { published_at } => {
                out.push_sql("(moments.published_at, moments.id) < (");
                out.push_bind_param::<Timestamptz, _>(published_at)?;
            }
        }
        out.push_sql(", ");
        out.push_bind_param::<SqlUuid, _>(&self.0.moment)?;
        out.push_sql(")");
        Ok(())
    }
}
