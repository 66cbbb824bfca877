// Screenshots of the widget to look at, in shots/: node scripts/look.mjs [SERVER KEY FEED]. Without a server it pretends one.
// The shop's page is on an origin of its own, which the brand of a real server has to name: http://127.0.0.1:4180.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { KEY, picture, pretend, review } from '../e2e/pretend.mjs';
import { shop, tag } from '../e2e/shop.mjs';

const SHOP_PORT = 4180;
const WIDTHS = [390, 768, 1280];
const LONG =
  'I have had it for two years now, through three moves and one fall from the kitchen table. The glaze has kept, the handle is where it was, and tea stays warm for as long as one needs to read the paper. My sister asked for one, then my neighbour.\n\nIf you are between two sizes take the larger one.';
const MOMENTS = [
  review(1, {
    title: 'My morning mug',
    body: LONG,
    rating: 5,
    verifiedBuyer: true,
    incentivised: false,
    media: [picture(1)],
  }),
  review(2, { title: null, body: 'Lovely.', rating: 4, creator: { name: 'Ann' } }),
  review(3, { title: 'Two of them for my sister and me, and one more for the office', body: LONG, rating: 3 }),
  review(4, {
    kind: 'SOCIAL_POST',
    title: null,
    rating: null,
    permalink: 'https://social.example/p/4',
    body: 'Morning light #rivermug',
    media: [picture(4), picture(5)],
  }),
  review(5, {
    kind: 'QUESTION',
    title: null,
    rating: null,
    body: 'Does it fit under a coffee machine?',
    products: [],
    answers: { nodes: [{ id: 'a', body: 'Yes, mine does with room to spare.', creator: { name: 'The shop' } }] },
  }),
  review(6, {
    kind: 'VIDEO',
    title: 'How it is thrown',
    rating: null,
    body: '',
    media: [picture(6, { type: 'MP4' })],
  }),
  review(7, {
    body: LONG,
    verifiedBuyer: true,
    incentivised: true,
    rating: 2,
    creator: { name: 'Maximiliane Freifrau von Donaudampfschifffahrt' },
    helpful: 12,
    unhelpful: 1,
  }),
  ...Array.from({ length: 14 }, (_, number) => review(8 + number, number % 2 ? { media: [picture(8 + number)] } : {})),
];

const [server, key, feed = 'loved'] = process.argv.slice(2);
const pretended = server ? null : await pretend();
pretended?.state.feeds.set('loved', { name: 'What people say about the river mug', moments: MOMENTS });
const host = server ?? pretended.url;
const store = await shop(host, SHOP_PORT);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
mkdirSync('shots', { recursive: true });

async function look(name, width, page, does) {
  store.set(page);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height: 900 } });
  const tab = await context.newPage();
  tab.on('console', (said) => console.log(`${name} ${width}: ${said.text()}`));
  await tab.goto(store.url);
  await tab.locator('.tributary-widget .card:not(.blank)').first().waitFor();
  await does?.(tab);
  await tab.waitForTimeout(400);
  await tab.screenshot({ path: `shots/${name}-${width}.png`, fullPage: !does });
  await context.close();
}

const open = (number) => (tab) => tab.locator('.tributary-widget .open').nth(number).click();
for (const width of WIDTHS) {
  for (const layout of ['carousel', 'grid']) {
    const tags = tag(host, { key: key ?? KEY, feed, layout });
    await look(layout, width, { tags });
    if (layout === 'grid') await look('dark', width, { tags, look: 'dark' });
    else {
      await look('viewer', width, { tags }, open(0));
      await look('rtl', width, { tags, dir: 'rtl', lang: 'ar' });
    }
  }
}
await browser.close();
await store.close();
await pretended?.close();
