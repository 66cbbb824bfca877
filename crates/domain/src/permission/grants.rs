//! The matrix itself.

use super::{MemberRole, Scope};

use MemberRole::{Admin, Analyst, Editor, Finance, Owner};

/// To whom a permission is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Members with one of these roles.
    pub roles: &'static [MemberRole],
    /// Secret keys with this scope; no key, if there is none.
    pub scope: Option<Scope>,
    /// Publishable keys.
    pub publishable: bool,
}

const EVERYONE: &[MemberRole] = &[Owner, Admin, Finance, Editor, Analyst];
const CONTENT: &[MemberRole] = &[Owner, Admin, Editor];
const MONEY: &[MemberRole] = &[Owner, Admin, Finance];
const ADMINS: &[MemberRole] = &[Owner, Admin];

/// Declares every permission once: its word, its sentence, and to whom it is given.
macro_rules! permissions {
    ($($variant:ident = $word:literal, $sentence:literal, $roles:ident, $key:tt;)*) => {
        crate::text_enum! {
            /// One guarded action.
            pub enum Permission {
                $(#[doc = $sentence] $variant = $word,)*
            }
        }

        impl Permission {
            /// What it allows, in a sentence.
            pub const fn sentence(self) -> &'static str {
                match self { $(Permission::$variant => $sentence),* }
            }

            /// To whom it is given.
            pub const fn grant(self) -> Grant {
                match self { $(Permission::$variant => permissions!(@grant $roles $key)),* }
            }
        }
    };
    (@grant $roles:ident (no key)) => { Grant { roles: $roles, scope: None, publishable: false } };
    (@grant $roles:ident ($scope:ident)) => {
        Grant { roles: $roles, scope: Some(Scope::$scope), publishable: false }
    };
    (@grant $roles:ident ($scope:ident, public)) => {
        Grant { roles: $roles, scope: Some(Scope::$scope), publishable: true }
    };
}

permissions! {
    TenantRead = "TENANT_READ", "Read the tenant's name and settings.", EVERYONE, (CatalogueRead);
    TenantWrite = "TENANT_WRITE", "Change the tenant's settings.", ADMINS, (no key);
    MemberRead = "MEMBER_READ", "Read who the members are.", EVERYONE, (no key);
    MemberWrite = "MEMBER_WRITE", "Invite members, change their roles and remove them.", ADMINS, (no key);
    KeyRead = "KEY_READ", "Read which API keys there are.", ADMINS, (no key);
    KeyWrite = "KEY_WRITE", "Make, replace and revoke API keys.", ADMINS, (no key);
    AuditRead = "AUDIT_READ", "Read the audit log.", MONEY, (no key);

    CatalogueRead = "CATALOGUE_READ", "Read products.", EVERYONE, (CatalogueRead, public);
    CatalogueWrite = "CATALOGUE_WRITE", "Write products.", CONTENT, (CatalogueWrite);
    FeedRead = "FEED_READ", "Read feeds and their publishable moments.", EVERYONE, (MomentsRead, public);
    FeedWrite = "FEED_WRITE", "Make and change feeds.", CONTENT, (MomentsWrite);
    MomentRead = "MOMENT_READ", "Read every moment, publishable or not, and creators.", EVERYONE, (MomentsRead);
    MomentSubmit = "MOMENT_SUBMIT", "Hand in moments.", CONTENT, (MomentsWrite, public);
    MomentModerate = "MOMENT_MODERATE", "Approve, reject, flag, hide and erase moments; keep their rights.", CONTENT, (MomentsWrite);
    PersonErase = "PERSON_ERASE", "Say what is known of a creator or a customer who asks, and erase them.", ADMINS, (no key);
    ClaimDecide = "CLAIM_DECIDE", "Approve and reject affiliates' claims to be a creator.", ADMINS, (no key);

    ProgramRead = "PROGRAM_READ", "Read programmes, terms and policies.", EVERYONE, (ProgramsRead);
    ProgramWrite = "PROGRAM_WRITE", "Make programmes and new versions of terms.", CONTENT, (ProgramsWrite);
    PolicyWrite = "POLICY_WRITE", "Make new versions of the attribution policy.", ADMINS, (ProgramsWrite);
    EnrollmentRead = "ENROLLMENT_READ", "Read enrollments, links and codes.", EVERYONE, (ProgramsRead);
    EnrollmentWrite = "ENROLLMENT_WRITE", "Invite, accept and suspend affiliates.", CONTENT, (ProgramsWrite);
    LinkWrite = "LINK_WRITE", "Make and disable links and codes.", CONTENT, (ProgramsWrite);

    TouchReport = "TOUCH_REPORT", "Report impressions and clicks of moments.", CONTENT, (MomentsWrite, public);
    TouchRead = "TOUCH_READ", "Read touches and their verdicts.", EVERYONE, (ConversionsRead);
    ConversionRead = "CONVERSION_READ", "Read conversions, refunds and attributions.", EVERYONE, (ConversionsRead);
    ConversionWrite = "CONVERSION_WRITE", "Report conversions.", MONEY, (ConversionsWrite);
    RefundWrite = "REFUND_WRITE", "Report refunds.", MONEY, (ConversionsWrite);
    ImportWrite = "IMPORT_WRITE", "Import files; what is in them asks for its own permission as well.", ADMINS_AND_DESKS, (Import);

    CommissionRead = "COMMISSION_READ", "Read commissions.", EVERYONE, (MoneyRead);
    CommissionWrite = "COMMISSION_WRITE", "Hold, release, void and correct commissions.", MONEY, (MoneyWrite);
    LedgerRead = "LEDGER_READ", "Read ledger accounts, entries and postings.", MONEY_AND_ANALYST, (MoneyRead);
    FundingRead = "FUNDING_READ", "Read the wallet and its fundings.", MONEY_AND_ANALYST, (MoneyRead);
    FundingWrite = "FUNDING_WRITE", "Put money into the wallet.", MONEY, (MoneyWrite);
    BillingRead = "BILLING_READ", "Read the tenant's own subscription, usage and invoices.", MONEY_AND_ANALYST, (no key);
    BillingWrite = "BILLING_WRITE", "Start, change and cancel the subscription; open the page to pay it.", MONEY, (no key);
    PayoutRead = "PAYOUT_READ", "Read payout runs and payouts.", MONEY_AND_ANALYST, (MoneyRead);
    PayoutWrite = "PAYOUT_WRITE", "Draft, preview, execute, pause and cancel payout runs.", MONEY, (MoneyWrite);
    PayoutApprove = "PAYOUT_APPROVE", "Approve a previewed payout run.", MONEY, (no key);
}

const ADMINS_AND_DESKS: &[MemberRole] = &[Owner, Admin, Finance, Editor];
const MONEY_AND_ANALYST: &[MemberRole] = &[Owner, Admin, Finance, Analyst];
