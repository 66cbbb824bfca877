// The widget in Chromium, on a shop's page under a strict policy, against a server that does as it is told.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { KEY, picture, pretend, review } from './pretend.mjs';
import { shop, tag } from './shop.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT_MS = 8_000;
const MANY = Array.from({ length: 30 }, (_, number) => review(number));
let browser;
let server;
let store;
let state;
let context;
let page;
let wrong;

before(async () => {
  server = await pretend();
  store = await shop(server.url);
  state = server.state;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});
after(async () => {
  await browser.close();
  await server.close();
  await store.close();
});
beforeEach(async () => {
  state.feeds = new Map([['loved', { name: 'Loved by many', moments: [...MANY] }]]);
  Object.assign(state, { fault: null, events: [], asked: [], media: [] });
  await opened();
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(wrong, [], 'no page threw, none complained');
});

/** A browser of its own. */
async function opened(options = {}) {
  await context?.close();
  wrong = [];
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error' && !/Failed to load resource/.test(said.text())) wrong.push(said.text());
  });
}

const one = (more = {}) => tag(server.url, { key: KEY, feed: 'loved', ...more });
async function visit(tags, more = {}) {
  store.set({ tags, ...more });
  await page.goto(store.url);
}
const cards = () => page.locator('.tributary-widget .card:not(.blank)');
const isShown = () => cards().first().waitFor();
const until = async (does, what) => {
  const ends = Date.now() + WAIT_MS;
  while (!(await does())) {
    assert.ok(Date.now() < ends, `in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
};
const active = () =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector('.tributary-widget').shadowRoot;
    return activeElement?.className ?? '';
  });
/** What axe finds, shadow roots included. The policy lets no script of a test in, so it comes by the debugger. */
async function faults() {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
const ld = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('script[type="application/ld+json"]')].map((all) => JSON.parse(all.textContent)),
  );

test('one tag is a feed beside it, by its name', async () => {
  await visit(one());
  await isShown();
  assert.equal(await cards().count(), 12);
  const section = page.getByRole('region', { name: 'Loved by many' });
  assert.equal(await section.count(), 1);
  assert.equal(await page.getByRole('heading', { name: 'Loved by many', level: 2 }).count(), 1);
  assert.equal(await page.locator('script[data-feed] + .tributary-widget').count(), 1);
  assert.equal(await cards().nth(1).getByRole('img', { name: '2 out of 5 stars' }).count(), 1);
  const [first] = state.asked;
  assert.deepEqual(first.variables, { handle: 'loved', first: 12, after: null });
});

for (const layout of ['carousel', 'grid']) {
  for (const look of ['light', 'dark']) {
    test(`axe finds nothing in a ${layout}, ${look}, nor in its viewer`, async () => {
      state.feeds.get('loved').moments[1].media = [picture(1)];
      await visit(one({ layout }), { look });
      await isShown();
      assert.deepEqual(await faults(), []);
      await cards().nth(1).locator('.open').click();
      await page.getByRole('dialog').waitFor();
      assert.deepEqual(await faults(), []);
    });
  }
}

for (const layout of ['carousel', 'grid']) {
  test(`nothing moves when the moments of a ${layout} come, and what is below it stays`, async () => {
    state.fault = 1000;
    await page.addInitScript(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) =>
        globalThis.shifts.push(...list.getEntries().map((entry) => entry.value)),
      ).observe({
        type: 'layout-shift',
        buffered: true,
      });
    });
    await visit(one({ layout, limit: '6' }));
    const top = () => page.locator('#footer').evaluate((footer) => footer.getBoundingClientRect().top);
    await page.locator('.blank').first().waitFor();
    // The script has come, later than the page; from here on its room is kept.
    await page.evaluate(() => globalThis.shifts.splice(0));
    const before = await top();
    await isShown();
    assert.equal(await top(), before);
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
  });
}

test('a place with room of its own moves nothing at all', async () => {
  await page.addInitScript(() => {
    globalThis.shifts = [];
    const push = (list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value));
    new PerformanceObserver(push).observe({ type: 'layout-shift', buffered: true });
  });
  await visit(`<div id="roomy"></div>${one({ target: '#roomy' })}`);
  await isShown();
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
});

test('hostile texts and addresses are texts and no addresses', async () => {
  const text = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>{{7*7}}';
  state.feeds.set('loved', {
    name: text,
    moments: [
      review(1, {
        title: text,
        body: text,
        creator: { name: text },
        badges: [],
        permalink: 'javascript:document.title=3',
        products: [{ id: 'p', title: text, url: 'javascript:document.title=4' }],
      }),
      review(2),
    ],
  });
  await visit(one());
  await isShown();
  assert.equal(await cards().first().locator('.body').textContent(), text);
  assert.equal(await page.locator('.tributary-widget img').count(), 0);
  await cards().first().locator('.open').click();
  assert.equal(await page.getByRole('dialog').locator('a').count(), 0);
  await page.keyboard.press('Escape');
  const links = await page.locator('.tributary-widget a').evaluateAll((all) => all.map(({ href, rel }) => [href, rel]));
  assert.deepEqual(links, [['https://shop.example/products/river-mug', 'noopener nofollow ugc']]);
  assert.equal(await page.title(), 'River mug · Demo Shop');
  const [data] = await ld();
  assert.equal(data['@graph'][0].review[0].reviewBody, text);
  assert.ok(!(await page.content()).includes(text), 'in the page as it would be saved');
});

test('views count after a second on the screen, with the visitor’s word alone', async () => {
  await visit(one());
  await isShown();
  await page.waitForTimeout(2_500);
  assert.deepEqual(state.events, []);
  // A tag alone has its own way to take the word; what is in sight counts from the next look on.
  await page.evaluate(() => globalThis.TributaryWidget.consent(true));
  await until(() => state.events.length > 0, 'views');
  await page.waitForTimeout(1_500);
  const seen = state.events.map(({ momentId }) => momentId);
  const inSight = await cards().evaluateAll((all) =>
    all
      .filter((card) => {
        const [of, row] = [card.getBoundingClientRect(), card.parentElement.getBoundingClientRect()];
        return of.left + of.width / 2 <= row.right;
      })
      .map((card) => card.dataset.moment),
  );
  assert.ok(inSight.length >= 3 && inSight.length < 12, `${inSight.length}`);
  assert.deepEqual(seen.sort(), inSight.sort());
  assert.deepEqual(Object.keys(state.events[0]).sort(), ['kind', 'momentId', 'token']);
  assert.ok(state.events.every(({ momentId, token }) => token === momentId.replace('moment_', 'token-')));
});

test('a click on a product is told though the page is left', async () => {
  await page.addInitScript(() => localStorage.setItem('trb_consent', 'true'));
  state.feeds.get('loved').moments[0].products[0].url = `${store.url}/nowhere`;
  await visit(one());
  await isShown();
  await cards().first().locator('a.product').click();
  await page.waitForURL(/nowhere/);
  await until(() => state.events.some(({ kind }) => kind === 'PRODUCT_CLICK'), 'a click');
  const click = state.events.find(({ kind }) => kind === 'PRODUCT_CLICK');
  assert.deepEqual([click.momentId, click.token], ['moment_0', 'token-0']);
});

test('what is revoked leaves an open page within five seconds, from the viewer and from what search engines read', async () => {
  await visit(one({ layout: 'grid' }) + one({ layout: 'carousel' }));
  await until(async () => (await cards().count()) === 21, 'both');
  await cards().nth(2).locator('.open').click();
  await page.getByRole('dialog').waitFor();
  assert.ok(JSON.stringify(await ld()).includes('number 2 says'));
  state.feeds.get('loved').moments.splice(2, 1);
  const began = Date.now();
  await until(async () => (await page.locator('[data-moment="moment_2"]').count()) === 0, 'it leaves');
  assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.ok(!JSON.stringify(await ld()).includes('number 2 says'));
  assert.equal(await page.locator('[data-moment="moment_3"]').count(), 2, 'the others stay');
  const looks = state.asked.filter(({ query }) => query.startsWith('query TributaryWatch'));
  assert.deepEqual(Object.keys(looks[0].variables), ['h0', 'n0'], 'both widgets look together');
});

test('a moment that others overtake stays, a feed that ends goes', async () => {
  await visit(one({ layout: 'grid', limit: '3' }));
  await isShown();
  state.feeds.get('loved').moments.unshift(...Array.from({ length: 5 }, (_, number) => review(100 + number)));
  await page.waitForTimeout(4_500);
  assert.equal(await cards().count(), 3);
  state.feeds.delete('loved');
  await until(async () => (await page.locator('.tributary-widget').isVisible()) === false, 'it goes');
  assert.deepEqual(await ld(), []);
});

test('changed texts and new proofs come to an open page, and the focus stays', async () => {
  await page.addInitScript(() => localStorage.setItem('trb_consent', 'true'));
  await page.clock.install();
  await visit(one({ layout: 'grid' }));
  await isShown();
  await cards().nth(1).locator('.open').focus();
  const { moments } = state.feeds.get('loved');
  moments[1] = review(1, { version: '2', body: 'Mended by its author.', impressionToken: 'newer-1' });
  moments[2] = review(2, { impressionToken: 'newer-2' });
  await page.clock.fastForward(4_000);
  await page.waitForTimeout(500);
  assert.match(await cards().nth(1).textContent(), /number 1 says/, 'not more often than every minute');
  await page.clock.fastForward(61_000);
  await until(async () => /Mended/.test(await cards().nth(1).textContent()), 'the new text');
  assert.equal(await active(), 'open');
  assert.equal(await cards().count(), 9);
  for (const number of [1, 2]) {
    await cards().nth(number).locator('.open').click();
    await page.keyboard.press('Escape');
  }
  await page.clock.fastForward(2_000);
  await until(() => state.events.filter(({ kind }) => kind === 'MOMENT_CLICK').length === 2, 'clicks');
  const proofs = state.events.filter(({ kind }) => kind === 'MOMENT_CLICK').map(({ token }) => token);
  assert.deepEqual(proofs, ['newer-1', 'newer-2']);
});

test('nobody who looks, no questions', async () => {
  await visit(one());
  await isShown();
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.evaluate(() => {
    const room = document.createElement('div');
    room.style.height = '4000px';
    document.querySelector('main').prepend(room);
  });
  await page.waitForTimeout(300);
  const before = state.asked.length;
  await page.waitForTimeout(5_000);
  assert.equal(state.asked.length, before);
  await page.locator('.tributary-widget').scrollIntoViewIfNeeded();
  await until(() => state.asked.length > before, 'a look');
});

test('opening is a click, going on in the viewer is a view', async () => {
  await page.addInitScript(() => localStorage.setItem('trb_consent', 'true'));
  await visit(one({ limit: '24' }));
  await isShown();
  await cards().nth(0).locator('.open').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Close' }).evaluate((close) => close.matches(':focus')), true);
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'Review 9 by Person 9' }).waitFor();
  await page.waitForTimeout(2_500);
  const told = state.events.map(({ kind, momentId }) => `${kind} ${momentId}`);
  assert.deepEqual(
    told.filter((event) => event.startsWith('MOMENT_CLICK')),
    ['MOMENT_CLICK moment_0'],
  );
  assert.ok(told.includes('VIEW moment_9'), 'where it stopped');
  assert.ok(!told.includes('VIEW moment_7'), 'passed by');
});

test('the keys lead through a carousel, its viewer and back', async () => {
  await visit(one());
  await isShown();
  const scrolled = () => page.locator('.cards').evaluate((row) => Math.abs(row.scrollLeft));
  await page.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await scrolled()) > 500, 'it turns');
  await until(
    async () => /^\d+ to \d+ of \d+$/.test(await page.locator('[role=status]').textContent()),
    'it says where',
  );
  await page.keyboard.press('Tab');
  assert.match(await active(), /cards/);
  await page.keyboard.press('Home');
  await until(async () => (await scrolled()) === 0, 'back to the first');
  await page.locator('button.previous[aria-disabled=true]').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await until(async () => (await scrolled()) > 200, 'one on');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  assert.equal(await active(), 'open');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Review 0 by Person 0' });
  await dialog.waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'Review 1 by Person 1' }).waitFor();
  await page.keyboard.press('Escape');
  await until(async () => (await page.locator('dialog[open]').count()) === 0, 'it closes');
  assert.equal(await active(), 'open', 'the focus is where it was');
});

test('right to left everything is the other way round', async () => {
  await visit(one({ heading: 'آراء' }), { lang: 'ar', dir: 'rtl' });
  await isShown();
  const first = () =>
    cards()
      .first()
      .evaluate((card) => card.getBoundingClientRect().right - card.parentElement.getBoundingClientRect().right);
  assert.ok(Math.abs(await first()) < 2, 'it begins at the right');
  await page.getByRole('button', { name: 'Next' }).click();
  await until(async () => (await first()) > 400, 'it goes to the left');
  await page.locator('.cards').focus();
  await page.keyboard.press('Home');
  await until(async () => Math.abs(await first()) < 2, 'back');
  await page.keyboard.press('ArrowLeft');
  await until(async () => (await first()) > 100, 'the key goes to the left');
});

test('who wants less motion sees none', async () => {
  await opened({ reducedMotion: 'reduce' });
  await visit(one());
  await isShown();
  await page.getByRole('button', { name: 'Next' }).click();
  assert.ok((await page.locator('.cards').evaluate((row) => row.scrollLeft)) > 500, 'it is there at once');
});

test('more comes to a grid by its button and to a carousel by going on, nothing twice', async () => {
  await visit(one({ layout: 'grid' }));
  await isShown();
  for (const count of [18, 27, 30]) {
    await page.getByRole('button', { name: 'Show more' }).click();
    await until(async () => (await cards().count()) === count, `${count}`);
  }
  assert.equal(await page.getByRole('button', { name: 'Show more' }).count(), 0);
  assert.equal(await active(), 'open', 'the focus goes on to what came');
  const ids = await cards().evaluateAll((all) => all.map((card) => card.dataset.moment));
  assert.equal(new Set(ids).size, 30);
  await visit(one());
  await isShown();
  await page.locator('.cards').focus();
  await page.keyboard.press('End');
  await until(async () => (await cards().count()) === 24, 'the next page');
});

test('pictures far away are not loaded', async () => {
  state.feeds.get('loved').moments = MANY.map((moment, number) => ({ ...moment, media: [picture(number)] }));
  await visit(`<p>${'far '.repeat(20_000)}</p>${one({ layout: 'grid' })}`);
  await isShown();
  await page.waitForTimeout(500);
  assert.deepEqual(state.media, []);
  await page.locator('.tributary-widget').scrollIntoViewIfNeeded();
  await until(() => state.media.includes('/media/0/small'), 'those in sight');
});

test('a server that is away, refuses or is slow leaves nothing behind', async () => {
  for (const fault of ['cut', 403, 503, 404]) {
    state.fault = fault;
    await visit(one() + one({ layout: 'grid' }));
    await until(async () => (await page.locator('.tributary-widget[hidden]').count()) === 2, `hidden: ${fault}`);
    assert.equal(await page.locator('#footer').isVisible(), true);
    assert.deepEqual(await ld(), []);
  }
  // It is back: the widget comes by itself.
  state.fault = 503;
  await visit(one());
  await page.locator('.tributary-widget[hidden]').waitFor({ state: 'attached' });
  state.fault = null;
  await isShown();
});

test('a tag that is wrong says so to whoever writes the page, and shows nothing', async () => {
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  const tags = [
    one({ layout: 'spiral' }),
    one({ target: '#nobody' }),
    one({ target: '!!' }),
    one({ feed: 'unknown' }),
    tag(server.url, { key: 'x', feed: 'loved' }),
  ];
  await visit(tags.join(''));
  await until(() => said.length >= tags.length, 'it says so');
  assert.ok(
    said.every((text) => text.startsWith('Tributary: ')),
    said.join(),
  );
  assert.equal(await page.locator('.tributary-widget:not([hidden])').count(), 0);
});

test('it mounts where it is told, also by hand, and goes when it is told', async () => {
  await visit(
    `${one({ target: '#here' })}<div id="here"></div><div id="there" data-key="${KEY}" data-feed="loved"></div>`,
  );
  await page.locator('#here > .tributary-widget').waitFor();
  await page.evaluate(() => {
    globalThis.away = globalThis.TributaryWidget.mount(document.querySelector('#there'));
  });
  await page.locator('#there > .tributary-widget .card:not(.blank)').first().waitFor();
  await page.evaluate(() => globalThis.away());
  assert.equal(await page.locator('#there > .tributary-widget').count(), 0);
});

test('a phone is enough, and long words do not widen it', async () => {
  await opened({ viewport: { width: 320, height: 700 } });
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwe'.repeat(8);
  const moments = [review(1, { title: long, body: long, creator: { name: long } }), review(2)];
  moments[0].products = [{ id: 'p', title: long, url: 'https://shop.example/' }];
  state.feeds.set('loved', { name: long, moments });
  for (const layout of ['grid', 'carousel']) {
    await visit(one({ layout }));
    await isShown();
    await cards().first().locator('.open').click();
    await page.getByRole('dialog').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 320, layout);
    const over = await page.locator('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    assert.equal(over, 0);
  }
});
