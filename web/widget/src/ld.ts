// JSON-LD for search engines: the products of what is shown, with the reviews of them. One element in the head for all
// widgets of the page.
import type { Moment, Product } from './moment';

const REVIEWS_MAX = 20;

interface Known {
  product: Product;
  reviews: Map<string, Moment>;
}

/** JSON that ends no script element and begins no comment, wherever it is written. */
export const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

const stars = (value: number, count?: number) => ({
  '@type': count === undefined ? 'Rating' : 'AggregateRating',
  ratingValue: value,
  bestRating: 5,
  worstRating: 1,
  ...(count === undefined ? {} : { reviewCount: count }),
});

function review(moment: Moment) {
  return {
    '@type': 'Review',
    // Without a name it is nobody's, which is said so.
    author: { '@type': 'Person', name: moment.creator ?? 'Anonymous' },
    ...(moment.publishedAt ? { datePublished: moment.publishedAt.toISOString().slice(0, 10) } : {}),
    ...(moment.title ? { name: moment.title } : {}),
    ...(moment.body ? { reviewBody: moment.body } : {}),
    ...(moment.stars ? { reviewRating: stars(moment.stars) } : {}),
  };
}

/** The mean of a product's reviews: the server's, over all that are published; where it has none, of those shown. */
function aggregate({ product, reviews }: Known) {
  if (product.rating !== undefined) {
    return product.rating && stars(Math.round(product.rating.mean * 100) / 100, product.rating.count);
  }
  const given = [...reviews.values()].map((moment) => moment.stars).filter((value) => value !== null);
  if (given.length === 0) return null;
  return stars(Math.round((given.reduce((sum, value) => sum + value, 0) / given.length) * 100) / 100, given.length);
}

/** What is to be said of these moments; null for nothing. */
export function linkedData(moments: Iterable<Moment>): object | null {
  const products = new Map<string, Known>();
  for (const moment of moments) {
    // There is no way to say here that a review was paid for: one that was is left out.
    if (moment.kind !== 'REVIEW' || !moment.stars || moment.incentivised) continue;
    for (const product of moment.products) {
      const known = products.get(product.id) ?? { product, reviews: new Map() };
      known.reviews.set(moment.id, moment);
      products.set(product.id, known);
    }
  }
  const graph = [...products.values()].map((known) => {
    const rating = aggregate(known);
    return {
      '@type': 'Product',
      name: known.product.title,
      ...(known.product.url ? { url: known.product.url, '@id': known.product.url } : {}),
      ...(rating ? { aggregateRating: rating } : {}),
      review: [...known.reviews.values()].slice(0, REVIEWS_MAX).map(review),
    };
  });
  return graph.length > 0 ? { '@context': 'https://schema.org', '@graph': graph } : null;
}

const shown = new Map<object, readonly Moment[]>();
let element: HTMLScriptElement | undefined;
let written = '';

/** Says what this widget shows now; nothing for an empty list. */
export function say(widget: object, moments: readonly Moment[]): void {
  if (moments.length > 0) shown.set(widget, moments);
  else shown.delete(widget);
  const data = linkedData([...shown.values()].flat());
  const json = data ? escaped(data) : '';
  if (json === written) return;
  written = json;
  element?.remove();
  element = undefined;
  if (!json) return;
  const made = document.createElement('script');
  made.type = 'application/ld+json';
  made.dataset.tributary = '';
  try {
    // A data block: nothing in it is run. Trusted types want to hear that even of such a one.
    made.text = trust(json);
  } catch {
    // The page's policy names who may write scripts, and we are not among them.
    return;
  }
  element = made;
  document.head.append(made);
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScript(text: string): string }): { createScript(text: string): string };
}

let policy: { createScript(text: string): string } | undefined;

function trust(json: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('tributary', { createScript: (text) => text });
  return policy?.createScript(json) ?? json;
}
