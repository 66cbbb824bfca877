import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'programmes', lazy: () => import('./page') },
  { path: 'programmes/:program', lazy: () => import('./offer') },
];
