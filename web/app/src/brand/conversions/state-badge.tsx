import { State, type Tone } from '@/shell/state';
import type { CommissionState, ConversionState } from './query.gen';
import { commissionStates, states } from './texts';

const TONES: Record<ConversionState, Tone> = {
  ATTRIBUTED: 'good',
  UNATTRIBUTED: 'quiet',
  PARTIALLY_REVERSED: 'warn',
  REVERSED: 'bad',
  RECORDED: 'river',
};

const COMMISSION_TONES: Record<CommissionState, Tone> = {
  PENDING: 'river',
  HELD: 'warn',
  PAYABLE: 'good',
  RESERVED: 'river',
  PAID: 'good',
  VOID: 'quiet',
};

/** Where a conversion stands. */
export const ConversionBadge = ({ state }: { state: ConversionState }) => (
  <State tone={TONES[state]}>{states[state]}</State>
);

/** Where a commission stands. */
export const CommissionBadge = ({ state }: { state: CommissionState }) => (
  <State tone={COMMISSION_TONES[state]}>{commissionStates[state]}</State>
);
