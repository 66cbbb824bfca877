import { expect, test } from 'vitest';
import { candidates, readBonus, readDecision, readOwnPart } from './decision';
import { layout, stream } from './layout';
import { policyWords } from './policy';
import { adds, addsUp, cents, getsOf, moved, percentOf, shifts } from './shares';

const touch = (name: string, payee: string, weight: number, at: string, standing = 'ELIGIBLE') => ({
  touch: name,
  payee,
  weight,
  at,
  standing,
  kind: 'CLICK',
  verdict: 'VALID',
});
const gbp = (minor: string) => ({ minor, currency: 'GBP' });

test('reads the path in the order of time, and leaves out what it cannot read', () => {
  const why = {
    candidates: [
      touch('b', 'p', 1, '2026-01-02'),
      touch('a', 'p', 1, '2026-01-01'),
      touch('c', 'p', 1, '2026-01-03', 'SOMETHING_NEW'),
      touch('d', 'p', 0, '2026-01-04', 'STOOD_DOWN'),
      'rubbish',
      null,
    ],
  };
  expect(candidates(why).map((one) => one.touch)).toEqual(['a', 'b', 'd']);
  for (const wrong of [null, 'x', 3, [], { candidates: {} }]) expect(candidates(wrong)).toEqual([]);
});

test('the cents of the touches sum to what is paid', () => {
  const path = candidates({
    candidates: [
      touch('click', 'alex', 2, '1'),
      touch('click again', 'alex', 0, '2', 'NOT_VALID'),
      touch('seen', 'robin', 1, '3'),
      touch('read', 'robin', 2, '4'),
      // A link to a moment: one touch, of both.
      touch('both', 'alex', 2, '5'),
      touch('both', 'robin', 2, '5'),
    ],
  });
  const carried = cents(path, [
    { payee: 'alex', amount: gbp('64') },
    { payee: 'robin', amount: gbp('32') },
  ]);
  expect([...carried].map(([{ touch, payee }, { minor }]) => `${touch} ${payee} ${minor}`)).toEqual([
    'click alex 32',
    'both alex 32',
    'seen robin 6',
    'read robin 13',
    'both robin 13',
  ]);
  expect([...carried.values()].reduce((sum, { minor }) => sum + BigInt(minor), 0n)).toBe(96n);
});

const WHY = {
  policy: {
    version: 2,
    model: 'POSITION',
    clickWindowDays: 30,
    viewWindowDays: 0,
    affiliateFloorBps: 6000,
    firstTouchBonusBps: 500,
    standDown: { minutes: 60, keepsBps: 2500 },
  },
  facts: { customer: 'NEW' },
  candidates: [touch('a', 'robin', 1, '1'), touch('b', 'wren', 1, '2')],
  credits: [
    {
      payee: 'robin',
      role: 'CREATOR',
      weight: 2,
      of: 5,
      terms: { id: 't', version: 1 },
      rules: [{ rule: 'r', name: '5 %', base: 15300, gives: 765, lines: [1, 2] }],
      passedOver: [],
      earnedAlone: 765,
      part: 306,
      amount: 306,
    },
    {
      payee: 'wren',
      role: 'AFFILIATE',
      weight: 3,
      of: 5,
      terms: { id: 'u', version: 3 },
      rules: [{ rule: 's', name: 'Tiers', base: 15300, gives: 1847, tiers: [{ from: 0, bps: 800, base_minor: 6400 }] }],
      passedOver: [{ rule: 'l', name: 'Leads', reason: 'KIND' }],
      earnedAlone: 1847,
      part: 1108,
      amount: 900,
      before: { sales: 3, amount: 100, paid: 10, tiered: 0, tiered_paid: 0 },
      cuts: [{ by: 'ORDER', minor: 208 }],
      extras: [
        {
          kind: 'BONUS',
          name: 'Fourth',
          minor: 500,
          cuts: [],
          why: { measure: 'SALES', goal: 4, before: 3, after: 4 },
        },
      ],
      budget: 'b',
      budgetLeft: 4000,
    },
  ],
  pool: 1414,
};

test('what is read of a decision adds up, and is told when it does not', () => {
  const decision = readDecision(WHY);
  expect(addsUp(decision)).toBe(true);
  expect(decision.credits.map(getsOf)).toEqual([306n, 1400n]);
  expect(addsUp(readDecision({ ...WHY, pool: 1415 }))).toBe(false);
  const uncut = WHY.credits.map((credit) => ({ ...credit, cuts: [] }));
  expect(addsUp(readDecision({ ...WHY, credits: uncut }))).toBe(false);
});

test('a payee’s part of the pool is told exactly, or said to be cut', () => {
  const [robin, wren] = readDecision(WHY).credits;
  expect(robin && adds(robin, 'GBP')).toEqual({ text: '3.06', exact: true });
  expect(wren && adds(wren, 'GBP')).toEqual({ text: '11.082', exact: true });
  expect(robin && adds({ ...robin, of: 7n }, 'GBP')).toEqual({ text: '2.18571', exact: false });
  expect(robin && adds({ ...robin, of: 1n }, 'JPY').text).toBe('1530');
});

test('a payee’s own part reads like a decision with one credit, and of what is none nothing is read', () => {
  const [, wren] = WHY.credits;
  const { payee: _, ...rest } = touch('b', 'wren', 1, '2');
  const own = readOwnPart(
    // What all get is nobody else’s business, even where an old one has it.
    { ...wren, terms: 3, policy: WHY.policy, candidates: [rest], olderCandidates: 7, pool: 1414 },
    'me',
  );
  expect(own?.credits.map(({ payee, terms, part, pays }) => [payee, terms?.version, part, pays])).toEqual([
    ['me', 3, '1108', '900'],
  ]);
  expect(own?.candidates.map(({ payee, role }) => [payee, role])).toEqual([['me', 'AFFILIATE']]);
  expect([own?.policy.version, own?.pool, own?.older]).toEqual([2, null, 7n]);
  for (const none of [null, {}, { bonus: {} }, { weight: 1, of: 1, rules: [] }]) expect(readOwnPart(none)).toBeNull();
});

test('a bonus is read with the numbers it comes from, and of what is none nothing is', () => {
  const extra = {
    kind: 'BONUS',
    name: 'Ten',
    minor: 2500,
    cuts: [],
    why: { measure: 'SALES', goal: 10, before: 9, after: 10 },
  };
  const bonus = readBonus({ bonus: extra });
  expect([bonus?.name, bonus?.minor, bonus?.why.goal, bonus?.why.after]).toEqual(['Ten', '2500', 10n, 10n]);
  for (const none of [null, {}, { bonus: null }, { pool: 1 }]) expect(readBonus(none)).toBeNull();
});

test('bounds moved weight where a payee holds another part than their touches', () => {
  const all = shifts(readDecision(WHY));
  expect(
    all.map(({ byTouches, within }) => [
      percentOf(byTouches.part, byTouches.whole),
      percentOf(within.part, within.whole),
    ]),
  ).toEqual([
    ['50 %', '40 %'],
    ['50 %', '60 %'],
  ]);
  expect(moved(all)).toBe(true);
  expect(moved(all.map((one) => ({ ...one, within: one.byTouches })))).toBe(false);
  // What is inherited has no touches to compare with.
  expect(moved(shifts(readDecision({ ...WHY, candidates: [] })))).toBe(false);
});

test('percentages are rounded to two digits', () => {
  expect([percentOf(1n, 3n), percentOf(2n, 3n), percentOf(1n, 1n), percentOf(0n, 0n)]).toEqual([
    '33.33 %',
    '66.67 %',
    '100 %',
    '0 %',
  ]);
});

test('a policy is told by what it says, and not by what it leaves open', () => {
  expect(policyWords(readDecision(WHY))).toEqual([
    'The first and the last touch weigh 40 % each; those between share 20 %.',
    'Clicks, codes and clicked moments count for 30 days.',
    'Seen moments do not count.',
    'Affiliates together hold at least 60 %.',
    '5 % is set aside for the first touch.',
    'Codes and extensions in the last hour after somebody’s content keep 25 % of their weight.',
    'The buyer bought for the first time.',
  ]);
});

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27);
const ago = (ms: number) => new Date(NOW - ms).toISOString();

function drawn(path: ReturnType<typeof touch>[], width = 800) {
  const all = candidates({ candidates: path });
  const credits = [...new Set(all.filter(({ weight }) => weight > 0n).map(({ payee }) => payee))].map((payee) => ({
    payee,
    amount: gbp('100'),
  }));
  return layout({
    candidates: all,
    carried: cents(all, credits),
    credits,
    at: ago(0),
    width,
    right: 84,
    windowDays: 30,
    previousSale: null,
  });
}

test('the picture runs from the first touch to the sale, a lane for each', () => {
  const { lanes, saleX, ticks, windowX } = drawn([
    touch('a', 'robin', 1, ago(12 * DAY)),
    touch('b', 'wren', 1, ago(3 * DAY)),
    touch('c', 'wren', 1, ago(60_000)),
  ]);
  expect(lanes.map(({ payee, dots }) => [payee, dots.length])).toEqual([
    ['robin', 1],
    ['wren', 2],
  ]);
  const xs = lanes.flatMap(({ dots }) => dots.map(({ x }) => x));
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(Math.max(...xs)).toBeLessThan(saleX);
  expect(lanes[1]?.dots.map(({ gathered }) => gathered)).toEqual([50n, 100n]);
  expect(ticks.map(({ ms }) => ms / DAY)).toContain(1);
  expect(windowX).toBeNull();
});

test('touches that lie together are one sign, unless they mean something else', () => {
  const near = (at: number, weight: number, standing?: string) => touch(`${at}`, 'p', weight, ago(at), standing);
  const [lane] = drawn([near(5 * DAY, 1), near(5 * DAY - 1000, 1), near(5 * DAY - 2000, 0, 'NOT_VALID')]).lanes;
  expect(lane?.dots.map(({ of, counts }) => [of.length, counts])).toEqual([
    [2, true],
    [1, false],
  ]);
});

test.each([390, 800])('forty touches of one stay before the sale at %i px', (width) => {
  const path = Array.from({ length: 40 }, (_, at) =>
    touch(`${at}`, 'p', at % 2, ago(at * 1000), at % 2 ? undefined : 'NOT_VALID'),
  );
  const { lanes, saleX } = drawn(path, width);
  const xs = lanes[0]?.dots.map(({ x }) => x) ?? [];
  expect(Math.min(...xs)).toBeGreaterThan(0);
  expect(Math.max(...xs)).toBeLessThan(saleX);
  expect(lanes[0]?.dots.reduce((sum, { of }) => sum + of.length, 0)).toBe(40);
});

test('what came after the sale is not drawn, and counted', () => {
  const { lanes, after } = drawn([
    touch('a', 'robin', 1, ago(DAY)),
    touch('b', 'wren', 0, ago(-DAY), 'AFTER_CONVERSION'),
  ]);
  expect([lanes.map(({ payee }) => payee), after]).toEqual([['robin'], 1]);
});

test('a stream is a closed outline that ends at the sale; nothing that counts has none', () => {
  const { lanes, saleX } = drawn([touch('a', 'robin', 1, ago(DAY)), touch('b', 'wren', 0, ago(DAY), 'NOT_VALID')]);
  const [robin, wren] = lanes;
  expect(robin && stream(robin, saleX, 100n)).toMatch(new RegExp(`^M.*L${saleX.toFixed(1)} .*Z$`));
  expect(wren && stream(wren, saleX, 100n)).toBe('');
});

test('the time outside of the window is marked where a touch lies in it', () => {
  const { windowX, lanes } = drawn([
    touch('old', 'p', 0, ago(61 * DAY), 'OUTSIDE_WINDOW'),
    touch('new', 'p', 1, ago(DAY)),
  ]);
  const [old, fresh] = lanes[0]?.dots ?? [];
  expect(windowX).toBeGreaterThan(old?.x ?? Number.NaN);
  expect(windowX).toBeLessThan(fresh?.x ?? Number.NaN);
});
