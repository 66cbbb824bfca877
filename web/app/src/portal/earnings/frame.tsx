import type { ReactNode } from 'react';
import { isOutside } from '@/path/outside';
import { Page } from '@/shell/page';
import { Tabs } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import type { EarningsPhase } from './query.gen';
import { phases, earnings as texts } from './texts';

/** Around the lists of earnings. */
export function EarningsFrame({ children }: { children: ReactNode }) {
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Tabs
        label={texts.parts}
        places={[
          { to: '/portal/earnings', label: texts.commissions, end: true },
          { to: '/portal/earnings/payouts', label: texts.payouts },
        ]}
      />
      {children}
    </Page>
  );
}

const TONES: Record<EarningsPhase, Tone> = {
  EARNED: 'river',
  HELD: 'warn',
  PAYABLE: 'good',
  RESERVED: 'river',
  IN_TRANSIT: 'river',
  PAID: 'good',
  OWED: 'bad',
  VOID: 'quiet',
};

/** Where money stands between the sale and the bank. */
export const PhaseBadge = ({ phase }: { phase: EarningsPhase }) => <State tone={TONES[phase]}>{phases[phase]}</State>;

type Commission = { why: unknown; standing: { phase: EarningsPhase } };

/** Where a commission stands, in words. What limits cut was not made void by anybody. */
export const standingWords = ({ why, standing: { phase } }: Commission): string =>
  isOutside(why) ? texts.outside : phases[phase];

/** The same as a badge. */
export const StandingBadge = ({ commission }: { commission: Commission }) => (
  <State tone={TONES[commission.standing.phase]}>{standingWords(commission)}</State>
);
