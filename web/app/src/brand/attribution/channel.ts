import { apportion } from '@/money/money';
import { weights as texts } from './texts';

/** A channel, `ROLE/KIND[/group]`, in words; `groups` are names by id. */
export function channelText(channel: string, groups: ReadonlyMap<string, string>): string {
  const [role = '', kind = '', group] = channel.split('/');
  const name = texts.channel[`${role}/${kind}`] ?? `${role}/${kind}`;
  if (!group) return name;
  const known = groups.get(group);
  return known ? texts.group(name, known) : texts.anotherGroup(name);
}

/** In tenths of a per cent. */
const WHOLE = 1_000n;

/**
 * Weights, the largest first, each with its share of the whole in basis points, to a tenth of a per cent. Shares of a
 * whole come to 100 %: the largest remainders get what is over.
 */
export function ranked<One extends { weight: number; whole: number }>(weights: readonly One[]) {
  const sorted = [...weights].sort((a, b) => b.weight - a.weight);
  const given = sorted.map(({ weight }) => BigInt(weight));
  const rest = BigInt(sorted[0]?.whole ?? 0) - given.reduce((sum, weight) => sum + weight, 0n);
  const parts = apportion(WHOLE, rest > 0n ? [...given, rest] : given);
  return sorted.map((one, at) => ({ ...one, bps: (parts[at] ?? 0n) * 10n }));
}
