//! Signing up: a brand with its first member, or an affiliate. Somebody whom we know already signs up with the
//! password we know.

use chrono::{DateTime, Utc};
use domain::account_mail::AccountMailCause;
use domain::attribution::Policy;
use domain::feed::FeedContent;
use domain::money::Currency;
use domain::permission::MemberRole;
use domain::plan::Plan;
use domain::text::is_line;
use store::account_log::AccountEntry;
use store::account_mail::AccountMail;
use store::affiliate::Affiliate;
use store::feed::{Feed, FeedVersion};
use store::member::Membership;
use store::policy::PolicyRow;
use store::tenant::Tenant;
use store::terms_of_use::TermsAcceptance;
use store::user::User;
use store::{Actor, GlobalTx, StoreError};

use super::second_factor::Given;
use super::{By, Guess, Sender, Session, Tries, context, password, session};
use crate::App;
use crate::error::{ApiError, ApiResult};

/// Longest name of a person or a brand, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Longest e-mail, in characters (RFC 5321).
const EMAIL_CHARS_MAX: usize = 254;
/// The feed every tenant starts with.
const FIRST_FEED: (&str, &str) = ("all", "Everything");

/// A brand that signs up.
#[derive(Clone)]
pub struct SignUp {
    /// The brand's name.
    pub tenant_name: String,
    /// What its programmes pay in unless they say otherwise.
    pub currency: String,
    /// Its owner's e-mail.
    pub email: String,
    /// Their password, 10–200 characters.
    pub password: String,
    /// Their name.
    pub name: String,
    /// A code of their second factor, where the e-mail's account has one.
    pub code: Option<String>,
    /// The version of the terms of use they accept by this.
    pub terms_of_use_version: Option<i32>,
}

/// An affiliate who signs up.
#[derive(Clone)]
pub struct AffiliateSignUp {
    /// Their e-mail.
    pub email: String,
    /// Their password, 10–200 characters.
    pub password: String,
    /// Their name.
    pub name: String,
    /// Two letters.
    pub country: String,
    /// A code of their second factor, where the e-mail's account has one.
    pub code: Option<String>,
    /// The version of the terms of use they accept by this.
    pub terms_of_use_version: Option<i32>,
}

/// Makes a tenant with its owner, first policy and first feed, and signs the owner in.
///
/// Errors: `NAME_INVALID`, `UNKNOWN_CURRENCY`, `EMAIL_INVALID`, `EMAIL_TAKEN`, `PASSWORD_TOO_SHORT`,
/// `PASSWORD_TOO_LONG`, `TERMS_OUTDATED`, [`Given::prove`]'s; `THROTTLED`.
pub async fn sign_up(app: &App, sender: &Sender, input: SignUp) -> ApiResult<(Session, Tenant)> {
    let now = app.clock.now();
    let unknown = |_| ApiError::refused("UNKNOWN_CURRENCY", "not a currency we know").at("currency");
    let tenant = Tenant {
        id: store::new_id(),
        name: person_name("tenantName", &input.tenant_name)?,
        currency: input.currency.parse::<Currency>().map_err(unknown)?,
        platform_fee_bps: Plan::Free.terms().platform_fee_bps,
        second_approver: false,
        origins: Vec::new(),
        created_at: now,
        second_factor_required: false,
        link_hosts: Vec::new(),
    };
    let SignUp { email, password, name: given, code, terms_of_use_version: terms, .. } = &input;
    let claim = Claim { email, password, name: given, code, terms: *terms };
    let person = Person::of(app, sender, claim, now).await?;
    if person.known.is_some() {
        let user = person.user.id.to_string();
        let _counted = Tries::take(app, sender, Guess::Tenant, &user, By::Known("tenants")).await?;
    }
    // A key that must be made or read is not waited for with a transaction open.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let proved = person.join(app, sender, &tx, "signUp").await?;
    let (row, session) = session::begin(app, sender, person.user.id, Some(tenant.id), proved, now).await?;
    tenant.insert(&tx).await?;
    let owner = Membership {
        tenant_id: tenant.id,
        user_id: person.user.id,
        role: MemberRole::Owner,
        email: person.user.email.clone(),
        name: person.user.name.clone(),
        created_at: now,
    };
    owner.insert(&tx, Plan::Free).await?;
    row.insert(&tx).await?;
    let actor = Actor::Member { user: person.user.id, role: MemberRole::Owner };
    let tx = tx.enter(&context::acting(tenant.id, actor, &sender.via)).await?;
    PolicyRow::of(tenant.id, &Policy::standard(store::new_id()), now).insert(&tx).await?;
    let (handle, title) = FIRST_FEED;
    let feed = Feed {
        tenant_id: tenant.id,
        id: store::new_id(),
        handle: handle.to_owned(),
        name: title.to_owned(),
        product_id: None,
        moment_kind: None,
        created_at: now,
        version: 1,
    };
    feed.insert(&tx).await?;
    FeedVersion::of(&tx, feed.id, 1, &FeedContent::of_everything(), now)?.insert(&tx).await?;
    let detail = serde_json::json!({ "owner": person.user.id });
    store::audit::write(&tx, "signUp", tenant.id, detail, now).await?;
    tx.commit().await?;
    person.settle().await;
    Ok((session, tenant))
}

/// Makes a person an affiliate and signs them in. Somebody who is one already is only signed in.
///
/// Errors: `NAME_INVALID`, `COUNTRY_INVALID`, `EMAIL_INVALID`, `EMAIL_TAKEN`, `PASSWORD_TOO_SHORT`,
/// `PASSWORD_TOO_LONG`, `TERMS_OUTDATED`, [`Given::prove`]'s.
pub async fn affiliate_sign_up(
    app: &App,
    sender: &Sender,
    input: AffiliateSignUp,
) -> ApiResult<(Session, Affiliate)> {
    let now = app.clock.now();
    let country = input.country.trim().to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(ApiError::refused("COUNTRY_INVALID", "a country is two letters, as GB").at("country"));
    }
    let AffiliateSignUp { email, password, name: given, code, terms_of_use_version: terms, .. } = &input;
    let claim = Claim { email, password, name: given, code, terms: *terms };
    let person = Person::of(app, sender, claim, now).await?;
    // A key that must be made or read is not waited for with a transaction open.
    app.keys.signer().await?;
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let proved = person.join(app, sender, &tx, "affiliateSignUp").await?;
    let affiliate = match Affiliate::of_user(&tx, person.user.id).await? {
        Some(standing) => standing,
        None => {
            let affiliate = Affiliate {
                id: store::new_id(),
                user_id: person.user.id,
                email: person.user.email.clone(),
                name: person_name("name", &input.name)?,
                country,
                created_at: now,
            };
            affiliate.insert(&tx).await?;
            affiliate
        }
    };
    let tenant =
        Membership::of_user(&tx, person.user.id).await?.first().map(|membership| membership.tenant_id);
    let (row, session) = session::begin(app, sender, person.user.id, tenant, proved, now).await?;
    row.insert(&tx).await?;
    tx.commit().await?;
    person.settle().await;
    Ok((session, affiliate))
}

/// Who somebody says they are.
struct Claim<'a> {
    email: &'a str,
    password: &'a str,
    name: &'a str,
    code: &'a Option<String>,
    terms: Option<i32>,
}

/// Who signs up: new, or somebody we know who has proved it.
struct Person {
    user: User,
    /// A code to be proved, of somebody we know.
    known: Option<Given>,
    /// The version of the terms of use they accept.
    terms: Option<i32>,
}

impl Person {
    async fn of(app: &App, sender: &Sender, claim: Claim<'_>, now: DateTime<Utc>) -> ApiResult<Person> {
        let Claim { password, code, .. } = claim;
        let name = person_name("name", claim.name)?;
        let email = canonical_email(claim.email).ok_or_else(email_invalid)?;
        password::check(password)?;
        let terms = claim.terms.map(|version| terms_version(version, now)).transpose();
        let terms = terms.map_err(|error| error.at("termsOfUseVersion"))?;
        let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
        let known = User::by_email(&tx, &email).await?;
        tx.commit().await?;
        // Whoever signs up with a known address guesses at its password.
        let by = sender.by(app, known.as_ref());
        let tries = Tries::take(app, sender, Guess::Password, &email, by).await?;
        match known {
            Some(user) if password::matches(password, Some(&user.password_hash)).await? => {
                tries.give_back().await;
                let given = Given::take(app, sender, user.id, by, code.as_deref()).await?;
                Ok(Person { user, known: Some(given), terms })
            }
            Some(_) => Err(taken()),
            None => {
                tries.give_back().await;
                // Not given back: it is a mail to an address that a stranger names.
                let _counted = Tries::take(app, sender, Guess::SignUp, "", By::Address).await?;
                let password_hash = password::hash(password).await?;
                let id = store::new_id();
                let user = User { id, email, name, password_hash, created_at: now, email_verified_at: None };
                Ok(Person { user, known: None, terms })
            }
        }
    }

    /// Adds somebody new, and has them asked by mail whether the address is theirs; has somebody we know prove their second factor, where they have one. Returns when they have.
    async fn join(
        &self,
        app: &App,
        sender: &Sender,
        tx: &GlobalTx,
        action: &str,
    ) -> ApiResult<Option<DateTime<Utc>>> {
        let proved = match &self.known {
            Some(given) => {
                // As at sign-in: the password may have been replaced meanwhile.
                if User::lock(tx, self.user.id).await?.password_hash != self.user.password_hash {
                    return Err(taken());
                }
                given.prove(app, tx, self.user.id).await?
            }
            None => {
                self.user.insert(tx).await.map_err(|error| match error {
                    StoreError::Conflict(_) => taken(),
                    other => other.into(),
                })?;
                let User { id, email, created_at, .. } = &self.user;
                let mail = AccountMail::new(AccountMailCause::Verification, Some(*id), email, *created_at);
                mail.insert(tx).await?;
                None
            }
        };
        let now = app.clock.now();
        if let Some(version) = self.terms {
            TermsAcceptance::note(tx, self.user.id, version, &sender.via, now).await?;
        }
        let detail = serde_json::json!({
            "new": self.known.is_none(), "secondFactor": proved.is_some(), "termsOfUse": self.terms,
        });
        AccountEntry::write(tx, self.user.id, &sender.via, action, detail, now).await?;
        Ok(proved)
    }

    /// What they gave was no guess.
    async fn settle(self) {
        if let Some(given) = self.known {
            given.give_back().await;
        }
    }
}

/// A version of the terms of use that may be accepted: the current one. Errors: `TERMS_OUTDATED`.
pub fn terms_version(version: i32, now: DateTime<Utc>) -> ApiResult<i32> {
    let current = domain::terms_of_use::current(now).version;
    if version == current {
        return Ok(version);
    }
    let text = format!("version {current} of the terms of use is the current one; please read it again");
    Err(ApiError::refused("TERMS_OUTDATED", text))
}

/// What is no e-mail address.
pub(super) fn email_invalid() -> ApiError {
    ApiError::refused("EMAIL_INVALID", "not an e-mail address").at("email")
}

fn taken() -> ApiError {
    ApiError::refused("EMAIL_TAKEN", "this e-mail has an account; sign up with its password, or sign in")
        .at("email")
}

/// The name of a person or a brand. Errors: `NAME_INVALID`.
pub(super) fn person_name(field: &'static str, given: &str) -> ApiResult<String> {
    let name = given.trim();
    if is_line(name, NAME_CHARS_MAX) {
        Ok(name.to_owned())
    } else {
        let text = format!("a name is one line of 1 to {NAME_CHARS_MAX} characters");
        Err(ApiError::refused("NAME_INVALID", text).at(field))
    }
}

/// The one spelling of an e-mail address: trimmed, in small letters. None when it cannot be one: exactly one `@`,
/// visible ASCII, at most 64 characters before it, and a host name with a dot behind it.
pub(super) fn canonical_email(text: &str) -> Option<String> {
    let email = text.trim().to_ascii_lowercase();
    let (local, host) = email.split_once('@')?;
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let sound = email.len() <= EMAIL_CHARS_MAX
        && (1..=64).contains(&local.len())
        && local.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>[]\\".contains(&byte))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && host.contains('.')
        && host.split('.').all(label);
    sound.then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mails_have_one_spelling() {
        assert_eq!(canonical_email(" Ada.L+x@Example.CO.uk "), Some("ada.l+x@example.co.uk".to_owned()));
        let long = format!("{}@example.com", "a".repeat(65));
        let wrong = [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@a@b.c",
            "a da@example.com",
            "ada@-x.com",
            "ada@x..com",
            "ada@exa_mple.com",
            "ada\u{7f}@example.com",
            "ad\u{e1}@example.com",
            ".ada@example.com",
            &long,
        ];
        for email in wrong {
            assert_eq!(canonical_email(email), None, "{email}");
        }
    }

    #[test]
    fn names_are_lines() {
        assert_eq!(person_name("name", "  Ada "), Ok("Ada".to_owned()));
        assert_eq!(person_name("tenantName", " ").unwrap_err().field.as_deref(), Some("tenantName"));
        assert!(person_name("name", "a\nb").is_err());
        assert!(person_name("name", &"x".repeat(201)).is_err());
    }
}
