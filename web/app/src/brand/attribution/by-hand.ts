import { WHOLE_BPS } from '@/attribution/policy';
import { bpsOf, percent } from '@/terms/rules';
import { newWeights as texts } from './texts';

/** What a person can weigh without naming a group. */
export const CHANNELS = [
  'AFFILIATE/CLICK',
  'AFFILIATE/CODE',
  'CREATOR/MOMENT_VIEW',
  'CREATOR/MOMENT_CLICK',
  'CREATOR/CLICK',
] as const;

/** What can be weighed of a group of affiliates. */
export const channelsOf = (group: string) => [`AFFILIATE/CLICK/${group}`, `AFFILIATE/CODE/${group}`];

/** Typed percentages by channel. */
export type TypedWeights = Record<string, string>;

/**
 * The weights that are typed, in basis points; those left empty are none. What they come to, which of them are no shares,
 * and what is wrong with them all.
 */
export function readWeights(typed: TypedWeights): {
  weights: { channel: string; weight: number }[];
  /** Null while one of them cannot be read. */
  sum: number | null;
  /** The channels of those that are no shares. */
  marked: string[];
  wrong: string | null;
} {
  const given = Object.entries(typed).filter(([, text]) => text.trim() !== '');
  const weights = given.map(([channel, text]) => ({ channel, weight: bpsOf(text) ?? -1 }));
  const marked = weights.filter(({ weight }) => weight <= 0).map(({ channel }) => channel);
  const sum = weights.reduce((all, { weight }) => all + weight, 0);
  const off = WHOLE_BPS - sum;
  const share = percent(BigInt(Math.abs(off)));
  const wrong =
    marked.length > 0
      ? texts.wrongShare
      : weights.length === 0
        ? texts.noShare
        : off === 0
          ? null
          : off > 0
            ? texts.missing(share)
            : texts.tooMuch(share);
  return { weights, sum: marked.length > 0 ? null : sum, marked, wrong };
}
