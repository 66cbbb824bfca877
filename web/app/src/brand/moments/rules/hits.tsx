import { SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { parts as classesOf, Fact, Facts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { rules } from '../queue/texts';
import type { ModerationRulesQuery } from './query.gen';
import classes from './rules.module.css';
import { hits as texts } from './texts';
import { parts } from './values';

type Found = ModerationRulesQuery['moderationHits'];
type Row = Found['rules'][number];

type Props = { hits: Found; days: string; setDays: (days: string) => void };

/** What the rules found in a period, and what became of it. */
export function Hits({ hits, days, setDays }: Props) {
  const { judged, found, approved, rejected, waiting, byPeople, rules: rows } = hits;
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={texts.period}
          value={days}
          onChange={setDays}
          data={Object.entries(texts.days).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      <Facts>
        <Fact name={texts.judged} value={judged} strong />
        <Fact name={texts.found} value={found} />
        <Fact name={texts.approved} value={approved} />
        <Fact name={texts.rejected} value={rejected} />
        <Fact name={texts.waiting} value={waiting} />
        <Fact name={texts.byPeople} value={byPeople} />
      </Facts>
      {rows.length === 0 ? <p className={classesOf.soft}>{texts.none}</p> : <Rules rows={rows} />}
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
              <th scope="col">{texts.finds}</th>
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
