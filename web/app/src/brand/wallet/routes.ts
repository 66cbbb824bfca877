import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'wallet', lazy: () => import('./page') },
  { path: 'wallet/fundings', lazy: () => import('./fundings') },
  { path: 'wallet/books', lazy: () => import('./books') },
  { path: 'wallet/plan', lazy: () => import('./plan') },
];
