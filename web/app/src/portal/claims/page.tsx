import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '@/shell/page';
import { parts, Section } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { EarningNewsDocument } from '../earnings/query.gen';
import { useEnrollments } from '../enrollments';
import { Claim } from './claim';
import { type ClaimState, PortalClaimsDocument, type PortalClaimsQuery } from './query.gen';
import { states, claims as texts } from './texts';

type Row = NonNullable<PortalClaimsQuery['viewer']['affiliate']>['creatorClaims']['edges'][number]['node'];

const TONES: Record<ClaimState, Tone> = { REQUESTED: 'warn', APPROVED: 'good', REJECTED: 'bad' };

/** `/portal/claims?creator=creator_…` or `?moment=…`. */
export function Component() {
  const [params] = useSearchParams();
  const [sent, setSent] = useState(0);
  const { brand } = useEnrollments();
  const columns: Column<Row>[] = [
    {
      key: 'creator',
      head: texts.creator,
      cell: (row) => (
        <>
          {row.creatorName}
          <small>{row.evidence}</small>
        </>
      ),
      text: (row) => row.creatorName,
    },
    {
      key: 'state',
      head: texts.state,
      cell: (row) => <State tone={TONES[row.state]}>{states[row.state]}</State>,
      text: (row) => states[row.state],
    },
    { key: 'brand', head: texts.brand, cell: (row) => brand(row.tenantId), text: (row) => brand(row.tenantId) },
    { key: 'claimed', head: texts.claimed, cell: (row) => day(row.createdAt), text: (row) => row.createdAt },
    {
      key: 'decided',
      head: texts.decided,
      wide: true,
      cell: (row) => (row.decidedAt ? day(row.decidedAt) : texts.undecided),
      text: (row) => row.decidedAt ?? '',
    },
  ];
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className={parts.stack}>
        <div className={parts.columns}>
          <Claim whose={params.get('creator') ?? params.get('moment') ?? ''} done={() => setSent(sent + 1)} />
          <Section title={texts.how}>
            <ol className={parts.rows}>
              {texts.steps.map((step) => (
                <li key={step}>
                  <span style={{ fontWeight: 400 }}>{step}</span>
                </li>
              ))}
            </ol>
          </Section>
        </div>
        <Table
          name={texts.list}
          titled
          expected={2}
          document={PortalClaimsDocument}
          variables={{}}
          connection={(data) => data.viewer.affiliate?.creatorClaims}
          news={EarningNewsDocument}
          fresh={String(sent)}
          columns={columns}
          fileColumns={[
            ...columns,
            { key: 'evidence', head: texts.evidence, cell: () => null, text: ({ evidence }) => evidence },
          ]}
          id={(row) => row.id}
          empty={{ title: texts.none, text: texts.noneText }}
        />
      </div>
    </Page>
  );
}
