import type { OperationContext, TypedDocumentNode } from '@urql/core';
import { useCallback, useRef, useState } from 'react';
import { say, warn } from '@/feedback/toasts';
import { type Refusal, Unanswered } from '@/session/ask';
import { Attempt } from './attempt';
import { sentence } from './refusal';
import { useSend } from './send';
import { form } from './texts';

type Payload = { userErrors: Refusal[] };

/**
 * A button's mutation: sent once however often it is pressed, its outcome said in a toast. `act` takes the variables,
 * which may hold the idempotency key it is given, and answers whether it was done.
 */
export function useAct<Data, Variables extends Record<string, unknown>, Answer extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  payload: (data: Data) => Answer,
  context?: Partial<OperationContext>,
) {
  const send = useSend(document, payload, context);
  const [busy, setBusy] = useState(false);
  const underway = useRef(false);
  const attempt = useRef(new Attempt());
  const act = useCallback(
    async (
      variables: (key: string) => Variables,
      said?: string,
    ): Promise<Partial<Omit<Answer, 'userErrors'>> | null> => {
      if (underway.current) return null;
      underway.current = true;
      setBusy(true);
      try {
        const answer = await send(variables(attempt.current.for(variables(''))));
        attempt.current.done();
        const [refusal] = answer.userErrors;
        if (refusal) {
          warn(sentence(refusal.message));
          return null;
        }
        if (said) say(said);
        return answer;
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        warn(form.unsure);
        return null;
      } finally {
        underway.current = false;
        setBusy(false);
      }
    },
    [send],
  );
  return [act, busy] as const;
}
