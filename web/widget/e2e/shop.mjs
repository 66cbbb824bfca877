// A shop on a web origin of its own, under a strict policy, whose page has the tags that a test gives it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const demo = new URL('../demo/', import.meta.url);
const html = readFileSync(new URL('shop.html', demo), 'utf8');
const css = readFileSync(new URL('shop.css', demo));

const listening = (server, port) =>
  new Promise((done) => server.listen(port, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));

/** Listens on loopback, anywhere unless it is said; answers where, and how to end it. */
export async function serve(answer, port = 0) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  const url = await listening(server, port);
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url, close };
}

/** The snippet, as a brand pastes it. */
export const tag = (host, attributes) => {
  const data = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value.replaceAll('"', '&quot;')}"`);
  return `<script async src="${host}/widget.js"${data.join('')}></script>`;
};

/** A shop that lets scripts, requests and pictures of `host` in and nothing else. */
export async function shop(host, port) {
  let page = { tags: '', lang: 'en', dir: 'ltr', look: 'light' };
  const policy =
    `default-src 'none'; script-src ${host} 'self'; connect-src ${host}; img-src ${host} data:; media-src ${host}; ` +
    "style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
  const { url, close } = await serve((request, response) => {
    if (request.url === '/shop.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(css);
    if (request.url !== '/') return response.writeHead(404).end('no such page');
    const filled = html.replace(/__([A-Z]+)__/g, (_, name) => page[name.toLowerCase()] ?? '');
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
    return response.writeHead(200, headers).end(filled);
  }, port);
  return {
    url,
    close,
    /** What the page is from now on. */
    set(changes) {
      page = { tags: '', lang: 'en', dir: 'ltr', look: 'light', ...changes };
    },
  };
}
