//! Connections inside lists: the same page of every parent's children, by two statements whatever the parents.

use std::collections::HashMap;

use domain::ids::TypedId;
use store::TenantRead;
use store::children::Children;
use store::page::{Page, Slice};
use uuid::Uuid;

use crate::error::ApiResult;

/// The same pages of many parents' children: ids by `children`, rows by `load`, which takes them in any order.
pub async fn pages<R: Clone, I: TypedId, F: Future<Output = store::StoreResult<Vec<R>>>>(
    scope: &TenantRead,
    children: Children,
    keys: Vec<(Uuid, Page)>,
    id_of: impl Fn(&R) -> I,
    load: impl Fn(Vec<I>) -> F,
) -> ApiResult<HashMap<(Uuid, Page), Slice<R>>> {
    let mut parents: HashMap<Page, Vec<Uuid>> = HashMap::new();
    for (parent, page) in keys {
        parents.entry(page).or_default().push(parent);
    }
    let mut found = HashMap::new();
    for (page, parents) in parents {
        let slices = children.page_of_each(scope, &parents, page).await?;
        let ids: Vec<I> =
            slices.iter().flat_map(|(_, s)| s.rows.iter().map(|id| I::from_uuid(*id))).collect();
        let rows: HashMap<Uuid, R> =
            load(ids).await?.into_iter().map(|row| (id_of(&row).uuid(), row)).collect();
        for (parent, slice) in slices {
            let slice = Slice {
                rows: slice.rows.iter().filter_map(|id| rows.get(id).cloned()).collect(),
                has_next: slice.has_next,
                has_previous: slice.has_previous,
            };
            found.insert((parent, page), slice);
        }
    }
    Ok(found)
}

/// Declares the edge from `(parent, page)` to one page of its children.
macro_rules! children_of {
    ($(#[$doc:meta])* $edge:ident: $children:expr => $row:ty) => {
        $(#[$doc])*
        pub struct $edge;

        impl $crate::graphql::batch::Edge for $edge {
            type Key = (uuid::Uuid, store::page::Page);
            type Value = store::page::Slice<$row>;
            async fn load(
                request: &$crate::graphql::request::Request,
                keys: Vec<Self::Key>,
            ) -> $crate::error::ApiResult<std::collections::HashMap<Self::Key, Self::Value>> {
                let scope = request.read()?;
                $crate::graphql::children::pages(&scope, $children, keys, |row: &$row| row.id, |ids| {
                    let scope = scope.clone();
                    async move { <$row>::find_many(&*scope, &ids).await }
                })
                .await
            }
        }
    };
}

pub(in crate::graphql) use children_of;
