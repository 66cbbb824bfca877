import type { RouteObject } from 'react-router';

/** The pages before one is signed in. */
export const routes: RouteObject = {
  lazy: () => import('./frame'),
  children: [
    { path: 'sign-in', lazy: () => import('./sign-in') },
    { path: 'sign-up', lazy: () => import('./sign-up') },
    { path: 'invitation/:token', lazy: () => import('./invitation') },
    { path: 'verify/:token', lazy: () => import('./verify') },
    { path: 'password-reset', lazy: () => import('./password-request') },
    { path: 'password-reset/:token', lazy: () => import('./password-reset') },
  ],
};
