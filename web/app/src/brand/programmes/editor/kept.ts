import { CUSTOMERS, MEASURES, MODES, PERIODS, REWARDS } from '@/terms/rules';
import { type BonusDraft, blank, blankBonus, blankRule, blankStep, type Draft, type RuleDraft } from './draft';

/** What is kept of terms that are being written: them, for whom and from when, and which version they began with. */
export type KeptTerms = { draft: Draft; groupId: string; later: boolean; effectiveFrom: string; from: string | null };

/** What they are kept under: those of each person, programme and group by themselves. */
export const nameOf = (user: string, programme: string, group: string) => `terms ${user} ${programme} ${group}`;

/** Whether it has all that the other has, of the same kinds. */
function like<Of extends object>(value: unknown, other: Of): value is Of {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(other).every(([name, one]) => {
    const own = (value as Record<string, unknown>)[name];
    return typeof own === typeof one && Array.isArray(own) === Array.isArray(one);
  });
}

const among = (list: readonly string[], ...words: string[]) => words.every((word) => list.includes(word));
const words = (list: unknown[]) => list.every((word) => typeof word === 'string');

const isRule = (value: unknown): value is RuleDraft =>
  like(value, blankRule()) &&
  among(REWARDS, value.kind) &&
  among(MEASURES, value.measure) &&
  among(MODES, value.mode) &&
  among(['', ...CUSTOMERS], value.customer) &&
  among(['FIRST', 'MONTHS', 'LIFE'], value.recurs) &&
  among(['NOTHING', 'MONTHS', 'LIFE'], value.after) &&
  [value.categories, value.skus, value.countries, value.codes].every(words) &&
  value.steps.length > 0 &&
  value.steps.every((step) => like(step, blankStep()));

const isBonus = (value: unknown): value is BonusDraft => like(value, blankBonus()) && among(MEASURES, value.measure);

const isDraft = (value: unknown): value is Draft =>
  like(value, blank()) &&
  among(PERIODS, value.period) &&
  value.rules.length > 0 &&
  value.rules.every(isRule) &&
  value.bonuses.every(isBonus);

/** Reads what was kept; nothing where an older page kept something else. */
export function readKept(value: unknown): KeptTerms | null {
  const shape = { draft: {}, groupId: '', later: false, effectiveFrom: '' };
  if (!like(value, shape)) return null;
  const { draft, groupId, later, effectiveFrom, from } = value as typeof shape & { from?: unknown };
  return isDraft(draft) ? { draft, groupId, later, effectiveFrom, from: typeof from === 'string' ? from : null } : null;
}

/** A draft as text, by which it is told whether two are alike: whatever their rows are called inside. */
export const plain = (draft: Draft) => JSON.stringify(draft, (name, value) => (name === 'key' ? undefined : value));
