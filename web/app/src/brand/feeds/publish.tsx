import { useCallback, useRef } from 'react';
import { confirm } from '@/feedback/confirm';
import { say, warn } from '@/feedback/toasts';
import { type Refusal, sentence } from '@/form/refusal';
import { useSend } from '@/form/send';
import { form } from '@/form/texts';
import { Unanswered } from '@/session/ask';
import { type Draft, differences, draftOf, inputOf } from './draft';
import classes from './feeds.module.css';
import { type FeedPartsFragment, FeedUpdateDocument, type FeedUpdateMutation } from './query.gen';
import { partNames, publishing as texts } from './texts';
import { type Names, partText } from './words';

const payload = (data: FeedUpdateMutation) => data.feedUpdate;

type Asked = { title: string; text?: string; said?: (version: number) => string };

/** Asks, and makes a draft the next version of a feed. Nothing is published on top of a version that was not looked at. */
export function usePublish(feed: FeedPartsFragment, names: Names) {
  const send = useSend(FeedUpdateDocument, payload);
  const underway = useRef(false);
  return useCallback(
    async (draft: Draft, asked?: Asked): Promise<{ done: boolean; refusals: Refusal[] }> => {
      if (underway.current) return { done: false, refusals: [] };
      underway.current = true;
      try {
        const next = feed.version + 1;
        const text = (
          <>
            <p className={classes.ask}>{asked?.text ?? texts.text}</p>
            <Changes before={draftOf(feed.name, feed.content)} after={draft} names={names} />
          </>
        );
        const title = asked?.title ?? texts.title(next);
        if (!(await confirm({ title, text, action: texts.action }))) return { done: false, refusals: [] };
        const answer = await send({ input: inputOf(draft, feed) });
        const conflict = answer.userErrors.some(({ code }) => code === 'VERSION_CONFLICT');
        if (conflict) {
          warn(texts.conflict(answer.feed?.version ?? next));
          return { done: false, refusals: [] };
        }
        if (answer.userErrors.length > 0) return { done: false, refusals: answer.userErrors };
        const version = answer.feed?.version ?? next;
        say(asked?.said?.(version) ?? texts.done(version));
        return { done: true, refusals: [] };
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        warn(form.unsure);
        return { done: false, refusals: [] };
      } finally {
        underway.current = false;
      }
    },
    [feed, names, send],
  );
}

/** What is refused of a draft, in sentences. */
export const refusedText = (refusals: readonly Refusal[]): string =>
  refusals.map(({ message }) => sentence(message)).join(' ');

type ChangesProps = { before: Draft; after: Draft; names: Names };

/** What differs between two drafts, part by part. */
export function Changes({ before, after, names }: ChangesProps) {
  const parts = differences(before, after);
  if (parts.length === 0) return <p className={classes.ask}>{texts.same}</p>;
  return (
    <dl className={classes.changes}>
      {parts.map((part) => {
        const [was, is] = [partText(before, part, names), partText(after, part, names)];
        return (
          <div key={part}>
            <dt>{partNames[part]}</dt>
            <dd>
              {is ?? '–'}
              {was !== is && was !== null && <small>{was}</small>}
              {was === is && <small data-same>{texts.others}</small>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
