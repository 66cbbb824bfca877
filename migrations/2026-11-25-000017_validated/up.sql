-- Rows of before answer to the rules that 000009 and 000015 made. Here and not there: in a transaction of its own it keeps
-- no writer waiting.
ALTER TABLE mails VALIDATE CONSTRAINT mails_one_reader;
ALTER TABLE mails VALIDATE CONSTRAINT mails_cause_check;
ALTER TABLE ledger_accounts VALIDATE CONSTRAINT ledger_accounts_wallet;
ALTER TABLE ledger_accounts VALIDATE CONSTRAINT ledger_accounts_not_negative;
