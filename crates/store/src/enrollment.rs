//! Affiliates in programmes, with their links and codes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domain::enrollment::{EnrollmentState, Usable};
use domain::ids::{AffiliateId, CodeId, EnrollmentId, LinkId, MomentId, PayeeId, ProgramId, TenantId};
use domain::search::SearchText;

use crate::error::{StoreError, StoreResult};
use crate::page::{Page, Slice, load_filtered, load_own, load_page, narrow, tenant_reads};
use crate::schema::{codes, enrollment_directory, enrollments, links, slug_directory};
use crate::scope::{AffiliateTx, TenantScope, TenantTx};

/// An affiliate in a programme. Name and e-mail are copies: no tenant reads the global table.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = enrollments, treat_none_as_null = true)]
pub struct Enrollment {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: EnrollmentId,
    /// The programme.
    pub program_id: ProgramId,
    /// The affiliate; an unanswered invitation has none.
    pub affiliate_id: Option<AffiliateId>,
    /// Who owns the ledger accounts; set when it first becomes active.
    pub payee_id: Option<PayeeId>,
    /// Where it stands.
    pub state: EnrollmentState,
    /// Where the affiliate is written to.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// Hash of the invitation's secret while it is open.
    pub invite_hash: Option<Vec<u8>>,
    /// Whether Stripe can pay the affiliate, as last heard.
    pub payout_ready: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Enrollment, enrollments, EnrollmentId, "enrollment");

/// Which enrollments a list shows; what is none leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EnrollmentFilter {
    /// Only in this state.
    pub state: Option<EnrollmentState>,
    /// Only in this programme.
    pub program: Option<ProgramId>,
    /// Only those with this in their name or e-mail, in capitals or not.
    pub search: Option<SearchText>,
}

impl Enrollment {
    /// One page of a filtered list, newest first.
    pub async fn filtered(
        scope: &impl TenantScope,
        filter: &EnrollmentFilter,
        page: Page,
    ) -> StoreResult<Slice<Enrollment>> {
        load_filtered!(scope, enrollments, Enrollment, page, |query| {
            narrow!(query, enrollments::state => filter.state, enrollments::program_id => filter.program);
            if let Some(text) = &filter.search {
                let pattern = text.anywhere();
                query = query
                    .filter(enrollments::name.ilike(pattern.clone()).or(enrollments::email.ilike(pattern)));
            }
        })
    }

    /// The names of these affiliates, of those who are enrolled in the scope's tenant; the newest enrollment's.
    pub async fn names(
        scope: &impl TenantScope,
        affiliates: &[AffiliateId],
    ) -> StoreResult<Vec<(AffiliateId, String)>> {
        let mut conn = scope.conn().await?;
        Ok(enrollments::table
            .filter(enrollments::tenant_id.eq(scope.tenant()))
            .filter(enrollments::affiliate_id.eq_any(affiliates))
            .order((enrollments::affiliate_id, enrollments::id.desc()))
            .distinct_on(enrollments::affiliate_id)
            .select((enrollments::affiliate_id.assume_not_null(), enrollments::name))
            .load(&mut conn)
            .await?)
    }

    /// Writes a changed, locked enrollment back.
    pub async fn save(&self, tx: &TenantTx) -> StoreResult<()> {
        let saved = diesel::update(enrollments::table)
            .filter(enrollments::tenant_id.eq(tx.tenant()))
            .filter(enrollments::id.eq(self.id))
            .set(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("enrollment"))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("enrollment")) }
    }

    /// Adds an affiliate's own application. Errors: `Conflict` when they applied before.
    pub async fn apply(tx: &AffiliateTx, row: &Enrollment) -> StoreResult<()> {
        diesel::insert_into(enrollments::table)
            .values(row)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("enrollment"))?;
        diesel::insert_into(enrollment_directory::table)
            .values((
                enrollment_directory::affiliate_id.eq(tx.affiliate()),
                enrollment_directory::tenant_id.eq(row.tenant_id),
            ))
            .on_conflict_do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// Notes that this affiliate works with this tenant.
    pub async fn list_in_directory(tx: &TenantTx, affiliate: AffiliateId) -> StoreResult<()> {
        diesel::insert_into(enrollment_directory::table)
            .values((
                enrollment_directory::affiliate_id.eq(affiliate),
                enrollment_directory::tenant_id.eq(tx.tenant()),
            ))
            .on_conflict_do_nothing()
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }

    /// An affiliate's own enrollments, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<Enrollment>> {
        load_own!(tx, enrollments, Enrollment, page)
    }

    /// An affiliate's own enrollment in a programme.
    pub async fn of_program(
        tx: &AffiliateTx,
        tenant: TenantId,
        program: ProgramId,
    ) -> StoreResult<Option<Enrollment>> {
        Ok(enrollments::table
            .filter(enrollments::tenant_id.eq(tenant))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::program_id.eq(program))
            .select(Enrollment::as_select())
            .first(&mut tx.db()?)
            .await
            .optional()?)
    }

    /// The tenants that know an affiliate as someone Stripe can pay.
    pub async fn ready_tenants(tx: &AffiliateTx) -> StoreResult<Vec<TenantId>> {
        Ok(enrollments::table
            .filter(enrollments::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::payout_ready)
            .select(enrollments::tenant_id)
            .distinct()
            .load(&mut tx.db()?)
            .await?)
    }

    /// An affiliate's own enrollment, locked. Errors: `NotFound`.
    pub async fn lock_own(tx: &AffiliateTx, id: EnrollmentId) -> StoreResult<Enrollment> {
        enrollments::table
            .filter(enrollments::tenant_id.eq_any(tx.ctx().tenants()))
            .filter(enrollments::affiliate_id.eq(tx.affiliate()))
            .filter(enrollments::id.eq(id))
            .select(Enrollment::as_select())
            .for_update()
            .first(&mut tx.db()?)
            .await
            .map_err(StoreError::missing("enrollment"))
    }

    /// Writes an affiliate's own, locked enrollment back.
    pub async fn save_own(&self, tx: &AffiliateTx) -> StoreResult<()> {
        let saved = diesel::update(enrollments::table)
            .filter(enrollments::tenant_id.eq(self.tenant_id))
            .filter(enrollments::id.eq(self.id))
            .set(enrollments::state.eq(self.state))
            .execute(&mut tx.db()?)
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict("enrollment")) }
    }

    /// Marks in every enrollment of an affiliate in this tenant whether Stripe can pay them.
    pub async fn set_payout_ready(tx: &TenantTx, affiliate: AffiliateId, ready: bool) -> StoreResult<()> {
        diesel::update(enrollments::table)
            .filter(enrollments::tenant_id.eq(tx.tenant()))
            .filter(enrollments::affiliate_id.eq(affiliate))
            .set(enrollments::payout_ready.eq(ready))
            .execute(&mut tx.db()?)
            .await?;
        Ok(())
    }
}

/// What can be switched off and on.
macro_rules! switches {
    ($row:ident, $table:ident, $noun:literal) => {
        impl $row {
            /// Switches a locked row off or on.
            pub async fn switch(&mut self, tx: &TenantTx, to: Usable) -> StoreResult<()> {
                let switched = diesel::update($table::table)
                    .filter($table::tenant_id.eq(tx.tenant()))
                    .filter($table::id.eq(self.id))
                    .set($table::state.eq(to))
                    .execute(&mut tx.db()?)
                    .await?;
                self.state = to;
                if switched == 1 { Ok(()) } else { Err(StoreError::Conflict($noun)) }
            }
        }
    };
}

/// A tracked short link.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = links)]
pub struct Link {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: LinkId,
    /// Whose it is.
    pub enrollment_id: EnrollmentId,
    /// Their affiliate.
    pub affiliate_id: AffiliateId,
    /// The moment it belongs to, whose creator is then on the path too.
    pub moment_id: Option<MomentId>,
    /// Its word in `/r/{slug}`.
    pub slug: String,
    /// Where it leads.
    pub destination: String,
    /// Whether it works.
    pub state: Usable,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Link, links, LinkId, "link");
switches!(Link, links, "link");

impl Link {
    /// Adds the link and its slug for everyone to find. Errors: `Conflict` when the slug is taken anywhere.
    pub async fn create(&self, tx: &TenantTx) -> StoreResult<()> {
        list_slug(&self.slug, tx.tenant(), "LINK", domain::ids::TypedId::uuid(self.id), tx.db()?).await?;
        self.insert(tx).await
    }

    /// The same by the affiliate it belongs to.
    pub async fn create_own(&self, tx: &AffiliateTx) -> StoreResult<()> {
        list_slug(&self.slug, self.tenant_id, "LINK", domain::ids::TypedId::uuid(self.id), tx.db()?).await?;
        diesel::insert_into(links::table)
            .values(self)
            .execute(&mut tx.db()?)
            .await
            .map_err(StoreError::taken("link"))?;
        Ok(())
    }

    /// One page of an enrollment's links.
    pub async fn of_enrollment(
        scope: &impl TenantScope,
        enrollment: EnrollmentId,
        page: Page,
    ) -> StoreResult<Slice<Link>> {
        load_page!(scope, links, Link, page, links::enrollment_id.eq(enrollment))
    }

    /// An affiliate's own links, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<Link>> {
        load_own!(tx, links, Link, page)
    }
}

/// Makes a public word known. Errors: `Conflict` when it is taken.
async fn list_slug(
    slug: &str,
    tenant: TenantId,
    kind: &str,
    target: uuid::Uuid,
    mut db: &diesel_async::AsyncPgConnection,
) -> StoreResult<()> {
    diesel::insert_into(slug_directory::table)
        .values((
            slug_directory::slug.eq(slug),
            slug_directory::tenant_id.eq(tenant),
            slug_directory::kind.eq(kind),
            slug_directory::target_id.eq(target),
        ))
        .execute(&mut db)
        .await
        .map_err(StoreError::taken("slug"))?;
    Ok(())
}

/// Makes a programme's id known, so that affiliates can knock.
pub async fn list_program(tx: &TenantTx, program: ProgramId) -> StoreResult<()> {
    list_slug(&program.to_string(), tx.tenant(), "PROGRAM", domain::ids::TypedId::uuid(program), tx.db()?)
        .await
}

/// A coupon code.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = codes)]
pub struct Code {
    /// Its tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: CodeId,
    /// Whose it is.
    pub enrollment_id: EnrollmentId,
    /// Their affiliate.
    pub affiliate_id: AffiliateId,
    /// What a shopper types, in capitals.
    pub code: String,
    /// Whether it works.
    pub state: Usable,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

tenant_reads!(Code, codes, CodeId, "code");
switches!(Code, codes, "code");

impl Code {
    /// One page of an enrollment's codes.
    pub async fn of_enrollment(
        scope: &impl TenantScope,
        enrollment: EnrollmentId,
        page: Page,
    ) -> StoreResult<Slice<Code>> {
        load_page!(scope, codes, Code, page, codes::enrollment_id.eq(enrollment))
    }

    /// An affiliate's own codes, newest first.
    pub async fn of_affiliate(tx: &AffiliateTx, page: Page) -> StoreResult<Slice<Code>> {
        load_own!(tx, codes, Code, page)
    }

    /// The working code of this text.
    pub async fn by_text(scope: &impl TenantScope, code: &str) -> StoreResult<Option<Code>> {
        let mut conn = scope.conn().await?;
        Ok(codes::table
            .filter(codes::tenant_id.eq(scope.tenant()))
            .filter(codes::code.eq(code))
            .filter(codes::state.eq(Usable::Active))
            .select(Code::as_select())
            .first(&mut conn)
            .await
            .optional()?)
    }
}
