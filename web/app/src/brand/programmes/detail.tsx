import { Button, SegmentedControl, Select } from '@mantine/core';
import { Link, useParams, useSearchParams } from 'react-router';
import { isZero, money } from '@/money/money';
import { CopyLink } from '@/shell/copy-link';
import { Fact, Facts, parts, Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import { Calculator } from '@/terms/calculator';
import { terms } from '@/terms/texts';
import { asOf, inForce, isWithdrawn, readVersion, toCome } from '@/terms/version';
import { VersionWords } from '@/terms/version-words';
import { day, moment } from '@/time/time';
import { type Programme, ProgrammeFrame } from './frame';
import type { ProgrammeQuery } from './query.gen';
import { audiences, programmes as texts } from './texts';

/** Above so many groups they are a list to choose from. */
const BESIDE = 3;

/** `/t/:tenant/programmes/:id?for=…`: what it pays, everybody or one of its groups. */
export function Component() {
  return (
    <ProgrammeFrame>
      {({ programme, data }) => (
        <>
          <Facts>
            <Fact name={texts.audience} value={audiences[programme.audience]} strong />
            <Fact name={terms.hold} value={terms.holdDays(programme.holdDays)} strong />
            <Fact
              name={terms.minimum}
              value={isZero(programme.payoutMinimum) ? terms.noMinimum : money(programme.payoutMinimum)}
              strong
            />
            <Fact name={terms.onDemand} value={programme.payoutOnDemand ? terms.onDemandYes : terms.onDemandNo} />
            <Fact name={terms.currency} value={programme.currency} />
            <Fact name={texts.made} value={day(programme.createdAt)} />
          </Facts>
          <Pays programme={programme} data={data} />
        </>
      )}
    </ProgrammeFrame>
  );
}

function Pays({ programme, data }: { programme: Programme; data: ProgrammeQuery }) {
  const [params, setParams] = useSearchParams();
  const versions = programme.terms.nodes;
  const now = asOf(versions, new Date());
  // A group without terms of its own has those of everybody.
  const own = programme.groups.nodes.filter(({ id }) =>
    versions.some((one) => one.group?.id === id && !isWithdrawn(one)),
  );
  const chosen = own.find(({ id }) => id === params.get('for')) ?? null;
  const current = inForce(versions, chosen?.id ?? null, now);
  const version = current && readVersion(current);
  const coming = toCome(versions, chosen?.id ?? null, now);
  const choices = [{ value: '', label: texts.everybody }, ...own.map(({ id, name }) => ({ value: id, label: name }))];
  const choose = (id: string | null) => setParams(id ? { for: id } : {}, { preventScrollReset: true });
  return (
    <div className={parts.columns}>
      <div className={parts.stack}>
        {own.length > BESIDE && <Select label={texts.of} data={choices} value={chosen?.id ?? ''} onChange={choose} />}
        {own.length > 0 && own.length <= BESIDE && (
          <SegmentedControl aria-label={texts.of} data={choices} value={chosen?.id ?? ''} onChange={choose} />
        )}
        <Section
          title={terms.pays}
          lead={terms.lead}
          aside={current && <span>{terms.version(current.version, day(current.effectiveFrom))}</span>}
        >
          {version ? (
            <VersionWords version={version} currency={programme.currency} />
          ) : (
            <p className={parts.soft}>{chosen ? texts.notYetOwn : coming.length ? texts.notYet : terms.none}</p>
          )}
          <Own group={chosen?.id ?? null} />
        </Section>
        {coming.length > 0 && (
          <Section title={texts.coming} lead={texts.comingLead}>
            <ul className={parts.rows}>
              {coming.map(({ id, version: number, effectiveFrom }) => (
                <li key={id}>
                  <span>{texts.comes(number, moment(effectiveFrom))}</span>
                  <Button
                    component={Link}
                    to={`versions?${new URLSearchParams({ ...(current && { before: current.id }), after: id })}`}
                    variant="subtle"
                    size="compact-sm"
                  >
                    {texts.whatChanges}
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <div className={parts.stack}>
        {version && version.rules.length > 0 && <Calculator version={version} currency={programme.currency} />}
        <People programme={programme} data={data} />
      </div>
    </div>
  );
}

/** The way to change the terms of a group. */
function Own({ group }: { group: string | null }) {
  const may = useMay('PROGRAM_WRITE');
  if (!may || !group) return null;
  return (
    <Button component={Link} to={`terms?group=${group}`} variant="default" mt="md">
      {texts.changeOwn}
    </Button>
  );
}

function People({ programme, data }: { programme: Programme; data: ProgrammeQuery }) {
  const { id = '' } = useParams();
  const tenant = useTenant();
  if (programme.audience === 'CREATORS') return <Section title={texts.affiliates} lead={texts.onlyOne} />;
  const counts = new Map<keyof typeof texts.people, number>();
  for (const { state } of data.enrollments.nodes) counts.set(state, (counts.get(state) ?? 0) + 1);
  const more = data.enrollments.pageInfo.hasNextPage ? '+' : '';
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
