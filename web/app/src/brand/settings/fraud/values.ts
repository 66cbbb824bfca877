import type { FraudSignal, FraudThresholdsUpdateInput, ThresholdPartsFragment } from './query.gen';
import { thresholds as texts } from './texts';

/** What the form holds: a text for each field; hosts one a line. */
export type Values = Record<string, string>;

/** Prefix of the fields that are points of a signal. */
export const POINTS = 'points.';
export const POINTS_MAX = 100;

/** The numbers beside the points, each with its bounds, as the graph has them. */
export const NUMBERS = {
  holdAt: [1, 100],
  tooSoonSeconds: [1, 86_400],
  floodClicksPerHour: [1, 100_000],
  duplicatePercent: [1, 100],
  duplicateClicksMin: [1, 100_000],
  leakedPercent: [1, 100],
  leakedUsesMin: [1, 1_000],
} as const satisfies Record<string, readonly [number, number]>;
export type NumberName = keyof typeof NUMBERS;
const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

const LISTS = ['bannedReferrers', 'couponHosts'] as const;
export type ListName = (typeof LISTS)[number];
const HOSTS_MAX = 250;

export function initialValues(thresholds: ThresholdPartsFragment): Values {
  return {
    ...Object.fromEntries(NUMBER_NAMES.map((name) => [name, String(thresholds[name])])),
    ...Object.fromEntries(thresholds.points.map(({ signal, points }) => [POINTS + signal, String(points)])),
    ...Object.fromEntries(LISTS.map((name) => [name, thresholds[name].join('\n')])),
  };
}

/** A whole number of these bounds; null for anything else. */
export function wholeOf(typed: string | undefined, [least, most]: readonly [number, number]): number | null {
  const text = (typed ?? '').trim();
  const value = /^\d{1,6}$/.test(text) ? Number(text) : null;
  return value !== null && value >= least && value <= most ? value : null;
}

/** The hosts of a list, as they were typed: one a line, or with commas between them. */
export const hostsOf = (typed: string | undefined) =>
  (typed ?? '')
    .split(/[\s,]+/)
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

const HOST = /^(?=.{1,253}$)([\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*\p{L}$/u;

/** What is wrong, beside each field. */
export function check(values: Values): Record<string, string | null> {
  const wrong: Record<string, string | null> = {};
  for (const name of NUMBER_NAMES) {
    const [least, most] = NUMBERS[name];
    if (wholeOf(values[name], NUMBERS[name]) === null) wrong[name] = texts.wrong(least, most);
  }
  for (const [name, typed] of Object.entries(values)) {
    if (name.startsWith(POINTS) && wholeOf(typed, [0, POINTS_MAX]) === null) wrong[name] = texts.wrong(0, POINTS_MAX);
  }
  for (const name of LISTS) {
    const hosts = hostsOf(values[name]);
    const bad = hosts.find((host) => !HOST.test(host));
    if (bad) wrong[name] = texts.hostWrong(bad);
    else if (hosts.length > HOSTS_MAX) wrong[name] = texts.hostsMany(HOSTS_MAX);
  }
  return wrong;
}

/** What is sent: only what is not as it stands, so that nobody undoes what somebody else has changed meanwhile. */
export function changes(values: Values, thresholds: ThresholdPartsFragment): FraudThresholdsUpdateInput {
  const points = thresholds.points.flatMap(({ signal, points: was }) => {
    const is = Number(values[POINTS + signal]);
    return is === was ? [] : [{ signal, points: is }];
  });
  const numbers = NUMBER_NAMES.filter((name) => Number(values[name]) !== thresholds[name]);
  const lists = LISTS.filter((name) => hostsOf(values[name]).join() !== thresholds[name].join());
  return {
    ...(points.length ? { points } : {}),
    ...Object.fromEntries(numbers.map((name) => [name, Number(values[name])])),
    ...Object.fromEntries(lists.map((name) => [name, hostsOf(values[name])])),
  };
}

/** What a signal of so many points does where commissions are held from `holdAt`; null while either is no number. */
export function effect(points: string | undefined, holdAt: string | undefined): 'OFF' | 'ALONE' | 'TOGETHER' | null {
  const [of, at] = [wholeOf(points, [0, POINTS_MAX]), wholeOf(holdAt, NUMBERS.holdAt)];
  if (of === null || at === null) return null;
  if (of === 0) return 'OFF';
  return of >= at ? 'ALONE' : 'TOGETHER';
}

type Kind = {
  title: string;
  lead: string;
  signals: { signal: FraudSignal; numbers?: NumberName[]; list?: ListName }[];
};

/** The signals in the order they are shown, each with the numbers that are its own. */
export const KINDS: Kind[] = [
  {
    ...texts.kinds.buyer,
    signals: [
      { signal: 'SELF_REFERRAL_EMAIL' },
      { signal: 'SELF_REFERRAL_DEVICE' },
      { signal: 'SELF_REFERRAL_PAYOUT_ACCOUNT' },
      { signal: 'DISPOSABLE_EMAIL' },
    ],
  },
  {
    ...texts.kinds.clicks,
    signals: [
      { signal: 'TOO_SOON', numbers: ['tooSoonSeconds'] },
      { signal: 'CLICK_FLOOD', numbers: ['floodClicksPerHour'] },
      { signal: 'DUPLICATE_VISITORS', numbers: ['duplicatePercent', 'duplicateClicksMin'] },
      { signal: 'BANNED_REFERRER', list: 'bannedReferrers' },
    ],
  },
  {
    ...texts.kinds.others,
    signals: [
      { signal: 'LEAKED_CODE', numbers: ['leakedPercent', 'leakedUsesMin'], list: 'couponHosts' },
      { signal: 'SHARED_PAYOUT_ACCOUNT' },
    ],
  },
];
