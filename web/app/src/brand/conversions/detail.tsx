import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { FailureNotice } from '@/feedback/failure-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { Arithmetic } from './arithmetic';
import { Commissions, Lines } from './parts';
import { ConversionDocument, type ConversionQuery } from './query.gen';
import { Refund } from './refund';
import { ConversionBadge } from './state-badge';
import { doors, kinds, conversions as texts } from './texts';
import { Timeline } from './timeline';

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
          name={texts.pool}
          value={conversion.attribution ? money(conversion.attribution.pool) : texts.none}
          strong
        />
        <Fact
          name={texts.refunded}
          value={isZero(conversion.refunded) ? texts.none : money(conversion.refunded)}
          strong
        />
        <Fact name={texts.when} value={moment(conversion.occurredAt)} />
        <Fact name={texts.kind} value={`${kinds[conversion.kind]} · ${doors[conversion.door]}`} />
        <Fact name={texts.customer} value={conversion.customer?.externalId ?? texts.none} />
      </Facts>
      <div className={parts.columns}>
        <Section title={texts.path} lead={texts.pathLead}>
          <Timeline conversion={conversion} />
        </Section>
        <div className={parts.stack}>
          {conversion.attribution && conversion.attribution.credits.length > 0 && (
            <Arithmetic attribution={conversion.attribution} />
          )}
          <Commissions commissions={conversion.commissions} />
          <Lines lines={conversion.lines} />
        </div>
      </div>
      {refund && (
        <Refund
          conversion={conversion}
          close={close}
          done={() => {
            close();
            again({ requestPolicy: 'network-only' });
          }}
        />
      )}
    </Page>
  );
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
