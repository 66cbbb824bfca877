import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'feeds', lazy: () => import('./page') },
  { path: 'feeds/:id', lazy: () => import('./builder') },
  { path: 'feeds/:id/versions', lazy: () => import('./versions') },
  { path: 'feeds/:id/embed', lazy: () => import('./embed') },
];
