import { Button, Menu } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { useFresh } from '@/graph/fresh';
import { Page } from '@/shell/page';
import { Loaded } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { Card } from './card';
import { type Decision, useModerate } from './moderate';
import classes from './moments.module.css';
import { MomentNewsDocument, QueueDocument, type RejectCode } from './query.gen';
import { moments, rejections, queue as texts } from './texts';

/** `/t/:tenant/moments/queue`: what waits, one after the other, by keyboard. */
export function Component() {
  const tenant = useTenant();
  const [{ data, error }, again] = useQuery({ query: QueueDocument });
  const [at, setAt] = useState(0);
  const [decided, setDecided] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const back = useCallback((id: string) => setDecided((before) => before.filter((one) => one !== id)), []);
  const moderate = useModerate(back);
  useFresh(MomentNewsDocument, again);

  const waiting = (data?.moments.nodes ?? []).filter(
    ({ id, moderation }) => moderation === 'PENDING' && !decided.includes(id),
  );
  const place = Math.min(at, Math.max(0, waiting.length - 1));
  const moment = waiting[place];

  const decide = async (decision: Decision) => {
    if (!moment) return;
    const { id } = moment;
    setAsking(false);
    // It leaves the queue at once; what was not done comes back, unless somebody else decided.
    setDecided((before) => [...before, id]);
    if (!(await moderate(moment, decision))) back(id);
    if (waiting.length === 1) again({ requestPolicy: 'network-only' });
  };
  // A key that is held decides once: the next moment has not been read yet.
  const once = (act: () => void) => (event: KeyboardEvent) => {
    if (!event.repeat) act();
  };
  useHotkeys([
    ['a', once(() => decide('APPROVE'))],
    ['f', once(() => decide('FLAG'))],
    ['r', once(() => moment && setAsking(true))],
    ['j', () => setAt(Math.min(place + 1, waiting.length - 1))],
    ['k', () => setAt(Math.max(place - 1, 0))],
  ]);

  return (
    <div className={classes.queue}>
      <Page
        title={texts.title}
        lead={texts.lead}
        back={{ to: `/t/${tenant.id}/moments`, label: moments.title }}
        aside={data && <span className="figure">{texts.left(waiting.length, data.moments.pageInfo.hasNextPage)}</span>}
      >
        <Loaded data={data} error={error} again={again} height={320}>
          {() =>
            moment ? (
              <>
                <div aria-live="polite">
                  <Card key={moment.id} moment={moment} />
                </div>
                <div className={classes.decide}>
                  <Button onClick={() => decide('APPROVE')} rightSection={<Key>A</Key>}>
                    {moments.approve}
                  </Button>
                  <Reject asking={asking} setAsking={setAsking} decide={decide} />
                  <Button variant="default" onClick={() => decide('FLAG')} rightSection={<Key>F</Key>}>
                    {moments.flag}
                  </Button>
                  <Button
                    variant="subtle"
                    color="gray"
                    disabled={waiting.length < 2}
                    onClick={() => setAt(place + 1 < waiting.length ? place + 1 : 0)}
                    rightSection={<Key>J</Key>}
                  >
                    {texts.skip}
                  </Button>
                </div>
                <p className={classes.keys}>{texts.keyList}</p>
              </>
            ) : (
              <EmptyNotice title={texts.doneTitle} text={texts.doneText} />
            )
          }
        </Loaded>
      </Page>
    </div>
  );
}

function Key({ children }: { children: string }) {
  return (
    <span className={classes.key} aria-hidden="true">
      {children}
    </span>
  );
}

type RejectProps = { asking: boolean; setAsking: (asking: boolean) => void; decide: (code: RejectCode) => void };

function Reject({ asking, setAsking, decide }: RejectProps) {
  return (
    <Menu opened={asking} onChange={setAsking} position="top-start" shadow="md">
      <Menu.Target>
        <Button variant="default" rightSection={<Key>R</Key>}>
          {moments.reject}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={texts.why}>
        {(Object.entries(rejections) as [RejectCode, string][]).map(([code, label]) => (
          <Menu.Item key={code} onClick={() => decide(code)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
