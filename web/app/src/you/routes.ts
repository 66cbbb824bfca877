import type { RouteObject } from 'react-router';

/** In either area: what is one's own. */
export const routes: RouteObject[] = [{ path: 'you', lazy: () => import('./page') }];
