import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useFresh } from '@/graph/fresh';
import { Loaded, Section } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import { useTenant } from '@/shell/viewer';
import { choice, useFilters } from '@/table/filters';
import { type Column, Table } from '@/table/table';
import { day, relative } from '@/time/time';
import { MomentsFrame } from '../frame';
import { Small } from '../media/thumbs';
import { nameOf } from '../name';
import { MomentNewsDocument } from '../query.gen';
import { kinds, moments } from '../texts';
import {
  type OnBoardPartsFragment,
  RightsBoardDocument,
  type RightsBoardQuery,
  RightsColumnDocument,
  type RightsPhase,
} from './query.gen';
import { COLUMNS, lapsesAt, OTHERS, PHASES } from './rights';
import classes from './rights.module.css';
import { phaseHints, phases, board as texts } from './texts';

const FILTERS = { phase: choice(PHASES) };

const TONES: Partial<Record<RightsPhase, Tone>> = { REQUESTED: 'river', UPCOMING: 'warn', RUNNING: 'good' };

/** `/t/:tenant/moments/rights?phase=…`: the board of rights, or one column of it as a list. */
export function Component() {
  const tenant = useTenant();
  const { values, set } = useFilters(FILTERS);
  const { phase } = values;
  return (
    <MomentsFrame
      lead={texts.lead}
      actions={
        <Button component={Link} to={`/t/${tenant.id}/moments/rights/terms`} variant="default">
          {texts.terms}
        </Button>
      }
    >
      {phase ? <List phase={phase} back={() => set('phase', null)} /> : <Board open={(of) => set('phase', of)} />}
    </MomentsFrame>
  );
}

function Board({ open }: { open: (phase: RightsPhase) => void }) {
  const [{ data, error }, again] = useQuery({ query: RightsBoardDocument });
  useFresh(MomentNewsDocument, again);
  const count = (known: RightsBoardQuery, phase: RightsPhase) =>
    known.rightsCounts.find((one) => one.phase === phase)?.moments ?? 0;
  return (
    <Loaded data={data} error={error} again={again} height={560}>
      {(known) => (
        <>
          <div className={classes.board}>
            {COLUMNS.map((phase) => (
              <BoardColumn
                key={phase}
                phase={phase}
                count={count(known, phase)}
                moments={known[COLUMN_FIELDS[phase]].nodes}
                open={() => open(phase)}
              />
            ))}
          </div>
          <Section title={texts.others}>
            <div className={classes.others}>
              {OTHERS.map((phase) => (
                <Button
                  key={phase}
                  variant="default"
                  size="compact-sm"
                  disabled={count(known, phase) === 0}
                  title={phaseHints[phase]}
                  rightSection={<b className="figure">{count(known, phase)}</b>}
                  onClick={() => open(phase)}
                >
                  {phases[phase]}
                </Button>
              ))}
            </div>
          </Section>
        </>
      )}
    </Loaded>
  );
}

const COLUMN_FIELDS = {
  UNREQUESTED: 'unrequested',
  REQUESTED: 'requested',
  UPCOMING: 'upcoming',
  RUNNING: 'running',
} as const satisfies Record<(typeof COLUMNS)[number], keyof RightsBoardQuery>;

type ColumnProps = { phase: RightsPhase; count: number; moments: OnBoardPartsFragment[]; open: () => void };

function BoardColumn({ phase, count, moments: rows, open }: ColumnProps) {
  const tenant = useTenant();
  return (
    <section className={classes.column} aria-label={phases[phase]}>
      <header>
        <State tone={TONES[phase] ?? 'quiet'}>{phases[phase]}</State>
        <b className="figure">{count}</b>
      </header>
      {rows.length === 0 && <p className={classes.lead}>{texts.none}</p>}
      <ul>
        {rows.map((moment) => (
          <li key={moment.id}>
            <Link to={`/t/${tenant.id}/moments/${moment.id}`}>
              <Small media={moment.media} />
              <span>
                <strong>{nameOf(moment)}</strong>
                <small>{[moment.creator?.name ?? moments.nobody, kinds[moment.kind]].join(' · ')}</small>
                {due(moment, phase) && <small>{due(moment, phase)}</small>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > rows.length && (
        <Button size="compact-sm" variant="subtle" onClick={open}>
          {texts.more(count - rows.length)}
        </Button>
      )}
    </section>
  );
}

/** What happens next to it, or happened last. */
function due({ rightsRequestedAt, rightsStartsAt, rightsEndsAt }: OnBoardPartsFragment, phase: RightsPhase): string {
  if (phase === 'REQUESTED')
    return rightsRequestedAt ? texts.lapses(relative(lapsesAt(rightsRequestedAt), new Date())) : '';
  if (phase === 'NOT_STARTED') return rightsStartsAt ? texts.starts(day(rightsStartsAt)) : '';
  if (phase === 'RUNNING' || phase === 'UPCOMING') return rightsEndsAt ? texts.ends(day(rightsEndsAt)) : texts.endless;
  if (phase === 'EXPIRED') return rightsEndsAt ? texts.ended(day(rightsEndsAt)) : '';
  return '';
}

function List({ phase, back }: { phase: RightsPhase; back: () => void }) {
  const tenant = useTenant();
  const columns: Column<OnBoardPartsFragment>[] = [
    { key: 'moment', head: moments.moment, cell: nameOf, text: nameOf },
    {
      key: 'creator',
      head: moments.creator,
      cell: (row) => row.creator?.name ?? moments.nobody,
      text: (row) => row.creator?.name ?? '',
    },
    {
      key: 'about',
      head: moments.product,
      wide: true,
      cell: (row) => row.products.map(({ title }) => title).join(', '),
      text: (row) => row.products.map(({ title }) => title).join(', '),
    },
    { key: 'due', head: texts.due, cell: (row) => due(row, phase), text: (row) => due(row, phase) },
    {
      key: 'from',
      head: moments.published,
      align: 'end',
      cell: (row) => day(row.publishedAt),
      text: (row) => row.publishedAt,
    },
  ];
  return (
    <Table
      name={phases[phase]}
      titled
      forward
      document={RightsColumnDocument}
      variables={{ phase }}
      connection={(data) => data.rightsBoard}
      news={MomentNewsDocument}
      columns={columns}
      id={(row) => row.id}
      href={(row) => `/t/${tenant.id}/moments/${row.id}`}
      filters={
        <>
          <Button variant="default" size="compact-sm" onClick={back}>
            {texts.back}
          </Button>
          <span className={classes.lead}>{phaseHints[phase]}</span>
        </>
      }
      empty={{ title: texts.emptyTitle, text: phaseHints[phase] }}
    />
  );
}
