import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [{ path: 'earnings', lazy: () => import('./page') }];
