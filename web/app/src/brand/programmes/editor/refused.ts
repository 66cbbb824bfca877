import type { Refusal } from '@/form/refusal';
import type { Draft, RuleDraft } from './draft';
import { refused as texts } from './texts';

// The server says of a rule, by a code, that something is wrong with it. Here it is laid beside the input that the code is
// about: one reward of the graph is several inputs here.

/** Which input of a rule the server calls what. */
const INPUTS: Record<string, string> = {
  skus: 'skus',
  categories: 'categories',
  countries: 'countries',
  codes: 'codes',
  customer: 'customer',
  orderMinorMin: 'orderMin',
  orderMinorMax: 'orderMax',
  periodSalesMin: 'salesMin',
  recurring: 'recurs',
};

/** The first of the words of its fields that a message says. */
const named = (message: string) => /\b[a-z][A-Za-z]+\b/g[Symbol.match](message)?.find((word) => word in INPUTS);

function ofRule(draft: RuleDraft, code: string, message: string): [input: string, text: string] | null {
  const said = message.replace(/^rule \d+: /, '');
  const input = INPUTS[named(said) ?? ''];
  switch (code) {
    case 'RULE_NAME':
      return ['name', texts.name];
    case 'RATE_OUT_OF_RANGE':
      return [draft.kind === 'PERCENT' ? 'value' : draft.kind === 'TIERS' ? 'steps' : 'afterShare', texts.rate];
    case 'AMOUNT_OUT_OF_RANGE':
      return ['value', texts.amount];
    case 'TIERS_INVALID':
      return ['steps', texts.steps];
    case 'TIERS_RETROACTIVE_TWICE':
      return ['mode', texts.twice];
    case 'RECURRING_MONTHS':
      return [draft.afterMonths && !draft.months ? 'afterMonths' : 'months', texts.months];
    case 'RECURRING_PHASE':
      return ['after', texts.phase];
    case 'COUNTRY_UNKNOWN':
      return ['countries', texts.country];
    case 'PREDICATE_WORDS':
      return input ? [input, texts.words] : null;
    case 'PREDICATE_ORDER_BOUNDS':
      return ['orderMax', texts.bounds];
    case 'PREDICATE_PERIOD_BOUNDS':
      return [draft.salesMin || draft.salesMax ? 'salesMax' : 'amountMax', texts.bounds];
    case 'RULE_CONTRADICTION':
      return input ? [input, draft.kind === 'FLAT_PER_CLICK' ? texts.ofClick : texts.ofLead] : null;
    case 'REWARD_ABOVE_WHOLE':
      return ['whole', texts.flatAbove];
    case 'RULE_UNREACHABLE': {
      const earlier = /rule (\d+) takes/.exec(said)?.[1];
      return earlier ? ['whole', texts.unreachable(earlier)] : null;
    }
    default:
      return null;
  }
}

function ofBonus(code: string, message: string): [input: string, text: string] {
  const said = message.replace(/^bonus \d+: /, '');
  if (code === 'BONUS_UNBOUNDED') return ['whole', texts.unbounded];
  if (code !== 'BONUS_INVALID') return ['whole', said];
  return said.includes('100 %') ? ['minor', texts.aboveWhole] : ['name', texts.bonus];
}

function placed(draft: Draft, refusal: Refusal): Refusal {
  const { code, field, message } = refusal;
  const [, noun, place] = field ?? [];
  if (noun === 'rules' && place) {
    const rule = draft.rules[Number(place)];
    if (!rule) return refusal;
    const [input, text] = ofRule(rule, code, message) ?? ['whole', message.replace(/^rule \d+: /, '')];
    return { code, field: ['rules', rule.key, input], message: text };
  }
  if (noun === 'bonuses' && place) {
    const bonus = draft.bonuses[Number(place)];
    if (!bonus) return refusal;
    const [input, text] = ofBonus(code, message);
    return { code, field: ['bonuses', bonus.key, input], message: text };
  }
  const text = (
    {
      RULE_COUNT: texts.count,
      CAP_INVALID: texts.cap,
      CAPS_CONTRADICT: texts.caps,
      BACKDATED: texts.backdated,
      TIME_INVALID: texts.time,
      STALE: texts.stale,
      GROUP_OF_ANOTHER_PROGRAM: texts.group,
    } as Record<string, string>
  )[code];
  return text ? { ...refusal, message: text } : refusal;
}

/** Refusals of `termsCreate` with the names of the inputs they are about: `rules.KEY.value`. */
export const refused = (draft: Draft, refusals: Refusal[]) => refusals.map((refusal) => placed(draft, refusal));

/** The names of all inputs that something may be laid beside, in the order in which they stand. */
export function namesOf({ rules, bonuses }: Draft): string[] {
  const inputs =
    'whole name kind value measure mode steps recurs months after afterShare afterMonths categories skus countries codes customer orderMin orderMax salesMin salesMax amountMin amountMax'.split(
      ' ',
    );
  return [
    ...rules.flatMap(({ key, steps }) => [
      ...inputs.map((input) => `rules.${key}.${input}`),
      ...steps.flatMap((_, at) => [`rules.${key}.steps.${at}.from`, `rules.${key}.steps.${at}.share`]),
    ]),
    ...bonuses.flatMap(({ key }) => ['whole', 'name', 'goal', 'minor'].map((input) => `bonuses.${key}.${input}`)),
    'capPerOrderMinor',
    'capPerPeriodMinor',
  ];
}

type Row = { key: string } & Record<string, unknown>;

function changedOf(noun: 'rules' | 'bonuses', before: Row[], after: Row[]): string[] {
  return after.flatMap((row) => {
    const old = before.find(({ key }) => key === row.key) ?? row;
    return Object.keys(row).flatMap((name) => (old[name] === row[name] ? [] : `${noun}.${row.key}.${name}`));
  });
}

/** The names of the inputs that two drafts differ in. Of a rule or bonus as a whole anything may be mended by a change elsewhere. */
export function changed(before: Draft, after: Draft): string[] {
  if (before === after) return [];
  const caps = (['capPerOrderMinor', 'capPerPeriodMinor'] as const).filter((name) => before[name] !== after[name]);
  return [
    ...after.rules.map(({ key }) => `rules.${key}.whole`),
    ...after.bonuses.map(({ key }) => `bonuses.${key}.whole`),
    ...changedOf('rules', before.rules, after.rules),
    ...changedOf('bonuses', before.bonuses, after.bonuses),
    ...(caps.length ? ['capPerOrderMinor', 'capPerPeriodMinor'] : []),
  ];
}
