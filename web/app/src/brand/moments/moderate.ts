import { useCallback, useRef } from 'react';
import { sayUndoable, warn } from '@/feedback/toasts';
import { sentence } from '@/form/refusal';
import { useSend } from '@/form/send';
import { form } from '@/form/texts';
import { type Refusal, Unanswered } from '@/session/ask';
import {
  MomentApproveDocument,
  type MomentApproveMutation,
  MomentFlagDocument,
  type MomentFlagMutation,
  type MomentPartsFragment,
  MomentRejectDocument,
  type MomentRejectMutation,
  MomentReopenDocument,
  type MomentReopenMutation,
  type RejectCode,
} from './query.gen';
import { refusals } from './queue/texts';
import { rejections, states, moments as texts } from './texts';

/** What can be decided about a moment. */
export type Decision = 'APPROVE' | 'FLAG' | RejectCode;

type Moment = Pick<MomentPartsFragment, 'id' | 'version' | 'moderation'>;
type Answer = { moment?: MomentPartsFragment | null; userErrors: Refusal[] };

const approved = (data: MomentApproveMutation) => data.momentApprove;
const flagged = (data: MomentFlagMutation) => data.momentFlag;
const rejected = (data: MomentRejectMutation) => data.momentReject;
const reopened = (data: MomentReopenMutation) => data.momentReopen;

const SAID: Partial<Record<Decision, string>> = { APPROVE: texts.approved, FLAG: texts.flagged };

/** What somebody else made of it meanwhile. */
export function overtaken({ moderation, rejectCode }: Pick<MomentPartsFragment, 'moderation' | 'rejectCode'>): string {
  if (moderation === 'PENDING') return texts.overtakenWords;
  return texts.overtaken(rejectCode ? `${states[moderation]}: ${rejections[rejectCode]}` : states[moderation]);
}

/**
 * Decides about moments as they were seen: what somebody else has changed meanwhile stands, and is told. Offers the way
 * back for a while. Resolves to whether it was done; `undone` is called when it was taken back.
 */
export function useModerate(undone?: (id: string) => void) {
  const approve = useSend(MomentApproveDocument, approved);
  const flag = useSend(MomentFlagDocument, flagged);
  const reject = useSend(MomentRejectDocument, rejected);
  const reopen = useSend(MomentReopenDocument, reopened);
  const underway = useRef(new Set<string>());

  return useCallback(
    async (
      { id: momentId, version, moderation }: Moment,
      decision: Decision,
      note: string | null = null,
    ): Promise<boolean> => {
      if (underway.current.has(momentId)) return false;
      underway.current.add(momentId);
      const input = { momentId, version, note };
      try {
        const answer: Answer =
          decision === 'APPROVE'
            ? await approve({ input })
            : decision === 'FLAG'
              ? await flag({ input })
              : await reject({ input: { ...input, code: decision } });
        const [refusal] = answer.userErrors;
        if (refusal) {
          const conflict = refusal.code === 'VERSION_CONFLICT' && answer.moment;
          warn(conflict ? overtaken(conflict) : (refusals[refusal.code] ?? sentence(refusal.message)));
          return false;
        }
        const now = answer.moment?.version;
        // Only what waited can wait again.
        if (moderation === 'PENDING') {
          sayUndoable(SAID[decision] ?? texts.rejected, async () => {
            const back = await reopen({ input: { momentId, version: now } });
            if (back.userErrors.length === 0) undone?.(momentId);
            return back.userErrors.length === 0;
          });
        }
        return true;
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        warn(form.unsure);
        return false;
      } finally {
        underway.current.delete(momentId);
      }
    },
    [approve, flag, reject, reopen, undone],
  );
}
