import { State, type Tone } from '@/shell/state';
import type { PayoutRunState, PayoutState } from './query.gen';
import { payoutStates, states } from './texts';

const TONES: Record<PayoutRunState, Tone> = {
  DRAFT: 'quiet',
  PREVIEWED: 'warn',
  APPROVED: 'river',
  FUNDING: 'warn',
  EXECUTING: 'river',
  PAUSED: 'warn',
  COMPLETED: 'good',
  COMPLETED_WITH_FAILURES: 'bad',
  CANCELLED: 'quiet',
};

const PAYOUT_TONES: Record<PayoutState, Tone> = {
  RESERVED: 'river',
  SUBMITTING: 'river',
  TRANSFERRED: 'good',
  PARTIALLY_REVERSED: 'warn',
  REVERSED: 'bad',
  UNKNOWN: 'warn',
  NEEDS_REVIEW: 'bad',
  FAILED: 'bad',
  BLOCKED: 'warn',
  CANCELLED: 'quiet',
};

/** Where a run stands. */
export const RunBadge = ({ state }: { state: PayoutRunState }) => <State tone={TONES[state]}>{states[state]}</State>;

/** Where a payout stands. */
export const PayoutBadge = ({ state }: { state: PayoutState }) => (
  <State tone={PAYOUT_TONES[state]}>{payoutStates[state]}</State>
);
