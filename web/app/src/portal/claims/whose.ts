/** How a claim names a creator: by one of their moments, or outright. */
export type Whose = { moment: string } | { creatorId: string };

/** Reads what a person pasted: a moment's address on the web, its id, or the id of a creator. Null for anything else. */
export function readWhose(pasted: string): Whose | null {
  const text = pasted.trim();
  if (/^creator_[0-9a-z]+$/.test(text)) return { creatorId: text };
  if (/^moment_[0-9a-z]+$/.test(text)) return { moment: text };
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  return { moment: text };
}
