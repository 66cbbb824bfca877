//! Second factors: enrolling and leaving one, recovery codes, and proving a code. Why so: `docs/adr/0025`.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{SessionId, UserId};
use domain::second_factor as rules;
use domain::second_factor::{Code, NoCode};
use serde_json::json;
use store::account_log::AccountEntry;
use store::config::SecretConfig;
use store::member::Membership;
use store::second_factor::{RecoveryCode, SecondFactor};
use store::session::Session as Row;
use store::user::User;
use store::{GlobalTx, TenantCtx, TenantTx};
use totp_rs::{Builder, Totp};

use super::{By, Guess, Sender, Tries, context, opaque, password, seal};
use crate::App;
use crate::error::{ApiError, ApiResult, Kind};

/// What authenticators show beside the account.
const ISSUER: &str = "Tributary";
const SECRET_BYTES: usize = 20;

/// Somebody at their own account.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// From where.
    pub sender: &'a Sender,
    /// Who.
    pub user: UserId,
    /// Their sign-in.
    pub session: SessionId,
}

/// What a person sees of their second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Since when they have one.
    pub since: Option<DateTime<Utc>>,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
}

/// A code somebody gives, its try taken: it is proved in the transaction of what it is for.
#[must_use]
pub struct Given {
    code: Option<Result<Code, NoCode>>,
    tries: Option<Tries>,
}

impl Given {
    /// Takes the try of a code. Errors: `THROTTLED`.
    pub async fn take(
        app: &App,
        sender: &Sender,
        user: UserId,
        by: By<'_>,
        code: Option<&str>,
    ) -> ApiResult<Given> {
        let Some(code) = code.filter(|code| !code.trim().is_empty()) else {
            return Ok(Given { code: None, tries: None });
        };
        let tries = Tries::take(app, sender, Guess::Code, &user.to_string(), by).await?;
        Ok(Given { code: Some(code.parse()), tries: Some(tries) })
    }

    /// Proves the code, which is then used up. None for somebody who has no second factor, whatever they have given.
    /// Errors: `SECOND_FACTOR_REQUIRED` without a code, `CODE_INVALID`.
    pub async fn prove(&self, app: &App, tx: &GlobalTx, user: UserId) -> ApiResult<Option<DateTime<Utc>>> {
        let now = app.clock.now();
        let Some(mut factor) = SecondFactor::lock(tx, user).await? else { return Ok(None) };
        let Some(sealed) = &factor.sealed_secret else { return Ok(None) };
        match self.code.as_ref() {
            None => return Err(needed()),
            Some(Err(_)) => return Err(wrong()),
            Some(Ok(Code::Device(digits))) => {
                let totp = opened(&app.secrets, user, sealed)?;
                factor.last_step = step(&totp, digits, factor.last_step, now).ok_or_else(wrong)?;
                factor.save(tx).await?;
            }
            Some(Ok(Code::Recovery(code))) => {
                if !RecoveryCode::use_up(tx, user, &kept(&app.secrets, user, code), now).await? {
                    return Err(wrong());
                }
            }
        }
        Ok(Some(now))
    }

    /// A transaction about somebody signed in, their code proved in it. Errors: those of [`Given::take`] and of
    /// [`Given::prove`].
    pub async fn proved(app: &App, person: Person<'_>, code: Option<&str>) -> ApiResult<(GlobalTx, Given)> {
        let given = person.given(app, code).await?;
        let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
        given.prove(app, &tx, person.user).await?;
        Ok((tx, given))
    }

    /// It was no guess.
    pub async fn give_back(self) {
        if let Some(tries) = self.tries {
            tries.give_back().await;
        }
    }
}

fn needed() -> ApiError {
    let text = "this account has a second factor; please give a code of it";
    ApiError::refused("SECOND_FACTOR_REQUIRED", text).at("code")
}

fn wrong() -> ApiError {
    ApiError::refused("CODE_INVALID", "this code is wrong, or was used before").at("code")
}

/// A member's transaction in their tenant, and whether their second factor was proved in it just now: what it is for may
/// find that it is done already and needs no proof. Errors: `THROTTLED`.
pub async fn enter(
    app: &App,
    person: Person<'_>,
    tenant: &TenantCtx,
    code: Option<&str>,
) -> ApiResult<(TenantTx, ApiResult<()>, Given)> {
    let given = person.given(app, code).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let proof = match given.prove(app, &tx, person.user).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind == Kind::Refused => Err(error),
        Err(error) => return Err(error),
    };
    Ok((tx.enter(tenant).await?, proof, given))
}

/// Whether a second factor was proved in a session. Errors: `SECOND_FACTOR_MISSING` where it was not, or there is none.
pub async fn is_proved(tx: &GlobalTx, session: Option<SessionId>) -> ApiResult<()> {
    let session = session.ok_or_else(missing)?;
    match Row::find(tx, session).await?.second_factor_at {
        Some(_) => Ok(()),
        None => Err(missing()),
    }
}

/// What a person sees of theirs.
pub async fn standing(app: &App, user: UserId) -> ApiResult<Standing> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let since = SecondFactor::of_user(&tx, user).await?.and_then(|factor| factor.since);
    let recovery_codes = if since.is_some() { RecoveryCode::left(&tx, user).await? } else { 0 };
    tx.commit().await?;
    Ok(Standing { since, recovery_codes })
}

/// A new secret, for an authenticator: it counts once a code of it was shown. Returns it in base32 and as an `otpauth:`
/// address. A stranger who has signed up with somebody's address must not keep it from them for good, so the address has
/// to be known as theirs. Errors: `EMAIL_UNVERIFIED`; `PASSWORD_WRONG`; [`Given::prove`]'s where they have a factor
/// already; `THROTTLED`.
pub async fn begin(
    app: &App,
    person: Person<'_>,
    password: &str,
    code: Option<&str>,
) -> ApiResult<(String, String)> {
    let (now, user) = (app.clock.now(), person.user);
    let account = knows_password(app, person, password).await?;
    if account.email_verified_at.is_none() {
        return Err(ApiError::email_unverified());
    }
    let given = person.given(app, code).await?;
    let secret = opaque::random::<SECRET_BYTES>();
    let totp = totp(&secret, &account.email)?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    given.prove(app, &tx, user).await?;
    let standing = SecondFactor::lock(&tx, user).await?;
    let factor = SecondFactor {
        pending_secret: Some(seal::close(&sealing(&app.secrets), &bound(user), &secret)?),
        pending_at: Some(now),
        ..standing.unwrap_or_else(|| SecondFactor::none(user))
    };
    factor.save(&tx).await?;
    person.log(&tx, "secondFactorBegin", json!({}), now).await?;
    tx.commit().await?;
    given.give_back().await;
    let address = totp.to_url().map_err(|cause| ApiError::internal(&cause))?;
    Ok((totp.secret().to_base32(), address))
}

/// Shows that the new secret is in an authenticator: from now on it is asked for, and sessions that were begun without it
/// end. Returns fresh recovery codes, which are shown this once. Errors: `NOT_BEGUN`, `CODE_INVALID`, `THROTTLED`.
pub async fn confirm(app: &App, person: Person<'_>, code: &str) -> ApiResult<Vec<String>> {
    let (now, user) = (app.clock.now(), person.user);
    let given = person.given(app, Some(code)).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let not_begun = || {
        let text = "there is no new second factor to confirm (any more); please begin again";
        ApiError::refused("NOT_BEGUN", text)
    };
    let mut factor = SecondFactor::lock(&tx, user).await?.ok_or_else(not_begun)?;
    let (secret, at) = factor.pending_secret.take().zip(factor.pending_at.take()).ok_or_else(not_begun)?;
    if now - at > Duration::minutes(rules::PENDING_MINUTES) {
        return Err(not_begun());
    }
    let Some(Ok(Code::Device(digits))) = &given.code else { return Err(wrong()) };
    let counted = step(&opened(&app.secrets, user, &secret)?, digits, 0, now).ok_or_else(wrong)?;
    let replaced = factor.since.is_some();
    (factor.sealed_secret, factor.since, factor.last_step) = (Some(secret), Some(now), counted);
    factor.save(&tx).await?;
    let codes = make_codes(app, &tx, user, now).await?;
    Row::proved(&tx, person.session, now).await?;
    let ended = Row::end_others(&tx, user, &[person.session], now).await?;
    let detail = json!({ "replaced": replaced, "sessions": ended });
    person.log(&tx, "secondFactorConfirm", detail, now).await?;
    tx.commit().await?;
    for session in &ended {
        app.memory.end_session(*session).await;
    }
    app.memory.look_again(person.session).await;
    given.give_back().await;
    Ok(codes)
}

/// Does without a second factor from now on. Errors: `SECOND_FACTOR_MISSING`, `REQUIRED_BY_TENANT`, `PASSWORD_WRONG`,
/// [`Given::prove`]'s, `THROTTLED`.
pub async fn remove(app: &App, person: Person<'_>, password: &str, code: &str) -> ApiResult<()> {
    let (now, user) = (app.clock.now(), person.user);
    knows_password(app, person, password).await?;
    let given = person.given(app, Some(code)).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    given.prove(app, &tx, user).await?.ok_or_else(missing)?;
    if Membership::workplaces(&tx, user).await?.iter().any(|place| place.second_factor_required) {
        let text = "a tenant you are a member of wants its members to have a second factor";
        return Err(ApiError::refused("REQUIRED_BY_TENANT", text));
    }
    let factor = SecondFactor::lock(&tx, user).await?.ok_or_else(missing)?;
    SecondFactor { last_step: factor.last_step, ..SecondFactor::none(user) }.save(&tx).await?;
    RecoveryCode::end_all(&tx, user, now).await?;
    Row::disproved(&tx, user).await?;
    person.log(&tx, "secondFactorRemove", json!({}), now).await?;
    tx.commit().await?;
    app.memory.look_at_person_again(user).await;
    given.give_back().await;
    Ok(())
}

/// Fresh recovery codes; those before end. Errors: `SECOND_FACTOR_MISSING`, [`Given::prove`]'s, `THROTTLED`.
pub async fn recovery_codes(app: &App, person: Person<'_>, code: &str) -> ApiResult<Vec<String>> {
    let (now, user) = (app.clock.now(), person.user);
    let given = person.given(app, Some(code)).await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    given.prove(app, &tx, user).await?.ok_or_else(missing)?;
    let codes = make_codes(app, &tx, user, now).await?;
    person.log(&tx, "recoveryCodesMake", json!({}), now).await?;
    tx.commit().await?;
    given.give_back().await;
    Ok(codes)
}

fn missing() -> ApiError {
    ApiError::refused("SECOND_FACTOR_MISSING", "this account has no second factor")
}

impl Person<'_> {
    async fn given(&self, app: &App, code: Option<&str>) -> ApiResult<Given> {
        Given::take(app, self.sender, self.user, By::Known(&self.session.to_string()), code).await
    }

    async fn log(
        &self,
        tx: &GlobalTx,
        action: &str,
        detail: serde_json::Value,
        now: DateTime<Utc>,
    ) -> ApiResult<()> {
        Ok(AccountEntry::write(tx, self.user, &self.sender.via, action, detail, now).await?)
    }
}

/// Whoever sits at an open session may not be whose it is: the password once more.
pub(super) async fn knows_password(app: &App, person: Person<'_>, password: &str) -> ApiResult<User> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let user = User::find(&tx, person.user).await?;
    tx.commit().await?;
    let session = person.session.to_string();
    let tries = Tries::take(app, person.sender, Guess::Password, &user.email, By::Known(&session)).await?;
    if !password::matches(password, Some(&user.password_hash)).await? {
        return Err(ApiError::refused("PASSWORD_WRONG", "this is not your password").at("password"));
    }
    tries.give_back().await;
    Ok(user)
}

async fn make_codes(app: &App, tx: &GlobalTx, user: UserId, now: DateTime<Utc>) -> ApiResult<Vec<String>> {
    RecoveryCode::end_all(tx, user, now).await?;
    let codes: Vec<String> =
        (0..rules::RECOVERY_CODES).map(|_| rules::recovery_code(opaque::random())).collect();
    let row = |code: &String| RecoveryCode {
        user_id: user,
        hash: kept(&app.secrets, user, code).to_vec(),
        made_at: now,
    };
    RecoveryCode::insert(&codes.iter().map(row).collect::<Vec<_>>(), tx).await?;
    Ok(codes.iter().map(|code| rules::shown(code)).collect())
}

/// What is kept of a recovery code: nobody tries all codes on it without the master secret.
fn kept(secrets: &SecretConfig, user: UserId, code: &str) -> [u8; 32] {
    secrets.derive(&format!("recovery-code {user} {code}"))
}

fn sealing(secrets: &SecretConfig) -> [u8; 32] {
    secrets.derive("second-factor")
}

fn bound(user: UserId) -> String {
    format!("tributary second factor {user}")
}

fn opened(secrets: &SecretConfig, user: UserId, sealed: &[u8]) -> ApiResult<Totp> {
    let secret = seal::open(&sealing(secrets), &bound(user), sealed)?;
    let secret = secret.try_into().map_err(|_| ApiError::internal(&"a secret of another length"))?;
    totp(&secret, "account")
}

/// SHA-1 and six digits: what every authenticator does.
fn totp(secret: &[u8; SECRET_BYTES], account: &str) -> ApiResult<Totp> {
    Builder::new()
        .with_secret(secret.as_slice())
        .with_digits(6)
        .with_skew(rules::STEPS_OFF_MAX)
        .with_step_duration(rules::STEP_SECONDS)
        .with_issuer(Some(ISSUER))
        .with_account_name(account.replace(':', " "))
        .build()
        .map_err(|cause| ApiError::internal(&cause))
}

/// The step of a code that is good now and counts after the last one.
fn step(totp: &Totp, digits: &str, last: i64, now: DateTime<Utc>) -> Option<i64> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    rules::counts(totp.check(digits, seconds)?, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_own_step_and_the_ones_beside_it() {
        let totp = totp(b"12345678901234567890", "ada@example.com").unwrap();
        // RFC 6238, appendix B: the last six digits of its SHA-1 row at 1111111109.
        let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap();
        let counted = step(&totp, "081804", 0, at(1_111_111_109)).unwrap();
        assert_eq!(counted, 1_111_111_109 / 30);
        assert!(step(&totp, "081804", 0, at(1_111_111_109 + 30)).is_some());
        assert!(step(&totp, "081804", 0, at(1_111_111_109 - 30)).is_some());
        assert!(step(&totp, "081804", 0, at(1_111_111_109 + 61)).is_none());
        assert!(step(&totp, "081804", counted, at(1_111_111_109)).is_none());
        assert!(step(&totp, "081805", 0, at(1_111_111_109)).is_none());
    }

    #[test]
    fn an_authenticator_is_told_the_account() {
        let address = totp(&[7; SECRET_BYTES], "ada:l@example.com").unwrap().to_url().unwrap();
        assert!(address.starts_with("otpauth://totp/Tributary:ada%20l%40example.com?secret="), "{address}");
    }
}
