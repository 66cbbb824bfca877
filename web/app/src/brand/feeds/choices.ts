import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { FeedCreatorsDocument, FeedProductsDocument } from './query.gen';

export type Choice = { value: string; label: string };
export type Choices = { products: Choice[]; creators: Choice[]; more: boolean };

/** The graph gives a hundred at once, and searches neither: so many pages are read. */
const PAGES_MAX = 5;
/** How many can be chosen from at most. */
export const CHOICES_MAX = PAGES_MAX * 100;

type Page = { nodes: Choice[]; next: string | null } | null;

async function all(read: (after: string | null) => Promise<Page>): Promise<{ list: Choice[]; more: boolean }> {
  const list: Choice[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page: Page = await read(after);
    if (!page) return { list, more: false };
    list.push(...page.nodes);
    after = page.next;
    if (!after) return { list, more: false };
  }
  return { list, more: true };
}

/** Products and creators that a rule may name, the newest first. */
export function useChoices(): Choices {
  const client = useClient();
  const [choices, setChoices] = useState<Choices>({ products: [], creators: [], more: false });
  useEffect(() => {
    let gone = false;
    const products = all(async (after) => {
      const { data } = await client.query(FeedProductsDocument, { after }).toPromise();
      if (!data) return null;
      const { nodes, pageInfo } = data.products;
      const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      return { nodes: nodes.map(({ id, title }) => ({ value: id, label: title })), next };
    });
    const creators = all(async (after) => {
      const { data } = await client.query(FeedCreatorsDocument, { after }).toPromise();
      if (!data) return null;
      const { nodes, pageInfo } = data.creators;
      const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      return { nodes: nodes.map(({ id, name }) => ({ value: id, label: name })), next };
    });
    void Promise.all([products, creators]).then(([of, by]) => {
      if (!gone) setChoices({ products: of.list, creators: by.list, more: of.more || by.more });
    });
    return () => {
      gone = true;
    };
  }, [client]);
  return choices;
}

/** What can be chosen, with what is chosen already whether it was among them or not. */
export function withChosen(
  choices: readonly Choice[],
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
): Choice[] {
  const known = new Set(choices.map(({ value }) => value));
  const others = ids.filter((id) => !known.has(id)).map((id) => ({ value: id, label: names.get(id) ?? id }));
  return [...others, ...choices];
}
