// The widget against a server: a brand's moments from the graph to a shop's page and back as touches.
// TRIBUTARY_URL names the server, whose worker has to run; without it this is skipped.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { shop, tag } from './shop.mjs';

const SERVER = process.env.TRIBUTARY_URL;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A browser of today that does not say it is driven: what robots see does not count. */
const VISITOR = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const WAIT_MS = 20_000;
const HOSTILE = '</script><script>document.title="taken"</script><img src=x onerror=alert(1)>';
const run = Date.now().toString(36);
let store;
let browser;
let page;
let owner;
let key;
const wrong = [];

async function ask(query, variables = {}) {
  const headers = { 'content-type': 'application/json', ...(owner ? { authorization: `Bearer ${owner}` } : {}) };
  const answer = await fetch(`${SERVER}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

async function act(name, input, fields) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input!`;
  const document = `mutation($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { message code } } }`;
  const { userErrors, ...done } = (await ask(document, { input }))[name];
  assert.deepEqual(userErrors, [], name);
  return done;
}

/** `momentApprove` and others take a moment alone. */
const decide = (name, momentId) =>
  ask(`mutation($input: MomentInput!) { ${name}(input: $input) { userErrors { code } } }`, { input: { momentId } });

async function publish(number, more = {}) {
  const { moment } = await act(
    'momentSubmit',
    {
      kind: 'REVIEW',
      externalId: `${run}-${number}`,
      title: `Review ${number}`,
      body: `Number ${number} keeps my tea warm for an hour.`,
      rating: 1 + (number % 5),
      creator: { externalId: `person-${number}`, name: `Person ${number}` },
      products: [{ externalId: 'mug', title: 'River mug' }],
      ...more,
    },
    'moment { id }',
  );
  await decide('momentApprove', moment.id);
  return moment.id;
}

const cards = () => page.locator('.tributary-widget .card:not(.blank)');
async function until(does, what) {
  const ends = Date.now() + WAIT_MS;
  while (!(await does())) {
    assert.ok(Date.now() < ends, `in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

before(async () => {
  if (!SERVER) return;
  store = await shop(SERVER);
  const { termsOfUse } = await ask('{ termsOfUse { version } }');
  const person = { name: 'Olive', email: `olive-${run}@mail.test`, password: 'a river of words' };
  const brand = { tenantName: `Mugs ${run}`, currency: 'GBP', termsOfUseVersion: termsOfUse.version };
  owner = (await act('signUp', { ...person, ...brand }, 'session { accessToken }')).session.accessToken;
  await act('tenantUpdate', { origins: [store.url] }, 'tenant { id }');
  key = (await act('apiKeyCreate', { name: 'Shop', kind: 'PUBLISHABLE' }, 'secret')).secret;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const context = await browser.newContext({ userAgent: VISITOR, viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (said) => said.type() === 'error' && wrong.push(said.text()));
});
after(async () => {
  await browser?.close();
  await store?.close();
});

test('what a brand has published is on its shop’s page, seen, counted, and gone when it is hidden', {
  skip: !SERVER,
}, async (story) => {
  const ids = [];
  for (let number = 0; number < 7; number += 1) ids.push(await publish(number));
  const hostile = await publish(7, {
    title: HOSTILE,
    body: HOSTILE,
    creator: { externalId: 'mallory', name: HOSTILE },
  });
  await act(
    'momentSubmit',
    { kind: 'REVIEW', externalId: `${run}-waits`, body: 'Nobody has looked at this.' },
    'moment { id }',
  );

  const clicks = `<script async src="${SERVER}/t.js" data-key="${key}"></script>`;
  store.set({ tags: clicks + tag(SERVER, { key, feed: 'all', layout: 'grid' }) });
  await page.goto(store.url);
  await cards().first().waitFor();
  assert.equal(await cards().count(), 8, 'those that were approved');
  assert.equal(await page.title(), 'River mug · Demo Shop');
  assert.equal(await page.locator(`[data-moment="${hostile}"] .body`).textContent(), HOSTILE);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
  const text = await page.locator('script[type="application/ld+json"]').textContent();
  const [product] = JSON.parse(text)['@graph'];
  assert.deepEqual([product['@type'], product.name, product.review.length], ['Product', 'River mug', 8]);
  assert.equal(product.aggregateRating.reviewCount, 8);

  await page.evaluate(() => globalThis.Tributary.consent(true));
  await page.locator(`[data-moment="${ids[3]}"] .open`).click();
  await page.getByRole('dialog').waitFor();
  const touches = async () => {
    const { touches } = await ask('{ touches(first: 100) { nodes { kind verdict momentId } } }');
    return touches.nodes;
  };
  await until(async () => (await touches()).some(({ kind }) => kind === 'MOMENT_VIEW'), 'a view');
  await until(
    async () => (await touches()).some(({ kind, momentId }) => kind === 'MOMENT_CLICK' && momentId === ids[3]),
    'the click',
  );

  // The two scripts know of each other: nothing is told twice.
  const told = await touches();
  assert.deepEqual([...new Set(told.map(({ verdict }) => verdict))], ['VALID']);
  const views = told.filter(({ kind }) => kind === 'MOMENT_VIEW').map(({ momentId }) => momentId);
  assert.equal(new Set(views).size, views.length);

  await page.keyboard.press('Escape');
  await decide('momentHide', ids[3]);
  const began = Date.now();
  await page.locator(`[data-moment="${ids[3]}"]`).waitFor({ state: 'detached' });
  const took = Date.now() - began;
  assert.ok(took < 5_000, `${took} ms`);
  story.diagnostic(`gone after ${took} ms`);
  assert.equal(await cards().count(), 7);
  assert.deepEqual(wrong, []);
});

test('a page that the brand has not named shows nothing and is whole', { skip: !SERVER }, async () => {
  const other = await shop(SERVER);
  try {
    other.set({ tags: tag(SERVER, { key, feed: 'all' }) });
    await page.goto(other.url);
    await page.locator('.tributary-widget[hidden]').waitFor({ state: 'attached' });
    assert.equal(await page.locator('#footer').isVisible(), true);
  } finally {
    await other.close();
  }
});
