import { createBrowserRouter } from 'react-router';
import { routes as affiliates } from './brand/affiliates/routes';
import { routes as attribution } from './brand/attribution/routes';
import { routes as conversions } from './brand/conversions/routes';
import { routes as creators } from './brand/creators/routes';
import { routes as feeds } from './brand/feeds/routes';
import { routes as fraud } from './brand/fraud/routes';
import { routes as home } from './brand/home/routes';
import { routes as imports } from './brand/import/routes';
import { routes as missing } from './brand/missed-sales/routes';
import { routes as moments } from './brand/moments/routes';
import { routes as payouts } from './brand/payouts/routes';
import { routes as programmes } from './brand/programmes/routes';
import { routes as settings } from './brand/settings/routes';
import { routes as wallet } from './brand/wallet/routes';
import { routes as door } from './door/routes';
import { routes as account } from './portal/account/routes';
import { routes as claims } from './portal/claims/routes';
import { routes as earnings } from './portal/earnings/routes';
import { routes as links } from './portal/links/routes';
import { routes as missed } from './portal/missed-sales/routes';
import { routes as overview } from './portal/overview/routes';
import { routes as enrollments } from './portal/programmes/routes';
import { Broken, NotFound, Nowhere } from './shell/astray';
import { Waiting } from './shell/signed-in';
import { Start } from './shell/start';
import { routes as you } from './you/routes';

/** Every address of the app. Each screen is a chunk of its own. */
export const makeRouter = () =>
  createBrowserRouter([
    {
      errorElement: <Broken />,
      HydrateFallback: Waiting,
      children: [
        { path: '/', Component: Start },
        door,
        {
          path: 't/:tenant',
          lazy: () => import('./brand/area'),
          children: [
            {
              errorElement: <Broken />,
              children: [
                ...home,
                ...imports,
                ...moments,
                ...feeds,
                ...creators,
                ...programmes,
                ...affiliates,
                ...fraud,
                ...conversions,
                ...missing,
                ...payouts,
                ...you,
                ...attribution,
                ...wallet,
                ...settings,
                { path: '*', Component: NotFound },
              ],
            },
          ],
        },
        {
          path: 'portal',
          lazy: () => import('./portal/area'),
          children: [
            {
              errorElement: <Broken />,
              children: [
                ...overview,
                ...enrollments,
                ...links,
                ...earnings,
                ...missed,
                ...claims,
                ...account,
                ...you,
                { path: '*', Component: NotFound },
              ],
            },
          ],
        },
        { path: '*', Component: Nowhere },
      ],
    },
  ]);
