/** Units of a span of time, in minutes, longest first. */
export const UNITS = { days: 1_440, hours: 60, minutes: 1 } as const;
export type Unit = keyof typeof UNITS;

/** Whole minutes as `7 days`, in the longest unit that leaves nothing over. */
export function typedSpan(minutes: number): string {
  const unit = (Object.keys(UNITS) as Unit[]).find((one) => minutes > 0 && minutes % UNITS[one] === 0) ?? 'minutes';
  return `${minutes / UNITS[unit]} ${unit}`;
}

/** A typed span's number and unit. */
export function partsOf(typed: string): { count: string; unit: Unit } {
  const at = typed.lastIndexOf(' ');
  const unit = (Object.keys(UNITS) as Unit[]).find((one) => one === typed.slice(at + 1)) ?? 'minutes';
  return { count: typed.slice(0, Math.max(0, at)), unit };
}

/** What a person typed, as whole minutes; null where it is none between these. */
export function minutesOf(typed: string, least: number, most: number): number | null {
  const { count, unit } = partsOf(typed);
  if (!/^\d{1,5}$/.test(count.trim())) return null;
  const minutes = Number(count) * UNITS[unit];
  return minutes >= least && minutes <= most ? minutes : null;
}
