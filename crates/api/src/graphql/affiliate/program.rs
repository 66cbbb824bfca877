//! Programmes and enrollments as affiliates see them.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::ids::ProgramId;
use domain::program::Audience;
use store::AffiliateTx;
use store::enrollment as row;
use store::program::Program;
use store::tenant::Tenant;
use store::terms::{Rule as RuleRow, Terms};

use crate::auth::invitation;
use crate::error::{ApiResult, Kind};
use crate::graphql::batch::Edge;
use crate::graphql::connection::keyed;
use crate::graphql::money::Money;
use crate::graphql::request::Request;
use crate::graphql::rule::{Bonus, Rule, bonuses};
use crate::graphql::scalar::{Audience as ProgramAudience, EnrollmentState, Int64, Period};

/// A programme as an affiliate sees it.
pub struct AffiliateProgram {
    row: Program,
    terms: TermsFrom,
}

/// Where the terms of a programme are read.
enum TermsFrom {
    /// With the other programmes of the affiliate.
    Enrollment,
    /// They stand here: the affiliate may be no member of the programme.
    Offer(Option<Box<Standing>>),
}

/// What a programme pays now, and what is known of later.
#[derive(Clone)]
struct Standing {
    terms: (Terms, Vec<RuleRow>),
    upcoming: Vec<(Terms, Vec<RuleRow>)>,
    has_budget: bool,
}

impl Standing {
    /// Of many programmes, those that have terms. Seven statements.
    async fn of_programs(
        tx: &AffiliateTx,
        programs: &[ProgramId],
        now: DateTime<Utc>,
    ) -> ApiResult<HashMap<ProgramId, Standing>> {
        let current = Terms::current_of_affiliate(tx, programs, now).await?;
        let to_come = Terms::to_come_of_affiliate(tx, programs, now).await?;
        let limited = Program::limited_for_affiliate(tx, programs, now).await?;
        let standing = |(terms, rules): (Terms, Vec<RuleRow>)| {
            let program = terms.program_id;
            let upcoming = to_come.iter().filter(|(later, _)| later.program_id == program).cloned().collect();
            let has_budget = limited.contains(&program);
            (program, Standing { terms: (terms, rules), upcoming, has_budget })
        };
        Ok(current.into_iter().map(standing).collect())
    }
}

impl From<Program> for AffiliateProgram {
    fn from(row: Program) -> Self {
        AffiliateProgram { row, terms: TermsFrom::Enrollment }
    }
}

impl AffiliateProgram {
    /// The programmes whose terms are the affiliate's.
    pub async fn own(request: &Request) -> ApiResult<Vec<AffiliateProgram>> {
        let rows = Program::of_affiliate(&*request.own().await?).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

#[Object]
impl AffiliateProgram {
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.row.tenant_id.into()
    }
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Whom it pays.
    async fn audience(&self) -> ProgramAudience {
        self.row.audience.into()
    }
    async fn currency(&self) -> String {
        self.row.currency.to_string()
    }
    /// Days between recording and maturity.
    async fn hold_days(&self) -> i32 {
        self.row.hold_days
    }
    /// The smallest payout.
    async fn payout_minimum(&self) -> Money {
        Money::new(self.row.payout_minimum, self.row.currency)
    }
    /// Whether they may ask to be paid at any time.
    async fn payout_on_demand(&self) -> bool {
        self.row.payout_on_demand
    }
    /// The version of its terms that holds now.
    async fn terms(&self, ctx: &Context<'_>) -> ApiResult<Option<ProgramTerms>> {
        let terms = match &self.terms {
            TermsFrom::Enrollment => Request::of(ctx)?.load::<OwnTerms>(self.row.id).await?,
            TermsFrom::Offer(terms) => terms.clone().map(|standing| *standing),
        };
        terms.map(ProgramTerms::of).transpose()
    }
}

/// What a programme pays for.
#[derive(SimpleObject)]
pub struct ProgramTerms {
    /// 1, 2, 3 …
    pub version: i32,
    /// When it began to count, or will.
    pub effective_from: DateTime<Utc>,
    /// The same.
    pub starts_at: DateTime<Utc>,
    /// In order; the first that matches wins.
    pub rules: Vec<Rule>,
    /// How long the totals run that tiers, bonuses and the cap of a period are measured by.
    pub period: Period,
    /// For goals reached in a period.
    pub bonuses: Vec<Bonus>,
    /// What they get of one sale at most, in minor units.
    pub cap_per_order_minor: Option<Int64>,
    /// What they get in one period at most, in minor units.
    pub cap_per_period_minor: Option<Int64>,
    /// Versions that will take its place, in the order of their time. Empty in those.
    pub upcoming: Vec<ProgramTerms>,
    /// Whether a budget limits now what is paid by them.
    pub has_budget: bool,
}

impl ProgramTerms {
    fn of(Standing { terms, upcoming, has_budget }: Standing) -> ApiResult<ProgramTerms> {
        let version = |terms| ProgramTerms::alone(terms, has_budget);
        Ok(ProgramTerms {
            upcoming: upcoming.into_iter().map(version).collect::<ApiResult<_>>()?,
            ..version(terms)?
        })
    }

    fn alone((terms, rules): (Terms, Vec<RuleRow>), has_budget: bool) -> ApiResult<ProgramTerms> {
        Ok(ProgramTerms {
            version: terms.version,
            effective_from: terms.effective_from,
            starts_at: terms.effective_from,
            rules: rules.into_iter().map(Rule::of).collect(),
            period: terms.period.into(),
            bonuses: bonuses(&terms)?,
            cap_per_order_minor: terms.cap_per_order.map(Int64),
            cap_per_period_minor: terms.cap_per_period.map(Int64),
            upcoming: Vec::new(),
            has_budget,
        })
    }
}

/// An enrollment as its affiliate sees it.
pub struct AffiliateEnrollment(pub row::Enrollment);
keyed!(AffiliateEnrollment);

#[Object]
impl AffiliateEnrollment {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn tenant_id(&self) -> ID {
        self.0.tenant_id.into()
    }
    async fn program_id(&self) -> ID {
        self.0.program_id.into()
    }
    /// The programme; null right after joining, until the next request.
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Option<AffiliateProgram>> {
        Ok(Request::of(ctx)?.load::<OwnProgram>(self.0.program_id).await?.map(Into::into))
    }
    async fn state(&self) -> EnrollmentState {
        self.0.state.into()
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A programme as somebody sees it who may want to join it.
pub struct ProgramOffer {
    tenant: Tenant,
    program: Program,
    terms: Option<Box<Standing>>,
    enrollment: Option<row::Enrollment>,
}

#[Object]
impl ProgramOffer {
    /// The brand's.
    async fn tenant_name(&self) -> &str {
        &self.tenant.name
    }
    async fn program(&self) -> AffiliateProgram {
        AffiliateProgram { row: self.program.clone(), terms: TermsFrom::Offer(self.terms.clone()) }
    }
    /// Whether they may ask to join it now.
    async fn open(&self) -> bool {
        self.program.audience == Audience::Affiliates && self.enrollment.is_none()
    }
    /// Their own enrollment in it.
    async fn enrollment(&self) -> Option<AffiliateEnrollment> {
        self.enrollment.clone().map(AffiliateEnrollment)
    }
}

impl ProgramOffer {
    /// The offer of this programme. None for one nobody may knock at.
    pub async fn find(request: &Request, program: ProgramId) -> ApiResult<Option<ProgramOffer>> {
        let (tenant, knocking) =
            match invitation::knock(&request.app, request.caller.affiliate()?, program).await {
                Err(error) if error.kind == Kind::NotFound => return Ok(None),
                other => other?,
            };
        let tx = AffiliateTx::read(&request.app.pool, &knocking).await?;
        let tenants = Tenant::of_affiliate(&tx).await?;
        let programs = store::children::programs_of_affiliate(&tx, &[program]).await?;
        let terms =
            Standing::of_programs(&tx, &[program], request.now()).await?.remove(&program).map(Box::new);
        let enrollment = row::Enrollment::of_program(&tx, tenant, program).await?;
        tx.commit().await?;
        let tenant = tenants.into_iter().find(|row| row.id == tenant);
        let Some((tenant, program)) = tenant.zip(programs.into_iter().next()) else { return Ok(None) };
        Ok(Some(ProgramOffer { tenant, program, terms, enrollment }))
    }
}

/// The programmes of an affiliate's enrollments.
pub struct OwnProgram;

impl Edge for OwnProgram {
    type Key = ProgramId;
    type Value = Program;

    async fn load(request: &Request, keys: Vec<ProgramId>) -> ApiResult<HashMap<ProgramId, Program>> {
        let tx = request.own().await?;
        let rows = store::children::programs_of_affiliate(&tx, &keys).await?;
        Ok(rows.into_iter().map(|program| (program.id, program)).collect())
    }
}

/// The terms of those programmes that hold now, with their rules.
struct OwnTerms;

impl Edge for OwnTerms {
    type Key = ProgramId;
    type Value = Standing;

    async fn load(request: &Request, keys: Vec<ProgramId>) -> ApiResult<HashMap<ProgramId, Standing>> {
        Standing::of_programs(&*request.own().await?, &keys, request.now()).await
    }
}
