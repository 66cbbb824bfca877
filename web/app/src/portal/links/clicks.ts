import { links as texts } from './texts';

/** How often a link was followed: by people, by the same ones again, and by robots. */
export type Clicks = { valid: string; duplicate: string; bot: string };

const number = new Intl.NumberFormat('en-GB');

/** What counts, in words. */
export const counted = ({ valid }: Clicks) => texts.counted(number.format(BigInt(valid)), valid === '1');

/** What did not count, in words; empty where everything did. */
export function uncounted({ duplicate, bot }: Clicks): string {
  const [again, robots] = [BigInt(duplicate), BigInt(bot)];
  return [
    again > 0n ? texts.repeats(number.format(again), again === 1n) : '',
    robots > 0n ? texts.bots(number.format(robots), robots === 1n) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
