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
import { day } from '@/time/time';
import { Calculator } from './calculator';
import { ProgrammeForm } from './programme-form';
import { ProgrammeDocument, type ProgrammeQuery } from './query.gen';
import { RuleList } from './rule-list';
import { readRules } from './rules';
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
  const terms = programme?.currentTerms;
  const rules = readRules(terms?.rules ?? []);
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
              {terms ? texts.changeTerms : texts.writeTerms}
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
                <Fact name={texts.hold} value={texts.holdDays(known.holdDays)} strong />
                <Fact
                  name={texts.minimum}
                  value={isZero(known.payoutMinimum) ? '–' : money(known.payoutMinimum)}
                  strong
                />
                <Fact name={texts.onDemand} value={known.payoutOnDemand ? texts.onDemandYes : texts.onDemandNo} />
                <Fact name={texts.currency} value={known.currency} />
                <Fact name={texts.made} value={day(known.createdAt)} />
              </Facts>
              <div className={parts.columns}>
                <div className={parts.stack}>
                  <Section
                    title={texts.terms}
                    lead={texts.termsLead}
                    aside={terms && <span>{texts.termsVersion(terms.version, day(terms.effectiveFrom))}</span>}
                  >
                    {rules.length ? (
                      <RuleList rules={rules} currency={known.currency} />
                    ) : (
                      <p className={parts.soft}>{texts.termsNone}</p>
                    )}
                  </Section>
                  <Earlier terms={known.terms.nodes.filter(({ id: version }) => version !== terms?.id)} />
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

function Earlier({ terms }: { terms: Terms }) {
  if (terms.length === 0) return null;
  return (
    <Section title={texts.earlier} lead={texts.earlierLead}>
      <ul className={parts.rows}>
        {terms.map(({ id, version, effectiveFrom, rules }) => (
          <li key={id}>
            <span>{texts.termsVersion(version, day(effectiveFrom))}</span>
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
