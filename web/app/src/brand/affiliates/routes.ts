import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'affiliates', lazy: () => import('./page') },
  { path: 'affiliates/:id', lazy: () => import('./detail') },
];
