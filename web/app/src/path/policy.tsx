import { parts } from '@/shell/parts';
import { moment } from '@/time/time';
import { type Decision, type Policy, WHOLE_BPS } from './decision';
import type { Person } from './layout';
import classes from './path.module.css';
import { percentsOf } from './percents';
import { binds, moved, percentOf, type Shift, shifts } from './shares';
import { models, modelWords, roles, path as texts } from './texts';

const percent = (bps: number) => percentOf(BigInt(bps), BigInt(WHOLE_BPS));

const unit = (value: number, of: string) =>
  new Intl.NumberFormat('en-GB', { style: 'unit', unit: of, unitDisplay: 'long' }).format(value);
const HOUR_MINUTES = 60;
const minutes = (value: number) =>
  value % HOUR_MINUTES === 0 ? unit(value / HOUR_MINUTES, 'hour') : unit(value, 'minute');

function bound(policy: Policy, of: 'affiliates' | 'creators' | 'closer'): string {
  const { floor, ceiling } = policy[of];
  const sides = [
    floor > 0 ? texts.atLeast(percent(floor)) : '',
    ceiling < WHOLE_BPS ? texts.atMost(percent(ceiling)) : '',
  ].filter(Boolean);
  return `${texts.floor[of]} ${new Intl.ListFormat('en-GB').format(sides)}.`;
}

/** What a policy says, a sentence for each thing that holds, and what was known of the buyer. */
export function policyWords({ policy, facts }: Decision): string[] {
  if (facts.inherits)
    return [texts.inherits, facts.renewal === null ? '' : texts.renewal(facts.renewal)].filter(Boolean);
  return [
    policy.model ? modelWords[policy.model] : '',
    policy.published ? texts.published : '',
    texts.clickWindow(policy.clickWindowDays),
    texts.viewWindow(policy.viewWindowDays),
    ...(['affiliates', 'creators', 'closer'] as const).filter((of) => binds(policy[of])).map((of) => bound(policy, of)),
    policy.firstTouchBonusBps > 0 ? texts.firstBonus(percent(policy.firstTouchBonusBps)) : '',
    policy.assistBonusBps > 0 ? texts.assistBonus(percent(policy.assistBonusBps)) : '',
    policy.standDown
      ? texts.standDown(minutes(policy.standDown.minutes).replace(/^1 /, ''), percent(policy.standDown.keepsBps))
      : '',
    facts.customer ? texts.customer[facts.customer] : '',
    facts.previousSale ? texts.previous(moment(facts.previousSale)) : '',
  ].filter(Boolean);
}

/** The name of a policy: its model and version. */
export const policyName = ({ policy: { model, version } }: Decision) =>
  [model ? models[model] : '', texts.policyVersion(version).toLowerCase()].filter(Boolean).join(', ');

/** What the policy says, and what its bounds moved. */
export function PolicyWords({ decision, people }: { decision: Decision; people: Map<string, Person> }) {
  const all = shifts(decision);
  // What is inherited was not weighed anew.
  const anything = all.length > 1 && !decision.facts.inherits;
  const column = (of: (shift: Shift) => Shift['within']) =>
    percentsOf(
      all.map((shift) => of(shift).part),
      all[0] ? of(all[0]).whole : 0n,
    );
  const [byTouches, within] = [column((shift) => shift.byTouches), column((shift) => shift.within)];
  return (
    <>
      <ul className={parts.rows}>
        {policyWords(decision).map((line) => (
          <li key={line}>
            <span style={{ fontWeight: 400 }}>{line}</span>
          </li>
        ))}
      </ul>
      {anything && !moved(all) && <p className={classes.shift}>{texts.notMoved}</p>}
      {anything && moved(all) && (
        <>
          <p className={classes.shift}>{texts.moved}</p>
          <table className={parts.small}>
            <thead>
              <tr>
                <th scope="col">{texts.who}</th>
                <th scope="col">{texts.byTouches}</th>
                <th scope="col">{texts.within}</th>
              </tr>
            </thead>
            <tbody>
              {all.map(({ payee, role }, at) => (
                <tr key={`${payee} ${role}`}>
                  <th scope="row">
                    {people.get(payee)?.name ?? texts.someone}
                    <small>{roles[role]}</small>
                  </th>
                  <td className="figure">{byTouches[at]}</td>
                  <td className="figure">{within[at]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
