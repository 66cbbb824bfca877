//! The command as people run it: what it refuses, what it brings up, what it survives.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use tempfile::TempDir;
use tributary::client::Client;

type Outcome = anyhow::Result<()>;

const READY_SECONDS_MAX: u64 = 120;

#[test]
fn missing_variables_are_named_at_once() -> Outcome {
    for (command, names) in [
        ("api", "DATABASE_URL, REDIS_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, TRIBUTARY_SECRET"),
        ("worker", "DATABASE_URL, REDIS_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, TRIBUTARY_SECRET"),
        ("migrate", "MIGRATE_DATABASE_URL, DATABASE_URL"),
    ] {
        let refused = tributary(&[command]).output()?;
        ensure!(refused.status.code() == Some(2), "{command}: {:?}", refused.status);
        let told = printed(&refused);
        ensure!(told.contains(&format!("`tributary {command}` needs {names}, which are not set")), "{told}");
    }
    Ok(())
}

#[test]
fn a_wrong_setting_is_refused_before_anything_starts() -> Outcome {
    let data = data_dir()?;
    for (name, value, told) in [
        ("LOG", "verbose", "LOG: not allowed; allowed: off, error,"),
        ("DATABASE_CONNECTIONS", "0", "DATABASE_CONNECTIONS: not allowed; allowed: 1–200"),
        ("PUBLIC_URL", "ftp://example.com", "PUBLIC_URL: not allowed"),
        ("STRIPE_SECRET_KEY", "sk_test_1", "needs STRIPE_WEBHOOK_SECRET"),
    ] {
        let refused = up(data.path(), free_port()?).env(name, value).output()?;
        ensure!(refused.status.code() == Some(2), "{name}: {:?}", refused.status);
        ensure!(printed(&refused).contains(told), "{}", printed(&refused));
    }
    ensure!(!data.path().join("postgres").exists() && !data.path().join("redis").exists());
    Ok(())
}

#[test]
fn a_taken_port_is_refused() -> Outcome {
    let data = data_dir()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port();
    fs::write(data.path().join("ready.json"), "of a former run")?;
    let refused = up(data.path(), port).output()?;
    ensure!(refused.status.code() == Some(1));
    let told = format!("port {port} is taken by another program");
    ensure!(printed(&refused).contains(&told), "{}", printed(&refused));
    ensure!(!data.path().join("ready.json").exists(), "nobody is sent to a former run");
    ensure!(!data.path().join("postgres").exists());
    Ok(())
}

#[test]
fn the_schema_is_printed() -> Outcome {
    let schema = tributary(&["schema"]).output()?;
    ensure!(schema.status.success());
    let text = String::from_utf8(schema.stdout)?;
    ensure!(text.contains("type Mutation {") && text.ends_with("}\n"), "{text}");
    Ok(())
}

/// One long day: a first start, both samples imported twice, `kill -9`, a second start, SIGTERM, a third without a demo.
#[tokio::test]
async fn up_makes_a_demo_brand_and_survives_a_kill() -> Outcome {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let data = data_dir()?;
    let port = free_port()?;
    let mut server = Running::start(data.path(), port, &[])?;
    let ready = server.ready()?;
    let mode = fs::metadata(data.path().join("ready.json"))?.permissions().mode();
    ensure!(mode & 0o777 == 0o600, "ready.json holds passwords");
    ensure!(ready["url"] == format!("http://127.0.0.1:{port}"));
    ensure!(ready["graphql_url"] == format!("http://127.0.0.1:{port}/graphql"));
    let keys: Vec<&str> = ready.as_object().context("an object")?.keys().map(String::as_str).collect();
    let told = [
        "url",
        "graphql_url",
        "stripe_url",
        "stripe_secret_key",
        "tenant",
        "owner",
        "affiliate",
        "secret_key",
        "publishable_key",
    ];
    ensure!(keys.len() == told.len() && told.iter().all(|key| keys.contains(key)), "{keys:?}");
    sign_in(&ready).await?;

    let first = import(data.path(), "moments", "reviews")?;
    ensure!(first.contains(" 0 already there"), "{first}");
    let again = import(data.path(), "moments", "reviews")?;
    ensure!(again.contains(" 0 written"), "{again}");
    import(data.path(), "orders", "orders")?;
    let again = import(data.path(), "orders", "orders")?;
    ensure!(again.contains(" 0 written"), "{again}");

    server.kill()?;
    ensure!(data.path().join("ready.json").exists(), "a killed run leaves its word");
    fs::remove_file(data.path().join("ready.json"))?;
    let mut server = Running::start(data.path(), port, &[])?;
    ensure!(server.ready()? == ready, "the same brand, keys and ports");
    sign_in(&ready).await?;
    server.signal(Signal::SIGTERM)?;
    ensure!(server.ended()? == Some(0), "stopped as asked");
    ensure!(
        !data.path().join("ready.json").exists() && !data.path().join("postgres/postmaster.pid").exists()
    );

    let mut server = Running::start(data.path(), port, &["--empty"])?;
    let empty = server.ready()?;
    ensure!(empty["stripe_secret_key"] == ready["stripe_secret_key"]);
    for demo in ["tenant", "owner", "affiliate", "secret_key", "publishable_key"] {
        ensure!(empty[demo].is_null(), "{demo}");
    }
    server.signal(Signal::SIGINT)?;
    ensure!(server.ended()? == Some(0));
    Ok(())
}

/// Killed at any moment of its first start, the next one makes the same brand whole.
#[tokio::test]
async fn a_demo_brand_is_made_once_however_often_it_is_killed() -> Outcome {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let data = data_dir()?;
    let port = free_port()?;
    for remembered in 0..4_usize {
        let mut server = Running::start(data.path(), port, &[])?;
        server.until(|| done_of_demo(data.path()) > remembered || data.path().join("ready.json").exists())?;
        server.kill()?;
    }
    let mut server = Running::start(data.path(), port, &[])?;
    let ready = server.ready()?;
    sign_in(&ready).await?;
    let key = ready["secret_key"].as_str().context("a key")?;
    let client = Client::new(ready["url"].as_str().context("an address")?)?.with_bearer(key);
    let query = "{ programs(first: 9) { nodes { name } } links(first: 9) { nodes { slug } } \
                 codes(first: 9) { nodes { code } } moments(first: 9) { nodes { moderation } } \
                 enrollments(first: 9) { nodes { state } } }";
    let made = client.query(query, json!({})).await?;
    for (connection, count) in [("programs", 2), ("links", 1), ("codes", 1), ("moments", 1)] {
        let nodes = made[connection]["nodes"].as_array().context("nodes")?;
        ensure!(nodes.len() == count, "{connection}: {nodes:?}");
    }
    let active = made["enrollments"]["nodes"].as_array().context("nodes")?;
    ensure!(active.iter().filter(|found| found["state"] == "ACTIVE").count() == 1, "{active:?}");
    server.signal(Signal::SIGTERM)?;
    ensure!(server.ended()? == Some(0));
    Ok(())
}

/// How many things `demo.json` remembers.
fn done_of_demo(data: &Path) -> usize {
    let text = fs::read_to_string(data.join("demo.json")).unwrap_or_default();
    let demo: Value = serde_json::from_str(&text).unwrap_or_default();
    let optional = ["tenant", "secret_key", "publishable_key", "product", "enrollment"];
    optional.iter().filter(|field| demo[**field].is_string()).count()
}

async fn sign_in(ready: &Value) -> Outcome {
    let client = Client::new(ready["url"].as_str().context("an address")?)?;
    for who in ["owner", "affiliate"] {
        let payload =
            client.mutate("signIn", "SignInInput", "session { accessToken }", ready[who].clone()).await?;
        let token = payload["session"]["accessToken"].as_str().context("a token")?.to_owned();
        // Nothing stands between them and what they may do.
        let me = "{ viewer { emailVerified termsOfUse { due { version } } } }";
        let me = client.clone().with_bearer(token).query(me, json!({})).await?;
        let expected = json!({ "emailVerified": true, "termsOfUse": { "due": null } });
        ensure!(me["viewer"] == expected, "{who}: {me}");
    }
    Ok(())
}

fn import(data: &Path, noun: &str, file: &str) -> anyhow::Result<String> {
    let (file, map) = (format!("sample/{noun}.csv"), format!("mappings/{file}.toml"));
    let file = docs().join(file.replace("moments", "reviews"));
    let output = tributary(&["import", noun])
        .arg(file)
        .arg("--map")
        .arg(docs().join(map))
        .arg("--data")
        .arg(data)
        .output()?;
    ensure!(output.status.success(), "{}", printed(&output));
    Ok(printed(&output))
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// The command with no setting of ours around it.
fn tributary(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tributary"));
    for name in ["DATABASE_URL", "REDIS_URL", "STRIPE_SECRET_KEY", "TRIBUTARY_SECRET", "LOG", "PUBLIC_URL"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

fn up(data: &Path, port: u16) -> Command {
    let mut command = tributary(&["up", "--port", &port.to_string(), "--data"]);
    command.arg(data);
    command
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A directory that root's servers may pass through.
fn data_dir() -> anyhow::Result<TempDir> {
    let dir = tempfile::tempdir()?;
    fs::set_permissions(dir.path(), Permissions::from_mode(0o711))?;
    Ok(dir)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A running `tributary up`, ended when it is dropped.
struct Running {
    process: Child,
    data: PathBuf,
    followed: bool,
}

impl Running {
    fn start(data: &Path, port: u16, args: &[&str]) -> anyhow::Result<Running> {
        let process = up(data, port).args(args).stdout(Stdio::null()).spawn()?;
        Ok(Running { process, data: data.to_path_buf(), followed: false })
    }

    fn ready(&mut self) -> anyhow::Result<Value> {
        let file = self.data.join("ready.json");
        self.until(|| file.exists())?;
        Ok(serde_json::from_slice(&fs::read(file)?)?)
    }

    fn until(&mut self, done: impl Fn() -> bool) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(READY_SECONDS_MAX);
        while !done() {
            if let Some(status) = self.process.try_wait()? {
                bail!("it has ended: {status}");
            }
            ensure!(Instant::now() < deadline, "it takes too long");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn signal(&self, signal: Signal) -> Outcome {
        Ok(kill(Pid::from_raw(i32::try_from(self.process.id())?), signal)?)
    }

    /// `kill -9`, with a start to follow.
    fn kill(mut self) -> Outcome {
        self.signal(Signal::SIGKILL)?;
        self.ended()?;
        self.followed = true;
        Ok(())
    }

    fn end_servers(&self) {
        for noted in ["postgres/postmaster.pid", "redis/redis.pid"] {
            let text = fs::read_to_string(self.data.join(noted)).unwrap_or_default();
            let Some(Ok(pid)) = text.lines().next().map(str::parse::<i32>) else { continue };
            if fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(&self.data)) {
                let _ = kill(Pid::from_raw(pid), Signal::SIGQUIT);
            }
        }
    }

    fn ended(&mut self) -> anyhow::Result<Option<i32>> {
        Ok(self.process.wait()?.code())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = self.signal(Signal::SIGTERM);
        }
        let _ = self.process.wait();
        // The private servers end with it, but not after a kill; a start that follows adopts them.
        if !self.followed {
            self.end_servers();
        }
    }
}
