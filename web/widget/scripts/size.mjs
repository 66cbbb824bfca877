// What a page loads for the widget: one file, within its budget gzipped. Fails above it.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 30;
const dist = new URL('../dist/', import.meta.url);
const files = readdirSync(dist).filter((name) => !name.startsWith('.') && !/\.(br|gz)$/.test(name));
if (files.join() !== 'widget.js') {
  console.error(`one file is wanted, and there are: ${files.join(', ')}`);
  process.exit(1);
}
const script = readFileSync(new URL('widget.js', dist));
const kb = gzipSync(script, { level: 9 }).length / 1000;
console.log(`widget.js: ${kb.toFixed(1)} kB gzipped, ${(script.length / 1000).toFixed(1)} kB before`);
if (kb > BUDGET_KB) {
  console.error(`over ${BUDGET_KB} kB`);
  process.exit(1);
}
