import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'missed-sales', lazy: () => import('./page') }];
