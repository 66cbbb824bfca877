import { type RouteObject, redirect } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'attribution', lazy: () => import('./page') },
  { path: 'attribution/replay', lazy: () => import('./replay') },
  { path: 'attribution/versions', lazy: () => import('./versions') },
  { path: 'attribution/weights', lazy: () => import('./weights') },
  // Where it was before it had a place of its own.
  { path: 'settings/attribution', loader: ({ params }) => redirect(`/t/${params.tenant}/attribution`) },
];
