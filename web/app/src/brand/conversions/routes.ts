import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'conversions', lazy: () => import('./page') },
  { path: 'conversions/touches', lazy: () => import('./touches') },
  { path: 'conversions/refunds', lazy: () => import('./refunds') },
  { path: 'conversions/:id', lazy: () => import('./detail') },
];
