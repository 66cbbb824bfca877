import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { COMMISSION_COLUMNS } from '@/brand/affiliates/commissions';
import { CommissionNewsDocument, EnrollmentCommissionsDocument } from '@/brand/affiliates/query.gen';
import { nameOf } from '@/brand/moments/name';
import { ModerationBadge } from '@/brand/moments/state-badge';
import { kinds, moments, states } from '@/brand/moments/texts';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { CopyLink } from '@/shell/copy-link';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { type Column, Table } from '@/table/table';
import { day } from '@/time/time';
import { amounts, owes } from './balances';
import {
  type CreatorClaimPartsFragment,
  CreatorDocument,
  CreatorMomentsDocument,
  type CreatorMomentsQuery,
  type CreatorPartsFragment,
} from './query.gen';
import { creators as texts } from './texts';

type Moment = CreatorMomentsQuery['moments']['edges'][number]['node'];

const MOMENTS: Column<Moment>[] = [
  { key: 'moment', head: moments.moment, cell: nameOf, text: nameOf },
  {
    key: 'state',
    head: moments.state,
    cell: (row) => <ModerationBadge state={row.moderation} />,
    text: (row) => states[row.moderation],
  },
  { key: 'kind', head: moments.kind, wide: true, cell: (row) => kinds[row.kind], text: (row) => kinds[row.kind] },
  {
    key: 'shown',
    head: moments.shown,
    wide: true,
    cell: (row) => (row.publishable ? moments.yes : moments.no),
    text: (row) => (row.publishable ? moments.yes : moments.no),
  },
  { key: 'from', head: moments.published, cell: (row) => day(row.publishedAt), text: (row) => row.publishedAt },
];

/** `/t/:tenant/creators/:id`: an author, what they made and what it earned. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const money = useMay('LEDGER_READ');
  const [{ data, error }, again] = useQuery({ query: CreatorDocument, variables: { id, money } });
  const creator = having(data?.node, 'externalId');
  const missing = data && !creator;
  return (
    <Page
      title={creator?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      back={{ to: `/t/${tenant.id}/creators`, label: texts.title }}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={creator} error={error} again={again} height={560}>
          {(known) => <Known creator={known} claims={data?.creatorClaims.nodes ?? []} />}
        </Loaded>
      )}
    </Page>
  );
}

function Known({ creator, claims }: { creator: CreatorPartsFragment; claims: CreatorClaimPartsFragment[] }) {
  const tenant = useTenant();
  const { payee } = creator;
  const { balances } = payee;
  const claim = claims.find((one) => one.state === 'APPROVED' && one.creator?.id === creator.id);
  return (
    <div className={parts.stack}>
      <Facts>
        {balances && (
          <>
            <Fact name={texts.pending} value={amounts(balances, 'pending', tenant.currency)} strong />
            <Fact name={texts.payable} value={amounts(balances, 'payable', tenant.currency)} strong />
            {owes(balances) && (
              <Fact name={texts.debt} value={amounts(balances, 'debt', tenant.currency)} note={texts.debtNote} strong />
            )}
          </>
        )}
        {payee.affiliateId ? (
          <Fact name={texts.claimed} value={claim?.affiliateName ?? texts.yes} />
        ) : (
          <Fact name={texts.claimed} value={texts.nobody} note={texts.unclaimed} />
        )}
        {!payee.affiliateId && (
          <Fact
            name={moments.claimAt}
            value={
              <CopyLink value={`${location.origin}/portal/claims?creator=${creator.id}`} shown={texts.claimLink} />
            }
            note={texts.claimNote(creator.name)}
          />
        )}
        <Fact name={texts.key} value={creator.externalId} />
        <Fact name={texts.since} value={day(creator.createdAt)} />
      </Facts>
      <Table
        titled
        at="moments-"
        name={texts.moments}
        document={CreatorMomentsDocument}
        variables={{ creatorId: creator.id }}
        connection={(data) => data.moments}
        columns={MOMENTS}
        id={(row) => row.id}
        href={(row) => `/t/${tenant.id}/moments/${row.id}`}
        empty={{ title: texts.momentsNone }}
      />
      <Table
        titled
        name={texts.earned}
        document={EnrollmentCommissionsDocument}
        variables={{ payeeId: payee.id }}
        connection={(data) => data.commissions}
        news={CommissionNewsDocument}
        columns={COMMISSION_COLUMNS}
        id={(row) => row.id}
        href={(row) => (row.conversion ? `/t/${tenant.id}/conversions/${row.conversion.id}` : null)}
        empty={{ title: texts.earnedNone, text: texts.earnedText }}
      />
    </div>
  );
}
