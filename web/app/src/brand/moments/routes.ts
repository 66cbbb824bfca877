import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'moments', lazy: () => import('./page') },
  { path: 'moments/queue', lazy: () => import('./queue') },
  { path: 'moments/:id', lazy: () => import('./detail') },
];
