import type { Audience, EnrollmentState } from './query.gen';

/** Where one stands to a programme: the state one is in, or what one may do about being in none. */
export type Place = EnrollmentState | 'CREATOR' | 'FOR_CREATORS' | 'OPEN' | 'SHUT';

type Known = {
  state: EnrollmentState | undefined;
  audience: Audience;
  /** Whether its terms are theirs. */
  mine: boolean;
  /** Whether anybody may ask to join it. */
  open: boolean;
};

/** A programme of creators is joined by nobody: it pays those whose claims were granted. */
export function placeOf({ state, audience, mine, open }: Known): Place {
  if (state) return state;
  if (audience === 'CREATORS') return mine ? 'CREATOR' : 'FOR_CREATORS';
  return open ? 'OPEN' : 'SHUT';
}

/** Those programmes that pay one as a creator, which no enrollment leads to. */
export const ofCreators = <Program extends { audience: Audience }>(programs: readonly Program[]) =>
  programs.filter(({ audience }) => audience === 'CREATORS');
