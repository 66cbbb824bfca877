import { useCallback, useRef, useState } from 'react';
import { sayUndoable, warn } from '@/feedback/toasts';
import { sentence } from '@/form/refusal';
import { useSend } from '@/form/send';
import { form } from '@/form/texts';
import { Unanswered } from '@/session/ask';
import type { RejectCode } from '../query.gen';
import { MomentsDecideDocument, type MomentsDecideMutation, type MomentVerdict } from './query.gen';
import { refusals, queue as texts } from './texts';

type Moment = { id: string; version: string };
type Left = { code: string; message: string };

const payload = (data: MomentsDecideMutation) => data.momentsDecide;

/** What is said of those that were left as they are: how many, and why; each reason once. */
export function leftText(left: readonly Left[]): string {
  const why = [...new Set(left.map(({ code, message }) => refusals[code] ?? sentence(message)))];
  return texts.notMany(left.length, why.join(' '));
}

/** Decides about many at once, and offers the way back. Resolves to the ids that are decided. */
export function useBulk(undone: (ids: string[]) => void) {
  const send = useSend(MomentsDecideDocument, payload);
  const [busy, setBusy] = useState(false);
  const underway = useRef(false);
  const decide = useCallback(
    async (moments: Moment[], verdict: MomentVerdict, code: RejectCode | null, note: string | null) => {
      if (underway.current || moments.length === 0) return [];
      underway.current = true;
      setBusy(true);
      try {
        const chosen = moments.map(({ id, version }) => ({ momentId: id, version }));
        const answer = await send({ input: { moments: chosen, verdict, code, note } });
        const [refusal] = answer.userErrors;
        if (refusal) {
          warn(sentence(refusal.message));
          return [];
        }
        const done = answer.moments ?? [];
        if (answer.notDecided?.length) warn(leftText(answer.notDecided));
        if (done.length > 0) {
          sayUndoable(texts.many(done.length, texts.decided[verdict]), async () => {
            const back = done.map(({ id, version }) => ({ momentId: id, version }));
            const again = await send({ input: { moments: back, verdict: 'REOPEN' } });
            const reopened = (again.moments ?? []).map(({ id }) => id);
            undone(reopened);
            return reopened.length === done.length;
          });
        }
        return done.map(({ id }) => id);
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        warn(form.unsure);
        return [];
      } finally {
        underway.current = false;
        setBusy(false);
      }
    },
    [send, undone],
  );
  return [decide, busy] as const;
}
