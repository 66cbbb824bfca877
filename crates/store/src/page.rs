//! Keyset pages over time-ordered ids, newest first.

use uuid::Uuid;

/// Rows asked for at once, at most.
pub const PAGE_ROWS_MAX: i64 = 100;

/// Which rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// How many, 1 to [`PAGE_ROWS_MAX`].
    pub limit: i64,
    /// Rows behind this id.
    pub after: Option<Uuid>,
    /// Rows before this id.
    pub before: Option<Uuid>,
    /// Take the last of them rather than the first.
    pub backwards: bool,
}

impl Page {
    /// The first `limit` rows.
    pub fn first(limit: i64) -> Page {
        Page { limit, after: None, before: None, backwards: false }
    }
}

/// One page of rows in list order.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether more follow.
    pub has_next: bool,
    /// Whether some came before.
    pub has_previous: bool,
}

impl<T> Slice<T> {
    /// Cuts the one row that was fetched beyond the page.
    pub fn cut(mut rows: Vec<T>, page: Page) -> Slice<T> {
        let limit = usize::try_from(page.limit).unwrap_or_default();
        let more = rows.len() > limit;
        rows.truncate(limit);
        if page.backwards {
            rows.reverse();
            Slice { rows, has_next: page.before.is_some(), has_previous: more }
        } else {
            Slice { rows, has_next: more, has_previous: page.after.is_some() }
        }
    }

    /// The same page with every row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Slice<U> {
        Slice {
            rows: self.rows.into_iter().map(turn).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}

/// Loads one page of a tenant's rows by id, newest first, with one row more than asked to know whether more follow.
macro_rules! load_page {
    ($scope:expr, $table:ident, $row:ty, $page:expr $(, $filter:expr)*) => {
        $crate::page::load_filtered!($scope, $table, $row, $page, |query| {
            $(query = query.filter($filter);)*
        })
    };
}

/// The same of what a block leaves of the query, to which it may add conditions one by one.
macro_rules! load_filtered {
    ($scope:expr, $table:ident, $row:ty, $page:expr, |$query:ident| $narrow:block) => {{
        use diesel::prelude::*;
        use diesel_async::RunQueryDsl;
        let mut conn = $scope.conn().await?;
        let $query = $crate::schema::$table::table
            .filter($crate::schema::$table::tenant_id.eq($scope.tenant()))
            .select(<$row>::as_select());
        $crate::page::load_boxed!(conn, $table, $row, $page, |$query| $narrow)
    }};
}

/// The same of an affiliate's own rows, in all tenants they work with.
macro_rules! load_own {
    ($tx:expr, $table:ident, $row:ty, $page:expr) => {
        $crate::page::load_own!($tx, $table, $row, $page, |query| {})
    };
    ($tx:expr, $table:ident, $row:ty, $page:expr, |$query:ident| $narrow:block) => {{
        use diesel::prelude::*;
        use diesel_async::RunQueryDsl;
        let mut conn = $tx.db()?;
        let $query = $crate::schema::$table::table
            .filter($crate::schema::$table::tenant_id.eq_any($tx.ctx().tenants()))
            .filter($crate::schema::$table::affiliate_id.eq($tx.affiliate()))
            .select(<$row>::as_select());
        $crate::page::load_boxed!(conn, $table, $row, $page, |$query| $narrow)
    }};
}

/// One page of what a query gives and a block leaves of it.
macro_rules! load_boxed {
    ($conn:ident, $table:ident, $row:ty, $page:expr, |$query:ident| $narrow:block) => {{
        let page: $crate::page::Page = $page;
        #[allow(unused_mut)]
        let mut $query = $query.limit(page.limit + 1).into_boxed();
        $narrow
        let mut query = $query;
        if let Some(after) = page.after {
            query = query.filter($crate::schema::$table::id.lt(after));
        }
        if let Some(before) = page.before {
            query = query.filter($crate::schema::$table::id.gt(before));
        }
        query = if page.backwards {
            query.order($crate::schema::$table::id.asc())
        } else {
            query.order($crate::schema::$table::id.desc())
        };
        let rows: Vec<$row> = query.load(&mut $conn).await?;
        Ok($crate::page::Slice::cut(rows, page))
    }};
}

/// Leaves the rows whose columns have these values; a value that is none leaves all.
macro_rules! narrow {
    ($query:ident, $($column:expr => $value:expr),* $(,)?) => {$(
        if let Some(value) = $value {
            $query = $query.filter($column.eq(value));
        }
    )*};
}

/// The reads every tenant row has: one by id, many by id, one page. One that `tells` is told to whoever watches.
macro_rules! tenant_reads {
    ($row:ident, $table:ident, $id:ty, $noun:literal $(, tells $change:expr)?) => {
        $(impl $crate::live::Watched for $row {
            fn change(&self) -> $crate::live::Change {
                let change: fn(&$row) -> $crate::live::Change = $change;
                change(self)
            }
        })?

        impl $row {
            /// The row of this id in this tenant. Errors: `NotFound`.
            pub async fn find(
                scope: &impl $crate::scope::TenantScope,
                id: $id,
            ) -> $crate::error::StoreResult<$row> {
                use diesel::prelude::*;
                use diesel_async::RunQueryDsl;
                let mut conn = scope.conn().await?;
                $crate::schema::$table::table
                    .filter($crate::schema::$table::tenant_id.eq(scope.tenant()))
                    .filter($crate::schema::$table::id.eq(id))
                    .select($row::as_select())
                    .first(&mut conn)
                    .await
                    .map_err($crate::error::StoreError::missing($noun))
            }

            /// The rows of these ids in this tenant, in no order; unknown ids are left out.
            pub async fn find_many(
                scope: &impl $crate::scope::TenantScope,
                ids: &[$id],
            ) -> $crate::error::StoreResult<Vec<$row>> {
                use diesel::prelude::*;
                use diesel_async::RunQueryDsl;
                let mut conn = scope.conn().await?;
                Ok($crate::schema::$table::table
                    .filter($crate::schema::$table::tenant_id.eq(scope.tenant()))
                    .filter($crate::schema::$table::id.eq_any(ids))
                    .select($row::as_select())
                    .load(&mut conn)
                    .await?)
            }

            /// One page, newest first.
            pub async fn page(
                scope: &impl $crate::scope::TenantScope,
                page: $crate::page::Page,
            ) -> $crate::error::StoreResult<$crate::page::Slice<$row>> {
                load_page!(scope, $table, $row, page)
            }

            /// The row of this id, locked until the transaction ends. Errors: `NotFound`.
            pub async fn lock(tx: &$crate::scope::TenantTx, id: $id) -> $crate::error::StoreResult<$row> {
                use diesel::prelude::*;
                use diesel_async::RunQueryDsl;
                use $crate::scope::TenantScope as _;
                $crate::schema::$table::table
                    .filter($crate::schema::$table::tenant_id.eq(tx.tenant()))
                    .filter($crate::schema::$table::id.eq(id))
                    .select($row::as_select())
                    .for_update()
                    .first(&mut tx.db()?)
                    .await
                    .map_err($crate::error::StoreError::missing($noun))
            }

            /// Adds the row. Errors: `Conflict` when a unique key is taken.
            pub async fn insert(&self, tx: &$crate::scope::TenantTx) -> $crate::error::StoreResult<()> {
                use diesel_async::RunQueryDsl;
                diesel::insert_into($crate::schema::$table::table)
                    .values(self)
                    .execute(&mut tx.db()?)
                    .await
                    .map_err($crate::error::StoreError::taken($noun))?;
                $(
                    let change: fn(&$row) -> $crate::live::Change = $change;
                    tx.changed([change(self)]);
                )?
                Ok(())
            }
        }
    };
}

pub(crate) use {load_boxed, load_filtered, load_own, load_page, narrow, tenant_reads};
