import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'conversions', lazy: () => import('./page') },
  { path: 'conversions/:id', lazy: () => import('./detail') },
];
