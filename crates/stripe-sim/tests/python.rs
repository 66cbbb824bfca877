//! Stripe's own Python client, pointed at the simulator, works unchanged.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use stripe_sim::Config;

use crate::world::{KEY, World};

/// The release of Stripe's client.
const VERSION: &str = "16.1.0";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python_client.py");

#[tokio::test]
async fn stripes_python_client_works_unchanged() {
    let world = World::with(Config::new(KEY)).await;
    let url = world.sim.url();
    let output = tokio::task::spawn_blocking(move || installed().arg(SCRIPT).args([&url, KEY]).output());
    let output = output.await.unwrap().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.trim() == "all well",
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A Python that has the client: installed once and kept with the build.
fn installed() -> Command {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let home = kept.join(format!("stripe-python-{VERSION}"));
    let lock = File::create(kept.join("stripe-python.lock")).unwrap();
    lock.lock().unwrap();
    let ready = home.join("ready");
    if !ready.exists() {
        let _ = fs::remove_dir_all(&home);
        install(&home);
        File::create(&ready).unwrap();
    }
    let python = python_of(&home);
    let mut command = Command::new(if python.exists() { python } else { "python3".into() });
    command.env("PYTHONPATH", home.join("packages"));
    command
}

/// Into an environment of its own; beside the system's packages where Python cannot make one.
fn install(home: &Path) {
    let venv = Command::new("python3").args(["-m", "venv"]).arg(home).output().expect("python3 is missing");
    let package = format!("stripe=={VERSION}");
    let mut pip = if venv.status.success() {
        let mut pip = Command::new(python_of(home));
        pip.args(["-m", "pip", "install", &package]);
        pip
    } else {
        let _ = fs::remove_dir_all(home);
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", &package, "--target"]).arg(home.join("packages"));
        pip
    };
    let done = pip.arg("--no-compile").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn python_of(home: &Path) -> PathBuf {
    home.join("bin/python")
}
