import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { pipe, subscribe, take } from 'wonka';
import { sentence } from '@/form/refusal';
import { failure } from '@/graph/failure';
import { inWords } from './draft';
import { AttributionReplayDocument, type AttributionReplayQueryVariables } from './query.gen';
import type { Replay } from './replayed';
import { replay as texts } from './texts';

/** A trial: it runs since then, it came to something, or it was refused, in words. */
export type Trial =
  | { state: 'idle' }
  | { state: 'running'; since: number }
  | { state: 'done'; replay: Replay }
  | { state: 'refused'; text: string };

/** What the server says itself of what it was asked, such as of terms: its own faults it keeps to itself. */
function told({ graphQLErrors: [first] }: CombinedError): string | null {
  const { code } = first?.extensions ?? {};
  return first && typeof code === 'string' && code !== 'INTERNAL' ? sentence(first.message) : null;
}

/** What went wrong, for people. */
export function refusal(error: CombinedError): string {
  const { kind, code } = failure(error);
  if (kind === 'offline') return texts.offline;
  if (code === 'HTTP_504' || code === 'HTTP_408') return texts.refusals.TIMEOUT ?? texts.failed;
  return texts.refusals[code] ?? inWords(code) ?? told(error) ?? texts.failed;
}

/**
 * Tries a policy on a period, once for each time it is asked to: it is heavy, so nothing asks for it by itself. `stop`
 * takes the request back, and so does leaving the screen.
 */
export function useTrial(): {
  trial: Trial;
  run: (input: AttributionReplayQueryVariables['input']) => void;
  stop: () => void;
} {
  const client = useClient();
  const [trial, setTrial] = useState<Trial>({ state: 'idle' });
  const underway = useRef<{ unsubscribe: () => void } | null>(null);
  const end = useCallback(() => {
    underway.current?.unsubscribe();
    underway.current = null;
  }, []);
  useEffect(() => end, [end]);
  const run = useCallback(
    (input: AttributionReplayQueryVariables['input']) => {
      end();
      setTrial({ state: 'running', since: Date.now() });
      underway.current = pipe(
        client.query(AttributionReplayDocument, { input }, { requestPolicy: 'network-only', once: true }),
        take(1),
        subscribe(({ data, error }) => {
          if (data) setTrial({ state: 'done', replay: data.attributionReplay });
          else setTrial({ state: 'refused', text: error ? refusal(error) : texts.failed });
        }),
      );
    },
    [client, end],
  );
  const stop = useCallback(() => {
    end();
    setTrial({ state: 'idle' });
  }, [end]);
  return { trial, run, stop };
}
