/** Where somebody asks to join, or what they were invited with. */
export type WayIn = { programme: string } | { invitation: string };

const PROGRAMME = /^program_[0-9a-z]+$/;
const INVITATION = /^inv_[\w-]+$/;

/** Reads what a person pasted: an address that a brand shares, or what stands in one. Null for anything else. */
export function readWayIn(pasted: string): WayIn | null {
  const text = pasted.trim();
  if (PROGRAMME.test(text)) return { programme: text };
  if (INVITATION.test(text)) return { invitation: text };
  if (!URL.canParse(text)) return null;
  const address = new URL(text);
  const programme = address.searchParams.get('apply') ?? address.pathname.split('/').at(-1) ?? '';
  if (PROGRAMME.test(programme)) return { programme };
  const invitation = address.searchParams.get('invitation') ?? '';
  return INVITATION.test(invitation) ? { invitation } : null;
}
