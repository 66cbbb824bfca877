import './theme/mantine.css';
import './theme/theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Confirmations } from './feedback/confirm';
import { Toasts } from './feedback/toasts';
import { makeRouter } from './router';
import { restore } from './session/session';
import { schemes } from './shell/scheme';
import { theme } from './theme/theme';

/** The nonce the server gave this page; the browser shows it to scripts alone. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where what keeps the page still behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

void restore();
const router = makeRouter();

const home = document.getElementById('app');
if (home) {
  createRoot(home).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes} getStyleNonce={() => nonce}>
        <RouterProvider router={router} />
        <Confirmations />
        <Toasts />
      </MantineProvider>
    </StrictMode>,
  );
}
