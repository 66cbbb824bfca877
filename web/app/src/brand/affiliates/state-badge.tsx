import { State, type Tone } from '@/shell/state';
import type { EnrollmentState } from './query.gen';
import { states } from './texts';

const TONES: Record<EnrollmentState, Tone> = {
  ACTIVE: 'good',
  APPLIED: 'warn',
  INVITED: 'river',
  SUSPENDED: 'bad',
  BANNED: 'bad',
  REJECTED: 'quiet',
  LEFT: 'quiet',
};

/** Where an enrollment stands. */
export const EnrollmentBadge = ({ state }: { state: EnrollmentState }) => (
  <State tone={TONES[state]}>{states[state]}</State>
);
