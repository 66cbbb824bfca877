import type { Money } from '@/money/money';
import type { Candidate, Role } from './decision';

/** Whom the path is of, as far as it is told. */
export type Person = { name: string; role: Role };

/** What is drawn, in pixels. */
export type Dot = {
  /** What it stands for: one touch, or several that lie close together. */
  of: Candidate[];
  x: number;
  counts: boolean;
  /** What the stream has gathered here and before, in minor units. */
  gathered: bigint;
};
export type Lane = { payee: string; y: number; dots: Dot[]; gets: bigint };
export type Tick = { x: number; ms: number };
export type Layout = {
  lanes: Lane[];
  /** How many people are left out for want of room. */
  others: number;
  /** How many touches are left out because they came after the sale. */
  after: number;
  height: number;
  saleX: number;
  ticks: Tick[];
  /** Where the policy's window begins, if something lies before it. */
  windowX: number | null;
  /** Where the sale before was, if something lies before it. */
  previousX: number | null;
};

export const LANE_HEIGHT = 66;
export const HEAD_HEIGHT = 30;
export const FOOT_HEIGHT = 26;
const LANES_MAX = 10;
const MARGIN = 16;
/** Dots nearer than this are one, where they mean the same. */
const NEAR = 24;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** In the order in which they are worth a place. */
const TICKS = [DAY, 7 * DAY, HOUR, 30 * DAY, MINUTE, 3 * DAY, 14 * DAY, 6 * HOUR, 60 * DAY, 10 * MINUTE, 90 * DAY];
const TICK_ROOM = 58;

/** Far touches close together and near ones apart: of the weeks before a sale its last hour tells most. */
const scale = (ms: number) => Math.log1p(Math.max(0, ms) / MINUTE);

type Given = {
  candidates: Candidate[];
  carried: Map<Candidate, Money>;
  /** Who is credited, in order; what each gets. */
  credits: { payee: string; amount: Money }[];
  at: string;
  width: number;
  /** Room at the right for what each gets. */
  right: number;
  windowDays: number;
  previousSale: string | null;
};

/** Where everything of a path stands in a picture of this width. */
export function layout({
  candidates: all,
  carried,
  credits,
  at,
  width,
  right,
  windowDays,
  previousSale,
}: Given): Layout {
  const sold = new Date(at).getTime();
  // What came after is no way to the sale; the list tells of it.
  const candidates = all.filter(({ standing }) => standing !== 'AFTER_CONVERSION');
  const age = (when: string) => sold - new Date(when).getTime();
  const oldest = Math.max(MINUTE, ...candidates.map((one) => age(one.at)));
  const saleX = Math.max(MARGIN + NEAR, width - right);
  const room = saleX - MARGIN - NEAR;
  const x = (ms: number) => MARGIN + room * (1 - scale(ms) / scale(oldest));

  const credited = credits.map(({ payee }) => payee);
  const payees = [...new Set([...credited, ...candidates.map(({ payee }) => payee)])];
  const lanes = payees.slice(0, LANES_MAX).map((payee, index) => ({
    payee,
    y: HEAD_HEIGHT + index * LANE_HEIGHT + LANE_HEIGHT / 2 + 8,
    dots: dotsOf(
      candidates.filter((one) => one.payee === payee),
      carried,
      (one) => x(age(one.at)),
      saleX - NEAR / 2,
    ),
    gets: BigInt(credits.find((credit) => credit.payee === payee)?.amount.minor ?? 0),
  }));

  const ticks: Tick[] = [];
  for (const ms of TICKS) {
    const tick = { x: x(ms), ms };
    const free = [...ticks.map((other) => other.x), saleX].every((other) => Math.abs(other - tick.x) >= TICK_ROOM);
    if (ms < oldest && tick.x >= MARGIN && free) ticks.push(tick);
  }
  const within = (ms: number) => (ms > 0 && ms < oldest ? x(ms) : null);
  return {
    lanes,
    others: Math.max(0, payees.length - LANES_MAX),
    after: all.length - candidates.length,
    height: HEAD_HEIGHT + lanes.length * LANE_HEIGHT + FOOT_HEIGHT,
    saleX,
    ticks: ticks.sort((a, b) => a.x - b.x),
    windowX: candidates.some(({ standing }) => standing === 'OUTSIDE_WINDOW') ? within(windowDays * DAY) : null,
    previousX: previousSale ? within(age(previousSale)) : null,
  };
}

function dotsOf(
  theirs: Candidate[],
  carried: Map<Candidate, Money>,
  x: (one: Candidate) => number,
  most: number,
): Dot[] {
  const apart = gather(theirs, carried, x, (dot, counts) => dot.counts === counts);
  // Where there is no room for both, what counts and what does not are one sign.
  const dots = apart.length * NEAR <= most - MARGIN ? apart : gather(theirs, carried, x, () => true);
  // What stepped aside must not step over the sale.
  let limit = most;
  for (const dot of dots.toReversed()) {
    dot.x = Math.min(dot.x, limit);
    limit = dot.x - NEAR;
  }
  return dots;
}

function gather(
  theirs: Candidate[],
  carried: Map<Candidate, Money>,
  x: (one: Candidate) => number,
  alike: (dot: Dot, counts: boolean) => boolean,
): Dot[] {
  const dots: Dot[] = [];
  let gathered = 0n;
  for (const one of theirs) {
    const counts = one.weight > 0n;
    gathered += BigInt(carried.get(one)?.minor ?? 0);
    const last = dots.at(-1);
    if (last && alike(last, counts) && x(one) - last.x < NEAR) {
      last.of.push(one);
      last.counts ||= counts;
      last.gathered = gathered;
      continue;
    }
    // Beside one that means something else it steps aside.
    const place = last ? Math.max(x(one), last.x + NEAR) : x(one);
    dots.push({ of: [one], x: place, counts, gathered });
  }
  return dots;
}

/** How wide a stream is at most, and at least, in pixels. */
export const STREAM_MAX = 24;
const STREAM_MIN = 3;
/** Within how many pixels it widens. */
const WIDENS = 22;

/** How wide a stream of `minor` is beside the widest. */
export const streamWidth = (minor: bigint, widest: bigint) =>
  minor <= 0n || widest <= 0n ? 0 : Math.max(STREAM_MIN, (STREAM_MAX * Number(minor)) / Number(widest));

/** The outline of a lane's stream: it begins at its first touch that counts, and each one widens it. */
export function stream({ dots, y }: Lane, saleX: number, widest: bigint): string {
  const counting = dots.filter((dot) => dot.counts && dot.gathered > 0n);
  const [first] = counting;
  if (!first) return '';
  const top: string[] = [];
  const bottom: string[] = [];
  let was = 0;
  const at = (x: number, half: number) => [
    `${x.toFixed(1)} ${(y - half).toFixed(1)}`,
    `${x.toFixed(1)} ${(y + half).toFixed(1)}`,
  ];
  for (const [index, dot] of counting.entries()) {
    const half = streamWidth(dot.gathered, widest) / 2;
    const next = counting[index + 1]?.x ?? saleX;
    const until = Math.min(dot.x + WIDENS, (dot.x + next) / 2);
    for (const [upper, lower] of [at(dot.x, was), at(until, half)] as [string, string][]) {
      top.push(upper);
      bottom.push(lower);
    }
    was = half;
  }
  const [upper = '', lower = ''] = at(saleX, was);
  return `M${[...top, upper].join('L')}L${[lower, ...bottom.toReversed()].join('L')}Z`;
}
