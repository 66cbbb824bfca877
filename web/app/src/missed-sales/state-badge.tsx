import type { MissedSaleState } from '@/graph/schema.gen';
import { State, type Tone } from '@/shell/state';
import { states } from './texts';

const TONES: Record<MissedSaleState, Tone> = {
  REPORTED: 'warn',
  ACCEPTED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'quiet',
};

/** Where a missed sale stands. */
export const MissedSaleBadge = ({ state }: { state: MissedSaleState }) => (
  <State tone={TONES[state]}>{states[state]}</State>
);
