import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'programmes', lazy: () => import('./page') },
  { path: 'programmes/:id', lazy: () => import('./detail') },
  { path: 'programmes/:id/versions', lazy: () => import('./versions/page') },
  { path: 'programmes/:id/groups', lazy: () => import('./groups/page') },
  { path: 'programmes/:id/budgets', lazy: () => import('./budgets/page') },
  { path: 'programmes/:id/terms', lazy: () => import('./editor/page') },
];
