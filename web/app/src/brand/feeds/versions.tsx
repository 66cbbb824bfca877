import { Button, Group } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { keep } from '@/form/kept';
import { having } from '@/graph/node';
import { Loaded, parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay, useTenant, useViewer } from '@/shell/viewer';
import { moment as time } from '@/time/time';
import { draftOf } from './draft';
import classes from './feeds.module.css';
import { FeedFrame } from './frame';
import { draftName } from './kept';
import { Changes, usePublish } from './publish';
import { type FeedPartsFragment, type FeedVersionPartsFragment, FeedVersionsDocument } from './query.gen';
import { versions as texts } from './texts';
import { contentText, namesOf } from './words';

const PAGE_ROWS = 20;
const ROWS_MAX = 100;

/** `/t/:tenant/feeds/:id/versions`. */
export function Component() {
  return <FeedFrame>{({ feed, again }) => <Versions feed={feed} again={again} />}</FeedFrame>;
}

function Versions({ feed, again }: { feed: FeedPartsFragment; again: () => void }) {
  const [rows, setRows] = useState(PAGE_ROWS);
  const [{ data, error }, ask] = useQuery({ query: FeedVersionsDocument, variables: { id: feed.id, first: rows } });
  const list = having(data?.node, 'versions')?.versions;
  const members = useMemo(() => new Map(data?.members.map(({ userId, name }) => [userId, name])), [data]);
  const who = (madeBy: string) => members.get(madeBy) ?? (madeBy.startsWith('user_') ? texts.somebody : texts.key);
  return (
    <Section title={texts.title} lead={texts.lead}>
      <Loaded data={list} error={error} again={ask} height={320}>
        {({ nodes, pageInfo }) => (
          <>
            <ol className={classes.versions}>
              {nodes.map((version, at) => (
                <Version
                  key={version.number}
                  feed={feed}
                  version={version}
                  before={nodes[at + 1] ?? null}
                  last={at === nodes.length - 1 && !pageInfo.hasNextPage}
                  who={version.madeBy ? who(version.madeBy) : null}
                  again={() => {
                    again();
                    ask({ requestPolicy: 'network-only' });
                  }}
                />
              ))}
            </ol>
            {pageInfo.hasNextPage && rows < ROWS_MAX && (
              <Button variant="subtle" onClick={() => setRows(ROWS_MAX)}>
                {texts.more}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

type Props = {
  feed: FeedPartsFragment;
  version: FeedVersionPartsFragment;
  before: FeedVersionPartsFragment | null;
  last: boolean;
  who: string | null;
  again: () => void;
};

function Version({ feed, version, before, last, who, again }: Props) {
  const may = useMay('FEED_WRITE');
  const tenant = useTenant();
  const { user } = useViewer();
  const navigate = useNavigate();
  const names = useMemo(() => namesOf([version, feed.content, ...(before ? [before] : [])]), [version, feed, before]);
  const publish = usePublish(feed, names);
  const draft = draftOf(feed.name, version);
  const now = version.number === feed.version;
  const back = async () => {
    const { done } = await publish(draft, {
      title: texts.backTitle(version.number),
      text: texts.backText(feed.version + 1),
      said: (made) => texts.backDone(made, version.number),
    });
    if (done) again();
  };
  const take = () => {
    keep(draftName(user?.id ?? '', feed.id), { draft, version: feed.version });
    navigate(`/t/${tenant.id}/feeds/${feed.id}`);
  };
  return (
    <li>
      <div className={classes.version}>
        <h3>{texts.number(version.number)}</h3>
        {now && <State tone="good">{texts.now}</State>}
        <span className={parts.soft}>{who ? texts.by(time(version.madeAt), who) : time(version.madeAt)}</span>
        {may && !now && (
          <Group gap="xs" ml="auto">
            <Button size="compact-sm" variant="subtle" color="gray" onClick={take}>
              {texts.take}
            </Button>
            <Button size="compact-sm" variant="default" onClick={back}>
              {texts.back}
            </Button>
          </Group>
        )}
      </div>
      <p className={parts.soft}>{contentText(version)}</p>
      {before ? (
        <Changes before={draftOf(feed.name, before)} after={draft} names={names} />
      ) : (
        last && <p className={parts.soft}>{texts.first}</p>
      )}
    </li>
  );
}
