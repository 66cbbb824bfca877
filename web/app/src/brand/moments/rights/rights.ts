import { dayEnd, dayStart } from '@/time/time';
import type { RightsChannel, RightsPhase, RightsRequestPartsFragment, RightsUse } from './query.gen';
import { scope as texts, uses as useNames } from './texts';

/** The columns of the board itself; the other phases are one press away. */
export const COLUMNS = ['UNREQUESTED', 'REQUESTED', 'UPCOMING', 'RUNNING'] as const satisfies readonly RightsPhase[];
export const OTHERS: readonly RightsPhase[] = ['NOT_STARTED', 'LAPSED', 'EXPIRED', 'ELSEWHERE', 'DECLINED', 'REVOKED'];
export const PHASES: readonly RightsPhase[] = [...COLUMNS, ...OTHERS];
export const USES: readonly RightsUse[] = ['WEBSITE', 'EMAIL', 'SOCIAL', 'ADS', 'RETAIL', 'PRINT'];
export const CHANNELS: readonly RightsChannel[] = ['DIRECT_MESSAGE', 'COMMENT', 'EMAIL', 'FORM'];
/** All territories at once. */
export const WORLD = 'WORLD';
/** How long an answer is waited for; the graph has it so. */
export const ANSWER_DAYS = 14;

const DAY_MS = 86_400_000;

/** When a request lapses. */
export const lapsesAt = (requestedAt: string): string =>
  new Date(new Date(requestedAt).getTime() + ANSWER_DAYS * DAY_MS).toISOString();

/** The SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export async function fingerprint(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is asked for or given, as a form holds it. */
export type ScopeDraft = { uses: RightsUse[]; world: boolean; territories: string[] };

/** What feeds need: offered first. */
export const USUAL: ScopeDraft = { uses: ['WEBSITE'], world: true, territories: [] };

/** As the graph takes it. */
export const scopeInput = ({ uses, world, territories }: ScopeDraft) => ({
  uses,
  territories: world ? [WORLD] : territories,
});

/** What is missing of it, by the field it is missing in. */
export const scopeWrong = ({ uses, world, territories }: ScopeDraft) => ({
  uses: uses.length === 0 ? texts.usesWrong : null,
  territories: !world && territories.length === 0 ? texts.countriesWrong : null,
});

/** Whether feeds may show what is given so. */
export const showsHere = ({ uses, world }: ScopeDraft): boolean => uses.includes('WEBSITE') && world;

type Scope = NonNullable<RightsRequestPartsFragment['scope']>;

/** `Your pages and app, Your e-mails; the whole world`. */
export function scopeText(
  { uses, territories }: Pick<Scope, 'uses' | 'territories'>,
  country: (code: string) => string,
): string {
  const where = territories.includes(WORLD) ? texts.everywhere : territories.map(country).join(', ');
  return `${uses.map((use) => useNames[use]).join(', ')}; ${where}`;
}

/** From the first moment of a day to the last of another, as the graph takes them; null for what was left empty. */
export function windowOf(from: string, to: string): { startsAt: string | null; endsAt: string | null } {
  return { startsAt: dayStart(from)?.toISOString() ?? null, endsAt: dayEnd(to)?.toISOString() ?? null };
}

/** Whether a window that was typed ends after it begins; what is left empty begins now, or never ends. */
export function isWindow(from: string, to: string, now: Date): boolean {
  const ends = dayEnd(to);
  return !ends || ends > (dayStart(from) ?? now);
}

/** The request an answer is waited for. */
export const openOf = <Request extends Pick<RightsRequestPartsFragment, 'answer'>>(
  requests: readonly Request[],
): Request | null => requests.find(({ answer }) => !answer) ?? null;

/** What may be noted of a moment whose rights stand so. */
export function possible(rights: string, isOpen: boolean) {
  return {
    ask: !isOpen && ['UNREQUESTED', 'LAPSED', 'GRANTED'].includes(rights),
    // Late, after a refusal, even after it was taken back: an author may change their mind.
    grant: rights !== 'NOT_REQUIRED',
    decline: isOpen,
    revoke: rights === 'GRANTED',
  };
}
