// A server that a test tells what to answer: /widget.js, the graph as far as the widget asks it, and the door of events.
import { readFileSync } from 'node:fs';
import { serve } from './shop.mjs';

const script = readFileSync(new URL('../dist/widget.js', import.meta.url));
export const KEY = 'trb_pk_pretended';

const svg = (hue) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="hsl(${hue} 45% 60%)"/><circle cx="420" cy="180" r="120" fill="hsl(${hue} 55% 80%)"/></svg>`;

/** A review; `more` has what is different about it. */
export const review = (number, more = {}) => ({
  id: `moment_${number}`,
  kind: 'REVIEW',
  title: `Review ${number}`,
  body: `Keeps my tea warm for an hour. This is what number ${number} says of it.`,
  rating: 1 + (number % 5),
  permalink: null,
  publishedAt: `2026-0${1 + (number % 9)}-11T09:30:00Z`,
  version: '1',
  badges: [number % 3 === 0 && 'VERIFIED_BUYER', number % 4 === 1 && 'INCENTIVISED'].filter(Boolean),
  impressionToken: `token-${number}`,
  creator: { name: `Person ${number}` },
  products: [{ id: 'product_1', title: 'River mug', url: 'https://shop.example/products/river-mug' }],
  ...more,
});

/** As a server may hand out a picture. */
export const picture = (number, more = {}) => ({
  id: `media_${number}`,
  type: 'JPEG',
  width: 640,
  height: 480,
  small: `/media/${number}/small`,
  large: `/media/${number}/large`,
  ...more,
});

async function bodyOf(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

export async function pretend() {
  const state = {
    /** By handle. */
    feeds: new Map(),
    /** How the graph answers instead: a status, or milliseconds of waiting. */
    fault: null,
    events: [],
    asked: [],
    media: [],
  };
  const feed = ({ name, moments }, first, after) => {
    const from = after ? Number(after) : 0;
    const nodes = moments.slice(from, from + first);
    const end = from + nodes.length;
    return { name, moments: { nodes, pageInfo: { hasNextPage: end < moments.length, endCursor: `${end}` } } };
  };
  const graph = ({ query, variables }) => {
    const of = (handle, first, after) => {
      const known = state.feeds.get(handle);
      return known ? feed(known, first, after) : null;
    };
    if (query.startsWith('query TributaryWatch')) {
      const data = {};
      for (let at = 0; variables[`h${at}`]; at += 1) data[`f${at}`] = of(variables[`h${at}`], variables[`n${at}`]);
      return data;
    }
    return { feed: of(variables.handle, variables.first, variables.after) };
  };
  const cors = (request) => ({
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  });
  const { url, close } = await serve(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    if (request.method === 'OPTIONS') return response.writeHead(204, cors(request)).end();
    if (pathname === '/widget.js') {
      return response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
    }
    const medium = /^\/media\/(\d+)\//.exec(pathname);
    if (medium) {
      state.media.push(pathname);
      return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(svg(Number(medium[1]) * 47));
    }
    if (pathname === '/v1/events') {
      state.events.push(...JSON.parse(await bodyOf(request)).events);
      return response.writeHead(202, cors(request)).end('{}');
    }
    if (pathname !== '/graphql') return response.writeHead(404).end();
    const asked = JSON.parse(await bodyOf(request));
    state.asked.push(asked);
    if (state.fault === 'cut') return request.socket.destroy();
    if (typeof state.fault === 'number' && state.fault >= 1000)
      await new Promise((done) => setTimeout(done, state.fault));
    else if (state.fault) {
      const errors = [{ message: 'no', extensions: { code: 'REFUSED' } }];
      return response.writeHead(state.fault, cors(request)).end(JSON.stringify({ errors }));
    }
    if (request.headers.authorization !== `Bearer ${KEY}`) return response.writeHead(401, cors(request)).end('{}');
    const headers = { ...cors(request), 'content-type': 'application/json; charset=utf-8' };
    return response.writeHead(200, headers).end(JSON.stringify({ data: graph(asked) }));
  });
  return { url, close, state };
}
