import { Alert, Button, Group, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import type { MomentPartsFragment } from '@/brand/moments/query.gen';
import { warn } from '@/feedback/toasts';
import { forget, keep, kept } from '@/form/kept';
import { useLeaving } from '@/form/leaving';
import { sentence } from '@/form/refusal';
import { having } from '@/graph/node';
import { parts, Section } from '@/shell/parts';
import { useMay, useViewer } from '@/shell/viewer';
import { moment as time } from '@/time/time';
import { Arranging } from './arranging';
import { useChoices } from './choices';
import { type Draft, differences, draftOf, PINS_MAX, previewOf, readKept } from './draft';
import classes from './feeds.module.css';
import { Find } from './find';
import { FeedFrame } from './frame';
import { draftName } from './kept';
import { refusedText, usePublish } from './publish';
import { FeedMomentsDocument, type FeedPartsFragment, FeedPinsDocument, FeedPreviewDocument } from './query.gen';
import { RuleInputs } from './rule-inputs';
import { leaving, building as texts } from './texts';
import { namesOf } from './words';

const TYPING_MS = 300;

/** `/t/:tenant/feeds/:id`: what a feed shows, changed and looked at before anybody else sees it. */
export function Component() {
  return <FeedFrame>{({ feed, again }) => <Builder key={feed.id} feed={feed} again={again} />}</FeedFrame>;
}

function Builder({ feed, again }: { feed: FeedPartsFragment; again: () => void }) {
  const may = useMay('FEED_WRITE');
  const { user } = useViewer();
  const name = draftName(user?.id ?? '', feed.id);
  const standing = useMemo(() => draftOf(feed.name, feed.content), [feed]);
  const [back] = useState(() => (may ? kept(name, readKept) : null));
  const [shownBack, setShownBack] = useState(back !== null);
  const [draft, setDraft] = useState<Draft>(back?.of.draft ?? standing);
  const [refused, setRefused] = useState('');
  const choices = useChoices();
  const names = useMemo(() => {
    const all = new Map(namesOf([feed.content]));
    for (const { value, label } of [...choices.products, ...choices.creators]) all.set(value, label);
    return all;
  }, [feed, choices]);
  const publish = usePublish(feed, names);
  const changed = differences(standing, draft).length;
  useLeaving(may && changed > 0, leaving, ({ pathname }) => !pathname.includes(feed.id));

  const change = (changes: Partial<Draft>) => {
    const next = { ...draft, ...changes };
    setDraft(next);
    setRefused('');
    if (differences(standing, next).length > 0) keep(name, { draft: next, version: feed.version });
    else forget(name);
  };
  // What was seen once is known, so that a pin stands as soon as it is pinned.
  const known = useRef(new Map<string, MomentPartsFragment>());
  const [, setCount] = useState(0);
  const learn = useCallback((moments: readonly MomentPartsFragment[]) => {
    for (const moment of moments) known.current.set(moment.id, moment);
    setCount(known.current.size);
  }, []);
  const add = (id: string) => {
    if (draft.pinIds.includes(id)) return;
    if (draft.pinIds.length >= PINS_MAX) warn(texts.full(PINS_MAX));
    else change({ pinIds: [...draft.pinIds, id] });
  };
  const throwAway = () => {
    forget(name);
    setDraft(standing);
    setShownBack(false);
    setRefused('');
  };
  const press = async () => {
    const { done, refusals } = await publish(draft);
    setRefused(refusedText(refusals));
    if (!done) return again();
    forget(name);
    setShownBack(false);
    again();
  };

  return (
    <div className={parts.stack}>
      {shownBack && back && (
        <Alert role="status" title={texts.keptTitle(time(back.at))}>
          <Group justify="space-between">
            <span>
              {back.of.version === feed.version ? texts.keptText : texts.keptOver(back.of.version, feed.version)}
            </span>
            <Button variant="default" size="compact-sm" onClick={throwAway}>
              {texts.throwAway}
            </Button>
          </Group>
        </Alert>
      )}
      <div className={classes.builder}>
        <div className={parts.stack}>
          <RuleInputs draft={draft} change={change} choices={choices} names={names} may={may} />
          {may && <Find pins={draft.pinIds} pin={add} found={learn} />}
        </div>
        <Preview id={feed.id} draft={draft} change={change} may={may} known={known.current} />
      </div>
      {may && (
        <div className={classes.publish} data-changed={changed > 0 || undefined}>
          <span aria-live="polite">{changed > 0 ? texts.unsaved(changed) : texts.standing(feed.version)}</span>
          {refused && (
            <span role="alert" className={classes.refused}>
              {refused}
            </span>
          )}
          <Button variant="default" disabled={changed === 0} onClick={throwAway}>
            {texts.discard}
          </Button>
          <Button disabled={changed === 0 || !draft.name.trim()} onClick={press}>
            {texts.publish}
          </Button>
        </div>
      )}
    </div>
  );
}

type PreviewProps = {
  id: string;
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  may: boolean;
  /** Moments by their ids; what is seen here is added. */
  known: Map<string, MomentPartsFragment>;
};

/** What the draft would show now. */
function Preview({ id, draft, change, may, known }: PreviewProps) {
  const asked = useMemo(() => previewOf(draft), [draft]);
  const [variables] = useDebouncedValue(asked, TYPING_MS);
  const [{ data, error, fetching }] = useQuery({ query: FeedPreviewDocument, variables, pause: !may });
  const [{ data: pinned }] = useQuery({
    query: FeedPinsDocument,
    variables: { ids: draft.pinIds },
    pause: draft.pinIds.length === 0,
  });
  for (const moment of data?.feedPreview.nodes ?? []) known.set(moment.id, moment);
  for (const node of pinned?.nodes ?? []) {
    const moment = having(node, 'body');
    if (moment) known.set(moment.id, moment);
  }
  // Whoever may not change it sees what everybody sees.
  const [{ data: stands }] = useQuery({ query: FeedMomentsDocument, variables: { id }, pause: may });
  const standing = having(stands?.node, 'moments')?.moments.nodes ?? [];
  for (const moment of standing) known.set(moment.id, moment);
  const shown = draft.curated ? [] : may ? (data?.feedPreview.nodes ?? []) : standing;
  // Until then there is nothing to arrange.
  const coming = !error && !(may ? data : stands);
  const wrong = error?.graphQLErrors[0]?.message;
  return (
    <Section title={texts.preview} lead={may ? texts.previewLead : undefined}>
      {wrong && (
        <Alert color="red" mb="md" role="alert" title={texts.refused}>
          {sentence(wrong)}
        </Alert>
      )}
      <div aria-busy={fetching}>
        {coming ? (
          <Skeleton height={720} radius="lg" mt="sm" />
        ) : shown.length + draft.pinIds.length === 0 ? (
          <p className={parts.soft}>{`${texts.none} ${texts.noneText}`}</p>
        ) : (
          <Arranging pins={draft.pinIds} shown={shown} known={known} may={may} pin={(pinIds) => change({ pinIds })} />
        )}
      </div>
      {data?.feedPreview.pageInfo.hasNextPage && <p className={classes.hint}>{texts.more}</p>}
    </Section>
  );
}
