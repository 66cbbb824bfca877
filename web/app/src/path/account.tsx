import { Fragment, type ReactNode } from 'react';
import { decimal, money } from '@/money/money';
import classes from './account.module.css';
import { type AppliedRule, type Credit, type Cut, type Extra, WHOLE_BPS } from './decision';
import type { Person } from './layout';
import { adds, getsOf, percentOf } from './shares';
import { passed, roles, path as texts } from './texts';

type Props = {
  credit: Credit;
  person: Person | undefined;
  currency: string;
  /** What rules say, by their ids, as far as that is known: what they give, and when. */
  rules?: ReadonlyMap<string, string>;
  /** What their part is of all weight, where it is one of several that come to 100 %. */
  share?: string | undefined;
  /** What stands at the foot, such as a link. */
  children?: ReactNode;
};

/** One payee's arithmetic, from their rules to what they get. */
export function Account({ credit, person, currency, rules: said, share, children }: Props) {
  const sum = (minor: string | bigint) => money({ minor: minor.toString(), currency });
  const { terms, rules, passed: not, before, alone, part, cuts, extras, budgetLeft, role } = credit;
  // Nothing was cut, and nothing is paid beside it.
  const plain = cuts.length + extras.length === 0;
  const exactly = adds(credit, currency);
  const rounded = exactly.text !== decimal({ minor: part, currency });
  return (
    <section className={classes.account} aria-label={person?.name ?? texts.someone}>
      <div className={classes.head} data-role={role}>
        <h3>
          {person?.name ?? texts.someone}
          <small>{[roles[role], terms ? texts.terms(terms.version) : ''].filter(Boolean).join(' · ')}</small>
        </h3>
        <b className="figure">{sum(getsOf(credit))}</b>
      </div>
      {!terms && <p className={classes.note}>{texts.noTerms}</p>}
      {before && before.sales > 0n && (
        <p className={classes.note}>{texts.totals(texts.sales(before.sales), sum(before.amount), sum(before.paid))}</p>
      )}
      <dl className={classes.lines}>
        {rules.map((rule) => (
          <Fragment key={rule.rule}>
            <dt>
              {`“${rule.name}”`}
              {[said?.get(rule.rule) ?? '', ...ruleWords(rule, sum)].filter(Boolean).map((line) => (
                <small key={line}>{line}</small>
              ))}
            </dt>
            <dd className="figure">{sum(rule.gives)}</dd>
          </Fragment>
        ))}
        {rules.length !== 1 && terms && <Line name={texts.alone} value={sum(alone)} />}
        <Line name={texts.part} value={`× ${share ?? percentOf(credit.weight, credit.of)}`} />
        <Line
          name={plain ? texts.gets : texts.ofPool}
          note={rounded ? texts.adds(exactly.exact, exactly.text) : ''}
          value={sum(part)}
          strong={!plain}
          total={plain}
        />
        <Cuts cuts={cuts} sum={sum} />
        {extras.map((extra) => (
          <Fragment key={`${extra.kind} ${extra.name}`}>
            <Line
              name={`${texts.extra[extra.kind] ?? extra.kind}: ${extra.name}`}
              note={extraWords(extra, sum)}
              value={`+ ${sum(beforeCuts(extra))}`}
            />
            <Cuts cuts={extra.cuts} sum={sum} />
          </Fragment>
        ))}
        {!plain && <Line name={texts.gets} value={sum(getsOf(credit))} total />}
      </dl>
      {budgetLeft !== null && <p className={classes.note}>{texts.budgetLeft(sum(budgetLeft))}</p>}
      {not.length > 0 && (
        <details className={classes.not}>
          <summary>{texts.rulesNot(not.length)}</summary>
          <ul>
            {not.map(({ rule, name, reason }) => (
              <li key={rule}>
                {`“${name}”: ${passed[reason] ?? reason.toLowerCase().replaceAll('_', ' ')}.`}
                {said?.has(rule) && <small>{said.get(rule)}</small>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {children && <p className={classes.note}>{children}</p>}
    </section>
  );
}

type LineProps = { name: string; note?: string; value: string; strong?: boolean; total?: boolean };

function Line({ name, note, value, strong, total }: LineProps) {
  return (
    <>
      <dt data-strong={strong || undefined} data-total={total || undefined}>
        {name}
        {note && <small>{note}</small>}
      </dt>
      <dd className="figure" data-strong={strong || undefined} data-total={total || undefined}>
        {value}
      </dd>
    </>
  );
}

function Cuts({ cuts, sum }: { cuts: Cut[]; sum: (minor: string) => string }) {
  return cuts.map(({ by, minor }) => (
    <Line key={by} name={texts.cut[by] ?? texts.cutOther} value={`− ${sum(minor)}`} />
  ));
}

/** What an extra came to before it was cut. */
const beforeCuts = ({ minor, cuts }: Extra) => cuts.reduce((sum, cut) => sum + BigInt(cut.minor), BigInt(minor));

const rate = (bps: bigint) => percentOf(bps, BigInt(WHOLE_BPS));

/** What a rule was asked about, and at which rates. A lead has no amount. */
function ruleWords({ base, tiers, phaseBps }: AppliedRule, sum: (minor: string) => string): string[] {
  return [
    ...(tiers.length > 0 ? tiers.map((tier) => texts.slice(rate(tier.bps), sum(tier.base))) : []),
    ...(tiers.length === 0 && base !== '0' ? [texts.on(sum(base))] : []),
    ...(phaseBps === null ? [] : [texts.phase(rate(phaseBps))]),
  ];
}

/** Why something is paid beside the share; sums by `sum`, from minor units. */
export function extraWords({ kind, why }: Extra, sum: (minor: string) => string): string {
  if (kind === 'TOP_UP') return texts.topUp(rate(why.bps), sum(why.base), sum(why.paidBefore));
  const measured = (value: bigint) => (why.measure === 'AMOUNT' ? sum(value.toString()) : texts.sales(value));
  return texts.bonus(measured(why.goal), measured(why.before), measured(why.after));
}
