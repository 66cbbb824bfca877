import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'links', lazy: () => import('./page') }];
