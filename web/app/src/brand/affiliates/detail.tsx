import { Button } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Table } from '@/table/table';
import { day } from '@/time/time';
import { Codes } from './codes';
import { COMMISSION_COLUMNS } from './commissions';
import { useDecide } from './decide';
import { Links } from './links';
import {
  CommissionNewsDocument,
  EnrollmentCommissionsDocument,
  EnrollmentDocument,
  type EnrollmentQuery,
} from './query.gen';
import { EnrollmentBadge } from './state-badge';
import { affiliates as texts } from './texts';

/** An enrollment with its links and codes. */
export type Enrollment = Extract<NonNullable<EnrollmentQuery['node']>, { payoutReady: boolean }>;

/** `/t/:tenant/affiliates/:id`: one person in one programme. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: EnrollmentDocument, variables: { id } });
  const enrollment = having(data?.node, 'payoutReady');
  const missing = data && !enrollment;
  return (
    <Page
      title={enrollment?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      aside={enrollment && <EnrollmentBadge state={enrollment.state} />}
      lead={enrollment?.email}
      back={{ to: `/t/${tenant.id}/affiliates`, label: texts.title }}
      actions={enrollment && <Decisions enrollment={enrollment} />}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={enrollment} error={error} again={again} height={560}>
          {(known) => <Known enrollment={known} again={() => again({ requestPolicy: 'network-only' })} />}
        </Loaded>
      )}
    </Page>
  );
}

function Known({ enrollment, again }: { enrollment: Enrollment; again: () => void }) {
  const tenant = useTenant();
  const { payee, program } = enrollment;
  const balance = payee?.balances.find(({ currency }) => currency === program.currency);
  const nothing = money({ minor: '0', currency: program.currency });
  return (
    <div className={parts.stack}>
      <Facts>
        <Fact name={texts.pending} value={balance ? money(balance.pending) : nothing} strong />
        <Fact name={texts.payable} value={balance ? money(balance.payable) : nothing} strong />
        {balance && !isZero(balance.debt) && (
          <Fact name={texts.debt} value={money(balance.debt)} note={texts.debtNote} strong />
        )}
        <Fact name={texts.programme} value={program.name} note={enrollment.group?.name} />
        <Fact name={texts.paid} value={enrollment.payoutReady ? texts.ready : texts.notReady} />
        <Fact name={texts.since} value={day(enrollment.createdAt)} />
      </Facts>
      <div className={parts.columns}>
        <Links enrollment={enrollment} again={again} />
        <Codes enrollment={enrollment} again={again} />
      </div>
      {payee && (
        <Table
          name={texts.earned}
          document={EnrollmentCommissionsDocument}
          variables={{ payeeId: payee.id }}
          connection={(answer) => answer.commissions}
          news={CommissionNewsDocument}
          columns={COMMISSION_COLUMNS}
          id={(row) => row.id}
          href={(row) => (row.conversion ? `/t/${tenant.id}/conversions/${row.conversion.id}` : null)}
          empty={{ title: texts.earnedNone }}
        />
      )}
    </div>
  );
}

function Decisions({ enrollment }: { enrollment: Enrollment }) {
  const may = useMay('ENROLLMENT_WRITE');
  const decide = useDecide();
  if (!may) return null;
  const { state } = enrollment;
  return (
    <>
      {(state === 'ACTIVE' || state === 'SUSPENDED') && (
        <Button variant="subtle" color="red" onClick={() => decide.ban(enrollment)}>
          {texts.ban}
        </Button>
      )}
      {state === 'ACTIVE' && (
        <Button variant="default" onClick={() => decide.suspend(enrollment)}>
          {texts.suspend}
        </Button>
      )}
      {state === 'APPLIED' && (
        <Button variant="default" disabled={decide.busy} onClick={() => decide.reject(enrollment)}>
          {texts.reject}
        </Button>
      )}
      {(state === 'APPLIED' || state === 'SUSPENDED') && (
        <Button disabled={decide.busy} onClick={() => decide.approve(enrollment)}>
          {state === 'APPLIED' ? texts.approve : texts.again}
        </Button>
      )}
    </>
  );
}
