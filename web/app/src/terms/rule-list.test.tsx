import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { RuleList } from './rule-list';
import { readRules } from './rules';

test('a rule that is not known stands in its place, and those after it keep theirs', () => {
  const rules = readRules([
    { name: 'First', predicate: {}, reward: { kind: 'PERCENT', bps: 500 } },
    { name: 'Of the future', predicate: {}, reward: { kind: 'PER_MOON' } },
    { name: 'Last', predicate: { weekday: 'MONDAY' }, reward: { kind: 'PERCENT', bps: 100 } },
  ]);
  const shown = renderToStaticMarkup(<RuleList rules={rules} period="MONTH" currency="GBP" />);
  const items = shown.split('</li>').map((item) => item.replaceAll(/<[^>]+>/g, ' '));
  expect(items[0]).toMatch(/5 % of the goods.*First/);
  expect(items[1]).toMatch(/A rule this page does not know.*Of the future/);
  expect(items[2]).toMatch(/A rule this page does not know.*Last/);
});
