import { State, type Tone } from '@/shell/state';
import type { Moderation } from './query.gen';
import { states, moments as texts } from './texts';

const TONES: Record<Moderation, Tone> = { PENDING: 'river', APPROVED: 'good', REJECTED: 'quiet', FLAGGED: 'warn' };

/** Where moderation stands. */
export const ModerationBadge = ({ state }: { state: Moderation }) => <State tone={TONES[state]}>{states[state]}</State>;

/** That its author earns from it. */
export const PaidFor = () => <State tone="warn">{texts.paidFor}</State>;
