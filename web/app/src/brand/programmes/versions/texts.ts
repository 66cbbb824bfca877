import type { TermsWithdrawErrorCode } from './query.gen';

export const versions = {
  title: 'Versions',
  lead: 'Terms are never changed, only followed by others. Sales keep those of their day.',
  none: 'There are no terms yet.',
  of: 'For',
  everybody: 'Everybody',
  terms: (version: number) => `Terms ${version}`,
  since: (moment: string) => `From ${moment}`,
  beginning: (moment: string) => `Begins ${moment}`,
  planned: 'Planned',
  plannedLead: 'They are published and take their place by themselves on that day.',
  begins: (version: number, moment: string) => `Terms ${version} begin ${moment}`,
  whom: (group: string | null) => (group ? `For ${group}` : 'For everybody without terms of their own'),
  compare: 'What changes',
  compareLabel: (version: number) => `What changes with terms ${version}`,
  states: { NOW: 'In force', COMING: 'Planned', OVER: 'Over', NEVER: 'Never counted', WITHDRAWN: 'Taken back' },
  startFrom: 'Write new ones from it',
  startFromLabel: (version: number) => `Write new ones from it: terms ${version}`,
  side: 'Side by side',
  sideLead: 'Choose two versions to see what is different.',
  one: 'There is one version so far; the next one can be put beside it.',
  before: 'Before',
  after: 'After',
  option: (version: number, day: string) => `Terms ${version}, from ${day}`,
  alike: 'These two say the same.',
  kinds: { ADDED: 'Added', REMOVED: 'Removed', CHANGED: 'Changed', SAME: 'As before' },
  moved: (from: number, to: number) => `Moved from ${from} to ${to}`,
  parts: { name: 'Name', gives: 'Gives', when: 'When', later: 'Subscriptions' },
  firstOnly: 'the first payment only',
  became: 'becomes',
  beside: 'Beside the rules',
  period: 'Counted for each',
  capOrder: 'Most for one sale',
  capPeriod: 'Most in the whole time',
  noCap: 'no limit',
  nothing: 'nothing',
} as const;

/** Taking a planned version back. */
export const takingBack = {
  action: 'Take back',
  label: (version: number) => `Take back: terms ${version}`,
  title: (version: number) => `Take back terms ${version}?`,
  text: (moment: string, group: string | null) =>
    `They were to count from ${moment}${group ? ` for ${group}` : ''}. They never will: the terms that hold until then go on. These stay in the list of versions and cannot be planned again; new ones can be written from them.`,
  done: (version: number) => `Terms ${version} are taken back.`,
  refused: {
    BEGUN: 'They count already, so they can no longer be taken back. Publish new ones to take their place.',
    NOT_FOUND: 'These terms are not there any more.',
  } as Partial<Record<TermsWithdrawErrorCode, string>>,
} as const;
