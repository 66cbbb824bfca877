import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { EnrollmentBadge } from '@/brand/affiliates/state-badge';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { failure } from '@/graph/failure';
import { isZero, money } from '@/money/money';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { Calculator } from '@/terms/calculator';
import { terms } from '@/terms/texts';
import { readVersion } from '@/terms/version';
import { VersionWords } from '@/terms/version-words';
import { day } from '@/time/time';
import classes from './programmes.module.css';
import { ProgramOfferDocument, type ProgramOfferQuery } from './query.gen';
import { Standing } from './standing';
import { programmes as texts } from './texts';

type Affiliate = NonNullable<ProgramOfferQuery['viewer']['affiliate']>;

/** A programme as it is shown to whoever may want to join it. */
export type Offer = NonNullable<Affiliate['programOffer']>;

/** `/portal/programmes/:program`: what a programme pays, before one asks to join it and after. */
export function Component() {
  const { program = '' } = useParams();
  const [{ data, error }, again] = useQuery({ query: ProgramOfferDocument, variables: { programId: program } });
  const offer = data?.viewer.affiliate?.programOffer;
  const isMine = Boolean(data?.viewer.affiliate?.programs.some(({ id }) => id === offer?.program.id));
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
          {(known) => <Known offer={known} mine={isMine} refresh={() => again({ requestPolicy: 'network-only' })} />}
        </Loaded>
      )}
    </Page>
  );
}

type Props = { offer: Offer; mine: boolean; refresh: () => void };

function Known({ offer, mine, refresh }: Props) {
  const { program } = offer;
  const current = program.terms;
  const version = current && readVersion(current);
  return (
    <div className={parts.stack}>
      <Standing offer={offer} mine={mine} refresh={refresh} />
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
        <div className={parts.stack}>
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
            {current?.hasBudget && <p className={classes.budget}>{texts.budget}</p>}
          </Section>
          {current?.upcoming.map((later) => (
            <Section
              key={later.version}
              title={texts.coming(day(later.effectiveFrom))}
              lead={texts.comingLead}
              aside={<span>{texts.version(later.version)}</span>}
            >
              <VersionWords version={readVersion(later)} currency={program.currency} />
            </Section>
          ))}
        </div>
        {version && <Calculator version={version} currency={program.currency} />}
      </div>
    </div>
  );
}
