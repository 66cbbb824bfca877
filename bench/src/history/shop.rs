//! A brand as it opens: programmes, groups, affiliates with links and codes, creators with moments, products, terms of the
//! whole year, budgets.

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use domain::enrollment::{EnrollmentState, Usable};
use domain::ids::{CodeId, EnrollmentId, GroupId, LinkId, MomentId, ProgramId, TypedId};
use domain::moment::{Moderation, MomentKind, NewCreator, NewMoment, Rights};
use domain::money::Currency;
use domain::program::Audience;
use store::budget::Budget;
use store::enrollment::{Code, Enrollment, Link};
use store::group::Group;
use store::payee::Payee;
use store::product::{Product, ProductRef};
use store::program::Program;
use store::terms::Terms;
use store::{TenantScope, TenantTx, moment_import, new_id};

use super::VERSIONS;
use super::chance::Chance;
use super::terms;

/// Everything is in this currency.
pub const CURRENCY: Currency = Currency::GBP;
pub const PRODUCTS: usize = 12;
pub const CATEGORIES: [&str; 3] = ["Lamps", "Mugs", "Cards"];
pub const COUNTRIES: [&str; 4] = ["GB", "FR", "DE", "NO"];
/// Affiliates of each programme for affiliates.
const AFFILIATES: usize = 9;
const CREATORS: usize = 6;
/// Groups of each of those programmes, besides those who are in none.
const GROUPS: usize = 2;
/// How many conversions a visitor has, about.
const CONVERSIONS_OF_A_VISITOR: usize = 5;

/// The stock code of a product.
pub fn sku(n: usize) -> String {
    format!("SKU-{n}")
}

/// An affiliate's coupon code.
pub fn code(n: usize) -> String {
    format!("CODE{n}")
}

/// What can be met at the brand.
pub struct Shop {
    pub links: Vec<LinkId>,
    pub codes: Vec<(CodeId, String)>,
    pub moments: Vec<MomentId>,
    /// How many browsers come.
    pub visitors: usize,
}

impl Shop {
    /// Opens, with what its terms will be from `begins` to `end`.
    pub async fn open(
        tx: &TenantTx,
        chance: &mut Chance,
        (begins, end): (DateTime<Utc>, DateTime<Utc>),
        conversions: usize,
    ) -> anyhow::Result<Shop> {
        let (visitors, product) = (conversions / CONVERSIONS_OF_A_VISITOR + 10, |n| ProductRef {
            external_id: sku(n),
            title: sku(n),
            // Some have none.
            category: CATEGORIES.get(n % (CATEGORIES.len() + 1)).map(|word| (*word).to_owned()),
        });
        Product::ensure(tx, &(0..PRODUCTS).map(product).collect::<Vec<_>>(), begins).await?;
        let mut shop = Shop { links: Vec::new(), codes: Vec::new(), moments: Vec::new(), visitors };
        let creators = program(tx, "Creators", Audience::Creators, begins).await?;
        agree(tx, chance, (creators, None), (begins, end)).await?;
        shop.moments = moments(tx, begins).await?;
        for name in ["Partners", "Friends"] {
            let program = program(tx, name, Audience::Affiliates, begins).await?;
            agree(tx, chance, (program, None), (begins, end)).await?;
            let mut groups = vec![None];
            for n in 0..GROUPS {
                let group = Group {
                    tenant_id: tx.tenant(),
                    id: new_id(),
                    program_id: program,
                    name: format!("Group {n}"),
                    stands_down: n == 0,
                    created_at: begins,
                };
                group.insert(tx).await?;
                // One group has what everybody has.
                if n == 0 || chance.percent(50) {
                    agree(tx, chance, (program, Some(group.id)), (begins, end)).await?;
                }
                groups.push(Some(group.id));
            }
            spend(tx, chance, program, groups[1], begins).await?;
            for n in 0..AFFILIATES {
                shop.enrol(tx, program, groups[n % groups.len()], &format!("{name} {n}"), begins).await?;
            }
        }
        Ok(shop)
    }

    /// An affiliate with two links, one of them a moment's, and a code.
    async fn enrol(
        &mut self,
        tx: &TenantTx,
        program: ProgramId,
        group: Option<GroupId>,
        name: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let (affiliate, id) = (new_id(), new_id::<EnrollmentId>());
        let payee = Payee::of_affiliate(tx, affiliate, name, now).await?;
        let enrollment = Enrollment {
            tenant_id: tx.tenant(),
            id,
            program_id: program,
            affiliate_id: Some(affiliate),
            payee_id: Some(payee.id),
            state: EnrollmentState::Active,
            email: format!("{}@example.com", name.to_lowercase().replace(' ', "-")),
            name: name.to_owned(),
            invite_hash: None,
            payout_ready: false,
            created_at: now,
        };
        enrollment.insert(tx).await?;
        Group::assign(tx, id, program, group).await?;
        for of in [None, self.moments.get(self.links.len() % self.moments.len()).copied()] {
            let link = Link {
                tenant_id: tx.tenant(),
                id: new_id(),
                enrollment_id: id,
                affiliate_id: affiliate,
                moment_id: of,
                slug: new_id::<LinkId>().uuid().simple().to_string(),
                destination: "https://shop.example/".to_owned(),
                state: Usable::Active,
                created_at: now,
            };
            link.insert(tx).await?;
            self.links.push(link.id);
        }
        let own = Code {
            tenant_id: tx.tenant(),
            id: new_id(),
            enrollment_id: id,
            affiliate_id: affiliate,
            code: code(self.codes.len()),
            state: Usable::Active,
            created_at: now,
        };
        own.insert(tx).await?;
        self.codes.push((own.id, own.code));
        Ok(())
    }
}

async fn program(
    tx: &TenantTx,
    name: &str,
    audience: Audience,
    now: DateTime<Utc>,
) -> anyhow::Result<ProgramId> {
    let program = Program {
        tenant_id: tx.tenant(),
        id: new_id(),
        name: name.to_owned(),
        audience,
        currency: CURRENCY,
        hold_days: 30,
        payout_minimum: 0,
        created_at: now,
        payout_on_demand: false,
    };
    program.insert(tx).await?;
    Ok(program.id)
}

/// The versions of terms that will hold in the course of the time.
async fn agree(
    tx: &TenantTx,
    chance: &mut Chance,
    (program, group): (ProgramId, Option<GroupId>),
    (begins, end): (DateTime<Utc>, DateTime<Utc>),
) -> anyhow::Result<()> {
    for n in 0..VERSIONS {
        let at = begins + (end - begins) / i32::try_from(VERSIONS)? * i32::try_from(n)?;
        Terms::add(tx, &terms::terms(chance, program, group, at), begins).await?;
    }
    Ok(())
}

/// A budget of everybody's that lasts a while, and one of a group's.
async fn spend(
    tx: &TenantTx,
    chance: &mut Chance,
    program: ProgramId,
    group: Option<GroupId>,
    begins: DateTime<Utc>,
) -> anyhow::Result<()> {
    for (name, group_id) in [("All", None), ("Group", group)] {
        let budget = Budget {
            tenant_id: tx.tenant(),
            id: new_id(),
            program_id: program,
            group_id,
            name: name.to_owned(),
            amount: chance.between(100_000, 5_000_000),
            reserved: 0,
            starts_at: begins + chrono::Duration::days(chance.between(0, 120)),
            ends_at: Some(begins + chrono::Duration::days(chance.between(150, 300))),
            created_at: begins,
        };
        budget.insert(tx).await?;
    }
    Ok(())
}

async fn moments(tx: &TenantTx, now: DateTime<Utc>) -> anyhow::Result<Vec<MomentId>> {
    let moment = |n: usize| {
        let name = format!("Creator {n}");
        NewMoment {
            kind: MomentKind::Review,
            source: "history".to_owned(),
            external_id: format!("moment-{n}"),
            creator: Some(NewCreator { external_id: name.clone(), name }),
            customer: None,
            title: None,
            body: "It fits, it lasts, I wear it daily.".to_owned(),
            rating: None,
            permalink: None,
            language: None,
            products: Vec::new(),
            published_at: now,
            moderation: Some(Moderation::Approved),
            rights: Rights::NotRequired,
            media: Vec::new(),
            question: None,
        }
        .validate(now)
    };
    let moments = (0..CREATORS).map(moment).collect::<Result<Vec<_>, _>>()?;
    let submitted = moment_import::submit(tx, &moments, now).await?;
    ensure!(submitted.iter().all(|moment| moment.created), "the tenant has had a history before");
    submitted.first().context("somebody has made something")?;
    Ok(submitted.into_iter().map(|moment| moment.id).collect())
}
