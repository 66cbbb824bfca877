/** The id of a conversion in what a person pasted: its address in the app, or the id itself. Null for anything else. */
export function readConversionId(pasted: string): string | null {
  const text = pasted.trim();
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  return /(?:^|\/)(conversion_[0-9a-z]+)\/?$/.exec(path)?.[1] ?? null;
}
