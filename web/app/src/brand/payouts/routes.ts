import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'payouts', lazy: () => import('./runs') },
  { path: 'payouts/all', lazy: () => import('./all') },
  { path: 'payouts/timetable', lazy: () => import('./timetable') },
  { path: 'payouts/runs/:id', lazy: () => import('./run') },
  { path: 'payouts/all/:id', lazy: () => import('./detail') },
];
