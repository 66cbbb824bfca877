//! From a request's credential to a caller.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use domain::agent::Entrance;
use domain::ids::SessionId;
use domain::permission::KeyKind;
use store::affiliate::Affiliate;
use store::member::Membership;
use store::member::Workplace;
use store::session::Session as Row;
use store::user::User;
use store::{Actor, GlobalTx, StoreError, Via};

use super::memory::KnownSession;
use super::sender::via;
use super::{Caller, api_key, context, session};
use crate::App;
use crate::error::{ApiError, ApiResult, Kind};

/// What every publishable key begins with.
const PUBLISHABLE_PREFIX: &str = "trb_pk_";

/// Who calls: `Authorization: Bearer` with an access token or an API key, or else a publishable key from the query
/// or body. Without a credential it is a stranger, [`Caller::default`].
///
/// Errors: `UNAUTHENTICATED` for a credential that is not good (never taken for a stranger's), `ORIGIN_NOT_ALLOWED`
/// for a publishable key used from a web origin its tenant does not name.
pub async fn authenticate(
    app: &App,
    headers: &HeaderMap,
    query_key: Option<&str>,
    entrance: Entrance,
) -> ApiResult<Caller> {
    let Some(credential) = credential(headers, query_key)? else { return Ok(Caller::default()) };
    let via = via(headers, entrance);
    if credential.starts_with("trb_") {
        of_key(app, headers, credential, &via).await
    } else {
        of_session(app, credential, &via).await
    }
}

/// Whether `Authorization` has what looks like a publishable key; [`authenticate`] tells whether it is one.
pub fn is_publishable(headers: &HeaderMap) -> bool {
    credential(headers, None).is_ok_and(|given| given.is_some_and(|key| key.starts_with(PUBLISHABLE_PREFIX)))
}

fn credential<'a>(headers: &'a HeaderMap, query_key: Option<&'a str>) -> ApiResult<Option<&'a str>> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    match (given.next(), given.next(), query_key) {
        (None, _, None) => Ok(None),
        // What is seen in addresses and pages may only be a key that everybody may see.
        (None, _, Some(key)) if key.starts_with(PUBLISHABLE_PREFIX) => Ok(Some(key)),
        (Some(value), None, _) => bearer(value.to_str().unwrap_or_default()).map(Some),
        _ => Err(ApiError::unauthenticated()),
    }
}

fn bearer(value: &str) -> ApiResult<&str> {
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() => {
            Ok(token.trim())
        }
        _ => Err(ApiError::unauthenticated()),
    }
}

async fn of_key(app: &App, headers: &HeaderMap, token: &str, via: &Arc<Via>) -> ApiResult<Caller> {
    let key = api_key::recognise(app, token, via).await?;
    let own = app.config.public_url.origin().ascii_serialization();
    if key.kind == KeyKind::Publishable && !origin_is_allowed(headers, &key.origins, &own) {
        let text = "this key may not be used from this web origin: its brand, or the key itself, names those it may be";
        return Err(ApiError::new(Kind::Forbidden, "ORIGIN_NOT_ALLOWED", text));
    }
    Ok(Caller { tenant: Some(key.ctx), ..Caller::default() })
}

/// Whether a browser on this page may: one of those that are named, or of the server's own. What is no browser names none.
fn origin_is_allowed(headers: &HeaderMap, named: &[String], own: &str) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let is = |allowed: &str| origin.as_bytes().eq_ignore_ascii_case(allowed.as_bytes());
    is(own) || named.iter().any(|allowed| is(allowed))
}

async fn of_session(app: &App, token: &str, via: &Arc<Via>) -> ApiResult<Caller> {
    let claims = session::read(app, token).await?;
    let mut known = known_session(app, claims.sid).await?;
    let place =
        |known: &KnownSession, tid| known.workplaces.iter().find(|place| place.tenant == tid).copied();
    let barred = |known: &KnownSession| {
        let place = claims.tid.and_then(|tid| place(known, tid));
        place.is_some_and(|place| place.second_factor_required) && !known.proved
    };
    if barred(&known) {
        // It may have been proved a moment ago, in another process.
        app.memory.look_again(claims.sid).await;
        known = known_session(app, claims.sid).await?;
    }
    let stands = known.expires_at > app.clock.now() && !app.memory.session_ended(claims.sid);
    // A person works in several tenants at once, each tab with a token of its own. Without a tenant a token is good
    // only where the session has none.
    let member = claims.tid.map(|tid| place(&known, tid));
    let same = known.user == claims.sub
        && match member {
            None => known.tenant.is_none(),
            Some(member) => member.is_some(),
        };
    if !stands || !same {
        return Err(ApiError::unauthenticated());
    }
    let acting = |place: Workplace| {
        context::acting(place.tenant, Actor::Member { user: known.user, role: place.role }, via)
    };
    let member = member.flatten().map(acting);
    let (tenant, barred) = if barred(&known) { (None, member) } else { (member, None) };
    let affiliate = match known.affiliate {
        None => None,
        Some(affiliate) => {
            // Asked every time: an enrollment made a moment ago counts.
            let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
            let tenants = Affiliate::tenants(&tx, affiliate).await?;
            tx.commit().await?;
            Some(context::affiliate(affiliate, known.user, tenants, via))
        }
    };
    Ok(Caller {
        user: Some(known.user),
        session: Some(claims.sid),
        tenant,
        barred,
        email_unverified: !known.email_verified,
        affiliate,
    })
}

/// Errors: `UNAUTHENTICATED` for a session that was ended.
async fn known_session(app: &App, id: SessionId) -> ApiResult<Arc<KnownSession>> {
    let known = app.memory.sessions.try_get_with(id, look_up(app, id)).await;
    known.map_err(|error: Arc<ApiError>| (*error).clone())?.ok_or_else(ApiError::unauthenticated)
}

/// What stands of a session; none when it was ended.
async fn look_up(app: &App, id: SessionId) -> ApiResult<Option<Arc<KnownSession>>> {
    let tx = GlobalTx::begin(&app.pool, &context::door()).await?;
    let row = match Row::find(&tx, id).await {
        Ok(row) if row.revoked_at.is_none() => row,
        Ok(_) | Err(StoreError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let workplaces = Membership::workplaces(&tx, row.user_id).await?;
    let affiliate = Affiliate::of_user(&tx, row.user_id).await?.map(|affiliate| affiliate.id);
    let email_verified = User::find(&tx, row.user_id).await?.email_verified_at.is_some();
    tx.commit().await?;
    Ok(Some(Arc::new(KnownSession {
        user: row.user_id,
        tenant: row.tenant_id,
        workplaces,
        proved: row.second_factor_at.is_some(),
        email_verified,
        affiliate,
        expires_at: row.expires_at,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name.clone(), value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn no_credential_is_a_stranger_and_a_strange_one_is_an_error() {
        assert_eq!(credential(&HeaderMap::new(), None), Ok(None));
        let good = headers(&[(header::AUTHORIZATION, "bearer abc")]);
        assert_eq!(credential(&good, None), Ok(Some("abc")));
        assert_eq!(credential(&HeaderMap::new(), Some("trb_pk_x")), Ok(Some("trb_pk_x")));
        for value in ["", "Bearer", "Bearer  ", "Basic abc", "abc"] {
            let wrong = headers(&[(header::AUTHORIZATION, value)]);
            assert!(credential(&wrong, Some("trb_pk_x")).is_err(), "{value}");
        }
        let two = headers(&[(header::AUTHORIZATION, "Bearer a"), (header::AUTHORIZATION, "Bearer b")]);
        assert!(credential(&two, None).is_err());
        assert!(credential(&HeaderMap::new(), Some("trb_sk_x")).is_err());
        assert!(is_publishable(&headers(&[(header::AUTHORIZATION, "Bearer trb_pk_x")])));
        assert!(!is_publishable(&headers(&[(header::AUTHORIZATION, "Bearer trb_sk_x")])));
        assert!(!is_publishable(&HeaderMap::new()));
    }

    #[test]
    fn origins_are_whole() {
        let shop = headers(&[(header::ORIGIN, "https://Shop.example")]);
        let (named, own) = (["https://shop.example".to_owned()], "https://tributary.example");
        assert!(origin_is_allowed(&shop, &named, own));
        assert!(!origin_is_allowed(&shop, &[], own));
        assert!(origin_is_allowed(&headers(&[(header::ORIGIN, own)]), &[], own));
        assert!(origin_is_allowed(&HeaderMap::new(), &named, own));
        let near = headers(&[(header::ORIGIN, "https://shop.example.evil")]);
        assert!(!origin_is_allowed(&near, &named, own));
        assert!(!origin_is_allowed(&headers(&[(header::ORIGIN, "null")]), &named, own));
    }
}
