//! The one statement that writes an entry.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::ids::{EntryId, PayeeId, TenantId};
use domain::ledger::{AccountKind, AccountRef, Event, LedgerError, Posting, Side};
use domain::money::Currency;
use std::collections::BTreeMap;

/// Everything of an entry in one statement, so that accounts stay locked for as short as can be. It is prepared once
/// per connection: its text never changes, lists are arrays.
///
/// It writes nothing unless every account it names is known and the key is new. Accounts that keep a balance are
/// locked in id order before any of them changes, and a row that had to be waited for is read as it is now.
pub(super) struct WriteEntry<'a> {
    tenant: TenantId,
    id: EntryId,
    key: &'a str,
    event: &'static str,
    currency: Currency,
    contents_hash: &'a [u8],
    posted_at: DateTime<Utc>,
    accounts: Accounts,
    pairs: Pairs,
}

/// The accounts of an entry, side by side.
#[derive(Default)]
struct Accounts {
    kinds: Vec<AccountKind>,
    payees: Vec<Option<PayeeId>>,
    /// On the account's normal side.
    deltas: Vec<i64>,
    /// How many postings each gets.
    moves: Vec<i64>,
}

/// The postings of an entry, side by side; accounts by their place in [`Accounts`], from 1.
#[derive(Default)]
struct Pairs {
    debits: Vec<i64>,
    credits: Vec<i64>,
    amounts: Vec<i64>,
    /// The how-manieth posting of this entry it is to its debit account, and to its credit account.
    debit_nths: Vec<i64>,
    credit_nths: Vec<i64>,
}

/// What the statement says: accounts found, the entry if it was written, accounts moved, postings written.
pub(super) type Written = (i64, Option<EntryId>, i64, i64);

impl<'a> WriteEntry<'a> {
    /// The statement of an entry. Errors: [`LedgerError::OutOfRange`].
    #[allow(clippy::too_many_arguments, reason = "columns of one row")]
    pub(super) fn new(
        tenant: TenantId,
        id: EntryId,
        key: &'a str,
        event: Event,
        currency: Currency,
        contents_hash: &'a [u8],
        posted_at: DateTime<Utc>,
        postings: &[Posting],
    ) -> Result<WriteEntry<'a>, LedgerError> {
        let mut places: BTreeMap<AccountRef, i64> =
            postings.iter().flat_map(|p| [(p.debit, 0), (p.credit, 0)]).collect();
        let mut accounts = Accounts::default();
        for ((account, place), n) in places.iter_mut().zip(1..) {
            *place = n;
            accounts.kinds.push(account.kind);
            accounts.payees.push(account.payee);
            accounts.deltas.push(0);
            accounts.moves.push(0);
        }
        let mut pairs = Pairs::default();
        for posting in postings {
            let (debit, debit_nth) = accounts.take(&places, posting.debit, Side::Debit, posting.minor)?;
            let (credit, credit_nth) = accounts.take(&places, posting.credit, Side::Credit, posting.minor)?;
            pairs.debits.push(debit);
            pairs.credits.push(credit);
            pairs.amounts.push(posting.minor);
            pairs.debit_nths.push(debit_nth);
            pairs.credit_nths.push(credit_nth);
        }
        let event = event.as_str();
        Ok(WriteEntry { tenant, id, key, event, currency, contents_hash, posted_at, accounts, pairs })
    }

    /// How many accounts it names.
    pub(super) fn accounts_len(&self) -> usize {
        self.accounts.kinds.len()
    }

    /// How many of them keep a balance.
    pub(super) fn kept_len(&self) -> usize {
        self.accounts.kinds.iter().filter(|kind| !kind.platform()).count()
    }

    /// Every account it names, sorted.
    pub(super) fn account_refs(&self) -> impl Iterator<Item = AccountRef> + '_ {
        let accounts = self.accounts.kinds.iter().zip(&self.accounts.payees);
        accounts.map(|(kind, payee)| AccountRef { kind: *kind, payee: *payee })
    }
}

impl Accounts {
    /// Moves an account on by one posting. Returns its place and how many postings of this entry it has now.
    fn take(
        &mut self,
        places: &BTreeMap<AccountRef, i64>,
        account: AccountRef,
        side: Side,
        minor: i64,
    ) -> Result<(i64, i64), LedgerError> {
        let place = places.get(&account).copied().unwrap_or_default();
        let at = usize::try_from(place - 1).map_err(|_| LedgerError::NotAPair)?;
        let change = if account.kind.side() == side { Some(minor) } else { minor.checked_neg() };
        let delta = change.and_then(|change| self.deltas[at].checked_add(change));
        self.deltas[at] = delta.ok_or(LedgerError::OutOfRange)?;
        self.moves[at] += 1;
        Ok((place, self.moves[at]))
    }
}

impl QueryId for WriteEntry<'_> {
    type QueryId = WriteEntry<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for WriteEntry<'_> {
    type SqlType = (BigInt, Nullable<SqlUuid>, BigInt, BigInt);
}

impl QueryFragment<Pg> for WriteEntry<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> diesel::QueryResult<()> {
        // A value is bound where it is first used and named by its number afterwards. The LIMITs change nothing but the
        // plan: every account is looked up by its whole key, however many a tenant has and whatever the planner
        // believes of it, and rows are locked in the order of the sorted list.
        out.push_sql("WITH known AS (SELECT w.n, w.delta, w.moves, a.id, a.platform FROM unnest(");
        out.push_bind_param::<Array<Text>, _>(&self.accounts.kinds)?; // $1
        out.push_sql(", ");
        out.push_bind_param::<Array<Nullable<SqlUuid>>, _>(&self.accounts.payees)?; // $2
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.accounts.deltas)?; // $3
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.accounts.moves)?; // $4
        out.push_sql(
            ") WITH ORDINALITY AS w(kind, payee, delta, moves, n) CROSS JOIN LATERAL ( \
               SELECT a.id, a.platform FROM ledger_accounts a WHERE a.tenant_id = ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.tenant)?; // $5
        out.push_sql(" AND a.currency = ");
        out.push_bind_param::<Text, _>(&self.currency)?; // $6
        out.push_sql(
            " AND a.kind = w.kind AND a.payee_id = w.payee LIMIT 1) a \
             UNION ALL SELECT w.n, w.delta, w.moves, a.id, a.platform \
             FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS w(kind, payee, delta, moves, n) CROSS JOIN LATERAL ( \
               SELECT a.id, a.platform FROM ledger_accounts a WHERE a.tenant_id = $5 AND a.currency = $6 \
                 AND a.kind = w.kind AND a.payee_id IS NULL LIMIT 1) a WHERE w.payee IS NULL), \
             entry AS (INSERT INTO ledger_entries (tenant_id, id, posting_key, event, contents_hash, posted_at) SELECT $5, ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.id)?; // $7
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(self.key)?; // $8
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(self.event)?; // $9
        out.push_sql(", ");
        out.push_bind_param::<Binary, _>(self.contents_hash)?; // $10
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.posted_at)?; // $11
        out.push_sql(
            " WHERE (SELECT count(*) FROM known) = cardinality($1) \
             ON CONFLICT (tenant_id, posting_key) DO NOTHING RETURNING id), \
             locked AS (SELECT k.n, k.delta, k.moves, a.id, a.version FROM ( \
                 SELECT n, delta, moves, id FROM known WHERE NOT platform AND EXISTS (SELECT FROM entry) \
                 ORDER BY id LIMIT cardinality($1)) k CROSS JOIN LATERAL ( \
                 SELECT a.id, a.version FROM ledger_accounts a WHERE a.tenant_id = $5 AND a.id = k.id \
                 LIMIT 1 FOR UPDATE) a), \
             moved AS (UPDATE ledger_accounts a SET balance = a.balance + l.delta, version = a.version + l.moves \
               FROM locked l WHERE a.tenant_id = $5 AND a.id = l.id RETURNING a.id), \
             written AS (INSERT INTO ledger_postings (tenant_id, entry_id, position, debit_account, credit_account, \
                 amount, currency, debit_version, credit_version) \
               SELECT $5, e.id, p.position::int, d.id, c.id, p.amount, $6, \
                 dl.version + p.debit_nth, cl.version + p.credit_nth \
               FROM entry e CROSS JOIN unnest(",
        );
        out.push_bind_param::<Array<BigInt>, _>(&self.pairs.debits)?; // $12
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.pairs.credits)?; // $13
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.pairs.amounts)?; // $14
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.pairs.debit_nths)?; // $15
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.pairs.credit_nths)?; // $16
        out.push_sql(
            ") WITH ORDINALITY AS p(debit, credit, amount, debit_nth, credit_nth, position) \
               JOIN known d ON d.n = p.debit JOIN known c ON c.n = p.credit \
               LEFT JOIN locked dl ON dl.n = p.debit LEFT JOIN locked cl ON cl.n = p.credit RETURNING position) \
             SELECT (SELECT count(*) FROM known), (SELECT id FROM entry), (SELECT count(*) FROM moved), \
               (SELECT count(*) FROM written)",
        );
        Ok(())
    }
}
