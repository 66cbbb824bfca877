import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { nameOf } from '@/brand/moments/name';
import type { MomentPartsFragment } from '@/brand/moments/query.gen';
import { parts, Section } from '@/shell/parts';
import { Icon } from '@/theme/icon';
import classes from './feeds.module.css';
import { FeedFindDocument } from './query.gen';
import { Shown } from './shown';
import { building as texts } from './texts';

const TYPING_MS = 300;
const SEARCH_CHARS_MAX = 100;

type Props = { pins: readonly string[]; pin: (id: string) => void; found: (moments: MomentPartsFragment[]) => void };

/** Any approved moment, to be pinned: what the rule brings or not. */
export function Find({ pins, pin, found }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [{ data }] = useQuery({ query: FeedFindDocument, variables: { search }, pause: !search });
  const moments = search ? (data?.moments.nodes ?? null) : [];
  useEffect(() => {
    if (data) found(data.moments.nodes);
  }, [data, found]);
  return (
    <Section title={texts.find}>
      <TextInput
        type="search"
        aria-label={texts.findHint}
        placeholder={texts.findHint}
        maxLength={SEARCH_CHARS_MAX}
        leftSection={<Icon name="search" size={15} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {search && moments?.length === 0 && <p className={parts.soft}>{texts.foundNone}</p>}
      {moments && moments.length > 0 && (
        <ul className={classes.arranged} aria-label={texts.found}>
          {moments.map((moment) => (
            <li key={moment.id} className={classes.box}>
              <Shown moment={moment} place={null} handle={null}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={pins.includes(moment.id)}
                  aria-label={texts.pinOf(nameOf(moment))}
                  onClick={() => pin(moment.id)}
                >
                  {pins.includes(moment.id) ? texts.pinned : texts.pin}
                </Button>
              </Shown>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
