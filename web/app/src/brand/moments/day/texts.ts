import type { Wanted } from './hours';

const number = (count: number) => new Intl.NumberFormat('en-GB').format(count);

export const wants: Record<Wanted, string> = {
  BUY: 'Buy',
  DO: 'Do',
  GO: 'Go',
  KNOW: 'Know',
  NONE: 'Nothing clear',
  UNREAD: 'Not read',
};

export const abouts: Record<Wanted, string> = {
  BUY: 'They want to have it, or have bought it.',
  DO: 'They want to do something with it.',
  GO: 'They want to go somewhere, or reach somebody.',
  KNOW: 'They ask or explain something.',
  NONE: 'Nobody is sure enough to say.',
  UNREAD: 'They came in before intents were read.',
};

export const day = {
  title: 'Intents over the day',
  lead: 'When moments are published, and what their authors want. By the clocks of the time zone you choose.',
  period: 'Period',
  days: { 7: '7 days', 30: '30 days', 90: '90 days', 365: 'A year' },
  zone: 'Time zone',
  moments: (count: number) => (count === 1 ? '1 moment' : `${number(count)} moments`),
  busiest: (hour: string, count: number) => `Most at ${hour}: ${number(count)}`,
  hour: 'Hour',
  noneTitle: 'Nothing in this period',
  noneText: 'No moment was published in it. Choose a longer one.',
  bar: (from: string, to: string, parts: string) => `${from}–${to}: ${parts}`,
  part: (count: number, name: string) => `${number(count)} ${name.toLowerCase()}`,
} as const;
