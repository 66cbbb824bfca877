import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'payouts', lazy: () => import('./page') }];
