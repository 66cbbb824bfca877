import { decide, type Share, type Standing, type Touch } from '@/attribution/decide';
import { type Policy, type Role, type TouchKind, UNBOUNDED, WHOLE_BPS } from '@/attribution/policy';
import { apportion } from '@/money/money';
import { minutesOf } from './span';
import type { picture } from './texts';

export type Party = keyof typeof picture.parties;

const BY_LINK: TouchKind[] = ['CLICK', 'CODE'];
const BY_CONTENT: TouchKind[] = ['MOMENT_VIEW', 'MOMENT_CLICK'];

/** Who may be on the path of the picture, and by what. The coupon site's group stands down. */
export const PARTIES: Record<Party, { role: Role; kinds: TouchKind[]; standsDown?: boolean }> = {
  ines: { role: 'CREATOR', kinds: BY_CONTENT },
  sam: { role: 'CREATOR', kinds: BY_CONTENT },
  joe: { role: 'AFFILIATE', kinds: BY_LINK },
  amy: { role: 'AFFILIATE', kinds: BY_LINK },
  coupons: { role: 'AFFILIATE', kinds: BY_LINK, standsDown: true },
};

/** One touch of the path as it is drawn; `ago` is a typed span, `5 days`. */
export type Step = { id: number; party: Party; kind: TouchKind; ago: string };

/** What is shown at first: content that convinces, a link that brings, content again, and a code at the till. */
export const FIRST_PATH: Step[] = [
  { id: 1, party: 'ines', kind: 'MOMENT_CLICK', ago: '5 days' },
  { id: 2, party: 'joe', kind: 'CLICK', ago: '3 days' },
  { id: 3, party: 'sam', kind: 'MOMENT_VIEW', ago: '6 hours' },
  { id: 4, party: 'coupons', kind: 'CODE', ago: '2 minutes' },
];

/** The picture's path may be longer than any window. */
export const AGO_DAYS_MAX = 400;
export const STEPS_MAX = 8;

/** How long ago, in minutes; null where it is none. */
export const agoOf = ({ ago }: Step) => minutesOf(ago, 0, AGO_DAYS_MAX * 1_440);

/** The earliest first; one whose time makes no sense stays where it is. */
export function inOrder(path: Step[]): Step[] {
  return [...path].sort((a, b) => {
    const [one, other] = [agoOf(a), agoOf(b)];
    return one === null || other === null ? 0 : other - one || a.id - b.id;
  });
}

/** A touch more, later than all. */
export function withOneMore(path: Step[]): Step[] {
  const id = Math.max(0, ...path.map((step) => step.id)) + 1;
  return [...path, { id, party: 'amy', kind: 'CLICK', ago: '1 minutes' }];
}

/** What a policy makes of a touch of the path, in basis points of all weight. */
export type Placed = { standing: Standing; keepsBps: number; bps: number };
/** What a party has, in basis points; `unboundedBps` is what it would have without limits. */
export type Part = { party: Party; role: Role; closer: boolean; bps: number; unboundedBps: number };

/** The sample as a policy shares it: each touch by its id, and each party in order of its first touch that counts. */
export function shareOut(policy: Policy, path: Step[]): { steps: Map<number, Placed>; parts: Part[] } {
  const touches = path.flatMap((step): Touch[] => {
    const agoMinutes = agoOf(step);
    const { role, standsDown = false } = PARTIES[step.party];
    return agoMinutes === null ? [] : [{ ...step, payee: step.party, role, standsDown, agoMinutes }];
  });
  const { considered, shares } = decide(policy, touches);
  const own = bpsOf(considered.map(({ weight }) => weight));
  const steps = new Map(
    considered.map(({ touch, standing, keepsBps }, at) => [touch.id, { standing, keepsBps, bps: own[at] ?? 0 }]),
  );
  const free = decide({ ...policy, affiliates: UNBOUNDED, creators: UNBOUNDED, closer: UNBOUNDED }, touches).shares;
  const freely = new Map(free.map(({ payee }, at) => [payee, bpsOf(weightsOf(free))[at] ?? 0]));
  const bounded = bpsOf(weightsOf(shares));
  const parts = shares.map(({ payee, role, closer }, at) => ({
    party: payee as Party,
    role,
    closer,
    bps: bounded[at] ?? 0,
    unboundedBps: freely.get(payee) ?? 0,
  }));
  return { steps, parts };
}

const weightsOf = (shares: Share[]) => shares.map(({ weight }) => weight);
const bpsOf = (weights: bigint[]) => apportion(BigInt(WHOLE_BPS), weights).map(Number);
