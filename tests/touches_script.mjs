// A page for /t.js without a browser: what it keeps, and what it sends. Used by tests/touches.rs.
import { readFileSync } from 'node:fs';

const script = readFileSync(process.argv[2], 'utf8');
const kept = new Map();
const sent = [];
const listeners = {};
const element = { dataset: { trbMoment: 'moment_1', trbToken: 'token' } };
const arrived = 'a'.repeat(40);

globalThis.document = {
  currentScript: { dataset: { key: 'trb_pk_1' }, src: 'https://go.shop.example/t.js' },
  querySelectorAll: () => [element],
};
globalThis.location = { search: '' };
globalThis.localStorage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) };
globalThis.IntersectionObserver = class {
  observe() {}
  unobserve() {}
};
globalThis.MutationObserver = class {
  observe() {}
};
globalThis.addEventListener = (name, listener) => {
  listeners[name] = listener;
};
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
globalThis.window = globalThis;
globalThis.fetch = async (address, { body }) => {
  const told = JSON.parse(body);
  sent.push([new URL(address).pathname, told]);
  const sign = (id) => (id.startsWith('x') ? null : `${id.slice(0, 40)}-${told.consent}`);
  return { json: async () => ({ clickIds: told.clickIds?.map(sign) }) };
};

const page = (search) => {
  globalThis.location.search = search;
  new Function(script)();
};
const rest = () => new Promise((done) => setTimeout(done, 20));
const press = async () => {
  const product = (selector) => selector.includes('product');
  listeners.click({ target: { closest: (selector) => (product(selector) ? null : element) } });
  await rest();
};
const take = () => sent.splice(0);
const steps = {};

page(`?trb_click=${arrived}`);
await press();
steps.silent = [take(), globalThis.Tributary.clickIds()];
globalThis.Tributary.consent(true);
await press();
steps.consented = [take(), globalThis.Tributary.clickIds()];
globalThis.Tributary.consent(true);
steps.again = take();
page('');
steps.nextPage = take();
kept.set('trb_clicks', JSON.stringify([{ id: `x${arrived}`, at: Date.now() }]));
page(`?trb_click=${'b'.repeat(40)}`);
await rest();
steps.nextClick = [take(), globalThis.Tributary.clickIds()];
globalThis.Tributary.consent(false);
await press();
steps.takenBack = [take(), globalThis.Tributary.clickIds()];
console.log(JSON.stringify(steps));
