//! The files of a page as its build wrote them: part of the binary, or read from a folder once. What is asked for is looked
//! up by its name among them, never in a file system.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;

use super::asset::{Asset, CODINGS};

/// Most files of a folder.
const FILES_MAX: usize = 5_000;
/// Most bytes of all files of a folder together.
const BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Where a build puts what has the hash of its contents in its name.
const HASHED: &str = "assets/";
/// Kept for a year: another content has another name.
const CACHE_HASHED: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time.
const CACHE: &str = "no-cache";
/// How browsers are to read a file, by the end of its name.
const MEDIA: [(&str, &str); 11] = [
    (".js", "text/javascript; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".json", "application/json"),
    (".webmanifest", "application/manifest+json"),
    (".txt", "text/plain; charset=utf-8"),
    (".png", "image/png"),
    (".webp", "image/webp"),
    (".ico", "image/x-icon"),
    (".woff2", "font/woff2"),
    (".map", "application/json"),
];
const MEDIA_UNKNOWN: &str = "application/octet-stream";

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Contents by their path, without a slash before it.
#[derive(Debug, Default)]
pub(super) struct Contents(BTreeMap<String, Bytes>);

impl Contents {
    /// What is part of the binary.
    pub(super) fn embedded(table: &[(&'static str, &'static [u8])]) -> Contents {
        let bytes = |(path, contents): &(&'static str, &'static [u8])| {
            ((*path).to_owned(), Bytes::from_static(contents))
        };
        Contents(table.iter().map(bytes).collect())
    }

    /// What is in a folder. Errors: it cannot be read; it holds more than a page does.
    pub(super) fn of_folder(folder: &Path) -> io::Result<Contents> {
        let (mut contents, mut bytes) = (Contents::default(), 0);
        contents.collect(folder, "", &mut bytes)?;
        Ok(contents)
    }

    fn collect(&mut self, folder: &Path, before: &str, bytes: &mut u64) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().into_string().unwrap_or_default();
            // What begins with a dot is for tools; a name that is no text is no part of a page.
            if name.is_empty() || name.starts_with('.') {
                continue;
            }
            let (path, kind) = (format!("{before}{name}"), entry.file_type()?);
            if kind.is_dir() {
                self.collect(&entry.path(), &format!("{path}/"), bytes)?;
            } else if kind.is_file() {
                *bytes = bytes.saturating_add(entry.metadata()?.len());
                if *bytes > BYTES_MAX || self.0.len() >= FILES_MAX {
                    return Err(io::Error::other("too many or too large files for a page"));
                }
                self.0.insert(path, Bytes::from(fs::read(entry.path())?));
            }
        }
        Ok(())
    }

    /// Takes a file out as a text. Errors: it is no UTF-8.
    pub(super) fn take_text(&mut self, path: &str) -> io::Result<Option<String>> {
        for (_, ending) in CODINGS {
            self.0.remove(&format!("{path}{ending}"));
        }
        let contents = self.0.remove(path);
        contents.map(|bytes| String::from_utf8(bytes.into()).map_err(io::Error::other)).transpose()
    }
}

/// A page's files, ready to be sent.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<String, Asset>);

impl Files {
    /// These. A file beside another that is named like it and a coding is that file in this coding.
    pub(super) fn new(contents: Contents) -> Files {
        let coded_of =
            |path: &str| CODINGS.map(|(_, ending)| contents.0.get(&format!("{path}{ending}")).cloned());
        let is_coded = |path: &str| {
            let whole = CODINGS.iter().find_map(|(_, ending)| path.strip_suffix(ending));
            whole.is_some_and(|whole| contents.0.contains_key(whole))
        };
        let files = contents.0.iter().filter(|(path, _)| !is_coded(path)).map(|(path, bytes)| {
            let media = MEDIA.iter().find(|(ending, _)| path.ends_with(ending));
            let cache = if path.starts_with(HASHED) { CACHE_HASHED } else { CACHE };
            let asset = Asset::new(media.map_or(MEDIA_UNKNOWN, |(_, media)| media), cache, bytes.clone());
            (path.clone(), asset.coded(coded_of(path)))
        });
        Files(files.collect())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to a request for a path; none where there is no such file.
    pub(super) fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        Some(self.0.get(path.strip_prefix('/').unwrap_or(path))?.answer(headers))
    }
}

/// Whether a path can lead to nothing but a file.
pub(super) fn is_of_files(path: &str) -> bool {
    path.strip_prefix('/').unwrap_or(path).starts_with(HASHED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, header};

    #[test]
    fn files_beside_others_are_their_codings() {
        let table: [(&str, &[u8]); 4] =
            [("assets/a.js", b"a"), ("assets/a.js.br", b"b"), ("assets/lone.gz", b"c"), ("x.txt", b"d")];
        let files = Files::new(Contents::embedded(&table));
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
        let answer = files.answer("/assets/a.js", &headers).unwrap();
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], CACHE_HASHED);
        assert!(files.answer("/assets/a.js.br", &headers).is_none());
        let lone = files.answer("/assets/lone.gz", &headers).unwrap();
        assert_eq!(lone.headers()[header::CONTENT_TYPE], MEDIA_UNKNOWN);
        assert_eq!(files.answer("x.txt", &headers).unwrap().headers()[header::CACHE_CONTROL], CACHE);
        assert!(files.answer("//x.txt", &headers).is_none());
    }
}
