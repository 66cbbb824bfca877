import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { feedback } from '@/feedback/texts';
import { having } from '@/graph/node';
import { isZero, money } from '@/money/money';
import { CopyLink } from '@/shell/copy-link';
import { Page } from '@/shell/page';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Calculator } from '@/terms/calculator';
import { RuleList } from '@/terms/rule-list';
import { readRules } from '@/terms/rules';
import { terms } from '@/terms/texts';
import { day } from '@/time/time';
import { ProgrammeForm } from './programme-form';
import { ProgrammeDocument, type ProgrammeQuery } from './query.gen';
import { audiences, programmes as texts } from './texts';

/** `/t/:tenant/programmes/:id`. */
export function Component() {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const [editing, { open, close }] = useDisclosure(false);
  const [{ data, error }, again] = useQuery({ query: ProgrammeDocument, variables: { id } });
  const programme = having(data?.node, 'holdDays');
  const may = useMay('PROGRAM_WRITE');
  const missing = data && !programme;
  const current = programme?.currentTerms;
  const rules = readRules(current?.rules ?? []);
  return (
    <Page
      title={programme?.name ?? (missing ? feedback.notFoundTitle : feedback.loading)}
      back={{ to: `/t/${tenant.id}/programmes`, label: texts.title }}
      actions={
        programme &&
        may && (
          <>
            <Button variant="default" onClick={open}>
              {texts.edit}
            </Button>
            <Button component={Link} to="terms">
              {current ? texts.changeTerms : texts.writeTerms}
            </Button>
          </>
        )
      }
    >
      {missing ? (
        <EmptyNotice title={feedback.notFoundTitle} text={feedback.notFound} />
      ) : (
        <Loaded data={programme} error={error} again={again} height={560}>
          {(known) => (
            <>
              <Facts>
                <Fact name={texts.audience} value={audiences[known.audience]} strong />
                <Fact name={terms.hold} value={terms.holdDays(known.holdDays)} strong />
                <Fact
                  name={terms.minimum}
                  value={isZero(known.payoutMinimum) ? terms.noMinimum : money(known.payoutMinimum)}
                  strong
                />
                <Fact name={terms.onDemand} value={known.payoutOnDemand ? terms.onDemandYes : terms.onDemandNo} />
                <Fact name={terms.currency} value={known.currency} />
                <Fact name={texts.made} value={day(known.createdAt)} />
              </Facts>
              <div className={parts.columns}>
                <div className={parts.stack}>
                  <Section
                    title={terms.pays}
                    lead={terms.lead}
                    aside={current && <span>{terms.version(current.version, day(current.effectiveFrom))}</span>}
                  >
                    {rules.length ? (
                      <RuleList rules={rules} currency={known.currency} />
                    ) : (
                      <p className={parts.soft}>{terms.none}</p>
                    )}
                  </Section>
                  <Earlier versions={known.terms.nodes.filter(({ id: version }) => version !== current?.id)} />
                </div>
                <div className={parts.stack}>
                  {rules.length > 0 && <Calculator rules={rules} currency={known.currency} />}
                  <People data={data} />
                </div>
              </div>
            </>
          )}
        </Loaded>
      )}
      {editing && programme && <ProgrammeForm of={programme} close={close} />}
    </Page>
  );
}

type Terms = { id: string; version: number; effectiveFrom: string; rules: unknown[] }[];

function Earlier({ versions }: { versions: Terms }) {
  if (versions.length === 0) return null;
  return (
    <Section title={texts.earlier} lead={texts.earlierLead}>
      <ul className={parts.rows}>
        {versions.map(({ id, version, effectiveFrom, rules }) => (
          <li key={id}>
            <span>{terms.version(version, day(effectiveFrom))}</span>
            <span className={parts.soft}>{texts.rulesOf(rules.length)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function People({ data }: { data: ProgrammeQuery | undefined }) {
  const { id = '' } = useParams();
  const tenant = useTenant();
  const programme = having(data?.node, 'holdDays');
  if (programme?.audience === 'CREATORS') return <Section title={texts.affiliates} lead={texts.onlyOne} />;
  const counts = new Map<keyof typeof texts.people, number>();
  for (const { state } of data?.enrollments.nodes ?? []) counts.set(state, (counts.get(state) ?? 0) + 1);
  const more = data?.enrollments.pageInfo.hasNextPage ? '+' : '';
  return (
    <Section
      title={texts.affiliates}
      lead={texts.affiliatesLead}
      aside={<Link to={`/t/${tenant.id}/affiliates?programme=${id}`}>{texts.seeAll}</Link>}
    >
      <ul className={parts.rows}>
        {[...counts].map(([state, count]) => (
          <li key={state}>
            <span>{texts.people[state]}</span>
            <b className="figure">{`${count}${more}`}</b>
          </li>
        ))}
        {counts.size === 0 && (
          <li>
            <span className={parts.soft}>{texts.none}</span>
          </li>
        )}
        <li>
          <span>
            {texts.applyAt}
            <small>
              <CopyLink value={`${location.origin}/portal/programmes?apply=${id}`} />
            </small>
          </span>
        </li>
      </ul>
    </Section>
  );
}
