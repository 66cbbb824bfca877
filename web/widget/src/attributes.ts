// What a tag says: `data-…` attributes, read into settings or refused.
import { object } from './read';
import { type Texts, textsFor } from './texts';

export type Layout = 'carousel' | 'grid';

/** Moments of a first page, where the tag does not say. */
const LIMIT: Record<Layout, number> = { carousel: 12, grid: 9 };
const LIMIT_MAX = 48;

export interface Settings {
  key: string;
  feed: string;
  layout: Layout;
  /** Moments of a page. */
  limit: number;
  /** Null: the feed's name. Empty: none is seen. */
  heading: string | null;
  headingLevel: number;
  /** Where it mounts; null: beside the tag. */
  target: string | null;
  jsonLd: boolean;
  /** BCP 47: of dates and numbers. */
  language: string;
  texts: Texts;
}

const whole = (value: string | undefined, least: number, most: number, otherwise: number): number => {
  if (value === undefined || !/^\d{1,3}$/.test(value)) return otherwise;
  return Math.min(most, Math.max(least, Number(value)));
};

/** A language that `Intl` takes. */
function language(given: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(given)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function own(json: string | undefined): Record<string, unknown> {
  try {
    return object(JSON.parse(json ?? '{}')) ?? {};
  } catch {
    return {};
  }
}

/** Errors: a sentence for whoever wrote the tag. */
export function attributes(data: DOMStringMap, pageLanguage: string): Settings | string {
  const { key, feed } = data;
  if (!key?.startsWith('trb_pk_')) return 'data-key has to be a publishable key';
  if (!feed || !/^[a-z0-9-]{1,63}$/.test(feed)) return 'data-feed has to be the handle of a feed';
  if (data.layout !== undefined && data.layout !== 'carousel' && data.layout !== 'grid') {
    return 'data-layout is carousel or grid';
  }
  const layout = data.layout ?? 'carousel';
  const of = language(data.language ?? (pageLanguage || undefined));
  return {
    key,
    feed,
    layout,
    limit: whole(data.limit, 1, LIMIT_MAX, LIMIT[layout]),
    heading: data.heading ?? null,
    headingLevel: whole(data.headingLevel, 1, 6, 2),
    target: data.target || null,
    jsonLd: data.jsonLd !== 'off',
    language: of,
    texts: textsFor(of, own(data.texts)),
  };
}
