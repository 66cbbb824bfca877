import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { useFresh } from '@/graph/fresh';
import { having } from '@/graph/node';
import { MissedSaleBadge } from '@/missed-sales/state-badge';
import { missedSales } from '@/missed-sales/texts';
import { money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { dayUtc, moment } from '@/time/time';
import { ConversionNewsDocument } from '../conversions/query.gen';
import { Accept } from './accept';
import { MissedSaleDocument, type MissedSaleQuery } from './query.gen';
import { Reject } from './reject';
import { missing as texts } from './texts';

/** A missed sale with all that is shown of it. */
export type Missed = Extract<NonNullable<MissedSaleQuery['node']>, { occurredOn: string }>;

/** `/t/:tenant/missed-sales/:id`. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: MissedSaleDocument, variables: { id } });
  useFresh(ConversionNewsDocument, again);
  const missed = having(data?.node, 'occurredOn');
  const missing = data && !missed;
  return (
    <Page
      title={
        missed
          ? (missed.orderReference ?? missedSales.noReference)
          : missing
            ? feedback.notFoundTitle
            : feedback.loading
      }
      aside={missed && <MissedSaleBadge state={missed.state} />}
      lead={missed && texts.from(missed.enrollment.name)}
      back={{ to: `/t/${tenant.id}/missed-sales`, label: missedSales.title }}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={missed} error={error} again={again} height={560}>
          {(known) => <Known missed={known} again={() => again({ requestPolicy: 'network-only' })} />}
        </Loaded>
      )}
    </Page>
  );
}

function Known({ missed, again }: { missed: Missed; again: () => void }) {
  const tenant = useTenant();
  const decides = useMay('CLAIM_DECIDE');
  const { enrollment, amount, state } = missed;
  return (
    <>
      <Facts>
        <Fact name={missedSales.day} value={dayUtc(missed.occurredOn)} strong />
        <Fact name={missedSales.amount} value={amount ? money(amount) : missedSales.none} strong />
        <Fact
          name={texts.affiliate}
          value={<Link to={`/t/${tenant.id}/affiliates/${enrollment.id}`}>{enrollment.name}</Link>}
          note={enrollment.email}
        />
        <Fact name={texts.programme} value={enrollment.program.name} />
        <Fact name={missedSales.reported} value={moment(missed.createdAt)} />
      </Facts>
      <div className={parts.columns}>
        <Section title={missedSales.evidence}>
          <p className={parts.said}>{missed.evidence}</p>
        </Section>
        <div className={parts.stack} aria-live="polite">
          {state !== 'REPORTED' ? (
            <Outcome missed={missed} />
          ) : decides ? (
            <>
              <Accept missed={missed} again={again} />
              <Reject missed={missed} again={again} />
            </>
          ) : (
            <Section title={texts.decide} lead={texts.readOnly} />
          )}
        </div>
      </div>
    </>
  );
}

function Outcome({ missed: { state, reason, conversion, decidedAt } }: { missed: Missed }) {
  const tenant = useTenant();
  return (
    <Section title={texts.outcome} aside={decidedAt && <span>{moment(decidedAt)}</span>}>
      {state === 'WITHDRAWN' && <p className={parts.soft}>{texts.withdrawn}</p>}
      {state === 'REJECTED' && <p className={parts.said}>{reason}</p>}
      {conversion && (
        <ul className={parts.rows}>
          <li>
            <span>
              <Link to={`/t/${tenant.id}/conversions/${conversion.id}`}>{conversion.externalId}</Link>
              <small>{`${texts.acceptedAs} · ${moment(conversion.occurredAt)}`}</small>
            </span>
            <b className="figure">{money(conversion.amount)}</b>
          </li>
        </ul>
      )}
    </Section>
  );
}
