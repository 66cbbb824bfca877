import { Checkbox } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { State } from '@/shell/state';
import { relative } from '@/time/time';
import { Small } from '../media/thumbs';
import { nameOf } from '../name';
import { moments } from '../texts';
import type { WaitingPartsFragment } from './query.gen';
import classes from './queue.module.css';
import { rules, queue as texts } from './texts';

type Props = {
  waiting: WaitingPartsFragment[];
  at: number;
  chosen: readonly string[];
  may: boolean;
  open: (at: number) => void;
  toggle: (id: string) => void;
};

/** What waits, as a list to choose from. */
export function Waiting({ waiting, at, chosen, may, open, toggle }: Props) {
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another one to be seen
  useEffect(() => {
    const item = current.current;
    const list = item?.parentElement;
    if (!item || !list) return;
    const [top, bottom] = [item.offsetTop - list.offsetTop, item.offsetTop - list.offsetTop + item.offsetHeight];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }, [at]);
  const now = new Date();
  return (
    <ul className={classes.list} aria-label={texts.list}>
      {waiting.map((moment, index) => (
        <li key={moment.id} ref={index === at ? current : null} data-current={index === at || undefined}>
          {may && (
            <Checkbox
              size="xs"
              aria-label={texts.choose(nameOf(moment))}
              checked={chosen.includes(moment.id)}
              onChange={() => toggle(moment.id)}
            />
          )}
          <button type="button" aria-current={index === at || undefined} onClick={() => open(index)}>
            <strong>{nameOf(moment)}</strong>
            <span className={classes.about}>
              {[moment.creator?.name ?? moments.nobody, relative(moment.createdAt, now)].join(' · ')}
            </span>
            <Marks moment={moment} />
          </button>
          <Small media={moment.media} />
        </li>
      ))}
    </ul>
  );
}

/** What is to be known of it before it is opened. */
function Marks({ moment: { moderation, moderationCase } }: { moment: WaitingPartsFragment }) {
  const { claim, reports = [], findings = [] } = moderationCase ?? {};
  const found = [...new Set(findings.map(({ rule }) => rules[rule]))];
  if (!claim && reports.length + found.length === 0 && moderation === 'PENDING') return null;
  return (
    <span className={classes.marks}>
      {moderation === 'FLAGGED' && <State tone="warn">{texts.states.FLAGGED}</State>}
      {claim && (
        <State tone={claim.mine ? 'river' : 'quiet'}>
          {claim.mine ? texts.mine : texts.takenShort(claim.by.name ?? texts.somebody)}
        </State>
      )}
      {reports.length > 0 && <State tone="bad">{texts.reports(reports.length)}</State>}
      {found.map((name) => (
        <State key={name} tone="warn">
          {name}
        </State>
      ))}
    </span>
  );
}
