import { useQuery } from 'urql';
import { having } from '@/graph/node';
import { type Money, money } from '@/money/money';
import { State } from '@/shell/state';
import { Icon, type IconName } from '@/theme/icon';
import { exact, moment, span, together } from '@/time/time';
import type { Conversion } from './detail';
import classes from './detail.module.css';
import { type Candidate, candidates, cents } from './path';
import { ConversionPathDocument, type ConversionPathQuery, type TouchKind } from './query.gen';
import { touches as kinds, reasons, roles, standings, conversions as texts } from './texts';

const ICONS: Record<TouchKind, IconName> = { CLICK: 'click', CODE: 'tag', MOMENT_VIEW: 'eye', MOMENT_CLICK: 'moments' };

type Touch = Extract<ConversionPathQuery['touches'][number], { verdict: unknown }>;

/** The graph looks up so many ids at once. */
const IDS_MAX = 100;

/** From the first touch to the last refund, each touch with its verdict and its cents. */
export function Timeline({ conversion }: { conversion: Conversion }) {
  const { attribution, refunds } = conversion;
  const path = candidates(attribution?.why);
  const carried = cents(path, attribution?.credits ?? []);
  const ids = (of: (candidate: Candidate) => string) => [...new Set(path.map(of))].slice(0, IDS_MAX);
  const [{ data }] = useQuery({
    query: ConversionPathDocument,
    variables: { touches: ids(({ touch }) => touch), payees: ids(({ payee }) => payee) },
    pause: path.length === 0,
  });
  const touches = new Map(
    data?.touches.flatMap((node) => having(node, 'verdict') ?? []).map((node) => [node.id, node]),
  );
  const payees = new Map(data?.payees.flatMap((node) => having(node, 'kind') ?? []).map((node) => [node.id, node]));

  return (
    <ol className={classes.timeline}>
      {path.length === 0 && <li className={classes.none}>{texts.pathNone}</li>}
      {path.map((candidate) => {
        const touch = touches.get(candidate.touch);
        const payee = payees.get(candidate.payee);
        return (
          <TouchStep
            key={`${candidate.touch} ${candidate.payee}`}
            candidate={candidate}
            touch={touch}
            payee={payee ? `${payee.name}, ${roles[payee.kind].toLowerCase()}` : ''}
            amount={carried.get(candidate) ?? null}
            until={conversion.occurredAt}
          />
        );
      })}
      <li className={classes.step} data-kind="sale">
        <span className={classes.dot}>
          <Icon name="basket" size={16} />
        </span>
        <div className={classes.what}>
          <strong>{texts.sale(conversion.kind)}</strong>
          <time dateTime={conversion.occurredAt} title={exact(conversion.occurredAt)}>
            {moment(conversion.occurredAt)}
          </time>
        </div>
        <strong className="figure">{money(conversion.amount)}</strong>
      </li>
      {[...refunds.nodes].reverse().map((refund) => (
        <li key={refund.id} className={classes.step} data-kind="refund">
          <span className={classes.dot}>
            <Icon name="refund" size={16} />
          </span>
          <div className={classes.what}>
            <strong>{texts.refund(refund.externalId)}</strong>
            <time dateTime={refund.occurredAt} title={exact(refund.occurredAt)}>
              {moment(refund.occurredAt)}
            </time>
            <span>{refund.reversed.minor === '0' ? texts.nothingBack : texts.takenBack(money(refund.reversed))}</span>
          </div>
          <strong className="figure">{money({ ...refund.amount, minor: `-${refund.amount.minor}` })}</strong>
        </li>
      ))}
    </ol>
  );
}

type StepProps = {
  candidate: Candidate;
  touch: Touch | undefined;
  payee: string;
  amount: Money | null;
  until: string;
};

function TouchStep({ candidate, touch, payee, amount, until }: StepProps) {
  const { standing, verdict, at } = candidate;
  const kind = candidate.kind as TouchKind;
  const counts = standing === 'ELIGIBLE';
  const reason = touch?.reason ?? (verdict === 'VALID' ? null : verdict);
  return (
    <li className={classes.step} data-kind={counts ? 'counts' : 'not'}>
      <span className={classes.dot}>
        <Icon name={ICONS[kind] ?? 'click'} size={16} />
      </span>
      <div className={classes.what}>
        <strong>{kinds[kind] ?? kind}</strong>
        <span className={classes.payee}>{payee}</span>
        <time dateTime={at} title={exact(at)}>
          {[
            together(at, until) ? texts.together : texts.before(span(at, until)),
            touch?.referrerHost ? texts.via(touch.referrerHost) : '',
          ]
            .filter(Boolean)
            .join(', ')}
        </time>
        <span>
          <State tone={counts ? 'good' : standing === 'NOT_VALID' ? 'bad' : 'quiet'}>
            {reason ? `${standings[standing]}: ${reasons[reason] ?? reason}` : standings[standing]}
          </State>
        </span>
      </div>
      <span className={classes.carried}>
        <strong className="figure">{amount ? money(amount) : texts.none}</strong>
      </span>
    </li>
  );
}
