//! Images and videos of moments.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use domain::ids::{MediaId, MomentId};
use domain::permission::Permission;
use store::media as row;

use super::batch::{Edge, by_id};
use super::request::Request;
use super::scalar::{Int64, MediaSize, MediaType};
use crate::error::ApiResult;
use crate::http::media_address;

/// An image or a video of a moment. What shows where it was taken, or with what, is not in it.
pub struct Media {
    /// The row.
    pub row: row::Media,
    /// Whether the public may see its moment.
    pub is_public: bool,
}

#[Object]
impl Media {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    /// What the original is, by its content.
    #[graphql(name = "type")]
    async fn kind(&self) -> MediaType {
        self.row.kind.into()
    }
    /// Of the original, in pixels.
    async fn width(&self) -> i32 {
        self.row.width
    }
    /// Of the original, in pixels.
    async fn height(&self) -> i32 {
        self.row.height
    }
    /// Of a video, in milliseconds.
    async fn duration_ms(&self) -> Option<Int64> {
        self.row.duration_ms.map(Int64)
    }
    /// Where it is shown, in this size or the next larger one there is; of a video always the original. While its moment is
    /// public, this is an address that everybody may ask; else, for those who may read every moment, one that is good for five to
    /// ten minutes.
    async fn url(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "MediaSize::Large")] size: MediaSize,
    ) -> ApiResult<String> {
        let request = Request::of(ctx)?;
        let with_pass = !self.is_public && request.may(Permission::MomentRead);
        Ok(media_address(&request.app, &self.row, size.into(), with_pass))
    }
}

by_id!(
    /// An image or a video by id.
    MediaById: MediaId => row::Media
);

/// What many moments show, each in order.
pub struct MediaOfMoment;

impl Edge for MediaOfMoment {
    type Key = MomentId;
    type Value = Vec<row::Media>;

    async fn load(request: &Request, keys: Vec<MomentId>) -> ApiResult<HashMap<MomentId, Self::Value>> {
        let mut all: HashMap<MomentId, Self::Value> = HashMap::new();
        for media in row::Media::of_moments(&*request.read()?, &keys).await? {
            if let Some(moment) = media.moment_id {
                all.entry(moment).or_default().push(media);
            }
        }
        Ok(all)
    }
}
