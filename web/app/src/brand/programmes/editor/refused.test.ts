import { expect, test } from 'vitest';
import { sort } from '@/form/refusal';
import { blankBonus, blankRule, type Draft } from './draft';
import { changed, namesOf, refused } from './refused';

const draft: Draft = {
  rules: [
    { ...blankRule(), key: 'a' },
    { ...blankRule(), key: 'b', kind: 'TIERS' },
    { ...blankRule(), key: 'c', kind: 'FLAT_PER_LEAD', skus: ['x'] },
  ],
  bonuses: [{ ...blankBonus(), key: 'x' }],
  period: 'MONTH',
  capPerOrderMinor: '',
  capPerPeriodMinor: '',
};
/** Where a refusal of the server is laid. */
function beside(code: string, place: string, message: string) {
  const field = ['input', ...place.split('.')];
  const { fields, rest } = sort(refused(draft, [{ code, field, message }]), [
    ...namesOf(draft),
    'effectiveFrom',
    'groupId',
  ]);
  return Object.keys(fields)[0] ?? rest[0];
}

test('each code of a rule stands beside the input it is about', () => {
  const ofSecond = (code: string, message: string) => beside(code, 'rules.1', `rule 2: ${message}`);
  expect(ofSecond('RULE_NAME', 'the name must be 1 to 200 characters without control characters')).toBe('rules.b.name');
  expect(ofSecond('TIERS_INVALID', 'there are 1 to 20 tiers')).toBe('rules.b.steps');
  expect(ofSecond('TIERS_RETROACTIVE_TWICE', 'only one rule has retroactive tiers')).toBe('rules.b.mode');
  expect(ofSecond('PREDICATE_WORDS', 'codes takes at most 500 words of 1 to 200 characters')).toBe('rules.b.codes');
  expect(ofSecond('PREDICATE_ORDER_BOUNDS', 'orderMinorMin and orderMinorMax must be amounts')).toBe(
    'rules.b.orderMax',
  );
  expect(ofSecond('RECURRING_PHASE', 'what recurs for life has no second phase')).toBe('rules.b.after');
  expect(ofSecond('RULE_UNREACHABLE', 'rule 1 takes everything before it')).toBe('rules.b.whole');
  expect(beside('COUNTRY_UNKNOWN', 'rules.1.predicate.countries.1', 'rule 2: number 2 is none')).toBe(
    'rules.b.countries',
  );
  expect(beside('REWARD_ABOVE_WHOLE', 'rules.1.reward', 'rule 2: more than 100 %')).toBe('rules.b.whole');
  expect(ofSecond('RULE_TOMORROW', 'it is too late')).toBe('rules.b.whole');
  const contradiction = (field: string) =>
    beside('RULE_CONTRADICTION', 'rules.2', `rule 3: ${field} can never hold for what this rule pays for`);
  expect(['skus', 'orderMinorMin', 'periodSalesMin', 'recurring'].map(contradiction)).toEqual(
    ['skus', 'orderMin', 'salesMin', 'recurs'].map((input) => `rules.c.${input}`),
  );
});

test('bonuses, caps and the time as well; what has no place is said above', () => {
  const above = 'bonus 1: with the highest rate and the bonuses before it, it pays more than 100 % of its goal';
  expect(beside('BONUS_INVALID', 'bonuses.0', above)).toBe('bonuses.x.minor');
  expect(beside('BONUS_INVALID', 'bonuses.0', 'bonus 1: at most 10')).toBe('bonuses.x.name');
  const unbounded = 'bonus 1: a number of sales says nothing of what they are worth';
  expect(beside('BONUS_UNBOUNDED', 'bonuses.0', unbounded)).toBe('bonuses.x.whole');
  expect(beside('BONUS_TOMORROW', 'bonuses.0', 'bonus 1: it is too late')).toBe('bonuses.x.whole');
  expect(beside('CAPS_CONTRADICT', 'capPerOrderMinor', '')).toBe('capPerOrderMinor');
  expect(beside('BACKDATED', 'effectiveFrom', '')).toBe('effectiveFrom');
  expect(beside('RULE_COUNT', 'rules', '')).toBe('Terms have between 1 and 50 rules.');
  expect(beside('REFUSED', 'rules.9', 'no such rule')).toBe('No such rule.');
});

test('a change takes back what was said of that input alone, and of rules as a whole', () => {
  const [first, ...rest] = draft.rules;
  const next = { ...draft, rules: [{ ...(first as never as Draft['rules'][0]), value: '5' }, ...rest] };
  const wholes = ['rules.a.whole', 'rules.b.whole', 'rules.c.whole', 'bonuses.x.whole'];
  expect(changed(draft, next)).toEqual([...wholes, 'rules.a.value']);
  const capped = changed(draft, { ...draft, capPerPeriodMinor: '5' });
  expect(capped).toEqual([...wholes, 'capPerOrderMinor', 'capPerPeriodMinor']);
  expect(changed(draft, draft)).toEqual([]);
});
