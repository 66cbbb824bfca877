import { useQuery } from 'urql';
import { Decide } from '@/brand/fraud/decide';
import { Findings } from '@/brand/fraud/findings';
import classes from '@/brand/fraud/fraud.module.css';
import { groups } from '@/brand/fraud/groups';
import { History } from '@/brand/fraud/history';
import type { Done } from '@/brand/fraud/log';
import { Meter } from '@/brand/fraud/meter';
import { useNames } from '@/brand/fraud/names';
import { HoldAtDocument } from '@/brand/fraud/query.gen';
import { held, history, fraud as texts } from '@/brand/fraud/texts';
import { money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { moment } from '@/time/time';
import type { Conversion } from './detail';

/** What was found in a conversion, or is held of it. */
const pressing = ({ fraudFindings, commissions }: Conversion) =>
  fraudFindings.length > 0 || commissions.some(({ state }) => state === 'HELD');

type Props = { conversion: Conversion; log: Done[]; again: () => void };

/** What speaks for fraud in a conversion, and what is held of it. Nothing where there is neither. */
export function FraudOf({ conversion, log, again }: Props) {
  const { fraudFindings, fraudScore, judgedAt, commissions } = conversion;
  const names = useNames(fraudFindings);
  const [{ data }] = useQuery({ query: HoldAtDocument, pause: fraudFindings.length === 0 });
  // Each with the findings about its payee, and about the buyer.
  const all = groups(commissions.map((one) => ({ ...one, conversion, fraudFindings })));
  if (!pressing(conversion)) return null;
  const found = fraudFindings.length > 0;
  return (
    <Section
      title={found ? texts.title : held.title}
      lead={found && texts.lead}
      aside={judgedAt && <span>{texts.judged(moment(judgedAt))}</span>}
    >
      <div className={found ? parts.columns : undefined}>
        <div>
          {found && <Meter score={fraudScore ?? 0} holdAt={data?.fraudThresholds.holdAt ?? null} />}
          {found && <Findings findings={fraudFindings} names={names} whose />}
          {!found && <p className={parts.lead}>{texts.none}</p>}
        </div>
        <div>
          {all.map((group) => (
            <div key={group.key} className={classes.group}>
              <div className={classes.head}>
                <b>{held.heldOf(group.row.payee.name)}</b>
                <b className="figure">{money(group.sum)}</b>
              </div>
              <p className={classes.from}>{group.row.holdReason ?? held.noReason}</p>
              <Decide group={group} done={again} />
            </div>
          ))}
          {all.length === 0 && <p className={parts.soft}>{held.nothing}</p>}
          <History log={log} folded />
        </div>
      </div>
    </Section>
  );
}

/** What was done about a conversion in which nothing was found and of which nothing is held any more. */
export function DoneAbout({ conversion, log }: Omit<Props, 'again'>) {
  if (pressing(conversion) || log.length === 0) return null;
  return (
    <Section title={history.title}>
      <History log={log} />
    </Section>
  );
}
