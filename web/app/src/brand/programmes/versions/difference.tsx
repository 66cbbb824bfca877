import { State, type Tone } from '@/shell/state';
import { RuleWords } from '@/terms/rule-list';
import { isKnown, type Line, type Period } from '@/terms/rules';
import { periods, terms } from '@/terms/texts';
import type { Version } from '@/terms/version';
import { bonus, conditions, recurs, reward, steps, sums } from '@/terms/words';
import { editor } from '../editor/texts';
import { alike, compareBonuses, compareRules, type RuleChange } from './compare';
import { versions as texts } from './texts';
import classes from './versions.module.css';

type Props = { before: Version; after: Version; currency: string };

const TONES: Record<RuleChange['kind'], Tone> = { ADDED: 'good', REMOVED: 'bad', CHANGED: 'warn', SAME: 'quiet' };

/** What is different between two versions, rule by rule and beside the rules. */
export function Difference({ before, after, currency }: Props) {
  if (alike(before, after)) return <p className={classes.soft}>{texts.alike}</p>;
  const beside = besides(before, after, currency);
  return (
    <>
      <ol className={classes.changes}>
        {compareRules(before.rules, after.rules).map((change) => (
          <li key={`${change.before?.place} ${change.after?.place}`} data-kind={change.kind}>
            <Head change={change} />
            {change.kind === 'CHANGED' && change.before && change.after ? (
              <Parts
                was={change.before.line}
                is={change.after.line}
                before={before}
                after={after}
                currency={currency}
              />
            ) : (
              <div className={classes.words}>
                <Words change={change} before={before} after={after} currency={currency} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {beside.length > 0 && (
        <>
          <h3 className={classes.beside}>{texts.beside}</h3>
          <dl className={classes.parts}>
            {beside.map(({ name, was, is }) => (
              <Pair key={name} name={name} was={was} is={is} />
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function Head({ change: { kind, moved, before, after } }: { change: RuleChange }) {
  const shown = after ?? before;
  return (
    <div className={classes.head}>
      <strong>
        {shown && editor.rule(shown.place)}
        <small>{shown?.line.name}</small>
      </strong>
      {moved && before && after && <State tone="river">{texts.moved(before.place, after.place)}</State>}
      {(kind !== 'SAME' || !moved) && <State tone={TONES[kind]}>{texts.kinds[kind]}</State>}
    </div>
  );
}

function Words({ change, before, after, currency }: { change: RuleChange } & Props) {
  const [shown, version] = change.after ? [change.after, after] : [change.before, before];
  if (!shown) return null;
  // What is as before stands there to show the order, not to be read again.
  if (change.kind === 'SAME' && isKnown(shown.line)) return <span>{reward(shown.line, currency)}</span>;
  return <RuleWords rule={shown.line} all={version.rules} period={version.period} currency={currency} />;
}

/** A rule's parts in words. */
function partsOf(line: Line, { period }: Version, currency: string): Record<keyof typeof texts.parts, string> {
  if (!isKnown(line)) return { name: line.name, gives: terms.unknown, when: '', later: '' };
  return {
    name: line.name,
    gives: [reward(line, currency), ...steps(line, period, currency)].join('\n'),
    when: conditions(line, currency, period).join(', ') || terms.always,
    later: line.recurring ? recurs(line.recurring) : texts.firstOnly,
  };
}

function Parts({ was, is, before, after, currency }: { was: Line; is: Line } & Props) {
  const [old, now] = [partsOf(was, before, currency), partsOf(is, after, currency)];
  const names = (Object.keys(texts.parts) as (keyof typeof texts.parts)[]).filter((name) => old[name] !== now[name]);
  return (
    <dl className={classes.parts}>
      {names.map((name) => (
        <Pair key={name} name={texts.parts[name]} was={old[name]} is={now[name]} />
      ))}
    </dl>
  );
}

function Pair({ name, was, is }: { name: string; was: string; is: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <del>{was || texts.nothing}</del>
        <span className={classes.becomes}>{texts.became}</span>
        <ins>{is || texts.nothing}</ins>
      </dd>
    </div>
  );
}

/** What is different beside the rules. */
function besides(before: Version, after: Version, currency: string) {
  const cap = (minor: bigint | null) => (minor === null ? texts.noCap : sums(currency)(minor));
  const period = (of: Period) => periods[of].bare;
  const rows = [
    { name: texts.period, was: period(before.period), is: period(after.period) },
    { name: texts.capOrder, was: cap(before.capPerOrder), is: cap(after.capPerOrder) },
    { name: texts.capPeriod, was: cap(before.capPerPeriod), is: cap(after.capPerPeriod) },
    ...compareBonuses(before.bonuses, after.bonuses).map((change) => ({
      name: change.name,
      was: change.before ? bonus(change.before, before.period, currency) : '',
      is: change.after ? bonus(change.after, after.period, currency) : '',
    })),
  ];
  return rows.filter(({ was, is }) => was !== is);
}
