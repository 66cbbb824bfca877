import type { NoticeCause, PayoutAccountState, TaxForm } from './query.gen';

export const account = {
  title: 'Account',
  payTitle: 'How you are paid',
  payLead: 'Stripe keeps your bank account and asks what the law wants to know. We see none of it.',
  begin: 'Begin at Stripe',
  goOn: 'Go on at Stripe',
  change: 'Change it at Stripe',
  check: 'Look again',
  due: 'Still due',
  taxTitle: 'For your taxes',
  taxLead: 'What each brand paid you in each year, and what it has to report.',
  statements: 'Statements',
  taxNone: 'Nothing paid yet.',
  taxRow: (year: number, brand: string) => `${year}, ${brand}`,
  transfers: (count: number) => (count === 1 ? '1 transfer' : `${count} transfers`),
  reached: (form: string) => `reported as ${form}`,
  notReached: (form: string, sum: string) => `${form} from ${sum}`,
  noticesTitle: 'E-mails',
  noticesLead:
    'Choose which of these you want. What keeps money from you, and what a brand decides about a sale you miss, you are always told.',
  you: 'You',
  name: 'Name',
  email: 'E-mail',
  country: 'Country',
  sent: 'Latest e-mails',
  saved: 'Saved.',
} as const;

export const states: Record<PayoutAccountState, [string, string]> = {
  CREATING: ['Being set up', 'This takes a moment.'],
  ONBOARDING: ['Not finished', 'Stripe still needs to know who you are and where to pay you.'],
  ACTIVE: ['Ready', 'You can be paid.'],
  RESTRICTED: ['Restricted', 'Stripe needs something before you can be paid again.'],
};

export const forms: Record<TaxForm, string> = {
  US_NEC: '1099-NEC',
  US_K: '1099-K',
  EU_DAC7: 'DAC7',
  UK_PLATFORMS: 'UK platform reporting',
};

/** The causes that one can do without; what keeps money from an affiliate they are always told. */
export type OwnCause = Extract<
  NoticeCause,
  'COMMISSIONS_EARNED' | 'COMMISSIONS_TAKEN_BACK' | 'PAYOUT_SENT' | 'PAYOUT_RETURNED'
>;

export const notices: Record<OwnCause, string> = {
  COMMISSIONS_EARNED: 'You earned something',
  COMMISSIONS_TAKEN_BACK: 'A commission was taken back',
  PAYOUT_SENT: 'A payout is on its way',
  PAYOUT_RETURNED: 'A payout came back',
};
