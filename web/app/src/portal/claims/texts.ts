import type { ClaimState } from './query.gen';

export const claims = {
  title: 'My moments',
  lead: 'You wrote reviews or posts at a brand you work with? Say so, and their share of commissions is paid to you.',
  formTitle: 'Claim your moments',
  whose: 'One of your moments',
  whoseHint: 'Its address on the web. One is enough: it leads to all that you wrote there.',
  whoseWrong: 'A full address, please: https://… Or a number that the brand gave you.',
  evidence: 'How can they tell that it is you?',
  evidenceHint: 'Your account’s name, an order number, a link to your profile.',
  required: 'Please fill this in.',
  send: 'Send the claim',
  sent: 'Sent. The brand decides, and you earn from then on.',
  how: 'How it works',
  steps: [
    'You name one of your moments, and how they can tell that it is yours.',
    'The brand looks and decides.',
    'From then on you are paid what these moments earn, also what they had earned before.',
    'What you publish about the brand must say that you may earn from it: “paid partnership”, for example.',
  ],
  list: 'Your claims',
  none: 'No claims yet',
  noneText: 'What you claim above stands here, with what the brand decided.',
  creator: 'As',
  brand: 'Brand',
  state: 'State',
  claimed: 'Claimed',
  decided: 'Decided',
  undecided: '–',
} as const;

export const states: Record<ClaimState, string> = {
  REQUESTED: 'Being looked at',
  APPROVED: 'Yours',
  REJECTED: 'Turned down',
};
