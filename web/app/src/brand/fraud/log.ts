import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useMay } from '@/shell/viewer';
import { CommissionLogDocument, type CommissionLogQuery } from './query.gen';
import { history as texts } from './texts';

/** What was done about a commission, and whose it is. */
export type Done = { entry: CommissionLogQuery['auditLog']['nodes'][number]; who: string };

type Commission = { id: string; state: string; payee: { name: string }; adjusts: { id: string } | null };

/** Most commissions whose log is asked for. */
const COMMISSIONS_MAX = 6;

/**
 * What was held, released and voided of commissions, in the order of time; for those who may read the audit log. Empty until it has come, and
 * read again when one of them stands elsewhere.
 */
export function useLog(commissions: Commission[]): Done[] {
  const may = useMay('AUDIT_READ');
  const client = useClient();
  const [log, setLog] = useState<Done[]>([]);
  const asked = commissions.filter(({ adjusts }) => !adjusts).slice(0, COMMISSIONS_MAX);
  const key = may ? asked.map(({ id, state }) => `${id} ${state}`).join() : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    let current = true;
    const read = async () => {
      const answers = await Promise.all(
        asked.map(async ({ id: subject, payee }) => {
          const options = { requestPolicy: 'network-only' } as const;
          const { data } = await client.query(CommissionLogDocument, { subject }, options).toPromise();
          return (data?.auditLog.nodes ?? []).map((entry) => ({ entry, who: payee.name }));
        }),
      );
      if (current) setLog(inOrder(answers.flat()));
    };
    if (key) void read();
    return () => {
      current = false;
    };
  }, [client, key]);
  return log;
}

/** The oldest first, and only what there are words for. */
const inOrder = (all: Done[]) =>
  all.filter(({ entry }) => texts.done[entry.action]).sort((a, b) => (a.entry.at < b.entry.at ? -1 : 1));
