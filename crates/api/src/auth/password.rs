//! Passwords: argon2id with the crate's parameters (19 MiB, two passes; OWASP's first choice), off the event loop
//! and a bounded number at once.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::error::{ApiError, ApiResult, Kind};

/// Fewest characters of a password.
pub(super) const CHARS_MIN: usize = 10;
/// Most characters of a password.
pub(super) const CHARS_MAX: usize = 200;
/// Hashes made at once, in this process: each takes 19 MiB and a core.
const AT_ONCE_MAX: usize = 4;
/// Longest wait for a turn, in milliseconds.
const TURN_WAIT_MS: u64 = 5_000;

static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores.min(AT_ONCE_MAX)))
});

/// What an unknown e-mail's password is compared with, so that it costs as much as a known one's.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody's password").ok());

/// Checks a new password's length. Errors: `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`.
pub(super) fn check(password: &str) -> ApiResult<()> {
    match password.chars().take(CHARS_MAX + 1).count() {
        0..CHARS_MIN => {
            let text = format!("a password has at least {CHARS_MIN} characters");
            Err(ApiError::refused("PASSWORD_TOO_SHORT", text).at("password"))
        }
        CHARS_MIN..=CHARS_MAX => Ok(()),
        _ => {
            let text = format!("a password has at most {CHARS_MAX} characters");
            Err(ApiError::refused("PASSWORD_TOO_LONG", text).at("password"))
        }
    }
}

/// The PHC text of a new password. Errors: [`check`]'s, and `BUSY` when too many wait.
pub(super) async fn hash(password: &str) -> ApiResult<String> {
    check(password)?;
    let password = password.to_owned();
    in_turn(move || hash_now(&password)).await?.map_err(|cause| ApiError::internal(&cause))
}

/// Whether the password is the one of this hash. Without a hash it is not, and takes as long to say so.
pub(super) async fn matches(password: &str, hash: Option<&str>) -> ApiResult<bool> {
    if check(password).is_err() {
        return Ok(false);
    }
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    in_turn(move || match &hash {
        Some(hash) => verify_now(&password, hash),
        None => {
            if let Some(hash) = NOBODYS.as_deref() {
                std::hint::black_box(verify_now(&password, hash));
            }
            false
        }
    })
    .await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
    let wait = tokio::time::timeout(Duration::from_millis(TURN_WAIT_MS), TURNS.clone().acquire_owned());
    let Ok(Ok(turn)) = wait.await else {
        return Err(ApiError::new(Kind::Limited, "BUSY", "too many sign-ins at once; please try again"));
    };
    // The turn ends with the work, not with the request that asked for it.
    let done = tokio::task::spawn_blocking(move || {
        let outcome = work();
        drop(turn);
        outcome
    });
    done.await.map_err(|cause| ApiError::internal(&cause))
}

fn hash_now(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
}

fn verify_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let hash = hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(matches("correct horse", Some(&hash)).await.unwrap());
        assert!(!matches("correct horsf", Some(&hash)).await.unwrap());
        assert!(!matches("correct horse", None).await.unwrap());
        assert!(!matches("nobody's password", None).await.unwrap());
    }

    #[test]
    fn lengths_are_of_characters() {
        assert_eq!(check("ninechars").unwrap_err().code, "PASSWORD_TOO_SHORT");
        assert!(check(&"é".repeat(CHARS_MIN)).is_ok());
        assert!(check(&"é".repeat(CHARS_MAX)).is_ok());
        assert_eq!(check(&"é".repeat(CHARS_MAX + 1)).unwrap_err().code, "PASSWORD_TOO_LONG");
    }
}
