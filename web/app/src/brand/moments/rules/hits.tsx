import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { parts as classesOf, Fact, Facts, Loaded, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { rules } from '../queue/texts';
import { ModerationRulesDocument, type ModerationRulesQuery } from './query.gen';
import classes from './rules.module.css';
import { hits as texts } from './texts';
import { parts } from './values';

const DAY_MS = 86_400_000;
const DAYS_USUAL = '30';

type Row = ModerationRulesQuery['moderationHits']['rules'][number];

/** What the rules found in a period, and what became of it. */
export function Hits() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('days') ?? '';
  const days = asked in texts.days ? asked : DAYS_USUAL;
  // To the hour, so that looking again asks the same.
  const from = useMemo(() => {
    const hour = new Date();
    hour.setMinutes(0, 0, 0);
    return new Date(hour.getTime() - Number(days) * DAY_MS).toISOString();
  }, [days]);
  const [{ data, error }, again] = useQuery({ query: ModerationRulesDocument, variables: { from } });
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={texts.period}
          value={days}
          onChange={(value) => setParams({ days: value }, { replace: true, preventScrollReset: true })}
          data={Object.entries(texts.days).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      <Loaded data={data} error={error} again={again} height={320}>
        {({ moderationHits: { judged, found, approved, rejected, waiting, byPeople, rules: rows } }) => (
          <>
            <Facts>
              <Fact name={texts.judged} value={judged} strong />
              <Fact name={texts.found} value={found} />
              <Fact name={texts.approved} value={approved} />
              <Fact name={texts.rejected} value={rejected} />
              <Fact name={texts.waiting} value={waiting} />
              <Fact name={texts.byPeople} value={byPeople} />
            </Facts>
            {rows.length === 0 ? <p className={classesOf.soft}>{texts.none}</p> : <Rules rows={rows} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Rules({ rows }: { rows: Row[] }) {
  const tenant = useTenant();
  return (
    <>
      <div className={classes.scroll}>
        <table className={classesOf.small}>
          <thead>
            <tr>
              <th scope="col">{texts.rule}</th>
              <th scope="col">{texts.found}</th>
              <th scope="col" className={classes.became}>
                {texts.became}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...rows]
              .sort((a, b) => b.found - a.found)
              .map((row) => (
                <tr key={row.rule}>
                  <th scope="row">
                    {row.waiting > 0 ? (
                      <Link
                        to={`/t/${tenant.id}/moments/queue?state=ALL&rule=${row.rule}`}
                        title={texts.look(rules[row.rule])}
                      >
                        {rules[row.rule]}
                      </Link>
                    ) : (
                      rules[row.rule]
                    )}
                  </th>
                  <td>{row.found}</td>
                  <td className={classes.became}>
                    <Became row={row} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p className={classes.hint}>{texts.hint}</p>
    </>
  );
}

/** A bar of what became of a rule's finds; the words say the same. */
function Became({ row }: { row: Row }) {
  const { approved, rejected, waiting } = parts(row);
  return (
    <>
      <span className={classes.bar} aria-hidden="true">
        {approved > 0 && <i data-part="approved" style={{ width: `${approved}%` }} />}
        {rejected > 0 && <i data-part="rejected" style={{ width: `${rejected}%` }} />}
        {waiting > 0 && <i data-part="waiting" style={{ width: `${waiting}%` }} />}
      </span>
      <small>{texts.parts(approved, rejected, waiting)}</small>
    </>
  );
}
