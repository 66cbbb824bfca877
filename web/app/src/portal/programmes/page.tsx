import { Button } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EnrollmentBadge } from '@/brand/affiliates/state-badge';
import { confirm } from '@/feedback/confirm';
import { useAct } from '@/form/act';
import { isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { Loaded, parts, Section } from '@/shell/parts';
import { day } from '@/time/time';
import classes from '../overview/overview.module.css';
import {
  EnrollmentAcceptDocument,
  EnrollmentApplyDocument,
  EnrollmentLeaveDocument,
  PortalEnrollmentsDocument,
  type PortalEnrollmentsQuery,
} from './query.gen';
import { programmes as texts } from './texts';

type Affiliate = NonNullable<PortalEnrollmentsQuery['viewer']['affiliate']>;

/** `/portal/programmes?invitation=…` or `?apply=program_…`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: PortalEnrollmentsDocument });
  const refresh = () => again({ requestPolicy: 'network-only' });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className={parts.stack}>
        <Join refresh={refresh} />
        <Loaded data={data?.viewer.affiliate} error={error} again={again}>
          {(affiliate) => <Mine affiliate={affiliate} />}
        </Loaded>
      </div>
    </Page>
  );
}

/** What an address brought along: an invitation, or where to apply. */
function Join({ refresh }: { refresh: () => void }) {
  const [params, setParams] = useSearchParams();
  const [accept, accepting] = useAct(EnrollmentAcceptDocument, (data) => data.enrollmentAccept);
  const [apply, applying] = useAct(EnrollmentApplyDocument, (data) => data.enrollmentApply);
  const invitation = params.get('invitation');
  const programId = params.get('apply');
  const done = (answer: unknown) => {
    if (!answer) return;
    setParams(new URLSearchParams(), { replace: true });
    refresh();
  };
  if (invitation) {
    return (
      <section className={classes.call} aria-label={texts.invited}>
        <div>
          <strong>{texts.invited}</strong>
          <p>{texts.invitedText}</p>
        </div>
        <Button
          loading={accepting}
          onClick={async () => done(await accept(() => ({ input: { invitation } }), texts.accepted))}
        >
          {texts.accept}
        </Button>
      </section>
    );
  }
  if (!programId) return null;
  return (
    <section className={classes.call} aria-label={texts.applyTitle}>
      <div>
        <strong>{texts.applyTitle}</strong>
        <p>{texts.applyText}</p>
      </div>
      <Button
        loading={applying}
        onClick={async () => done(await apply(() => ({ input: { programId } }), texts.applied))}
      >
        {texts.apply}
      </Button>
    </section>
  );
}

function Mine({ affiliate }: { affiliate: Affiliate }) {
  const [leave] = useAct(EnrollmentLeaveDocument, (data) => data.enrollmentLeave);
  const press = async (enrollmentId: string, name: string) => {
    const question = { title: texts.leaveTitle(name), text: texts.leaveText, action: texts.leave, danger: true };
    if (await confirm(question)) await leave(() => ({ input: { enrollmentId } }), texts.left);
  };
  const { nodes } = affiliate.enrollments;
  return (
    <Section title={texts.mine}>
      {nodes.length === 0 ? (
        <p className={parts.soft}>{texts.none}</p>
      ) : (
        <ul className={parts.rows}>
          {nodes.map(({ id, tenantId, state, createdAt, program }) => {
            const brand = affiliate.tenants.find((one) => one.id === tenantId)?.name;
            const facts = [
              brand,
              program && texts.hold(program.holdDays),
              program && !isZero(program.payoutMinimum) && texts.minimum(money(program.payoutMinimum)),
              program?.payoutOnDemand && texts.onDemand,
              texts.since(day(createdAt)),
            ];
            return (
              <li key={id}>
                <span>
                  {program?.name ?? brand}
                  <small>{facts.filter(Boolean).join(' · ')}</small>
                </span>
                <EnrollmentBadge state={state} />
                {(state === 'ACTIVE' || state === 'APPLIED') && (
                  <Button size="compact-sm" variant="default" onClick={() => press(id, program?.name ?? '')}>
                    {texts.leave}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
