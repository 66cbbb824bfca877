import { isOutside } from '@/path/outside';
import { State, type Tone } from '@/shell/state';
import type { CommissionState, ConversionState } from './query.gen';
import { commissionStates, states, conversions as texts } from './texts';

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

type Commission = { state: CommissionState; why: unknown };

/** Where a commission stands, in words. What limits cut was not made void by anybody. */
export const commissionWords = ({ state, why }: Commission): string =>
  isOutside(why) ? texts.outside : commissionStates[state];

/** The same as a badge. */
export const CommissionBadge = ({ commission }: { commission: Commission }) => (
  <State tone={COMMISSION_TONES[commission.state]}>{commissionWords(commission)}</State>
);
