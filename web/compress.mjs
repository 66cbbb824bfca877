// Puts FILE.br and FILE.gz beside each text of a built page, for the server to send: node web/compress.mjs web/app/dist
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXTS = /\.(js|css|svg|json|txt|map|webmanifest)$/;
// What the server reads itself, and sends to nobody as it is.
const READ_THERE = ['documents.json'];
const LEAST_BYTES = 500;

const brotli = (contents) =>
  brotliCompressSync(contents, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    },
  });
const CODINGS = [
  ['.br', brotli],
  ['.gz', (contents) => gzipSync(contents, { level: 9 })],
];

for (const dist of process.argv.slice(2)) {
  for (const name of readdirSync(dist, { recursive: true })) {
    const file = join(dist, name);
    // What an earlier build has left behind.
    if (CODINGS.some(([ending]) => name.endsWith(ending) && !existsSync(file.slice(0, -ending.length)))) rmSync(file);
    if (!TEXTS.test(name) || READ_THERE.includes(name) || name.split(/[\\/]/).some((part) => part.startsWith('.'))) continue;
    const contents = readFileSync(file);
    for (const [ending, compress] of CODINGS) {
      const coded = contents.length < LEAST_BYTES ? contents : compress(contents);
      if (coded.length < contents.length) writeFileSync(file + ending, coded);
      else rmSync(file + ending, { force: true });
    }
  }
}
