import { useState } from 'react';
import { useClient } from 'urql';
import { warn } from '@/feedback/toasts';
import { walk } from '@/table/pages';
import { type Row, SOURCE } from './columns';
import { earnings as texts } from './texts';

/** How many pages of commissions are looked through for one. */
const PAGES_MAX = 20;

type Found = Row | 'asking' | 'none' | null;

/** Finds the commission that a correction corrects: it is older, so it lies further down the list. */
export function useCorrected(id: string | null | undefined) {
  const client = useClient();
  const [found, setFound] = useState<Found>(null);
  async function look() {
    setFound('asking');
    let pages = 0;
    try {
      for await (const edges of walk(client, { ...SOURCE, variables: {} })) {
        const row = edges.find(({ node }) => node.id === id)?.node;
        if (row) return setFound(row);
        pages += 1;
        if (pages === PAGES_MAX) break;
      }
      setFound('none');
    } catch {
      setFound(null);
      warn(texts.lookFailed);
    }
  }
  return { found, look, leave: () => setFound(null) };
}
