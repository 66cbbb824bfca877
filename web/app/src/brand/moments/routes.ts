import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'moments', lazy: () => import('./page') },
  { path: 'moments/queue', lazy: () => import('./queue/page') },
  { path: 'moments/rights', lazy: () => import('./rights/page') },
  { path: 'moments/rights/terms', lazy: () => import('./rights/terms') },
  { path: 'moments/rules', lazy: () => import('./rules/page') },
  { path: 'moments/day', lazy: () => import('./day/page') },
  { path: 'moments/:id', lazy: () => import('./detail') },
];
