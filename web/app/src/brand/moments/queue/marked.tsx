import { VisuallyHidden } from '@mantine/core';
import type { RuleFindingPartsFragment, TextField } from './query.gen';
import classes from './queue.module.css';
import { named, stretches } from './stretches';

type Props = { text: string; field: TextField; findings: readonly RuleFindingPartsFragment[] };

/** What a moment says, with what the rules found in it marked. Text, never markup. */
export function Marked({ text, field, findings }: Props) {
  let at = 0;
  return stretches(text, field, findings).map(({ text: part, found }) => {
    const key = at;
    at += part.length;
    if (found.length === 0) return <span key={key}>{part}</span>;
    const of = found.flatMap((place) => findings[place] ?? []);
    const said = of.map(({ sentence }) => sentence).join('; ');
    const hides = of.some(({ rule }) => rule === 'HIDDEN_CHARACTERS');
    return (
      <mark key={key} className={classes.mark} title={said}>
        <bdi>{hides ? named(part) : part}</bdi>
        <VisuallyHidden> ({said})</VisuallyHidden>
      </mark>
    );
  });
}
