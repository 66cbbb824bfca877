//! The signals, one function each.

use chrono::{DateTime, Utc};

use super::hosts::{is_coupon_site, is_one_of};
use super::{EmailHash, Evidence, Finding, NAMED_MAX, Signal, Thresholds};
use crate::ids::{AffiliateId, LinkId, TouchId, VisitorId};

/// A click on the path by which somebody came for who earns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Click {
    /// The touch.
    pub touch: TouchId,
    /// When.
    pub at: DateTime<Utc>,
    /// The host the visitor came from.
    pub referrer_host: Option<String>,
}

/// What a link had to bear up to the click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkTraffic {
    /// The link.
    pub link: LinkId,
    /// Clicks of the hour before, bots left out.
    pub clicks_within_hour: i64,
    /// Clicks of the week that count.
    pub valid: i64,
    /// Those that are repeats.
    pub duplicate: i64,
}

/// How the code that was used is used by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeUse {
    /// Uses of the month, the latest thousand.
    pub uses: i64,
    /// Those by people who never came by a link of the code's owner.
    pub without_click: i64,
}

/// Another affiliate of the tenant who is paid to the same bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharer {
    /// Who.
    pub affiliate: AffiliateId,
    /// Their e-mails.
    pub emails: Vec<EmailHash>,
}

/// What is known of a conversion and of one who earns from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// When it happened.
    pub converted_at: DateTime<Utc>,
    /// The buyer's e-mail, where the brand has told it.
    pub buyer: Option<EmailHash>,
    /// Whether the buyer's mailbox is one that is thrown away.
    pub disposable: bool,
    /// Who earns; a creator nobody has claimed has no affiliate.
    pub affiliate: Option<AffiliateId>,
    /// Their e-mails.
    pub emails: Vec<EmailHash>,
    /// The browsers on the path that they have signed in with.
    pub own_browsers: Vec<VisitorId>,
    /// Who shares their bank account.
    pub sharers: Vec<Sharer>,
    /// Their own clicks on the path, those that are no repeats.
    pub clicks: Vec<Click>,
    /// Hosts that visitors on the path came from, whoever's click it was.
    pub hosts: Vec<String>,
    /// What the links of these clicks had to bear.
    pub links: Vec<LinkTraffic>,
    /// Their code, where it was used.
    pub code: Option<CodeUse>,
}

/// Every finding about who earns, in the order of the signals. One that is off finds nothing.
pub fn judge(facts: &Facts, t: &Thresholds) -> Vec<Finding> {
    let found = [
        self_referral_email(facts.buyer, facts.affiliate, &facts.emails, t),
        self_referral_device(&facts.own_browsers, t),
        self_referral_payout_account(facts.buyer, &facts.sharers, t),
        click_flood(&facts.links, t),
        duplicate_visitors(&facts.links, t),
        too_soon(&facts.clicks, facts.converted_at, t),
        leaked_code(facts.code, &facts.hosts, t),
        disposable_email(facts.disposable, t),
        banned_referrer(&facts.clicks, t),
        shared_payout_account(&facts.sharers, t),
    ];
    found.into_iter().flatten().collect()
}

/// A finding, unless its signal is off.
fn finding(signal: Signal, evidence: Evidence, t: &Thresholds) -> Option<Finding> {
    let points = t.points(signal);
    (points > 0).then_some(Finding { signal, points, evidence })
}

/// The buyer's e-mail is one of the affiliate's own.
pub fn self_referral_email(
    buyer: Option<EmailHash>,
    affiliate: Option<AffiliateId>,
    emails: &[EmailHash],
    t: &Thresholds,
) -> Option<Finding> {
    let (buyer, affiliate) = (buyer?, affiliate?);
    if !emails.contains(&buyer) {
        return None;
    }
    finding(Signal::SelfReferralEmail, Evidence::Email { affiliate }, t)
}

/// A browser on the path is one the affiliate has signed in with.
pub fn self_referral_device(own: &[VisitorId], t: &Thresholds) -> Option<Finding> {
    let visitor = *own.iter().min()?;
    finding(Signal::SelfReferralDevice, Evidence::Device { visitor, browsers: own.len() }, t)
}

/// The buyer is another affiliate who is paid to the same bank account.
pub fn self_referral_payout_account(
    buyer: Option<EmailHash>,
    sharers: &[Sharer],
    t: &Thresholds,
) -> Option<Finding> {
    let buyer = buyer?;
    let sharer = sharers.iter().find(|sharer| sharer.emails.contains(&buyer))?;
    let evidence = Evidence::PayoutAccount { affiliates: vec![sharer.affiliate], count: 1 };
    finding(Signal::SelfReferralPayoutAccount, evidence, t)
}

/// A link had as many clicks within an hour as the tenant takes for a flood, or more.
pub fn click_flood(links: &[LinkTraffic], t: &Thresholds) -> Option<Finding> {
    let worst = links.iter().max_by_key(|link| link.clicks_within_hour)?;
    let allowed = t.flood_clicks_per_hour;
    if worst.clicks_within_hour < i64::from(allowed) {
        return None;
    }
    let evidence = Evidence::Flood { link: worst.link, clicks: worst.clicks_within_hour, allowed };
    finding(Signal::ClickFlood, evidence, t)
}

/// Of a link's clicks of a week so many percent, or more, are repeats, where there are enough of them.
pub fn duplicate_visitors(links: &[LinkTraffic], t: &Thresholds) -> Option<Finding> {
    let clicks = |link: &LinkTraffic| link.valid.saturating_add(link.duplicate);
    let is_too_many = |link: &&LinkTraffic| {
        clicks(link) >= i64::from(t.duplicate_clicks_min)
            && reaches(link.duplicate, clicks(link), t.duplicate_percent)
    };
    let worst = links.iter().filter(is_too_many).max_by_key(|link| link.duplicate)?;
    let evidence = Evidence::Repeats { link: worst.link, clicks: clicks(worst), repeats: worst.duplicate };
    finding(Signal::DuplicateVisitors, evidence, t)
}

/// It came within fewer seconds of the latest click than somebody needs to buy.
pub fn too_soon(clicks: &[Click], converted_at: DateTime<Utc>, t: &Thresholds) -> Option<Finding> {
    let latest = clicks.iter().max_by_key(|click| (click.at, click.touch))?;
    let seconds = (converted_at - latest.at).num_seconds().max(0);
    let least = t.too_soon_seconds;
    if seconds >= i64::from(least) {
        return None;
    }
    finding(Signal::TooSoon, Evidence::Soon { touch: latest.touch, seconds, least }, t)
}

/// The code was used by somebody who came from a coupon site; or so many percent of its uses of a month, or more, are by
/// people who never came by a link of its owner, where there are enough of them.
pub fn leaked_code(code: Option<CodeUse>, hosts: &[String], t: &Thresholds) -> Option<Finding> {
    let CodeUse { uses, without_click } = code?;
    let is_collector = |host: &&String| is_coupon_site(host) || is_one_of(host, &t.coupon_hosts);
    let host = hosts.iter().find(is_collector);
    let is_spread = uses >= i64::from(t.leaked_uses_min) && reaches(without_click, uses, t.leaked_percent);
    if host.is_none() && !is_spread {
        return None;
    }
    let evidence = Evidence::Code { uses, without_click, host: host.cloned() };
    finding(Signal::LeakedCode, evidence, t)
}

/// The buyer's mailbox is one that is thrown away.
pub fn disposable_email(disposable: bool, t: &Thresholds) -> Option<Finding> {
    if !disposable {
        return None;
    }
    finding(Signal::DisposableEmail, Evidence::Disposable { disposable }, t)
}

/// A click came from a host the tenant has banned, or from one below it.
pub fn banned_referrer(clicks: &[Click], t: &Thresholds) -> Option<Finding> {
    let (touch, host) = clicks.iter().find_map(|click| {
        let host = click.referrer_host.as_deref()?;
        is_one_of(host, &t.banned_referrers).then(|| (click.touch, host.to_owned()))
    })?;
    finding(Signal::BannedReferrer, Evidence::Referrer { touch, host }, t)
}

/// Other affiliates of the tenant are paid to the same bank account.
pub fn shared_payout_account(sharers: &[Sharer], t: &Thresholds) -> Option<Finding> {
    if sharers.is_empty() {
        return None;
    }
    let affiliates = sharers.iter().take(NAMED_MAX).map(|sharer| sharer.affiliate).collect();
    let evidence = Evidence::PayoutAccount { affiliates, count: sharers.len() };
    finding(Signal::SharedPayoutAccount, evidence, t)
}

/// Whether a part is so many percent of a whole, or more.
fn reaches(part: i64, whole: i64, percent: i32) -> bool {
    i128::from(part) * 100 >= i128::from(whole) * i128::from(percent)
}
