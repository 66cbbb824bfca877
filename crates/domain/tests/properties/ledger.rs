//! Any valid history of a tenant's money, and anything that is not one.

use std::collections::BTreeMap;

use domain::ids::{PayeeId, TypedId};
use domain::ledger::{
    AccountKind, AccountRef, Balances, Posting, Side, commission_recorded, debt_written_off, fee,
    funding_failed, funding_reinstated, funding_repaid, funding_returned, funding_settled, funding_started,
    matured, payout_reserved, refunded_debt, refunded_payable, replay, reserve_reversed, subscription_paid,
    transfer_confirmed, transfer_reversed, voided, wallet_returned,
};
use proptest::prelude::*;
use uuid::Uuid;

const PAYEES: u128 = 3;

fn payee(n: u128) -> PayeeId {
    PayeeId::from_uuid(Uuid::from_u128(n % PAYEES + 1))
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Record,
    Mature,
    Void,
    RefundPayable,
    RefundDebt,
    WriteOff,
    StartFunding,
    FailFunding,
    SettleFunding,
    ReturnFunding,
    Repay,
    Reinstate,
    ReturnWallet,
    Reserve,
    ReverseReserve,
    Confirm,
    ReverseTransfer,
    PaySubscription,
}

fn deed() -> impl Strategy<Value = (Deed, u128, i64)> {
    use Deed::*;
    let all = vec![
        Record,
        Record,
        Record,
        Mature,
        Mature,
        Mature,
        Void,
        RefundPayable,
        RefundDebt,
        WriteOff,
        StartFunding,
        StartFunding,
        FailFunding,
        SettleFunding,
        SettleFunding,
        ReturnFunding,
        Repay,
        Reinstate,
        ReturnWallet,
        Reserve,
        Reserve,
        Reserve,
        ReverseReserve,
        Confirm,
        ReverseTransfer,
        PaySubscription,
    ];
    (prop::sample::select(all), 0..PAYEES, 1..50_000i64)
}

/// A tenant whose deeds are cut to what is possible, as the layers above do it.
#[derive(Default)]
struct Tenant {
    balances: Balances,
    posted: Vec<Posting>,
    open: Vec<(i64, Vec<Posting>)>,
    /// What was sent to each payee and not reversed.
    sent: BTreeMap<PayeeId, i64>,
    confirmed: Vec<(PayeeId, i64)>,
}

impl Tenant {
    fn of(&self, kind: AccountKind) -> i64 {
        self.balances.of(AccountRef::tenant(kind))
    }

    fn held(&self, kind: AccountKind, payee: PayeeId) -> i64 {
        self.balances.of(AccountRef::payee(kind, payee))
    }

    fn open_payouts(&self) -> i64 {
        self.open.iter().map(|(minor, _)| minor).sum()
    }

    fn post(&mut self, pairs: Vec<Posting>) {
        self.balances.apply(&pairs).unwrap();
        self.posted.extend(pairs);
    }

    fn perform(&mut self, deed: Deed, n: u128, minor: i64) {
        use AccountKind as Kind;
        let who = payee(n);
        let up_to = |most: i64| minor.min(most);
        let pairs = match deed {
            Deed::Record => commission_recorded(&[(who, minor), (payee(n + 1), minor / 3)]),
            Deed::Mature => matured(&[(who, up_to(self.held(Kind::Pending, who)))]),
            Deed::Void => voided(&[(who, up_to(self.held(Kind::Pending, who)))]),
            Deed::RefundPayable => refunded_payable(&[(who, up_to(self.held(Kind::Payable, who)))]),
            Deed::RefundDebt => refunded_debt(&[(who, minor)]),
            Deed::WriteOff => debt_written_off(&[(who, up_to(self.held(Kind::Debt, who)))]),
            Deed::StartFunding => funding_started(minor),
            Deed::FailFunding => funding_failed(up_to(self.of(Kind::FundingPending))),
            Deed::SettleFunding => {
                let gross = up_to(self.of(Kind::FundingPending));
                let net = gross - gross / 30;
                let repaid = net.min(self.of(Kind::Receivable));
                self.post(funding_settled(net, gross / 30, repaid).unwrap());
                funding_repaid(repaid)
            }
            Deed::ReturnFunding => {
                let from_wallet = up_to(self.of(Kind::Wallet));
                funding_returned(from_wallet, minor - from_wallet)
            }
            Deed::Repay => funding_repaid(up_to(self.of(Kind::Receivable))),
            Deed::Reinstate => {
                let owed = up_to(self.of(Kind::Receivable));
                funding_reinstated(minor - owed, owed)
            }
            Deed::ReturnWallet => wallet_returned(up_to(self.of(Kind::Wallet))),
            Deed::PaySubscription => subscription_paid(minor - minor / 30, minor / 30),
            Deed::Reserve => return self.reserve(who),
            Deed::ReverseReserve => match self.open.pop() {
                Some((_, reserve)) => Ok(reserve_reversed(&reserve)),
                None => return,
            },
            Deed::Confirm => match self.open.pop() {
                Some((sent, reserve)) => {
                    let to = reserve.iter().find_map(|p| p.debit.payee).unwrap();
                    self.confirmed.push((to, sent));
                    *self.sent.entry(to).or_default() += sent;
                    transfer_confirmed(sent)
                }
                None => return,
            },
            Deed::ReverseTransfer => match self.confirmed.pop() {
                Some((to, sent)) => {
                    let part = up_to(sent);
                    *self.sent.entry(to).or_default() -= part;
                    if part < sent {
                        self.confirmed.push((to, sent - part));
                    }
                    transfer_reversed(&[(to, part)])
                }
                None => return,
            },
        };
        self.post(pairs.unwrap());
    }

    /// Recovers what it can of the payee's debt and sends the rest, when the wallet reaches.
    fn reserve(&mut self, who: PayeeId) {
        let payable = self.held(AccountKind::Payable, who);
        let recovered = payable.min(self.held(AccountKind::Debt, who));
        let sent = payable - recovered;
        let charged = fee(sent, 250).unwrap();
        if sent == 0 || sent + charged > self.of(AccountKind::Wallet) {
            return;
        }
        let reserve = payout_reserved(&[(who, sent)], &[(who, recovered)], charged).unwrap();
        self.post(reserve.clone());
        self.open.push((sent, reserve));
    }
}

/// The balances a second time, from every pair ever posted: debits less credits, turned by side.
fn recounted(posted: &[Posting]) -> BTreeMap<AccountRef, i64> {
    let mut debits: BTreeMap<AccountRef, i64> = BTreeMap::new();
    for posting in posted {
        *debits.entry(posting.debit).or_default() += posting.minor;
        *debits.entry(posting.credit).or_default() -= posting.minor;
    }
    debits.into_iter().map(|(a, net)| (a, if a.kind.side() == Side::Debit { net } else { -net })).collect()
}

proptest! {
    /// Through any valid history every invariant holds after every entry, balances equal the postings, both
    /// sides sum alike, and what Stripe holds for us is what we owe the tenant, clearing, our fees and
    /// what its subscription brought.
    #[test]
    fn invariants_hold_through_any_valid_history(deeds in prop::collection::vec(deed(), 0..120)) {
        let mut tenant = Tenant::default();
        for (deed, n, minor) in deeds {
            tenant.perform(deed, n, minor);
            prop_assert_eq!(tenant.balances.breaches(tenant.open_payouts()), vec![], "{:?}", deed);
        }
        let rows: BTreeMap<_, _> = tenant.balances.rows().collect();
        prop_assert_eq!(&rows, &recounted(&tenant.posted));
        let side = |side| rows.iter().filter(|(a, _)| a.kind.side() == side).map(|(_, b)| b).sum::<i64>();
        prop_assert_eq!(side(Side::Debit), side(Side::Credit));
        prop_assert_eq!(
            tenant.of(AccountKind::StripeAvailable),
            tenant.of(AccountKind::Wallet) + tenant.of(AccountKind::PayoutClearing)
                + tenant.of(AccountKind::FeeRevenue) - tenant.of(AccountKind::Receivable)
                + tenant.of(AccountKind::SubscriptionRevenue) - tenant.of(AccountKind::StripeFees)
        );
        prop_assert_eq!(tenant.of(AccountKind::StripePending), tenant.of(AccountKind::FundingPending));
    }

    /// At any moment of a history, replaying what was posted by then gives the balances of that moment, and as many
    /// postings as each account had.
    #[test]
    fn a_replay_gives_the_balances_of_any_moment(
        deeds in prop::collection::vec(deed(), 0..80), moment in any::<prop::sample::Index>(),
    ) {
        let mut tenant = Tenant::default();
        let mut moments = vec![(0, tenant.balances.clone())];
        for (deed, n, minor) in deeds {
            tenant.perform(deed, n, minor);
            moments.push((tenant.posted.len(), tenant.balances.clone()));
        }
        let (posted, then) = moment.get(&moments);
        let replayed = replay(&tenant.posted[..*posted]).unwrap();
        prop_assert_eq!(replayed.len(), then.rows().count());
        for (account, balance) in then.rows() {
            let turnover = replayed[&account];
            prop_assert_eq!(turnover.balance(account.kind), Ok(balance), "{:?}", account);
            let touches = tenant.posted[..*posted].iter().filter(|p| p.debit == account || p.credit == account);
            prop_assert_eq!(turnover.postings, i64::try_from(touches.count()).unwrap());
        }
    }

    /// A reserve and its mirror are nothing.
    #[test]
    fn a_reserve_and_its_mirror_are_nothing(
        deeds in prop::collection::vec(deed(), 0..60), sent in prop::collection::vec(0..1_000i64, 3),
        recovered in prop::collection::vec(0..500i64, 3), charged in 0..100i64,
    ) {
        let mut tenant = Tenant::default();
        for (deed, n, minor) in deeds {
            tenant.perform(deed, n, minor);
        }
        let amounts = |minors: &[i64]| (0..).map(payee).zip(minors.iter().copied()).collect::<Vec<_>>();
        let (sent, recovered) = (amounts(&sent), amounts(&recovered));
        // Enough to reserve from, whatever stood there.
        tenant.post(commission_recorded(&amounts(&[1_500; 3])).unwrap());
        tenant.post(matured(&amounts(&[1_500; 3])).unwrap());
        tenant.post(refunded_debt(&recovered).unwrap());
        tenant.post(funding_started(5_000).unwrap());
        tenant.post(funding_settled(5_000, 0, 0).unwrap());
        let before = tenant.balances.clone();
        let reserve = payout_reserved(&sent, &recovered, charged).unwrap();
        tenant.post(reserve.clone());
        tenant.post(reserve_reversed(&reserve));
        for (account, balance) in tenant.balances.rows() {
            prop_assert_eq!(balance, before.of(account), "{:?}", account);
        }
    }

    /// Whatever is thrown at it, an entry is posted whole or refused whole, and nothing that must not falls
    /// below zero.
    #[test]
    fn overdrafts_are_refused_whole(
        entries in prop::collection::vec((0..8u8, 0..PAYEES, 1..500i64), 0..60),
    ) {
        let mut balances = Balances::default();
        for (kind, n, minor) in entries {
            let one = [(payee(n), minor)];
            let entry = match kind {
                0 => commission_recorded(&one),
                1 => matured(&one),
                2 => refunded_payable(&one),
                3 => payout_reserved(&one, &[], minor / 10),
                4 => funding_settled(minor, 1, 0),
                5 => transfer_confirmed(minor),
                6 => transfer_reversed(&one),
                _ => wallet_returned(minor),
            }
            .unwrap();
            let before = balances.clone();
            let outcome = balances.apply(&entry);
            for (account, balance) in balances.rows() {
                prop_assert!(balance >= 0 || !account.kind.never_negative());
            }
            if outcome.is_err() {
                prop_assert_eq!(&balances, &before);
            }
        }
    }
}
