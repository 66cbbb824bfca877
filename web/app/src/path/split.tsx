import { money } from '@/money/money';
import { Icon } from '@/theme/icon';
import type { Credit, Decision } from './decision';
import type { Person } from './layout';
import { percentsOf } from './percents';
import { addsUp, besideOf, cutOf, getsOf, paidOf } from './shares';
import classes from './split.module.css';
import { roles, path as texts } from './texts';

type Props = {
  decision: Decision;
  people: Map<string, Person>;
  currency: string;
  /** What still stands of it, in minor units; null where that is not asked. */
  stands?: bigint | null;
};

/** What is paid as a bar, a part for each who helped, and how it comes from the pool. */
export function Split({ decision, people, currency, stands = null }: Props) {
  const { credits, pool } = decision;
  const sum = (minor: bigint | string) => money({ minor: minor.toString(), currency });
  const paid = paidOf(decision);
  const percents = percentsOf(credits.map(getsOf), paid);
  const notes = [
    pool !== null && BigInt(pool) !== paid ? texts.poolBefore(sum(pool)) : '',
    ...[
      [credits.reduce((all, credit) => all + cutOf(credit), 0n), texts.cutAll] as const,
      [credits.reduce((all, credit) => all + besideOf(credit), 0n), texts.extraAll] as const,
    ].map(([minor, said]) => (minor > 0n ? said(sum(minor)) : '')),
    stands !== null && stands !== paid ? texts.stands(sum(stands), sum(paid)) : '',
  ].filter(Boolean);
  return (
    <div className={classes.split}>
      <div className={classes.head}>
        <h3>{texts.split}</h3>
        <strong className="figure">{texts.splitOf(sum(paid))}</strong>
      </div>
      <svg className={classes.bar} width="100%" height="20" aria-hidden="true" preserveAspectRatio="none">
        {bars(credits).map(({ key, role, x, width, nth, cut }) => (
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
      <ul className={classes.parts}>
        {credits.map((credit, at) => (
          <li key={`${credit.payee} ${credit.role}`} data-role={credit.role} data-nth={nthOf(credits, at)}>
            <span>
              {people.get(credit.payee)?.name ?? texts.someone}
              <small>
                {[
                  roles[credit.role],
                  paid > 0n ? texts.ofMoney(percents[at] ?? '') : '',
                  cutOf(credit) > 0n ? texts.cutOne(sum(cutOf(credit))) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <b className="figure">{sum(getsOf(credit))}</b>
          </li>
        ))}
      </ul>
      {addsUp(decision) && credits.length > 0 && (
        <p className={classes.ok}>
          <Icon name="check" size={16} />
          {texts.addsUp(sum(paid))}
        </p>
      )}
      {notes.length > 0 && <p className={classes.note}>{notes.join(' ')}</p>}
    </div>
  );
}

/** The how manieth of its role it is, so that two affiliates are told apart. */
const nthOf = (credits: Credit[], at: number) =>
  credits.slice(0, at).filter(({ role }) => role === credits[at]?.role).length % 3;

/** Where each part of the bar begins and how wide it is, in percent; what was cut stands at its part's end. */
function bars(credits: Credit[]) {
  const whole = Number(credits.reduce((all, credit) => all + getsOf(credit) + cutOf(credit), 0n));
  let x = 0;
  return credits.flatMap((credit, at) => {
    const { payee, role } = credit;
    const piece = (key: string, minor: bigint, cut: boolean) => {
      const width = (Number(minor) / whole) * 100;
      x += width;
      return { key, role, nth: nthOf(credits, at), x: x - width, width, cut };
    };
    return [
      { key: `${payee} ${role}`, minor: getsOf(credit), cut: false },
      { key: `${payee} ${role} cut`, minor: cutOf(credit), cut: true },
    ]
      .filter(({ minor }) => minor > 0n)
      .map(({ key, minor, cut }) => piece(key, minor, cut));
  });
}
