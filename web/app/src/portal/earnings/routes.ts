import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'earnings', lazy: () => import('./page') },
  { path: 'earnings/payouts', lazy: () => import('./payouts') },
];
