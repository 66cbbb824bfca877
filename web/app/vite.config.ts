import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The server puts a fresh nonce here with every page. */
const NONCE = '__CSP_NONCE__';

/** The colour scheme is set by a small file of its own before anything is drawn: no inline script, no flash. */
function scheme(): Plugin {
  const source = readFileSync(new URL('./src/theme/scheme.js', import.meta.url), 'utf8');
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  let built = false;
  return {
    name: 'scheme',
    configResolved: (config) => {
      built = config.command === 'build';
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: `assets/scheme-${hash}.js`, source });
    },
    transformIndexHtml: () => [
      {
        tag: 'script',
        attrs: { src: built ? `/assets/scheme-${hash}.js` : '/src/theme/scheme.js', nonce: NONCE },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** The trusted documents go along with what is built from them. */
function documents(): Plugin {
  return {
    name: 'documents',
    generateBundle() {
      const source = readFileSync(new URL('./documents.json', import.meta.url), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'documents.json', source });
    },
  };
}

const server = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react(), scheme(), documents()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  html: { cspNonce: NONCE },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    port: 4173,
    proxy: { '/graphql': { target: server, ws: true }, '/v1': server, '/r': server, '/media': server },
  },
  preview: {
    host: '127.0.0.1',
    port: 4174,
    proxy: { '/graphql': { target: server, ws: true }, '/v1': server, '/r': server, '/media': server },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
} as Parameters<typeof defineConfig>[0]);
