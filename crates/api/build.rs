//! Makes tables of the pages that were built in `web`, for `src/http/files.rs` to serve from: `APP` of `web/app/dist`,
//! `GRAPHIQL` of `web/graphiql/dist`, `WIDGET` of `web/widget/dist`. A page that was not built has an empty table, which the
//! server then says.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const PAGES: [(&str, &str); 3] = [("APP", "app"), ("GRAPHIQL", "graphiql"), ("WIDGET", "widget")];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let web = directory("CARGO_MANIFEST_DIR")?.join("../../web");
    let mut source = String::new();
    for (table, page) in PAGES {
        let home = web.join(page);
        let dist = home.join("dist");
        // A path that is missing would run this, and compile the crate, every time.
        if let Some(watched) = [&dist, &home, &web].into_iter().find(|path| path.is_dir()) {
            println!("cargo::rerun-if-changed={}", watched.display());
        }
        let mut files = Vec::new();
        if dist.is_dir() {
            collect(&dist, "", &mut files)?;
        }
        files.sort_unstable();
        let mut rows = String::new();
        for (name, path) in &files {
            writeln!(rows, "    ({name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
        }
        let of = format!("web/{page}/dist");
        writeln!(
            source,
            "/// The files of `{of}`.\npub(super) const {table}: &[(&str, &[u8])] = &[\n{rows}];"
        )
        .map_err(io::Error::other)?;
    }
    fs::write(directory("OUT_DIR")?.join("pages.rs"), source)
}

/// The files under a folder by their path in it. What begins with a dot is for tools.
fn collect(folder: &Path, before: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.'))
        else {
            continue;
        };
        let name = format!("{before}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, path));
        }
    }
    Ok(())
}

fn directory(variable: &str) -> io::Result<PathBuf> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| io::Error::other(format!("{variable} is not set")))
}
