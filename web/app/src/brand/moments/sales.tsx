import { Anchor, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { ConversionBadge } from '@/brand/conversions/state-badge';
import { FailureNotice } from '@/feedback/failure-notice';
import { having } from '@/graph/node';
import { money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import { MomentSalesDocument } from './sales.gen';
import { moments as texts } from './texts';

/** The latest sales and leads on whose path the moment is. */
export function Sales({ moment }: { moment: string }) {
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: MomentSalesDocument, variables: { id: moment } });
  const helped = having(data?.node, 'conversions')?.conversions;
  return (
    <Section title={texts.sales} lead={texts.salesLead}>
      {error ? (
        <FailureNotice error={error} retry={() => again({ requestPolicy: 'network-only' })} />
      ) : !helped ? (
        <Skeleton height={72} mt="sm" />
      ) : helped.nodes.length === 0 ? (
        <p className={parts.soft}>{texts.salesNone}</p>
      ) : (
        <>
          <ul className={parts.rows}>
            {helped.nodes.map(({ id, externalId, state, occurredAt, amount }) => (
              <li key={id}>
                <span>
                  <Anchor component={Link} to={`/t/${tenant.id}/conversions/${id}`}>
                    {externalId}
                  </Anchor>
                  <small>{day(occurredAt)}</small>
                </span>
                <ConversionBadge state={state} />
                <b className="figure">{money(amount)}</b>
              </li>
            ))}
          </ul>
          {helped.pageInfo.hasNextPage && <p className={parts.soft}>{texts.salesMore}</p>}
        </>
      )}
    </Section>
  );
}
