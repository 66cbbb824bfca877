import type { Policy, Role, TouchKind } from './policy';
import { WHOLE_BPS } from './policy';
import { share } from './share';
import { weigh } from './weigh';

const DAY_MINUTES = 1_440;

/** A touch that may have helped, and who is paid for it. */
export type Touch = {
  /** Tells it from others; of two at one moment the lower comes first. */
  id: number;
  kind: TouchKind;
  role: Role;
  payee: string;
  /** How long before the sale, in whole minutes. */
  agoMinutes: number;
  group?: string | null;
  /** Whether its group is of coupon sites or extensions. */
  standsDown?: boolean;
};

/** Why a touch counts, or why not. */
export type Standing = 'ELIGIBLE' | 'OUTSIDE_WINDOW' | 'STOOD_DOWN';

/** A touch and what the decision made of it. `weight` is before payees are merged and bounds applied. */
export type Considered = { touch: Touch; standing: Standing; keepsBps: number; weight: bigint };

/** What one payee holds: `weight` of the sum of all shares' weights. */
export type Share = { payee: string; role: Role; closer: boolean; weight: bigint };

export type Decision = { considered: Considered[]; shares: Share[] };

/**
 * Who a policy would credit for a path, in the exact whole numbers of the domain's `attribution::decide`, so that a
 * picture of a draft shows what it will pay. All touches are valid ones here, and nobody bought before.
 */
export function decide(policy: Policy, path: Touch[]): Decision {
  const considered = [...path]
    .sort((a, b) => b.agoMinutes - a.agoMinutes || a.id - b.id)
    .map((touch): Considered => {
      const days = touch.kind === 'MOMENT_VIEW' ? policy.viewWindowDays : policy.clickWindowDays;
      const standing = touch.agoMinutes >= days * DAY_MINUTES ? 'OUTSIDE_WINDOW' : 'ELIGIBLE';
      return { touch, standing, keepsBps: WHOLE_BPS, weight: 0n };
    });
  weigh(policy, considered);
  return { considered, shares: share(policy, considered) };
}
