import { expect, test } from 'vitest';
import { asksForTotals, asOf, inForce, known, newest, readVersion, toCome } from './version';

const PERCENT = { name: 'a', predicate: {}, reward: { kind: 'PERCENT', bps: 5 } };
const raw = (more: object = {}) => ({ rules: [PERCENT], period: 'MONTH', bonuses: [], ...more });

test('reads all of a version, and says when something in it is not known', () => {
  const bonus = { name: 'ten', measure: 'SALES', goal: '10', minor: '500' };
  const all = readVersion(
    raw({ period: 'YEAR', bonuses: [bonus], capPerOrderMinor: '5', capPerPeriodMinor: '9007199254740993' }),
  );
  expect(known(all)).toMatchObject({
    period: 'YEAR',
    bonuses: [{ name: 'ten', measure: 'SALES', goal: 10n, minor: 500n }],
    capPerOrder: 5n,
    capPerPeriod: 9007199254740993n,
  });
  const odd = [
    raw({ rules: [PERCENT, { ...PERCENT, reward: { kind: 'PER_MOON' } }] }),
    raw({ period: 'WEEK' }),
    raw({ bonuses: [{ ...bonus, measure: 'CLICKS' }] }),
  ];
  for (const version of odd) expect(known(readVersion(version))).toBeNull();
  expect(readVersion(odd[0] as never).rules).toHaveLength(2);
});

test('knows whether totals matter', () => {
  const asks = (more: object) => {
    const version = known(readVersion(raw(more)));
    return version && asksForTotals(version);
  };
  expect(asks({})).toBe(false);
  expect(asks({ capPerOrderMinor: '5' })).toBe(false);
  expect(asks({ capPerPeriodMinor: '5' })).toBe(true);
  expect(asks({ rules: [{ ...PERCENT, predicate: { period_sales_max: 1 } }] })).toBe(true);
});

test('of the versions in effect the last to take effect holds, for each group alone', () => {
  const at = (hours: number) => new Date(hours * 3_600_000);
  const version = (number: number, hours: number, group?: string) => ({
    version: number,
    effectiveFrom: at(hours).toISOString(),
    group: group ? { id: group } : null,
  });
  const all = [version(3, 20), version(1, 0), version(2, 20), version(4, 5, 'g')];
  const now = (hours: number, group: string | null = null) => inForce(all, group, at(hours))?.version;
  expect([now(-1), now(0), now(19), now(20)]).toEqual([undefined, 1, 1, 3]);
  expect([now(4, 'g'), now(5, 'g'), now(9, 'h')]).toEqual([undefined, 4, undefined]);
  // A clock that is behind what was written is not believed.
  expect(asOf([{ createdAt: at(7).toISOString() }], at(6))).toEqual(at(7));
  expect(asOf([{ createdAt: at(7).toISOString() }], at(8))).toEqual(at(8));
  expect(toCome(all, null, at(0)).map((one) => one.version)).toEqual([3, 2]);
});

test('a version that was taken back holds for nobody and is not to come', () => {
  const at = (hours: number) => new Date(hours * 3_600_000);
  const first = { version: 1, effectiveFrom: at(0).toISOString(), withdrawnAt: null };
  const back = { version: 2, effectiveFrom: at(5).toISOString(), withdrawnAt: at(3).toISOString() };
  expect(inForce([first, back], null, at(9))?.version).toBe(1);
  expect(toCome([first, back], null, at(4))).toEqual([]);
});

test('the next version follows the newest that stands of its group, else of everybody', () => {
  const at = '2026-12-09T00:00:00Z';
  const all = [
    { version: 5, effectiveFrom: at, group: { id: 'g' }, withdrawnAt: at },
    { version: 1, effectiveFrom: at },
    { version: 2, effectiveFrom: at, group: { id: 'g' } },
    { version: 4, effectiveFrom: at, withdrawnAt: at },
    { version: 3, effectiveFrom: at },
  ];
  expect([newest(all, 'g'), newest(all, null), newest(all, 'h')].map((one) => one?.version)).toEqual([2, 3, 3]);
  expect(newest([], null)).toBeNull();
});
