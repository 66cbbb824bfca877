// What a first visit loads, gzipped: the entry, the area and its first screen. Fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 300;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const VISITS = {
  'sign in': ['index.html', 'src/door/frame.tsx', 'src/door/sign-in.tsx'],
  'brand home': ['index.html', 'src/brand/area.tsx', 'src/brand/home/page.tsx'],
  'portal overview': ['index.html', 'src/portal/area.tsx', 'src/portal/overview/page.tsx'],
};

function files(entry, seen = new Set()) {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`no ${entry} in the manifest`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const imported of chunk.imports ?? []) files(imported, seen);
  return seen;
}

let over = false;
for (const [visit, entries] of Object.entries(VISITS)) {
  const all = new Set(entries.flatMap((entry) => [...files(entry)]));
  const size = (of) =>
    [...all].filter(of).reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0);
  const [js, css] = [size((file) => file.endsWith('.js')), size((file) => file.endsWith('.css'))];
  const kb = (js + css) / 1000;
  over ||= kb > BUDGET_KB;
  console.log(`${visit}: ${kb.toFixed(1)} kB gzipped (JS ${(js / 1000).toFixed(1)}, CSS ${(css / 1000).toFixed(1)})`);
}
if (over) {
  console.error(`over ${BUDGET_KB} kB`);
  process.exit(1);
}
