import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'moments/import', lazy: () => import('./moments') },
  { path: 'conversions/import', lazy: () => import('./orders') },
  { path: 'conversions/import/touches', lazy: () => import('./touches') },
];
