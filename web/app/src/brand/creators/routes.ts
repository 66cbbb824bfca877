import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'creators', lazy: () => import('./page') },
  { path: 'creators/claims', lazy: () => import('./claims') },
  { path: 'creators/:id', lazy: () => import('./earned') },
  { path: 'creators/:id/moments', lazy: () => import('./made') },
];
