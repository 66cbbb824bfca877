import type { PayoutRunState } from './query.gen';

/** The steps of a run, in order. */
export const STEPS = ['preview', 'approve', 'fund', 'pay'] as const;

/** How far a run has come: the step that comes next, and whether it is stuck there. `STEPS.length` is the end. */
export function progress(state: PayoutRunState): { at: number; stuck: boolean } {
  switch (state) {
    case 'DRAFT':
      return { at: 0, stuck: false };
    case 'PREVIEWED':
      return { at: 1, stuck: false };
    case 'APPROVED':
    case 'FUNDING':
      return { at: 2, stuck: false };
    case 'EXECUTING':
      return { at: 3, stuck: false };
    case 'PAUSED':
      return { at: 3, stuck: true };
    case 'COMPLETED':
      return { at: STEPS.length, stuck: false };
    case 'COMPLETED_WITH_FAILURES':
      return { at: STEPS.length, stuck: true };
    case 'CANCELLED':
      return { at: -1, stuck: true };
  }
}
