import { useQuery } from 'urql';
import { having } from '@/graph/node';
import type { Decision } from '@/path/decision';
import { isKnown, readRule } from '@/terms/rules';
import { conditions, reward } from '@/terms/words';
import { RulesOfTermsDocument } from './query.gen';

/** What the rules say that a decision was made by, by their ids: what they give, and when. */
export function useRules({ credits }: Decision, currency: string): ReadonlyMap<string, string> {
  const ids = [...new Set(credits.flatMap(({ terms }) => terms?.id || []))];
  const [{ data }] = useQuery({ query: RulesOfTermsDocument, variables: { ids }, pause: ids.length === 0 });
  const said = new Map<string, string>();
  for (const node of data?.nodes ?? []) {
    const terms = having(node, 'rules');
    for (const raw of terms?.rules ?? []) {
      const rule = readRule(raw);
      if (!terms || !isKnown(rule)) continue;
      said.set(raw.id, [reward(rule, currency), ...conditions(rule, currency, terms.period)].join(' · '));
    }
  }
  return said;
}
