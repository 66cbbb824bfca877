import { defineConfig } from 'vite';

export default defineConfig({
  // Demo pages are for the tests alone.
  publicDir: false,
  build: {
    target: 'es2022',
    // One file, a classic script: only that has a `document.currentScript`.
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'tributary', fileName: () => 'widget.js' },
    modulePreload: { polyfill: false },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
