ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_not_negative;
ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_wallet;
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_check2
  CHECK (kind NOT IN ('wallet','payable','payout_clearing','pending','debt') OR balance >= 0);
DROP TABLE ledger_checks;
