import { wants as intents } from '@/brand/moments/day/texts';
import { kinds } from '@/brand/moments/texts';
import { type Draft, draftOf, type Part } from './draft';
import type { FeedVersionPartsFragment } from './query.gen';
import { building, orders } from './texts';

/** Names of what ids stand for. */
export type Names = ReadonlyMap<string, string>;

/** What a version's products and creators are called. */
export function namesOf(versions: readonly FeedVersionPartsFragment[]): Names {
  const names = new Map<string, string>();
  for (const { rule } of versions) {
    for (const { id, title } of rule?.products ?? []) names.set(id, title);
    for (const { id, name } of rule?.creators ?? []) names.set(id, name);
  }
  return names;
}

const LISTED_MAX = 3;

/** The first few of a list, and how many more. */
export function few(list: readonly string[]): string {
  const more = list.length - LISTED_MAX;
  return more > 0 ? `${list.slice(0, LISTED_MAX).join(', ')} and ${more} more` : list.join(', ');
}

const called = (ids: readonly string[], names: Names, one: string, many: string): string => {
  const known = ids.flatMap((id) => names.get(id) ?? []);
  return known.length === ids.length ? few(known) : ids.length === 1 ? `1 ${one}` : `${ids.length} ${many}`;
};

const starsText = ({ least, most }: Draft): string => {
  const [from, to] = [least || 1, most || 5];
  return from === to ? `${from} stars` : `${from} to ${to} stars`;
};

/** One part of a draft in words; null where it asks for nothing. */
export function partText(draft: Draft, part: Part, names: Names): string | null {
  switch (part) {
    case 'name':
      return draft.name;
    case 'rule':
      return draft.curated ? building.bys.curated : building.bys.rule;
    case 'products':
      return draft.productIds.length ? called(draft.productIds, names, 'product', 'products') : null;
    case 'creators':
      return draft.creatorIds.length ? called(draft.creatorIds, names, 'creator', 'creators') : null;
    case 'kinds':
      return draft.kinds.length ? few(draft.kinds.map((kind) => kinds[kind])) : null;
    case 'intents':
      return draft.intents.length ? few(draft.intents.map((intent) => intents[intent])) : null;
    case 'hashtags':
      return draft.hashtags.length ? few(draft.hashtags.map((one) => `#${one.replace(/^#/, '')}`)) : null;
    case 'languages':
      return draft.languages.length ? few(draft.languages.map(languageName)) : null;
    case 'stars':
      return draft.least || draft.most ? starsText(draft) : null;
    case 'order':
      return orders[draft.order];
    case 'pins':
      return draft.pinIds.length ? String(draft.pinIds.length) : null;
  }
}

const LANGUAGES = new Intl.DisplayNames('en-GB', { type: 'language' });

/** `English` for `en`; the letters themselves where nobody calls it anything. */
export function languageName(letters: string): string {
  try {
    return LANGUAGES.of(letters) ?? letters;
  } catch {
    return letters;
  }
}

const RULE_PARTS: readonly Part[] = ['kinds', 'products', 'creators', 'intents', 'hashtags', 'languages', 'stars'];

/** What a version shows, in a line. */
export function contentText(version: FeedVersionPartsFragment): string {
  const draft = draftOf('', version);
  if (draft.curated) return building.bys.curated;
  const names = namesOf([version]);
  const told = RULE_PARTS.flatMap((part) => partText(draft, part, names) ?? []);
  return told.length ? told.join(' · ') : building.all;
}
