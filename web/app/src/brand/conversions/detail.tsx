import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLog } from '@/brand/fraud/log';
import { HeldNewsDocument } from '@/brand/fraud/query.gen';
import { fraud } from '@/brand/fraud/texts';
import { EmptyNotice } from '@/feedback/empty-notice';
import { FailureNotice } from '@/feedback/failure-notice';
import { feedback } from '@/feedback/texts';
import { useFresh } from '@/graph/fresh';
import { having } from '@/graph/node';
import { isZero, type Money, money } from '@/money/money';
import { readDecision } from '@/path/decision';
import { paidOf } from '@/path/shares';
import { Page } from '@/shell/page';
import { Fact, Facts, parts } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { DoneAbout, FraudOf } from './findings';
import { Commissions, Lines } from './parts';
import { ConversionDocument, type ConversionQuery } from './query.gen';
import { Refund } from './refund';
import { stands } from './stands';
import { ConversionBadge } from './state-badge';
import { conversions as texts } from './texts';
import { Why } from './why';

/** A conversion with all that is shown of it. */
export type Conversion = Extract<NonNullable<ConversionQuery['node']>, { externalId: string }>;

/** `/t/:tenant/conversions/:id`. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const refunds = useMay('REFUND_WRITE');
  const [refund, { open, close }] = useDisclosure(false);
  const [{ data, error }, again] = useQuery({ query: ConversionDocument, variables: { id } });
  const conversion = having(data?.node, 'externalId');
  const log = useLog(conversion?.commissions ?? []);
  useFresh(HeldNewsDocument, again);
  const back = { to: `/t/${tenant.id}/conversions`, label: texts.title };

  if (!conversion) {
    return (
      <Page title={data || error ? feedback.notFoundTitle : feedback.loading} back={back}>
        {data ? (
          <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
        ) : error ? (
          <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />
        ) : (
          <Waiting />
        )}
      </Page>
    );
  }

  const reread = () => again({ requestPolicy: 'network-only' });
  const attribution = conversion.attributions.at(-1);
  const standing = stands({ ...conversion, attribution: attribution ?? null });
  const left = BigInt(conversion.amount.minor) - BigInt(conversion.refunded.minor);
  const refundable = conversion.kind === 'SALE' && left > 0n && refunds;
  return (
    <Page
      title={conversion.externalId}
      aside={<ConversionBadge state={conversion.state} />}
      back={back}
      actions={
        refundable && (
          <Button variant="default" leftSection={<Icon name="refund" size={16} />} onClick={open}>
            {texts.recordRefund}
          </Button>
        )
      }
    >
      <Facts>
        <Fact name={texts.amount} value={money(conversion.amount)} strong />
        <Fact
          name={texts.commission}
          value={standing ? money(standing) : texts.none}
          note={standing && attribution && before(standing, attribution)}
          strong
        />
        <Fact
          name={texts.refunded}
          value={isZero(conversion.refunded) ? texts.none : money(conversion.refunded)}
          strong
        />
        <Fact name={texts.when} value={moment(conversion.occurredAt)} />
        <Fact name={texts.kind} value={texts.how(conversion)} />
        <Fact name={texts.customer} value={conversion.customer?.externalId ?? texts.none} />
        {conversion.subscription && <Fact name={texts.subscription} value={conversion.subscription} />}
        <Fact name={texts.check} value={checked(conversion)} />
      </Facts>
      <div className={parts.stack}>
        <FraudOf conversion={conversion} log={log} again={reread} />
        {attribution ? (
          <Why conversion={conversion} newest={attribution} again={reread} />
        ) : (
          <div className={parts.columns}>
            <Commissions commissions={conversion.commissions} again={reread} />
            <Lines lines={conversion.lines} />
          </div>
        )}
        <DoneAbout conversion={conversion} log={log} />
      </div>
      {refund && (
        <Refund
          conversion={conversion}
          close={close}
          done={() => {
            close();
            reread();
          }}
        />
      )}
    </Page>
  );
}

/** What it came to before limits, and when it was decided, where that is another sum than stands. */
function before(standing: Money, { pool, why }: Conversion['attributions'][number]): string {
  const paid = { ...pool, minor: paidOf(readDecision(why)).toString() };
  return [
    pool.minor === paid.minor ? '' : texts.before(money(pool)),
    paid.minor === standing.minor ? '' : texts.decided(money(paid)),
  ]
    .filter(Boolean)
    .join(', ');
}

/** What came of looking for fraud, in a word. */
function checked({ judgedAt, fraudScore }: Conversion): string {
  if (!judgedAt) return texts.checkNot;
  return fraudScore ? fraud.score(fraudScore) : texts.checkClean;
}

function Waiting() {
  return (
    <>
      <Skeleton height={76} radius="lg" mb="md" />
      <div className={parts.columns}>
        <Skeleton height={480} radius="lg" />
        <Skeleton height={480} radius="lg" />
      </div>
    </>
  );
}
