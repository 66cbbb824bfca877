import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'programmes', lazy: () => import('./page') },
  { path: 'programmes/:id', lazy: () => import('./detail') },
  { path: 'programmes/:id/terms', lazy: () => import('./editor') },
];
