import {
  affiliatesHold,
  type Bounds,
  isDataDriven,
  MODELS,
  type Model,
  type Policy,
  UNBOUNDED,
  type WeightSet,
  WHOLE_BPS,
} from '@/attribution/policy';
import type { Refusal } from '@/form/refusal';
import { bpsOf, percent } from '@/terms/rules';
import type { PolicyCreateInput, PolicyPartsFragment } from './query.gen';
import { minutesOf, typedSpan } from './span';
import { wrong as texts } from './texts';

const HOUR = 60;

/** A policy as it is being typed. Bounds and bonuses are percentages; an empty one is none. Spans are `7 days`. */
export type Typed = {
  model: Model;
  clickWindowDays: string;
  viewWindowDays: string;
  halfLife: string;
  closerFloor: string;
  closerCeiling: string;
  affiliateFloor: string;
  affiliateCeiling: string;
  creatorFloor: string;
  creatorCeiling: string;
  firstTouchBonus: string;
  assistBonus: string;
  standsDown: boolean;
  standDownSpan: string;
  standDownKeeps: string;
  weightSetId: string | null;
};

/** What is proposed when late codes and extensions first stand down. */
const STAND_DOWN = { minutes: HOUR, keepsBps: 2_500 };

/** A version as the graph has it. */
export function policyOf(parts: PolicyPartsFragment): Policy {
  const { model, clickWindowDays, viewWindowDays, halfLifeHours, firstTouchBonusBps, assistBonusBps } = parts;
  return {
    ...{ model, clickWindowDays, viewWindowDays, halfLifeHours, firstTouchBonusBps, assistBonusBps },
    closer: { floorBps: parts.closerFloorBps, ceilingBps: parts.closerCeilingBps },
    affiliates: { floorBps: parts.affiliateFloorBps, ceilingBps: parts.affiliateCeilingBps },
    creators: { floorBps: parts.creatorFloorBps, ceilingBps: parts.creatorCeilingBps },
    standDown: parts.standDown ? { minutes: parts.standDown.minutes, keepsBps: parts.standDown.keepsBps } : null,
    weightSet: parts.weightSet ?? null,
  };
}

/** `12.5` of 1250 basis points. */
export const typedPercent = (bps: number) => percent(BigInt(bps)).replace(' %', '');
const floor = ({ floorBps }: Bounds) => (floorBps === 0 ? '' : typedPercent(floorBps));
const ceiling = ({ ceilingBps }: Bounds) => (ceilingBps === WHOLE_BPS ? '' : typedPercent(ceilingBps));

/** A policy as the form shows it. */
export function typedOf(policy: Policy): Typed {
  const { closer, affiliates, creators, standDown } = policy;
  const late = standDown ?? STAND_DOWN;
  return {
    model: policy.model,
    clickWindowDays: String(policy.clickWindowDays),
    viewWindowDays: String(policy.viewWindowDays),
    halfLife: typedSpan(policy.halfLifeHours * HOUR),
    closerFloor: floor(closer),
    closerCeiling: ceiling(closer),
    affiliateFloor: floor(affiliates),
    affiliateCeiling: ceiling(affiliates),
    creatorFloor: floor(creators),
    creatorCeiling: ceiling(creators),
    firstTouchBonus: policy.firstTouchBonusBps ? typedPercent(policy.firstTouchBonusBps) : '',
    assistBonus: policy.assistBonusBps ? typedPercent(policy.assistBonusBps) : '',
    standsDown: standDown !== null,
    standDownSpan: typedSpan(late.minutes),
    standDownKeeps: typedPercent(late.keepsBps),
    weightSetId: policy.weightSet?.id ?? null,
  };
}

const share = (typed: string, empty: number) => (typed.trim() === '' ? empty : bpsOf(typed));
const days = (typed: string, least: number, most: number) => {
  const found = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null;
  return found !== null && found >= least && found <= most ? found : null;
};

type Wrong = Partial<Record<keyof Typed, string>>;

/** The policy that is typed, or what is wrong beside which field. What the model does not use stays as it was. */
export function readTyped(typed: Typed, sets: WeightSet[], now: Policy): { policy: Policy | null; wrong: Wrong } {
  const wrong: Wrong = {};
  const take = <Value>(name: keyof Typed, value: Value | null, text: string, instead: Value): Value => {
    if (value === null) wrong[name] = text;
    return value ?? instead;
  };
  const bounds = (low: keyof Typed & `${string}Floor`, high: keyof Typed & `${string}Ceiling`): Bounds => {
    const floorBps = take(low, share(typed[low], 0), texts.share, 0);
    const ceilingBps = take(high, share(typed[high], WHOLE_BPS), texts.share, WHOLE_BPS);
    if (floorBps <= ceilingBps) return { floorBps, ceilingBps };
    wrong[low] = texts.bounds;
    return UNBOUNDED;
  };
  const { model } = typed;
  const halfLife = model === 'TIME_DECAY' ? minutesOf(typed.halfLife, HOUR, 8_760 * HOUR) : now.halfLifeHours * HOUR;
  const late = typed.standsDown
    ? {
        minutes: take('standDownSpan', minutesOf(typed.standDownSpan, 1, 43_200), texts.late, 1),
        keepsBps: take('standDownKeeps', keeps(typed.standDownKeeps), texts.keeps, 0),
      }
    : null;
  const weightSet = sets.find(({ id, model: of }) => id === typed.weightSetId && of === model) ?? null;
  const policy: Policy = {
    model,
    clickWindowDays: take('clickWindowDays', days(typed.clickWindowDays, 1, 365), texts.clickDays, 1),
    viewWindowDays: take('viewWindowDays', days(typed.viewWindowDays, 0, 90), texts.viewDays, 0),
    halfLifeHours: take('halfLife', halfLife && halfLife % HOUR === 0 ? halfLife / HOUR : null, texts.halfLife, 1),
    closer: bounds('closerFloor', 'closerCeiling'),
    affiliates: bounds('affiliateFloor', 'affiliateCeiling'),
    creators: bounds('creatorFloor', 'creatorCeiling'),
    firstTouchBonusBps: take('firstTouchBonus', share(typed.firstTouchBonus, 0), texts.share, 0),
    assistBonusBps: take('assistBonus', share(typed.assistBonus, 0), texts.share, 0),
    standDown: late,
    weightSet,
  };
  if (isDataDriven(model) && !weightSet) wrong.weightSetId = texts.weights;
  if (policy.firstTouchBonusBps + policy.assistBonusBps > WHOLE_BPS) wrong.assistBonus ??= texts.bonuses;
  const { least, most } = affiliatesHold(policy, true);
  if (least > most) wrong.closerFloor ??= texts.contradict(percent(BigInt(least)), percent(BigInt(most)));
  return { policy: Object.keys(wrong).length === 0 ? policy : null, wrong };
}

function keeps(typed: string): number | null {
  const bps = bpsOf(typed);
  return bps !== null && bps < WHOLE_BPS ? bps : null;
}

/** All of a policy as the graph takes it: nothing is left to what may be in force by then. */
export const inputOf = (policy: Policy): PolicyCreateInput => ({
  model: policy.model,
  clickWindowDays: policy.clickWindowDays,
  viewWindowDays: policy.viewWindowDays,
  halfLifeHours: policy.halfLifeHours,
  affiliateFloorBps: policy.affiliates.floorBps,
  affiliateCeilingBps: policy.affiliates.ceilingBps,
  creatorFloorBps: policy.creators.floorBps,
  creatorCeilingBps: policy.creators.ceilingBps,
  closerFloorBps: policy.closer.floorBps,
  closerCeilingBps: policy.closer.ceilingBps,
  firstTouchBonusBps: policy.firstTouchBonusBps,
  assistBonusBps: policy.assistBonusBps,
  standDown: policy.standDown,
  weightSetId: policy.weightSet?.id ?? null,
});

/** What the graph calls a field that was refused, by what the form calls it, and its code in words. */
const PLACES: Record<string, [keyof Typed, string]> = {
  CLICK_WINDOW_OUT_OF_RANGE: ['clickWindowDays', texts.clickDays],
  VIEW_WINDOW_OUT_OF_RANGE: ['viewWindowDays', texts.viewDays],
  HALF_LIFE_OUT_OF_RANGE: ['halfLife', texts.halfLife],
  BOUNDS_OUT_OF_RANGE: ['closerFloor', texts.bounds],
  BOUNDS_CONTRADICT: ['closerFloor', texts.contradiction],
  BONUSES_OUT_OF_RANGE: ['assistBonus', texts.bonuses],
  STAND_DOWN_OUT_OF_RANGE: ['standDownSpan', texts.late],
  WEIGHT_SET_MISMATCH: ['weightSetId', texts.weights],
};
const NAMED: Record<string, keyof Typed> = {
  affiliateFloorBps: 'affiliateFloor',
  affiliateCeilingBps: 'affiliateCeiling',
  creatorFloorBps: 'creatorFloor',
  creatorCeilingBps: 'creatorCeiling',
  closerCeilingBps: 'closerCeiling',
  firstTouchBonusBps: 'firstTouchBonus',
};

/** A refusal of a policy in words, by its code; nothing for other codes. */
export const inWords = (code: string): string | undefined => PLACES[code]?.[1];

/** The server's refusals, in words and beside the form's own fields. */
export function placed(refusals: Refusal[]): Refusal[] {
  return refusals.map((refusal) => {
    const [place, message] = PLACES[refusal.code] ?? [];
    if (!place || !message) return refusal;
    const field = NAMED[refusal.field?.at(-1) ?? ''] ?? place;
    return { ...refusal, message, field: [field] };
  });
}

const boundsText = ({ floorBps, ceilingBps }: Bounds) => `${floorBps}-${ceilingBps}`;
const readBounds = (text: string): Bounds | null => {
  const parts = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  if (!parts) return null;
  const [floorBps, ceilingBps] = [Number(parts[1]), Number(parts[2])];
  return floorBps <= ceilingBps && ceilingBps <= WHOLE_BPS ? { floorBps, ceilingBps } : null;
};
const number = (text: string, most: number) => (/^\d{1,5}$/.test(text) && Number(text) <= most ? Number(text) : null);

/** How each part of a draft stands in an address, and is read out of it; null for what makes no sense. */
const PARTS: { [Name in keyof Policy]: [string, (policy: Policy) => string, (text: string) => Policy[Name] | null] } = {
  model: ['model', ({ model }) => model, (text) => MODELS.find((model) => model === text) ?? null],
  clickWindowDays: ['clicks', (policy) => String(policy.clickWindowDays), (text) => number(text, 365)],
  viewWindowDays: ['views', (policy) => String(policy.viewWindowDays), (text) => number(text, 90)],
  halfLifeHours: ['half-life', (policy) => String(policy.halfLifeHours), (text) => number(text, 8_760)],
  closer: ['closer', ({ closer }) => boundsText(closer), readBounds],
  affiliates: ['affiliates', ({ affiliates }) => boundsText(affiliates), readBounds],
  creators: ['creators', ({ creators }) => boundsText(creators), readBounds],
  firstTouchBonusBps: ['first-touch', (policy) => String(policy.firstTouchBonusBps), (text) => number(text, WHOLE_BPS)],
  assistBonusBps: ['assists', (policy) => String(policy.assistBonusBps), (text) => number(text, WHOLE_BPS)],
  standDown: [
    'late',
    ({ standDown }) => (standDown ? `${standDown.minutes}-${standDown.keepsBps}` : 'as-any'),
    (text) => {
      const [minutes = '', keepsBps = ''] = text.split('-');
      const [span, bps] = [number(minutes, 43_200), number(keepsBps, WHOLE_BPS - 1)];
      return span && bps !== null ? { minutes: span, keepsBps: bps } : null;
    },
  ],
  weightSet: ['weights', ({ weightSet }) => weightSet?.id ?? 'none', () => null],
};
const NAMES = Object.keys(PARTS) as (keyof Policy)[];

/** The names that a draft has in an address. */
export const DRAFT_NAMES = NAMES.map((name) => PARTS[name][0]);

/** A draft in the address: what differs from the version in force; nothing if nothing does. */
export function draftParams(draft: Policy, now: Policy): Record<string, string> {
  const differing = NAMES.filter((name) => PARTS[name][1](draft) !== PARTS[name][1](now));
  return Object.fromEntries(differing.map((name) => [PARTS[name][0], PARTS[name][1](draft)]));
}

/** The draft that an address names, on top of the version in force. */
export function draftOf(params: URLSearchParams, now: Policy, sets: WeightSet[]): Policy {
  const draft: Policy = { ...now };
  const put = <Name extends keyof Policy>(name: Name) => {
    const [short, , read] = PARTS[name];
    const found = read(params.get(short) ?? '');
    if (found !== null) draft[name] = found;
  };
  for (const name of NAMES) if (params.has(PARTS[name][0])) put(name);
  if (params.get('late') === 'as-any') draft.standDown = null;
  const named = params.get('weights');
  if (named) draft.weightSet = sets.find(({ id }) => id === named) ?? null;
  if (draft.weightSet?.model !== draft.model) draft.weightSet = null;
  return draft;
}

/** Whether an address holds a draft. */
export const hasDraft = (params: URLSearchParams) => DRAFT_NAMES.some((name) => params.has(name));

/** The draft of an address alone, for links to where it is needed too. */
export function onlyDraft(params: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => DRAFT_NAMES.includes(name)));
}
