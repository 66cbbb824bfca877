import { Button, SegmentedControl } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { say, warn } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { useFresh } from '@/graph/fresh';
import { Loaded } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { choice, useFilters } from '@/table/filters';
import { MomentsFrame } from '../frame';
import { type Decision, useModerate } from '../moderate';
import { type Moderation, MomentNewsDocument, type RejectCode } from '../query.gen';
import { useBulk } from './bulk';
import { Chosen } from './chosen';
import { useClaim } from './claim';
import { Decide } from './decide';
import { QueueFilters } from './filters';
import { Key } from './key';
import { type Place, placeOf, toggled } from './place';
import {
  ModerationClaimNextDocument,
  type ModerationRule,
  type MomentVerdict,
  WaitingDocument,
  type WaitingQuery,
} from './query.gen';
import classes from './queue.module.css';
import { Reading } from './reading';
import { rules, queue as texts } from './texts';
import { Waiting } from './waiting';

/** One that waits. */
export type Waiter = WaitingQuery['moderationQueue']['nodes'][number];

/** How many are taken at once. */
const TAKE_COUNT = 10;

const FILTERS = {
  state: choice(['FLAGGED', 'ALL'] as const),
  rule: choice(Object.keys(rules) as ModerationRule[]),
  whose: choice(['MINE', 'FREE'] as const),
};

/** A key that is held acts once, as the next moment has not been read yet; and keys pressed in a field are the field's. */
const once = (act: () => void) => (event: KeyboardEvent) => {
  const { target } = event;
  const types = target instanceof HTMLInputElement && target.type !== 'checkbox';
  if (!event.repeat && !types) act();
};
const PASS = { preventDefault: false };

/** `/t/:tenant/moments/queue`: what waits for a person; one after the other by keyboard, or many at once. */
export function Component() {
  const may = useMay('MOMENT_MODERATE');
  const { values, set, active, clear } = useFilters(FILTERS);
  const { state, rule, whose } = values;
  const wanted: Moderation | null = state === 'ALL' ? null : (state ?? 'PENDING');
  const filter = { moderation: wanted, rule, mine: whose === 'MINE', free: whose === 'FREE' };
  const [{ data, error }, again] = useQuery({ query: WaitingDocument, variables: { filter } });
  const [place, setPlace] = useState<Place>({ id: null, at: 0 });
  const [decided, setDecided] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const [view, setView] = useState('one');
  const back = useCallback((id: string) => setDecided((before) => before.filter((one) => one !== id)), []);
  const backAll = useCallback(
    (ids: string[]) => setDecided((before) => before.filter((one) => !ids.includes(one))),
    [],
  );
  const moderate = useModerate(back);
  const [decideMany, busy] = useBulk(backAll);
  const { take, giveBack } = useClaim();
  const [takeNext] = useAct(ModerationClaimNextDocument, (answer) => answer.moderationClaimNext);
  useFresh(MomentNewsDocument, again);

  const waiting = (data?.moderationQueue.nodes ?? []).filter(
    ({ id, moderation }) =>
      (wanted ? moderation === wanted : moderation === 'PENDING' || moderation === 'FLAGGED') && !decided.includes(id),
  );
  const ids = waiting.map(({ id }) => id);
  const at = placeOf(place, ids);
  const moment = waiting[at];
  const picked = waiting.filter(({ id }) => chosen.includes(id));
  const more = data?.moderationQueue.pageInfo.hasNextPage ?? false;

  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, waiting.length - 1));
    setPlace({ id: ids[next] ?? null, at: next });
    setView('one');
  };
  const said = () => note.trim() || null;
  const refresh = () => again({ requestPolicy: 'network-only' });

  const decide = async (decision: Decision) => {
    if (!moment || !may || (decision === 'FLAG' && moment.moderation === 'FLAGGED')) return;
    const { id } = moment;
    setAsking(false);
    setPlace({ id, at });
    setNote('');
    // It leaves the queue at once; what was not done comes back, unless somebody else decided.
    setDecided((before) => [...before, id]);
    setChosen((before) => before.filter((one) => one !== id));
    if (!(await moderate(moment, decision, said()))) back(id);
    if (waiting.length === 1) refresh();
  };
  const many = async (verdict: MomentVerdict, code: RejectCode | null) => {
    const done = await decideMany(picked, verdict, code, said());
    setDecided((before) => [...before, ...done]);
    setChosen((before) => before.filter((one) => !done.includes(one)));
    setNote('');
    refresh();
  };
  const hold = () =>
    moment?.moderationCase && (moment.moderationCase.claim?.mine ? giveBack(moment.id) : take(moment.id));
  const takeTen = async () => {
    const answer = await takeNext(() => ({ input: { count: TAKE_COUNT, filter: { moderation: wanted, rule } } }));
    if (!answer) return;
    const count = answer.moments?.length ?? 0;
    if (count === 0) return warn(texts.takenNone);
    say(texts.takenNext(count));
    if (whose === 'MINE') refresh();
    else set('whose', 'MINE');
  };

  useHotkeys(
    [
      ['a', once(() => decide('APPROVE')), PASS],
      ['f', once(() => decide('FLAG')), PASS],
      ['r', once(() => moment && may && setAsking(true)), PASS],
      ['j', once(() => go(at + 1)), PASS],
      ['k', once(() => go(at - 1)), PASS],
      ['c', once(() => may && hold()), PASS],
      ['n', once(() => may && takeTen()), PASS],
      ['x', once(() => moment && setChosen((before) => toggled(before, moment.id))), PASS],
    ],
    ['TEXTAREA', 'SELECT'],
  );

  return (
    <MomentsFrame
      title={texts.title}
      lead={texts.lead}
      aside={data && <span className="figure">{texts.left(waiting.length, more)}</span>}
      actions={
        may && (
          <Button variant="default" onClick={takeTen} rightSection={<Key>N</Key>}>
            {texts.takeNext}
          </Button>
        )
      }
    >
      <QueueFilters values={values} set={set} active={active} clear={clear} />
      <Loaded data={data} error={error} again={again} height={480}>
        {() =>
          moment ? (
            <>
              <SegmentedControl
                className={classes.view}
                fullWidth
                aria-label={texts.view}
                value={view}
                onChange={setView}
                data={[
                  { value: 'one', label: texts.one },
                  { value: 'list', label: texts.list },
                ]}
              />
              <div className={classes.queue} data-view={view}>
                <div className={classes.side}>
                  {may && (
                    <Chosen
                      count={picked.length}
                      of={waiting.length}
                      busy={busy}
                      all={() => setChosen(ids)}
                      none={() => setChosen([])}
                      decide={many}
                    />
                  )}
                  <Waiting
                    waiting={waiting}
                    at={at}
                    chosen={chosen}
                    may={may}
                    open={go}
                    toggle={(id) => setChosen((before) => toggled(before, id))}
                  />
                </div>
                <div className={classes.main}>
                  {may && (
                    <Decide
                      moment={moment}
                      asking={asking}
                      setAsking={setAsking}
                      decide={decide}
                      hold={hold}
                      note={note}
                      setNote={setNote}
                      next={waiting.length > 1 ? () => go(at + 1 < waiting.length ? at + 1 : 0) : null}
                    />
                  )}
                  <Reading key={moment.id} moment={moment} />
                </div>
              </div>
              <p className={classes.keys}>{texts.keyList}</p>
            </>
          ) : active ? (
            <EmptyNotice
              title={texts.noneTitle}
              text={texts.noneText}
              action={
                <Button variant="default" onClick={clear}>
                  {texts.clear}
                </Button>
              }
            />
          ) : (
            <EmptyNotice title={texts.doneTitle} text={texts.doneText} />
          )
        }
      </Loaded>
    </MomentsFrame>
  );
}
