//! Signals of fraud: each a pure function from what is known of a conversion, and of who earns from it, to a finding with
//! its evidence. A score is their sum; a person decides what a commission that is held for it becomes. Source: DESIGN §1,
//! ADR 33.
//!
//! What is deliberately no input of any signal: name, gender, age, language, country, place, religion, a picture, the
//! words of a review, its stars, what was bought or for how much. Signals look at mailboxes, browsers, bank accounts,
//! clocks, counts and hosts alone.

mod email;
mod hosts;
mod signal;
mod thresholds;

pub use email::{BuyerEmail, EmailHash, EmailKey};
pub use hosts::{is_coupon_site, is_disposable};
pub use signal::{
    Click, CodeUse, Facts, LinkTraffic, Sharer, banned_referrer, click_flood, disposable_email,
    duplicate_visitors, judge, leaked_code, self_referral_device, self_referral_email,
    self_referral_payout_account, shared_payout_account, too_soon,
};
pub use thresholds::{HOSTS_MAX, Thresholds, ThresholdsError};

use chrono::Duration;
use serde::Serialize;

use crate::ids::{AffiliateId, LinkId, TouchId, VisitorId};

/// The highest score, and the most points of one finding.
pub const SCORE_MAX: i32 = 100;
/// How long before a click others of its link make a flood with it.
pub const FLOOD_WINDOW: Duration = Duration::hours(1);
/// How many days of a link's clicks repeats are counted over.
pub const REPEATS_DAYS: i32 = 7;
/// How many days of a code's uses are looked at.
pub const CODE_DAYS: i64 = 30;
/// How many uses of a code are looked at, the latest first; and of a link's clicks within the hour.
pub const USES_MAX: i64 = 1_000;
/// Clicks of one link within an hour that are counted, at most.
pub const CLICKS_MAX: i64 = 100_000;
/// Affiliates one finding names, at most.
pub const NAMED_MAX: usize = 5;

/// What an affiliate reads of a commission that was held for its score: that it is looked at, and nothing to learn from.
pub const HELD_FOR_REVIEW: &str = "Held for review by the brand.";

crate::text_enum! {
    /// What may be wrong with a conversion, or with how it came about.
    pub enum Signal {
        /// The buyer's e-mail is the affiliate's own.
        SelfReferralEmail = "SELF_REFERRAL_EMAIL",
        /// The buyer's browser is one the affiliate has signed in with.
        SelfReferralDevice = "SELF_REFERRAL_DEVICE",
        /// The buyer is another affiliate who is paid to the same bank account.
        SelfReferralPayoutAccount = "SELF_REFERRAL_PAYOUT_ACCOUNT",
        /// The link had more clicks within an hour than people make.
        ClickFlood = "CLICK_FLOOD",
        /// Most of the link's clicks are repeats.
        DuplicateVisitors = "DUPLICATE_VISITORS",
        /// It came sooner after the click than somebody can buy.
        TooSoon = "TOO_SOON",
        /// The code is used by people the affiliate never brought, or came from a coupon site.
        LeakedCode = "LEAKED_CODE",
        /// The buyer's mailbox is one that is thrown away.
        DisposableEmail = "DISPOSABLE_EMAIL",
        /// The click came from a host the brand has banned.
        BannedReferrer = "BANNED_REFERRER",
        /// Other affiliates are paid to the same bank account.
        SharedPayoutAccount = "SHARED_PAYOUT_ACCOUNT",
    }
}

impl Signal {
    /// Whether it is about the buyer, and so concerns everybody who earns from the conversion.
    pub const fn is_about_the_buyer(self) -> bool {
        matches!(self, Signal::DisposableEmail)
    }

    /// What it says, in words for the brand.
    pub const fn sentence(self) -> &'static str {
        match self {
            Signal::SelfReferralEmail => "the buyer's e-mail is the affiliate's own",
            Signal::SelfReferralDevice => "the buyer's browser is one the affiliate signs in with",
            Signal::SelfReferralPayoutAccount => {
                "the buyer is another affiliate who is paid to the same bank account"
            }
            Signal::ClickFlood => "the link had more clicks within an hour than people make",
            Signal::DuplicateVisitors => "most of the link's clicks are repeats",
            Signal::TooSoon => "it came sooner after the click than somebody can buy",
            Signal::LeakedCode => "the code seems to be on coupon sites",
            Signal::DisposableEmail => "the buyer's mailbox is a disposable one",
            Signal::BannedReferrer => "the click came from a banned host",
            Signal::SharedPayoutAccount => "other affiliates are paid to the same bank account",
        }
    }
}

/// What a finding rests on: numbers, ids and hosts; never an e-mail or a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum Evidence {
    /// Whose e-mail it is.
    Email {
        /// The affiliate.
        affiliate: AffiliateId,
    },
    /// Which browser is the affiliate's.
    Device {
        /// The browser.
        visitor: VisitorId,
        /// How many of those on the path are.
        browsers: usize,
    },
    /// Which affiliates are paid to one bank account.
    PayoutAccount {
        /// Up to five of them.
        affiliates: Vec<AffiliateId>,
        /// How many there are.
        count: usize,
    },
    /// How many clicks there were.
    Flood {
        /// Of which link.
        link: LinkId,
        /// Within the hour.
        clicks: i64,
        /// How many are too many.
        allowed: i32,
    },
    /// How many clicks were repeats.
    Repeats {
        /// Of which link.
        link: LinkId,
        /// All, without those of bots.
        clicks: i64,
        /// Those that were repeats.
        repeats: i64,
    },
    /// How long it took.
    Soon {
        /// After which touch.
        touch: TouchId,
        /// Seconds.
        seconds: i64,
        /// How many it takes at least.
        least: i32,
    },
    /// How the code is used.
    Code {
        /// Uses that were looked at.
        uses: i64,
        /// Those of people who never came by a link of the affiliate.
        without_click: i64,
        /// The coupon site one came from.
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<String>,
    },
    /// Nothing more is kept of the mailbox.
    Disposable {
        /// True.
        disposable: bool,
    },
    /// Where the visitor came from.
    Referrer {
        /// At which touch.
        touch: TouchId,
        /// The host.
        host: String,
    },
}

/// A signal that was found, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub signal: Signal,
    /// What it adds to the score: 1 to 100, as the tenant has it.
    pub points: i32,
    /// What it rests on.
    pub evidence: Evidence,
}

/// The sum of the findings' points, 100 at most.
pub fn score<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> i32 {
    findings.into_iter().fold(0, |sum, finding| sum.saturating_add(finding.points.max(0)).min(SCORE_MAX))
}

/// Why a commission is held, for the brand: its signals in plain words, each once, a line of at most 500 characters.
pub fn reason(signals: &[Signal]) -> String {
    let mut signals = signals.to_vec();
    signals.sort_unstable();
    signals.dedup();
    let words: Vec<&str> = signals.iter().map(|signal| signal.sentence()).collect();
    let mut text = format!("Held for review: {}.", words.join("; "));
    if text.chars().count() > crate::commission::REASON_CHARS_MAX {
        text = text.chars().take(crate::commission::REASON_CHARS_MAX - 1).collect::<String>() + "…";
    }
    text
}

#[cfg(test)]
mod tests;
