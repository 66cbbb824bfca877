import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { moments } from '@/brand/moments/texts';
import { CreatorData } from '@/brand/people/creator';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { CopyLink } from '@/shell/copy-link';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, Tabs } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import { amounts, owes } from './balances';
import { type CreatorClaimPartsFragment, CreatorDocument, type CreatorPartsFragment } from './query.gen';
import { creators as texts } from './texts';

type Props = { children: (creator: CreatorPartsFragment) => ReactNode };

/** Around an author: who they are and what they have earned. */
export function CreatorFrame({ children }: Props) {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const money = useMay('LEDGER_READ');
  const tells = useMay('PERSON_ERASE');
  const [{ data, error }, again] = useQuery({ query: CreatorDocument, variables: { id, money } });
  const creator = having(data?.node, 'externalId');
  const missing = data && !creator;
  const root = `/t/${tenant.id}/creators/${id}`;
  return (
    <Page
      title={creator?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      back={{ to: `/t/${tenant.id}/creators`, label: texts.title }}
      actions={
        creator && tells && <CreatorData creator={creator} done={() => again({ requestPolicy: 'network-only' })} />
      }
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={creator} error={error} again={again} height={560}>
          {(known) => (
            <>
              <Standing creator={known} claims={data?.creatorClaims.nodes ?? []} />
              <Tabs
                label={texts.partsOf}
                places={[
                  { to: root, label: texts.earned, end: true },
                  { to: `${root}/moments`, label: texts.moments },
                ]}
              />
              {children(known)}
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Standing({ creator, claims }: { creator: CreatorPartsFragment; claims: CreatorClaimPartsFragment[] }) {
  const tenant = useTenant();
  const { payee } = creator;
  const { balances } = payee;
  const claim = claims.find((one) => one.state === 'APPROVED' && one.creator?.id === creator.id);
  return (
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
          value={<CopyLink value={`${location.origin}/portal/claims?creator=${creator.id}`} shown={texts.claimLink} />}
          note={texts.claimNote(creator.name)}
        />
      )}
      <Fact name={texts.key} value={creator.externalId} />
      <Fact name={texts.since} value={day(creator.createdAt)} />
    </Facts>
  );
}
