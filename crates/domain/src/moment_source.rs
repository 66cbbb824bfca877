//! Where posts of a social network come in from: a sender with a secret, and the shape in which it tells of a post.

use chrono::{DateTime, Utc};

use crate::feed::{Hashtag, LanguageError};
use crate::ids::MediaId;
use crate::moment::{MOMENT_SOURCE_CHARS_MAX, MomentKind, NewCreator, NewMoment, NewProductRef, Rights};
use crate::text::is_line;

/// Most sources of a tenant that are not disabled.
pub const MOMENT_SOURCES_MAX: i64 = 50;
/// Longest time two secrets of a source are good beside each other, in hours.
pub const OVERLAP_HOURS_MAX: i64 = 168;
/// Most hashtags that a post names beside its text.
pub const POST_HASHTAGS_MAX: usize = 30;

/// A source is not made, or a post not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MomentSourceError {
    /// The name is no line, too long, or one that moments without a source have.
    #[error("a name is one line of 1 to {MOMENT_SOURCE_CHARS_MAX} characters, and not api or import")]
    Name,
    /// There are as many as there may be.
    #[error("a tenant has at most {MOMENT_SOURCES_MAX} sources")]
    TooMany,
    /// It was ended.
    #[error("the source is disabled")]
    Disabled,
    /// Secrets do not overlap for so long.
    #[error("secrets overlap by 0 to {OVERLAP_HOURS_MAX} hours")]
    Overlap,
    /// A medium is an address, or of another form.
    #[error("a medium is an id that POST /v1/media has answered; what lies at other servers is not fetched")]
    MediaNotFetched,
    /// A hashtag is none, or there are too many.
    #[error("hashtags are at most {POST_HASHTAGS_MAX} words of letters, digits and _")]
    Hashtags,
    /// The language is none.
    #[error("a language is two or three letters, as en or en-GB")]
    Language,
    /// Nobody is named as the author.
    #[error("an author has an id or a handle")]
    Author,
}

impl MomentSourceError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            MomentSourceError::Name => "NAME_INVALID",
            MomentSourceError::TooMany => "TOO_MANY_SOURCES",
            MomentSourceError::Disabled => "SOURCE_DISABLED",
            MomentSourceError::Overlap => "OVERLAP_INVALID",
            MomentSourceError::MediaNotFetched => "MEDIA_NOT_FETCHED",
            MomentSourceError::Hashtags => "HASHTAGS_INVALID",
            MomentSourceError::Language => "LANGUAGE_INVALID",
            MomentSourceError::Author => "AUTHOR_INVALID",
        }
    }
}

/// A name as it is kept: trimmed. Errors: [`MomentSourceError::Name`].
pub fn read_name(name: &str) -> Result<String, MomentSourceError> {
    let name = name.trim();
    let is_taken = ["api", "import"].iter().any(|own| name.eq_ignore_ascii_case(own));
    if is_taken || !is_line(name, MOMENT_SOURCE_CHARS_MAX) {
        return Err(MomentSourceError::Name);
    }
    Ok(name.to_owned())
}

/// Who wrote a post, as its network knows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The network's id of them; their handle where there is none.
    pub id: Option<String>,
    /// By which others find them, with or without `@`.
    pub handle: Option<String>,
    /// What they call themselves; their handle where there is nothing.
    pub name: Option<String>,
}

/// A post of a social network.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The network's id of it.
    pub id: String,
    /// What it is; a social post unless said.
    pub kind: Option<MomentKind>,
    /// Who wrote it.
    pub author: Option<Author>,
    /// Its title.
    pub title: Option<String>,
    /// Its words.
    pub text: String,
    /// Stars, 1 to 5.
    pub rating: Option<i16>,
    /// Its language.
    pub language: Option<String>,
    /// Hashtags that do not stand in its words.
    pub hashtags: Vec<String>,
    /// What it is about.
    pub products: Vec<NewProductRef>,
    /// When it was posted.
    pub posted_at: Option<DateTime<Utc>>,
    /// Its address at the network.
    pub url: Option<String>,
    /// What was uploaded of it.
    pub media: Vec<String>,
}

impl Post {
    /// The moment that this is, of a source of this name, not validated yet: rights are to be asked for. Errors: [`MomentSourceError`].
    pub fn into_moment(self, source: &str, now: DateTime<Utc>) -> Result<NewMoment, MomentSourceError> {
        let creator = self.author.map(|author| author.into_creator(source)).transpose()?;
        let media: Result<Vec<MediaId>, _> = self.media.iter().map(|id| id.parse()).collect();
        let language = self.language.map(|text| text.parse()).transpose();
        Ok(NewMoment {
            kind: self.kind.unwrap_or(MomentKind::SocialPost),
            source: source.to_owned(),
            external_id: self.id,
            creator,
            // A network knows nothing of the brand's customers.
            customer: None,
            title: self.title,
            body: with_hashtags(self.text, &self.hashtags)?,
            rating: self.rating,
            permalink: self.url,
            language: language.map_err(|_: LanguageError| MomentSourceError::Language)?,
            products: self.products,
            published_at: self.posted_at.unwrap_or(now),
            moderation: None,
            rights: Rights::Unrequested,
            media: media.map_err(|_| MomentSourceError::MediaNotFetched)?,
            question: None,
        })
    }
}

impl Author {
    fn into_creator(self, source: &str) -> Result<NewCreator, MomentSourceError> {
        let text =
            |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let handle = text(self.handle).map(|handle| handle.trim_start_matches('@').to_owned());
        let id = text(self.id).or_else(|| handle.clone()).filter(|id| !id.is_empty());
        let id = id.ok_or(MomentSourceError::Author)?;
        let name = text(self.name).or(handle).unwrap_or_else(|| id.clone());
        // The same id at another network is somebody else.
        Ok(NewCreator { external_id: format!("{source}:{id}"), name })
    }
}

/// The words with the hashtags that do not stand in them on a line of their own.
fn with_hashtags(text: String, hashtags: &[String]) -> Result<String, MomentSourceError> {
    if hashtags.len() > POST_HASHTAGS_MAX {
        return Err(MomentSourceError::Hashtags);
    }
    let mut missing: Vec<Hashtag> = Vec::new();
    let standing = Hashtag::all_in(&text);
    for word in hashtags {
        let hashtag: Hashtag = word.parse().map_err(|_| MomentSourceError::Hashtags)?;
        if !standing.contains(&hashtag) && !missing.contains(&hashtag) {
            missing.push(hashtag);
        }
    }
    // Nothing but hashtags are no words.
    if missing.is_empty() || text.trim().is_empty() {
        return Ok(text);
    }
    let words: Vec<String> = missing.iter().map(ToString::to_string).collect();
    Ok(format!("{}\n{}", text.trim_end(), words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post() -> Post {
        Post {
            id: "17".into(),
            kind: None,
            author: Some(Author { id: None, handle: Some("@ann.b".into()), name: None }),
            title: None,
            text: "My #Mug, every morning.".into(),
            rating: None,
            language: Some("en-GB".into()),
            hashtags: vec!["mug".into(), "#morning".into(), "Morning".into()],
            products: Vec::new(),
            posted_at: None,
            url: None,
            media: Vec::new(),
        }
    }

    fn refused(post: Post) -> Option<&'static str> {
        post.into_moment("pictures", DateTime::UNIX_EPOCH).err().map(MomentSourceError::code)
    }

    #[test]
    fn a_post_is_a_moment_whose_rights_are_to_be_asked_for() {
        let moment = post().into_moment("pictures", DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((moment.kind, moment.rights), (MomentKind::SocialPost, Rights::Unrequested));
        assert_eq!((moment.source.as_str(), moment.external_id.as_str()), ("pictures", "17"));
        assert_eq!(moment.body, "My #Mug, every morning.\n#morning");
        let creator = moment.creator.unwrap();
        assert_eq!((creator.external_id.as_str(), creator.name.as_str()), ("pictures:ann.b", "ann.b"));
        let named = Author { id: Some("9".into()), handle: Some("ann".into()), name: Some("Ann".into()) };
        let creator = named.into_creator("pictures").unwrap();
        assert_eq!((creator.external_id.as_str(), creator.name.as_str()), ("pictures:9", "Ann"));
    }

    #[test]
    fn what_is_wrong_has_a_code() {
        let with = |change: fn(&mut Post)| {
            let mut post = post();
            change(&mut post);
            refused(post)
        };
        assert_eq!(with(|_| {}), None);
        assert_eq!(
            with(|post| post.media = vec!["https://cdn.example/1.jpg".into()]),
            Some("MEDIA_NOT_FETCHED")
        );
        assert_eq!(with(|post| post.hashtags = vec!["two words".into()]), Some("HASHTAGS_INVALID"));
        assert_eq!(with(|post| post.hashtags = vec!["a".into(); 31]), Some("HASHTAGS_INVALID"));
        assert_eq!(with(|post| post.language = Some("English".into())), Some("LANGUAGE_INVALID"));
        assert_eq!(with(|post| post.author = Some(Author::default())), Some("AUTHOR_INVALID"));
        assert_eq!(
            with(|post| post.author = Some(Author { handle: Some("@".into()), ..Author::default() })),
            Some("AUTHOR_INVALID")
        );
    }

    #[test]
    fn hashtags_alone_are_no_words() {
        let post = Post { text: " ".into(), ..post() };
        assert_eq!(post.into_moment("pictures", DateTime::UNIX_EPOCH).unwrap().body, " ");
    }

    #[test]
    fn a_name_is_a_line_of_its_own() {
        assert_eq!(read_name("  pictures "), Ok("pictures".to_owned()));
        for wrong in ["", " ", "API", "import", "a\nb"] {
            assert_eq!(read_name(wrong), Err(MomentSourceError::Name), "{wrong}");
        }
    }
}
