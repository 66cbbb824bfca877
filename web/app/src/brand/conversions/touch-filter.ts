import { choice, dayFilter } from '@/table/filters';
import { dayEnd, dayStart } from '@/time/time';
import type { TouchFilter, TouchKind, Verdict } from './query.gen';
import { touches as kinds, touched } from './texts';

const keys = <Name extends string>(names: Record<Name, string>) => Object.keys(names) as Name[];

/** What the list of touches reads out of its address. */
export const TOUCH_FILTERS = {
  kind: choice(keys<TouchKind>(kinds)),
  verdict: choice(keys<Verdict>(touched.verdicts)),
  from: dayFilter,
  until: dayFilter,
};

type Values = { kind: TouchKind | null; verdict: Verdict | null; from: string | null; until: string | null };

/** The same as the graph takes it: both days are whole ones of the reader, the last one included. */
export const touchFilter = ({ kind, verdict, from, until }: Values): TouchFilter => ({
  kind,
  verdict,
  occurredAfter: from && dayStart(from)?.toISOString(),
  occurredBefore: until && dayEnd(until)?.toISOString(),
});
