import { tenths } from './replayed';
import { weights as texts } from './texts';

/** A channel, `ROLE/KIND[/group]`, in words; `groups` are names by id. */
export function channelText(channel: string, groups: ReadonlyMap<string, string>): string {
  const [role = '', kind = '', group] = channel.split('/');
  const name = texts.channel[`${role}/${kind}`] ?? `${role}/${kind}`;
  if (!group) return name;
  const known = groups.get(group);
  return known ? texts.group(name, known) : texts.anotherGroup(name);
}

/** Weights, the largest first, each with its share of the whole to a tenth of a per cent, in basis points. */
export function ranked<One extends { weight: number; whole: number }>(weights: readonly One[]) {
  return [...weights]
    .sort((a, b) => b.weight - a.weight)
    .map((one) => ({ ...one, bps: tenths(BigInt(one.weight), BigInt(one.whole)) }));
}
