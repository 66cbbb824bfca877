//! Invitations, and programmes affiliates knock at: the two ways into a tenant that a stranger may take.

use domain::ids::{EnrollmentId, ProgramId, TenantId};
use store::tenant::Slug;
use store::{AffiliateCtx, GlobalTx};

use super::{context, opaque};
use crate::App;
use crate::error::{ApiError, ApiResult};

const PREFIX: &str = "inv_";

/// An invitation: the token the affiliate gets, shown once, and the hash that is kept.
pub fn make(tenant: TenantId, enrollment: EnrollmentId) -> (String, [u8; 32]) {
    let secret = opaque::text(&opaque::random::<32>());
    let token = format!("{PREFIX}{}_{}_{secret}", opaque::suffix(tenant), opaque::suffix(enrollment));
    let hash = opaque::hash(&token);
    (token, hash)
}

/// Whose invitation a token claims to be. Its secret is for [`is_for`] to check.
pub fn read(token: &str) -> Option<(TenantId, EnrollmentId)> {
    let (tenant, rest) = opaque::take_id::<TenantId>(token.strip_prefix(PREFIX)?)?;
    let (enrollment, secret) = opaque::take_id::<EnrollmentId>(rest)?;
    opaque::bytes(secret)?;
    Some((tenant, enrollment))
}

/// Whether the token is the one whose hash was kept.
pub fn is_for(token: &str, kept_hash: &[u8]) -> bool {
    opaque::equal(&opaque::hash(token), kept_hash)
}

/// The tenant of a programme and the affiliate's context in it, for somebody who is not enrolled there yet.
/// Errors: `NOT_FOUND` for a programme nobody may knock at.
pub async fn knock(
    app: &App,
    affiliate: &AffiliateCtx,
    program: ProgramId,
) -> ApiResult<(TenantId, AffiliateCtx)> {
    let tx = directory(app).await?;
    let found = Slug::find(&tx, &program.to_string(), "PROGRAM").await?;
    tx.commit().await?;
    let slug = found.ok_or_else(|| ApiError::not_found("program").at("programId"))?;
    Ok((slug.tenant_id, affiliate.knocking_at(slug.tenant_id)))
}

/// A transaction over the global tables.
pub async fn directory(app: &App) -> ApiResult<GlobalTx> {
    Ok(GlobalTx::begin(&app.pool, &context::door()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_names_its_enrollment_and_only_its_own_token_fits() {
        let (tenant, enrollment) = (store::new_id(), store::new_id());
        let (token, hash) = make(tenant, enrollment);
        assert_eq!(read(&token), Some((tenant, enrollment)));
        assert!(is_for(&token, &hash));
        assert!(!is_for(&make(tenant, enrollment).0, &hash));
        for text in ["", "inv_", "inv_x_y_z", &token[..token.len() - 1], &token[4..]] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
