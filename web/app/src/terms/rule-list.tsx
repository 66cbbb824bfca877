import { conditions, type Rule, reward } from './rules';
import classes from './terms.module.css';
import { terms as texts } from './texts';

/** Rules in plain words, in the order in which they are tried. */
export function RuleList({ rules, currency, won }: { rules: Rule[]; currency: string; won?: number }) {
  return (
    <ol className={classes.list}>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a rule is known by
        <li key={at} data-won={won === at || undefined}>
          <strong>{reward(rule, currency)}</strong>
          <span>{conditions(rule, currency).join(', ') || texts.always}</span>
          <small>{rule.name}</small>
        </li>
      ))}
    </ol>
  );
}
