import type { ClaimState } from './query.gen';

export const creators = {
  title: 'Creators',
  lead: 'Who wrote and made your moments, and what they have earned by them.',
  parts: 'Parts of the creators',
  partsOf: 'Parts of the creator',
  all: 'All',
  claims: 'Claims',
  creator: 'Creator',
  claimed: 'Is paid as',
  yes: 'An affiliate',
  nobody: 'Nobody yet',
  pending: 'On hold',
  payable: 'Ready to be paid',
  debt: 'Owed back',
  debtNote: 'Later payouts keep it.',
  since: 'Since',
  key: 'Known to you as',
  emptyTitle: 'No creators yet',
  emptyText: 'Whoever stands as the author of a moment becomes one.',
  unclaimed: 'What they earn waits until they say that it is them.',
  claimLink: 'Link to claim it',
  claimNote: (name: string) => `Send it to ${name}: they are paid once you agree.`,
  moments: 'Their moments',
  momentsNone: 'None of theirs is left',
  earned: 'What they earned',
  earnedNone: 'Nothing yet',
  earnedText: 'A creator earns when a moment of theirs helps a sale, and a programme for creators pays for it.',
} as const;

export const claims = {
  title: 'Claims to be a creator',
  who: 'Affiliate',
  creator: 'Says to be',
  evidence: 'Because',
  state: 'State',
  when: 'Asked',
  acts: 'Decide',
  someone: 'An affiliate',
  approve: 'It is them',
  reject: 'It is not',
  approveTitle: (who: string, author: string) => `Is ${who} really ${author}?`,
  approveText: (who: string, author: string) =>
    `Whatever ${author} has earned and will earn is paid to ${who}. Moves no money by itself.`,
  approved: 'Agreed. They are paid from the next run on.',
  rejected: 'Turned down.',
  emptyTitle: 'Nobody has claimed a creator',
  emptyText: 'Send creators their link: on their page, and beside each of their moments.',
} as const;

export const claimStates: Record<ClaimState, string> = {
  REQUESTED: 'Asked',
  APPROVED: 'Agreed',
  REJECTED: 'Turned down',
};
