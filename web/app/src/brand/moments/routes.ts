import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'moments', lazy: () => import('./page') }];
