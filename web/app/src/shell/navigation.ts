import type { IconName } from '@/theme/icon';
import { shell } from './texts';
import type { Permission } from './viewer.gen';

/** A place of the sidebar; `path` is relative to its area. */
export type Place = {
  path: string;
  label: string;
  icon: IconName /** Only for whoever may do this. */;
  needs?: Permission;
};

/** The brand's area, `/t/:tenant`. */
export const BRAND: Place[] = [
  { path: '', label: shell.home, icon: 'home' },
  { path: 'moments', label: shell.moments, icon: 'moments' },
  { path: 'feeds', label: shell.feeds, icon: 'feeds', needs: 'FEED_READ' },
  { path: 'creators', label: shell.creators, icon: 'pen', needs: 'MOMENT_READ' },
  { path: 'programmes', label: shell.programmes, icon: 'programmes' },
  { path: 'affiliates', label: shell.affiliates, icon: 'people' },
  { path: 'conversions', label: shell.conversions, icon: 'conversions' },
  { path: 'attribution', label: shell.attribution, icon: 'scale', needs: 'PROGRAM_READ' },
  { path: 'missed-sales', label: shell.missedSales, icon: 'basket', needs: 'CONVERSION_READ' },
  { path: 'payouts', label: shell.payouts, icon: 'payouts', needs: 'PAYOUT_READ' },
  { path: 'wallet', label: shell.wallet, icon: 'wallet', needs: 'FUNDING_READ' },
  { path: 'settings', label: shell.settings, icon: 'settings' },
];

/** The affiliate's area, `/portal`. */
export const PORTAL: Place[] = [
  { path: '', label: shell.overview, icon: 'home' },
  { path: 'programmes', label: shell.programmes, icon: 'programmes' },
  { path: 'links', label: shell.links, icon: 'links' },
  { path: 'earnings', label: shell.earnings, icon: 'earnings' },
  { path: 'missed-sales', label: shell.missedSales, icon: 'basket' },
  { path: 'claims', label: shell.claims, icon: 'moments' },
  { path: 'account', label: shell.account, icon: 'person' },
];
