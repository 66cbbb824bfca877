import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './graph';
import { restAfter, type Standing, type Watch, type Watched, watch as watching } from './watch';

let hidden = false;
let asked: Record<string, unknown>[];
let answer: (variables: Record<string, unknown>) => Promise<Record<string, unknown>>;
const graph = {
  origin: 'https://go.shop.example',
  key: 'trb_pk_1',
  ask: (_: string, variables: Record<string, unknown>) => {
    asked.push(variables);
    return answer(variables);
  },
};
/** Ends what a test began: all of them hear the one document. */
const ends: (() => void)[] = [];
const watch = (of: typeof graph): Watch => {
  const all = watching(of);
  const add = (one: Watched) => {
    ends.push(() => all.remove(one));
    all.add(one);
  };
  return { ...all, add };
};
const feed = (...nodes: [string, string][]) => ({
  moments: { nodes: nodes.map(([id, version]) => ({ id, version })) },
});
const watched = (of: string, shown: number, inSight = () => true) => {
  const told: (Standing | null)[] = [];
  const made: Watched = {
    feed: of,
    inSight,
    shown: () => shown,
    tick: () => {},
    tell: (standing) => told.push(standing),
  };
  return { ...made, told };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  hidden = false;
  asked = [];
  answer = async () => ({ f0: feed(['a', '1']) });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('the feeds on the screen are looked at together, each once', async () => {
  const all = watch(graph);
  const [one, same, other] = [watched('loved', 9), watched('loved', 40), watched('new', 95)];
  const away = watched('away', 3, () => false);
  for (const each of [one, same, other, away]) all.add(each);
  answer = async () => ({ f0: feed(['a', '1'], ['b', '7']), f1: null });
  await vi.advanceTimersByTimeAsync(3_999);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([{ h0: 'loved', n0: 60, h1: 'new', n1: 100 }]);
  const stands = new Map([
    ['a', '1'],
    ['b', '7'],
  ]);
  expect([one.told, same.told, other.told, away.told]).toEqual([[stands], [stands], [null], []]);
});

test('a look follows the other within five seconds, however long an answer takes', async () => {
  const all = watch(graph);
  all.add(watched('loved', 9));
  answer = () => new Promise((done) => setTimeout(() => done({ f0: feed() }), 700));
  await vi.advanceTimersByTimeAsync(20_500);
  expect(asked).toHaveLength(5);
});

test('nobody who looks, no questions; and one at once when somebody does again', async () => {
  const all = watch(graph);
  all.add(watched('loved', 9));
  hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
  hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(1);
});

test('failures are asked again later and later, and at most every minute', async () => {
  expect([0, 1, 2, 3, 20].map((failures) => restAfter(failures, 0))).toEqual([4_000, 8_000, 16_000, 32_000, 60_000]);
  expect([restAfter(1, 30_000), restAfter(1, 900_000)]).toEqual([30_000, 60_000]);
  const all = watch(graph);
  const one = watched('loved', 9);
  all.add(one);
  answer = async () => {
    throw new Failure('UNREACHABLE', true);
  };
  await vi.advanceTimersByTimeAsync(4_000 + 8_000 + 16_000);
  expect(asked).toHaveLength(3);
  expect(one.told).toEqual([]);
  answer = async () => ({ f0: feed(['a', '1']) });
  await vi.advanceTimersByTimeAsync(32_000);
  expect(one.told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(one.told).toHaveLength(2);
});

test('who is taken away is told no more', async () => {
  const all = watch(graph);
  const one = watched('loved', 9);
  all.add(one);
  await vi.advanceTimersByTimeAsync(4_000);
  all.remove(one);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(one.told).toHaveLength(1);
});
