import { isKnown, type Line, type Period } from './rules';
import classes from './terms.module.css';
import { terms as texts } from './texts';
import { conditions, reward, steps, subscription } from './words';

type Props = { rules: Line[]; period: Period; currency: string };

/** Rules in plain words, in the order in which they are tried. */
export function RuleList({ rules, period, currency }: Props) {
  return (
    <ol className={classes.list}>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a rule is known by
        <li key={at} data-unknown={!isKnown(rule) || undefined}>
          <RuleWords rule={rule} all={rules} period={period} currency={currency} />
          <small>{rule.name}</small>
        </li>
      ))}
    </ol>
  );
}

/** One rule in words: what it gives, by which steps, and when. */
export function RuleWords({
  rule,
  all,
  period,
  currency,
}: {
  rule: Line;
  all: Line[];
  period: Period;
  currency: string;
}) {
  if (!isKnown(rule)) {
    return (
      <>
        <strong>{texts.unknown}</strong>
        <span>{texts.unknownText}</span>
      </>
    );
  }
  const when = conditions(rule, currency, period);
  const ladder = steps(rule, period, currency);
  const later = subscription(rule, all);
  return (
    <>
      <strong>{reward(rule, currency)}</strong>
      {ladder.length > 0 && (
        <ul className={classes.ladder}>
          {ladder.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
      <span>{when.join(', ') || texts.always}</span>
      {later && <span>{later}</span>}
    </>
  );
}
