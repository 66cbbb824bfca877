import type { OperationContext, TypedDocumentNode } from '@urql/core';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { type Failure, failure } from '@/graph/failure';
import { type Refusal, Unanswered } from '@/session/ask';
import { session } from '@/session/texts';
import { form } from './texts';

type Payload = { userErrors: Refusal[] };

function refusalOf({ code, requestId, retryAfterMs }: Failure): Refusal {
  if (code === 'THROTTLED') return { code, message: session.throttled(retryAfterMs ?? 0) };
  if (code === 'FORBIDDEN') return { code, message: form.forbidden };
  if (code === 'EMAIL_UNVERIFIED') return { code, message: form.unverified };
  return { code, message: `${form.failed}${requestId ? ` (${requestId})` : ''}` };
}

/**
 * Sends a mutation and returns its payload, whose `userErrors` also hold what went wrong beyond the payload. Throws
 * [`Unanswered`] when it is not known whether it was done.
 */
export function useSend<Data, Variables extends Record<string, unknown>, Answer extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  payload: (data: Data) => Answer,
  context?: Partial<OperationContext>,
): (variables: Variables) => Promise<Partial<Omit<Answer, 'userErrors'>> & Payload> {
  const client = useClient();
  return useCallback(
    async (variables) => {
      const { data, error } = await client.mutation(document, variables as never, context).toPromise();
      if (error) {
        const told = failure(error);
        if (told.kind === 'offline' || told.code.startsWith('HTTP_5')) throw new Unanswered(told.code);
        return { userErrors: [refusalOf(told)] } as Partial<Omit<Answer, 'userErrors'>> & Payload;
      }
      if (!data) throw new Unanswered('no data');
      return payload(data);
    },
    [client, document, payload, context],
  );
}
