//! Puts GraphiQL where `http/graphiql.rs` embeds it from: what `npm run build` wrote to `web/graphiql/dist`, or empty
//! files where nothing was built, which the page then says.

use std::path::PathBuf;
use std::{env, fs, io};

const FILES: [&str; 2] = ["graphiql.js", "graphiql.css"];

fn main() -> io::Result<()> {
    let web = directory("CARGO_MANIFEST_DIR")?.join("../../web/graphiql");
    let out = directory("OUT_DIR")?;
    let dist = web.join("dist");
    let built = FILES.iter().all(|file| dist.join(file).is_file());
    for file in FILES {
        let contents = if built { fs::read(dist.join(file))? } else { Vec::new() };
        fs::write(out.join(file), contents)?;
    }
    // A path that is missing would run this, and compile the crate, every time.
    println!("cargo::rerun-if-changed=build.rs");
    if let Some(watched) = [dist, web].iter().find(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    Ok(())
}

fn directory(variable: &str) -> io::Result<PathBuf> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| io::Error::other(format!("{variable} is not set")))
}
