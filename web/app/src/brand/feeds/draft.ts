import type {
  FeedOrder,
  FeedPartsFragment,
  FeedRuleInput,
  FeedUpdateInput,
  FeedVersionPartsFragment,
  Intent,
  MomentKind,
} from './query.gen';

/** What a feed is to show, as it is being changed. Empty lists ask for nothing. */
export type Draft = {
  name: string;
  curated: boolean;
  order: FeedOrder;
  productIds: string[];
  creatorIds: string[];
  kinds: MomentKind[];
  intents: Intent[];
  hashtags: string[];
  languages: string[];
  /** 1 to 5, or 0 for whatever. */
  least: number;
  most: number;
  pinIds: string[];
};

export const PINS_MAX = 50;
export const IDS_MAX = 250;
export const WORDS_MAX = 50;
const STARS_MOST = 5;

export const KINDS: readonly MomentKind[] = ['REVIEW', 'SOCIAL_POST', 'VIDEO', 'QUESTION', 'ANSWER'];
export const INTENTS: readonly Intent[] = ['KNOW', 'GO', 'DO', 'BUY', 'NONE'];
export const ORDERS: readonly FeedOrder[] = ['RANKED', 'TOP_RATED', 'MOST_HELPFUL', 'NEWEST'];

/** What a version shows, to be changed. */
export function draftOf(name: string, { rule, order, pinIds }: FeedVersionPartsFragment): Draft {
  return {
    name,
    curated: !rule,
    order,
    productIds: rule?.productIds ?? [],
    creatorIds: rule?.creatorIds ?? [],
    kinds: rule?.kinds ?? [],
    intents: rule?.intents ?? [],
    hashtags: rule?.hashtags ?? [],
    languages: rule?.languages ?? [],
    least: rule?.stars?.least ?? 0,
    most: rule?.stars?.most ?? 0,
    pinIds,
  };
}

/** The rule as the graph takes it; null for a feed of its pins alone. */
export function ruleOf(draft: Draft): FeedRuleInput | null {
  if (draft.curated) return null;
  const { productIds, creatorIds, kinds, intents, hashtags, languages, least, most } = draft;
  const stars = least || most ? { least: least || 1, most: most || STARS_MOST } : null;
  return { productIds, creatorIds, kinds, intents, hashtags, languages, stars };
}

/** What a preview is asked with. */
export const previewOf = (draft: Draft) => ({
  rule: ruleOf(draft),
  curated: draft.curated,
  order: draft.order,
  pinIds: draft.pinIds,
});

/** The draft as the next version of a feed. */
export const inputOf = (draft: Draft, feed: Pick<FeedPartsFragment, 'id' | 'version'>): FeedUpdateInput => ({
  feedId: feed.id,
  version: feed.version,
  name: draft.name.trim(),
  ...previewOf(draft),
});

const sorted = (list: readonly string[]) => [...list].sort().join('\n');

/** The parts of a draft that a version is told apart by. Of all lists but the pins, the order says nothing. */
export type Part =
  | 'name'
  | 'rule'
  | 'products'
  | 'creators'
  | 'kinds'
  | 'intents'
  | 'hashtags'
  | 'languages'
  | 'stars'
  | 'order'
  | 'pins';

/** Which parts differ. What a curated feed would show by itself says nothing. */
export function differences(before: Draft, after: Draft): Part[] {
  const found: Part[] = [];
  const add = (part: Part, differs: boolean) => differs && found.push(part);
  add('name', before.name.trim() !== after.name.trim());
  add('rule', before.curated !== after.curated);
  if (!after.curated) {
    add('products', sorted(before.productIds) !== sorted(after.productIds));
    add('creators', sorted(before.creatorIds) !== sorted(after.creatorIds));
    add('kinds', sorted(before.kinds) !== sorted(after.kinds));
    add('intents', sorted(before.intents) !== sorted(after.intents));
    add('hashtags', sorted(before.hashtags.map(plain)) !== sorted(after.hashtags.map(plain)));
    add('languages', sorted(before.languages.map(primary)) !== sorted(after.languages.map(primary)));
    add('stars', JSON.stringify(ruleOf({ ...before, curated: false })?.stars) !== JSON.stringify(ruleOf(after)?.stars));
    add('order', before.order !== after.order);
  }
  add('pins', before.pinIds.join('\n') !== after.pinIds.join('\n'));
  return found;
}

/** A hashtag without its sign, in small letters. */
export const plain = (hashtag: string): string => hashtag.trim().replace(/^#/, '').toLowerCase();

/** The first part of a language's tag: `en` of `en-GB`. */
export const primary = (language: string): string => language.trim().split(/[-_]/)[0]?.toLowerCase() ?? '';

/** A word for addresses out of a name: `Autumn picks!` is `autumn-picks`. */
export const handleOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-$/, '');

const strings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const among = <Word extends string>(words: readonly Word[], value: unknown): value is Word[] =>
  strings(value) && value.every((one) => (words as readonly string[]).includes(one));
const stars = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= STARS_MOST;

/** What is kept of a draft: it, and the version it began with. */
export type KeptDraft = { draft: Draft; version: number };

/** Reads what was kept; nothing where an older page kept something else. */
export function readKept(value: unknown): KeptDraft | null {
  const { draft, version } = (typeof value === 'object' && value !== null ? value : {}) as Partial<KeptDraft>;
  if (typeof version !== 'number' || typeof draft !== 'object' || draft === null) return null;
  const { name, curated, order, kinds, intents } = draft;
  const known =
    typeof name === 'string' &&
    typeof curated === 'boolean' &&
    ORDERS.includes(order) &&
    among(KINDS, kinds) &&
    among(INTENTS, intents) &&
    [draft.productIds, draft.creatorIds, draft.hashtags, draft.languages, draft.pinIds].every(strings) &&
    [draft.least, draft.most].every(stars);
  return known ? { draft, version } : null;
}
