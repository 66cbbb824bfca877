//! The table of DESIGN §4, row by row, and what the ledger refuses.

use uuid::Uuid;

use super::*;

fn payee(n: u128) -> PayeeId {
    PayeeId::from_uuid(Uuid::from_u128(n))
}

fn name(account: AccountRef) -> String {
    let payee = account.payee.map(|payee| format!("{}.", payee.uuid().as_u128())).unwrap_or_default();
    format!("{payee}{}", account.kind)
}

/// `debit → credit amount`, joined by semicolons.
fn told(pairs: Result<Vec<Posting>, LedgerError>) -> String {
    let pair = |p: &Posting| format!("{} → {} {}", name(p.debit), name(p.credit), p.minor);
    pairs.unwrap().iter().map(pair).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_movement_is_its_row_of_the_table() {
    let two = &[(payee(1), 7), (payee(2), 3)];
    let one = &[(payee(1), 7)];
    assert_eq!(told(commission_recorded(two)), "accrued → 1.pending 7; accrued → 2.pending 3");
    assert_eq!(told(matured(one)), "1.pending → 1.payable 7");
    assert_eq!(told(voided(one)), "1.pending → accrued 7");
    assert_eq!(told(refunded_payable(one)), "1.payable → accrued 7");
    assert_eq!(told(refunded_debt(one)), "1.debt → clawback_pending 7");
    assert_eq!(
        told(debt_recovered(two)),
        "1.payable → 1.debt 7; 2.payable → 2.debt 3; clawback_pending → accrued 10"
    );
    assert_eq!(told(debt_written_off(one)), "clawback_pending → 1.debt 7");
    assert_eq!(told(funding_started(9)), "stripe_pending → funding_pending 9");
    assert_eq!(told(funding_failed(9)), "funding_pending → stripe_pending 9");
    assert_eq!(
        told(funding_settled(8, 1, 0)),
        "funding_pending → wallet 8; stripe_available → stripe_pending 8; funding_pending → stripe_pending 1"
    );
    assert_eq!(
        told(funding_settled(8, 1, 3)),
        "funding_pending → wallet 5; stripe_available → stripe_pending 5; funding_pending → stripe_pending 1; \
         funding_pending → stripe_pending 3"
    );
    assert_eq!(funding_settled(8, 1, 9), Err(LedgerError::Negative));
    assert_eq!(
        told(funding_reinstated(5, 3)),
        "stripe_available → wallet 5; stripe_available → receivable 3"
    );
    assert_eq!(told(wallet_return_failed(5)), "stripe_available → wallet 5");
    assert_eq!(told(funding_returned(5, 3)), "wallet → stripe_available 5; receivable → stripe_available 3");
    assert_eq!(told(funding_repaid(3)), "stripe_available → receivable 3");
    assert_eq!(told(wallet_returned(5)), "wallet → stripe_available 5");
    assert_eq!(
        told(payout_reserved(two, &[(payee(2), 4)], 1)),
        "1.payable → payout_clearing 7; 2.payable → payout_clearing 3; wallet → accrued 10; \
         wallet → fee_revenue 1; 2.payable → 2.debt 4; clawback_pending → accrued 4"
    );
    assert_eq!(
        told(subscription_paid(47, 2)),
        "stripe_available → subscription_revenue 47; stripe_fees → subscription_revenue 2"
    );
    assert_eq!(told(subscription_returned(20)), "subscription_revenue → stripe_available 20");
    assert_eq!(told(subscription_returned(-20)), "stripe_available → subscription_revenue 20");
    assert_eq!(subscription_returned(i64::MIN), Err(LedgerError::OutOfRange));
    assert_eq!(told(transfer_confirmed(10)), "payout_clearing → stripe_available 10");
    assert_eq!(
        told(transfer_reversed(two)),
        "stripe_available → 1.payable 7; stripe_available → 2.payable 3; accrued → wallet 10"
    );
}

#[test]
fn zero_leaves_no_pair_and_negatives_are_errors() {
    assert_eq!(told(commission_recorded(&[(payee(1), 0)])), "");
    assert_eq!(told(payout_reserved(&[], &[], 0)), "");
    assert_eq!(
        told(funding_settled(8, 0, 0)),
        "funding_pending → wallet 8; stripe_available → stripe_pending 8"
    );
    assert_eq!(matured(&[(payee(1), -1)]), Err(LedgerError::Negative));
    assert_eq!(payout_reserved(&[(payee(1), 5)], &[], -1), Err(LedgerError::Negative));
    assert_eq!(funding_started(-1), Err(LedgerError::Negative));
    assert_eq!(transfer_reversed(&[(payee(1), i64::MAX); 2]), Err(LedgerError::OutOfRange));
}

#[test]
fn a_reserve_is_reversed_pair_by_pair() {
    let reserve = payout_reserved(&[(payee(1), 7)], &[(payee(1), 2)], 1).unwrap();
    assert_eq!(
        told(Ok(reserve_reversed(&reserve))),
        "payout_clearing → 1.payable 7; accrued → wallet 7; fee_revenue → wallet 1; 1.debt → 1.payable 2; \
         accrued → clawback_pending 2"
    );
}

#[test]
fn an_entry_is_all_or_nothing() {
    let mut balances = Balances::default();
    balances.apply(&commission_recorded(&[(payee(1), 10)]).unwrap()).unwrap();
    balances.apply(&matured(&[(payee(1), 10)]).unwrap()).unwrap();
    let before = balances.clone();
    // There is no wallet to pay from.
    let reserve = payout_reserved(&[(payee(1), 10)], &[], 0).unwrap();
    assert_eq!(balances.apply(&reserve), Err(LedgerError::NotEnough { account: AccountKind::Wallet }));
    let refund = refunded_payable(&[(payee(1), 11)]).unwrap();
    assert_eq!(balances.apply(&refund), Err(LedgerError::NotEnough { account: AccountKind::Payable }));
    let clearing = transfer_confirmed(1).unwrap();
    assert_eq!(
        balances.apply(&clearing),
        Err(LedgerError::NotEnough { account: AccountKind::PayoutClearing })
    );
    let wallet = AccountRef::tenant(AccountKind::Wallet);
    let accrued = AccountRef::tenant(AccountKind::Accrued);
    for (debit, credit, minor) in [
        (wallet, wallet, 1),
        (accrued, wallet, 0),
        (accrued, wallet, -1),
        (accrued, AccountRef::tenant(AccountKind::Pending), 1),
        (AccountRef::payee(AccountKind::Accrued, payee(1)), wallet, 1),
    ] {
        assert_eq!(balances.apply(&[Posting { debit, credit, minor }]), Err(LedgerError::NotAPair));
    }
    assert_eq!(balances, before);
}

#[test]
fn a_breach_names_its_invariant() {
    let accrued = AccountRef::tenant(AccountKind::Accrued);
    let balances = |rows: &[(AccountRef, i64)]| Balances::from_rows(rows.iter().copied());
    let found =
        |balances: Balances, open| balances.breaches(open).iter().map(|b| b.invariant).collect::<Vec<_>>();
    let pending = AccountRef::payee(AccountKind::Pending, payee(1));
    let payable = AccountRef::payee(AccountKind::Payable, payee(2));
    assert_eq!(found(balances(&[(accrued, 9), (pending, 4), (payable, 5)]), 0), []);
    assert_eq!(found(balances(&[(accrued, 9), (pending, 4)]), 0), [Invariant::AccruedIsOwed]);
    assert_eq!(found(balances(&[(accrued, 9), (payable, 5)]), 0), [Invariant::AccruedIsOwed]);
    let debt = AccountRef::payee(AccountKind::Debt, payee(1));
    assert_eq!(found(balances(&[(debt, 1)]), 0), [Invariant::DebtIsClawback]);
    assert_eq!(found(Balances::default(), 1), [Invariant::ClearingIsOpenPayouts]);
    let wallet = AccountRef::tenant(AccountKind::Wallet);
    assert_eq!(found(balances(&[(wallet, -1)]), 0), [Invariant::NeverNegative]);
}

#[test]
fn kinds_agree_with_the_schemas_checks() {
    let kinds = |is: fn(AccountKind) -> bool| {
        AccountKind::ALL.iter().filter(|k| is(**k)).map(|k| k.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(kinds(AccountKind::per_payee), "pending payable debt");
    assert_eq!(kinds(AccountKind::never_negative), "wallet receivable payout_clearing payable");
    assert_eq!(
        kinds(AccountKind::platform),
        "stripe_available stripe_pending fee_revenue subscription_revenue stripe_fees adjustments"
    );
}

#[test]
fn the_fee_rounds_half_even() {
    assert_eq!([fee(250, 100), fee(350, 100), fee(0, 100)], [Ok(2), Ok(4), Ok(0)]);
    assert_eq!([fee(-1, 100), fee(1, -1)], [Err(LedgerError::Negative); 2]);
}

#[test]
fn the_hash_tells_entries_apart() {
    let pairs = matured(&[(payee(1), 7)]).unwrap();
    let hash = |event, currency, pairs: &[Posting]| contents_hash(event, currency, pairs);
    let mut hashes = vec![
        hash(Event::CommissionMatured, Currency::GBP, &pairs),
        hash(Event::CommissionVoided, Currency::GBP, &pairs),
        hash(Event::CommissionMatured, Currency::EUR, &pairs),
        hash(Event::CommissionMatured, Currency::GBP, &matured(&[(payee(2), 7)]).unwrap()),
        hash(Event::CommissionMatured, Currency::GBP, &matured(&[(payee(1), 8)]).unwrap()),
        hash(Event::CommissionMatured, Currency::GBP, &reserve_reversed(&pairs)),
    ];
    assert_eq!(hashes[0], hash(Event::CommissionMatured, Currency::GBP, &pairs));
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 6);
}
