import type { ApiKeyKind, Scope } from './query.gen';

export const settings = {
  title: 'Settings',
  parts: 'Parts of the settings',
  brand: 'Brand',
  members: 'Members',
  keys: 'API keys',
  policy: 'Attribution',
  save: 'Save',
  saved: 'Saved.',
} as const;

export const brand = {
  title: 'Your brand',
  name: 'Name',
  nameWrong: 'Please give it a name.',
  currency: 'Currency',
  fee: 'Fee of payouts',
  since: 'Since',
  second: 'Somebody else than who drafted a payout run has to approve it',
  secondHint: 'Sensible as soon as two people may approve.',
  origins: 'Addresses of your shop',
  originsHint: 'Browser keys only work on these pages. One a line, such as https://shop.example.',
} as const;

export const members = {
  lead: 'Who works in this brand, and what they may do.',
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  since: 'Since',
  you: 'you',
  roleTitle: 'What roles may do',
  roles: {
    OWNER: 'Everything.',
    ADMIN: 'Everything but what only owners decide.',
    FINANCE: 'Wallet, payouts, refunds and the plan.',
    EDITOR: 'Moments, programmes and affiliates.',
    ANALYST: 'Looks at everything, changes nothing.',
  },
} as const;

export const keys = {
  title: 'API keys',
  lead: 'For your shop and your programs. What a key may do is fixed when it is made.',
  name: 'Name',
  kind: 'Kind',
  hint: 'Ends in',
  scopes: 'May',
  made: 'Made',
  state: 'State',
  active: 'Active',
  revoked: 'Revoked',
  create: 'New key',
  createTitle: 'A new key',
  nameHint: 'Where it is used, such as “Checkout”.',
  nameWrong: 'Please name it.',
  scopesWrong: 'Choose at least one.',
  createButton: 'Make the key',
  secretTitle: 'Copy it now',
  secretText: 'It is shown only this once. Keep it like a password.',
  publicText: 'It may stand in your pages.',
  copy: 'Copy',
  copied: 'Copied',
  finish: 'I have it',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeText: 'Whatever uses it stops working at once.',
  revokedSaid: 'The key is revoked.',
  emptyTitle: 'No keys yet',
  emptyText: 'A secret key lets your shop report sales; a browser key shows feeds.',
  all: 'reads feeds, reports touches',
} as const;

export const policy = {
  title: 'How credit is shared',
  lead: 'Between everyone on the path to a sale. A new version counts for new sales; decided ones keep theirs.',
  version: (version: number, day: string) => `Version ${version}, since ${day}`,
  model: 'Model',
  models: {
    FIRST_TOUCH: ['First touch', 'All to who came first.'],
    LAST_TOUCH: ['Last touch', 'All to who came last.'],
    LAST_AFFILIATE_TOUCH: ['Last affiliate', 'All to the last affiliate: the classic rule.'],
    LINEAR: ['Equal shares', 'The same to every touch.'],
    POSITION: ['By position', 'First and last touch 40 % each, the rest between them.'],
    TIME_DECAY: ['The later, the more', 'A touch counts half as much for each half-life of its age.'],
  },
  click: 'Clicks count for, in days',
  view: 'Seen moments count for, in days',
  half: 'Half-life, in hours',
  floor: 'Affiliates get together at least, in per cent',
  floorHint: 'When one is on the path.',
  wrong: 'A whole number, please.',
  wrongShare: 'Between 0 and 100, please.',
  publish: 'Publish',
  published: 'The new policy counts from now on.',
  earlier: 'Earlier versions',
} as const;

export const keyKinds: Record<ApiKeyKind, string> = { SECRET: 'Secret, for servers', PUBLISHABLE: 'For browsers' };

export const scopes: Record<Scope, string> = {
  CATALOGUE_READ: 'read products',
  CATALOGUE_WRITE: 'write products',
  MOMENTS_READ: 'read moments',
  MOMENTS_WRITE: 'write moments',
  PROGRAMS_READ: 'read programmes',
  PROGRAMS_WRITE: 'write programmes',
  CONVERSIONS_READ: 'read sales',
  CONVERSIONS_WRITE: 'report sales',
  MONEY_READ: 'read money',
  MONEY_WRITE: 'move money',
  IMPORT: 'import files',
};
