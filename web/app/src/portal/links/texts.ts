import type { Usable } from './query.gen';

export const links = {
  title: 'Links',
  lead: 'Any page of a brand’s shop as a link that is yours, and the codes that count for you.',
  builder: 'A new link',
  programme: 'For',
  destination: 'Page of the shop',
  destinationHint: (hosts: string[]) =>
    hosts.length
      ? `Copy its address out of your browser. It lies on ${hosts.join(', ')}.`
      : 'The brand has to say first where its affiliates’ links may lead.',
  destinationWrong: 'A full address, please: https://…',
  slug: 'Ending',
  slugHint: 'Optional, such as mara-mug.',
  make: 'Make the link',
  ready: 'Your link',
  qr: 'QR code of your link',
  saveQr: 'Save the QR code',
  another: 'Make another',
  none: 'No links yet',
  noneText: 'Make one above.',
  nowhere: 'You need an active programme first.',
  list: 'Your links',
  link: 'Link',
  leads: 'Leads to',
  made: 'Made',
  state: 'State',
  clicks: 'Clicks',
  counted: (count: string, one: boolean) => (one ? '1 click' : `${count} clicks`),
  repeats: (count: string, one: boolean) => (one ? '1 repeat not counted' : `${count} repeats not counted`),
  bots: (count: string, one: boolean) => (one ? '1 by a robot' : `${count} by robots`),
  repeated: 'Repeats, not counted',
  robots: 'Robots, not counted',
  codes: 'Codes',
  yourCodes: 'Your codes',
  parts: 'Links and codes',
  code: 'Code',
  codesNone: 'No codes yet',
  codesNoneText: 'A brand makes them for you. Whoever buys with one counts as yours, without a click.',
} as const;

export const usable: Record<Usable, string> = { ACTIVE: 'Active', DISABLED: 'Disabled' };
