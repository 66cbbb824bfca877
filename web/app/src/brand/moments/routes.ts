import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'moments', lazy: () => import('./page') },
  { path: 'moments/queue', lazy: () => import('./queue/page') },
  { path: 'moments/rules', lazy: () => import('./rules/page') },
  { path: 'moments/day', lazy: () => import('./day/page') },
  { path: 'moments/:id', lazy: () => import('./detail') },
];
