import { money } from '@/money/money';
import { Icon } from '@/theme/icon';
import type { Decision } from './decision';
import type { Person } from './layout';
import { addsUp, cutOf, percentOf } from './shares';
import classes from './split.module.css';
import { roles, path as texts } from './texts';

type Props = { decision: Decision; people: Map<string, Person>; currency: string };

/** The pool as a bar, a part for each who helped, and whether the parts come to it. */
export function Split({ decision, people, currency }: Props) {
  const { credits, pool } = decision;
  const sum = (minor: bigint | string) => money({ minor: minor.toString(), currency });
  const whole = BigInt(pool);
  const cut = credits.reduce((all, credit) => all + cutOf(credit), 0n);
  const beside = credits.flatMap(({ extras }) => extras).reduce((all, { minor }) => all + BigInt(minor), 0n);
  return (
    <div className={classes.split}>
      <div className={classes.head}>
        <h3>{texts.split}</h3>
        <strong className="figure">{texts.splitOf(sum(whole))}</strong>
      </div>
      {whole > 0n && (
        <svg className={classes.bar} width="100%" height="20" aria-hidden="true" preserveAspectRatio="none">
          {bars(decision).map(({ key, role, x, width, nth, cut }) => (
            <rect
              key={key}
              data-role={role}
              data-nth={nth}
              data-cut={cut || undefined}
              x={`${x}%`}
              width={`${width}%`}
              height="20"
            />
          ))}
        </svg>
      )}
      <ul className={classes.parts}>
        {credits.map((credit, at) => (
          <li key={`${credit.payee} ${credit.role}`} data-role={credit.role} data-nth={nthOf(decision, at)}>
            <span>
              {people.get(credit.payee)?.name ?? texts.someone}
              <small>
                {[
                  roles[credit.role],
                  percentOf(BigInt(credit.part), whole),
                  cutOf(credit) > 0n ? texts.cutOne(sum(cutOf(credit))) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <b className="figure">{sum(credit.part)}</b>
          </li>
        ))}
      </ul>
      {addsUp(decision) && credits.length > 0 && (
        <p className={classes.ok}>
          <Icon name="check" size={16} />
          {texts.addsUp(sum(whole))}
        </p>
      )}
      {cut > 0n && <p className={classes.note}>{texts.cutAll(sum(cut))}</p>}
      {beside > 0n && <p className={classes.note}>{texts.extraAll(sum(beside))}</p>}
    </div>
  );
}

/** The how manieth of its role it is, so that two affiliates are told apart. */
const nthOf = ({ credits }: Decision, at: number) =>
  credits.slice(0, at).filter(({ role }) => role === credits[at]?.role).length % 3;

/** Where each part of the bar begins and how wide it is, in percent; what was cut stands at its part's end. */
function bars(decision: Decision) {
  const whole = Number(decision.pool);
  let x = 0;
  return decision.credits.flatMap((credit, at) => {
    const { payee, role } = credit;
    const piece = (key: string, minor: bigint, cut: boolean) => {
      const width = (Number(minor) / whole) * 100;
      x += width;
      return { key, role, nth: nthOf(decision, at), x: x - width, width, cut };
    };
    const cut = cutOf(credit);
    const paid = piece(`${payee} ${role}`, BigInt(credit.pays), false);
    return cut > 0n ? [paid, piece(`${payee} ${role} cut`, cut, true)] : [paid];
  });
}
