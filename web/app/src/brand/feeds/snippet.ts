/** What the widget's tag says; what is left out is as `docs/widget.md` has it. */
export type Widget = {
  host: string;
  key: string;
  feed: string;
  layout: 'carousel' | 'grid';
  /** Moments of a page, as it was typed. */
  limit: string;
  /** Null for the feed's name, an empty text for none that is seen. */
  heading: string | null;
};

/** Stands where a key is to be put. */
export const KEY_MISSING = 'trb_pk_…';
export const LIMIT_MAX = 48;

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Whether it is a number of moments that a page may have; an empty text is. */
export const isLimit = (text: string): boolean =>
  text.trim() === '' || (/^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= LIMIT_MAX);

/** The tag to copy: the whole of what a page needs. */
export function snippet({ host, key, feed, layout, limit, heading }: Widget): string {
  const told = [
    ['data-key', key.trim() || KEY_MISSING],
    ['data-feed', feed],
    ['data-layout', layout],
    ...(limit.trim() && isLimit(limit) ? [['data-limit', limit.trim()]] : []),
    ...(heading === null ? [] : [['data-heading', heading]]),
  ] as [string, string][];
  const attributes = told.map(([name, value]) => `  ${name}="${attribute(value)}"`);
  return [`<script async src="${attribute(host)}/widget.js"`, ...attributes].join('\n').concat('></script>');
}
