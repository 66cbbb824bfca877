// Serves dist/ as the API will: a nonce for every page, a strict policy, the rest passed on. node scripts/serve.mjs PORT
// TRIBUTARY_URL is the server, http://127.0.0.1:4000 unless told.
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const server = new URL(process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:4000');
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const THEIRS = /^\/(graphql|v1|r|media|healthz|dev|onboarding|wallet\/(funded|method-added|cancelled))(\/|\?|$)/;

const policy = (nonce) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    `img-src 'self' data: ${server.origin}`,
    `media-src 'self' ${server.origin}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

function pass(incoming, answer) {
  const { hostname, port } = server;
  const options = { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers };
  const onward = request(options, (theirs) => {
    answer.writeHead(theirs.statusCode, theirs.headers);
    theirs.pipe(answer);
  });
  onward.on('error', () => answer.writeHead(502).end());
  incoming.pipe(onward);
}

const listener = createServer((incoming, answer) => {
  if (THEIRS.test(incoming.url)) return pass(incoming, answer);
  const path = normalize(decodeURIComponent(new URL(incoming.url, 'http://x').pathname));
  const file = join(dist, path);
  if (file.startsWith(dist) && existsSync(file) && statSync(file).isFile() && path !== '/index.html') {
    const headers = { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-encoding': 'gzip' };
    answer.writeHead(200, { ...headers, 'cache-control': 'public, max-age=31536000, immutable' });
    return createReadStream(file).pipe(createGzip()).pipe(answer);
  }
  const nonce = randomBytes(16).toString('base64');
  const page = readFileSync(join(dist, 'index.html'), 'utf8').replaceAll('__CSP_NONCE__', nonce);
  answer.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy(nonce),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  answer.end(page);
});

listener.on('upgrade', (incoming, socket, head) => {
  const { hostname, port } = server;
  // The server opens sockets for pages of its own alone.
  const headers = { ...incoming.headers, host: server.host, origin: server.origin };
  const onward = request({ hostname, port, path: incoming.url, method: 'GET', headers });
  onward.on('upgrade', (theirs, their, rest) => {
    const lines = theirs.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.write(rest);
    their.write(head);
    their.pipe(socket).pipe(their);
    their.on('error', () => socket.destroy());
    socket.on('error', () => their.destroy());
  });
  onward.on('response', () => socket.destroy());
  onward.on('error', () => socket.destroy());
  onward.end();
});

listener.listen(Number(process.argv[2] ?? 4174), '127.0.0.1', () => console.log('serving dist'));
