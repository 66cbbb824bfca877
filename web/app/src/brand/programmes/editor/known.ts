import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { KnownCodesDocument, KnownProductsDocument, type KnownProductsQuery } from './query.gen';

type Product = KnownProductsQuery['products']['nodes'][number];

/** So many pages of products are looked through; a brand with more of them has words that are not known here. */
const PAGES_MAX = 10;

/** The words there are for conditions. */
export type KnownWords = {
  skus: string[];
  categories: string[];
  codes: string[];
  /** What a stock code is. */
  titles: ReadonlyMap<string, string>;
  /** Whether all products were looked at: what is not among them has not been seen. */
  complete: boolean;
};

const sorted = (words: Iterable<string>) => [...new Set(words)].sort((a, b) => a.localeCompare(b, 'en-GB'));

/** The words of products and codes. */
export function wordsOf(products: Product[], codes: string[], complete: boolean): KnownWords {
  return {
    skus: sorted(products.map(({ externalId }) => externalId)),
    categories: sorted(products.flatMap(({ category }) => category ?? [])),
    codes: sorted(codes),
    titles: new Map(products.map(({ externalId, title }) => [externalId, title])),
    complete,
  };
}

/** Whether no product has this stock code or category; of what is not known nothing is said. */
export const unseen = (words: KnownWords, name: 'skus' | 'categories', word: string) =>
  words.complete && !words[name].includes(word);

/** The words of the brand's products and codes. */
export function useKnownWords(): KnownWords {
  const client = useClient();
  const [found, setFound] = useState<{ products: Product[]; complete: boolean }>({ products: [], complete: false });
  const [{ data }] = useQuery({ query: KnownCodesDocument });
  useEffect(() => {
    let stopped = false;
    const look = async () => {
      const products: Product[] = [];
      let after: string | null = null;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const answer = await client.query(KnownProductsDocument, { after }).toPromise();
        const part: KnownProductsQuery['products'] | undefined = answer.data?.products;
        if (stopped || !part) return;
        products.push(...part.nodes);
        const complete = !part.pageInfo.hasNextPage;
        setFound({ products: [...products], complete });
        if (complete) return;
        after = part.pageInfo.endCursor ?? null;
      }
    };
    void look();
    return () => {
      stopped = true;
    };
  }, [client]);
  return wordsOf(found.products, data?.codes.nodes.map(({ code }) => code) ?? [], found.complete);
}
