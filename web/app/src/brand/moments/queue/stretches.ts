import type { RuleFindingPartsFragment, TextField } from './query.gen';

/** A stretch of a text, and which findings are about it: their places in the list of findings. */
export type Stretch = { text: string; found: number[] };

type Found = Pick<RuleFindingPartsFragment, 'rule' | 'spans'>;

/** A text cut where findings begin and end. Put together again, the stretches are the text. */
export function stretches(text: string, field: TextField, findings: readonly Found[]): Stretch[] {
  const spans = findings.flatMap((finding, at) =>
    finding.spans
      .filter((span) => span.field === field && span.start < span.end && span.start < text.length)
      .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(end, text.length), at })),
  );
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const found = spans.filter((span) => span.start < end && start < span.end).map(({ at }) => at);
    return { text: text.slice(start, end), found: [...new Set(found)].sort((a, b) => a - b) };
  });
}

/** What nobody sees is named: `U+202E`. Line breaks and spaces stay. */
export const named = (text: string): string =>
  text.replaceAll(/[\p{Cf}\p{Cc}\p{Mn}]/gu, (sign) =>
    /[\n\r\t]/.test(sign) ? sign : `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
