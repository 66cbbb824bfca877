import { useCallback } from 'react';
import { useAct } from '@/form/act';
import { clock } from '@/time/time';
import { type HeldPartsFragment, MomentClaimDocument, MomentReleaseDocument } from './query.gen';
import { queue as texts } from './texts';

/** Takes a moment into one's hands, and gives it back. */
export function useClaim() {
  const [claim] = useAct(MomentClaimDocument, (data) => data.momentClaim);
  const [release] = useAct(MomentReleaseDocument, (data) => data.momentRelease);
  const take = useCallback((momentId: string) => claim(() => ({ input: { momentId } })), [claim]);
  const giveBack = useCallback((momentId: string) => release(() => ({ input: { momentId } })), [release]);
  return { take, giveBack };
}

type Claim = NonNullable<HeldPartsFragment['claim']>;

/** Who looks at it, and until when. */
export const claimText = ({ mine, until, by }: Claim): string =>
  mine ? texts.taken(clock(until)) : texts.takenBy(by.name ?? texts.somebody, clock(until));
