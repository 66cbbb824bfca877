import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'conversions/held', lazy: () => import('./held') }];
