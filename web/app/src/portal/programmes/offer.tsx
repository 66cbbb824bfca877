import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EnrollmentBadge } from '@/brand/affiliates/state-badge';
import { confirm } from '@/feedback/confirm';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { useAct } from '@/form/act';
import { failure } from '@/graph/failure';
import { isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { Calculator } from '@/terms/calculator';
import { terms } from '@/terms/texts';
import { readVersion } from '@/terms/version';
import { VersionWords } from '@/terms/version-words';
import { day } from '@/time/time';
import classes from '../overview/overview.module.css';
import {
  EnrollmentApplyDocument,
  EnrollmentLeaveDocument,
  ProgramOfferDocument,
  type ProgramOfferQuery,
} from './query.gen';
import { standings, programmes as texts } from './texts';

type Offer = NonNullable<NonNullable<ProgramOfferQuery['viewer']['affiliate']>['programOffer']>;

/** `/portal/programmes/:program`: what a programme pays, before one asks to join it and after. */
export function Component() {
  const { program = '' } = useParams();
  const [{ data, error }, again] = useQuery({ query: ProgramOfferDocument, variables: { programId: program } });
  const offer = data?.viewer.affiliate?.programOffer;
  // What cannot be the id of a programme is none.
  const missing = (data && !offer) || (error && failure(error).code === 'INVALID_ID');
  return (
    <Page
      title={offer?.program.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      aside={offer?.enrollment && <EnrollmentBadge state={offer.enrollment.state} />}
      lead={offer && texts.of(offer.tenantName)}
      back={{ to: '/portal/programmes', label: texts.title }}
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={texts.offerNone} />
      ) : (
        <Loaded data={offer} error={error} again={again} height={560}>
          {(known) => <Known offer={known} refresh={() => again({ requestPolicy: 'network-only' })} />}
        </Loaded>
      )}
    </Page>
  );
}

function Known({ offer, refresh }: { offer: Offer; refresh: () => void }) {
  const { program } = offer;
  const current = program.terms;
  const version = current && readVersion(current);
  return (
    <div className={parts.stack}>
      <Standing offer={offer} refresh={refresh} />
      <Facts>
        <Fact name={terms.hold} value={terms.holdDays(program.holdDays)} note={texts.holdNote} strong />
        <Fact
          name={terms.minimum}
          value={isZero(program.payoutMinimum) ? terms.noMinimum : money(program.payoutMinimum)}
          note={isZero(program.payoutMinimum) ? texts.noMinimumNote : texts.minimumNote}
          strong
        />
        <Fact
          name={texts.paid}
          value={program.payoutOnDemand ? texts.onDemand : terms.onDemandNo}
          note={program.payoutOnDemand ? texts.onDemandNote : texts.runsNote}
          strong
        />
        <Fact name={terms.currency} value={program.currency} strong />
      </Facts>
      <div className={parts.columns}>
        <Section
          title={terms.pays}
          lead={terms.lead}
          aside={current && <span>{terms.version(current.version, day(current.effectiveFrom))}</span>}
        >
          {version ? (
            <VersionWords version={version} currency={program.currency} />
          ) : (
            <p className={parts.soft}>{terms.none}</p>
          )}
        </Section>
        {version && <Calculator version={version} currency={program.currency} />}
      </div>
    </div>
  );
}

/** Whether one may ask to join, has asked, or is in; and what can be done about it. */
function Standing({ offer: { open, program, enrollment }, refresh }: { offer: Offer; refresh: () => void }) {
  const [apply, applying] = useAct(EnrollmentApplyDocument, (data) => data.enrollmentApply);
  const [leave, leaving] = useAct(EnrollmentLeaveDocument, (data) => data.enrollmentLeave);
  const state = enrollment?.state;
  const [title, text] = state
    ? standings[state]
    : open
      ? [texts.applyTitle, texts.applyText]
      : [texts.shut, texts.shutText];
  const ask = async () => {
    if (await apply(() => ({ input: { programId: program.id } }), texts.applied)) refresh();
  };
  const go = async () => {
    if (!enrollment) return;
    const question = {
      title: texts.leaveTitle(program.name),
      text: texts.leaveText,
      action: texts.leave,
      danger: true,
    };
    if (!(await confirm(question))) return;
    if (await leave(() => ({ input: { enrollmentId: enrollment.id } }), texts.left)) refresh();
  };
  return (
    <section className={classes.call} aria-label={title}>
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
      {!state && open && (
        <Button loading={applying} onClick={ask}>
          {texts.apply}
        </Button>
      )}
      {state === 'ACTIVE' && (
        <Button component={Link} to="/portal/links" variant="default">
          {texts.makeLink}
        </Button>
      )}
      {(state === 'ACTIVE' || state === 'APPLIED' || state === 'SUSPENDED') && (
        <Button variant="subtle" color="red" loading={leaving} onClick={go}>
          {state === 'APPLIED' ? texts.withdraw : texts.leave}
        </Button>
      )}
    </section>
  );
}
