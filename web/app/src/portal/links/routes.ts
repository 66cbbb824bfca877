import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'links', lazy: () => import('./page') },
  { path: 'links/codes', lazy: () => import('./codes') },
];
