import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'settings', lazy: () => import('./brand') },
  { path: 'settings/members', lazy: () => import('./members') },
  { path: 'settings/keys', lazy: () => import('./keys') },
  { path: 'settings/people', lazy: () => import('../people/page') },
  { path: 'settings/audit', lazy: () => import('./audit') },
  { path: 'settings/fraud', lazy: () => import('./fraud/page') },
];
