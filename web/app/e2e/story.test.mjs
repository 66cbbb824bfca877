// The whole through the screens alone: a brand and an affiliate, from sign-up to money on its way to the bank.
// node --test e2e/  with APP_URL (the app) and TRIBUTARY_URL (the server, for what a visitor and a shop do).
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const app = process.env.APP_URL ?? 'http://127.0.0.1:4174';
const server = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:4000';
const run = Date.now().toString(36);
const PASSWORD = 'a river of words';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let browser;
let brand;
let affiliate;
let home;
const wrong = [];

async function person() {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  return page;
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const fill = (page, label, text) => page.getByLabel(label, { exact: true }).fill(text);
const see = (page, text) => page.getByText(text).first().waitFor();

/** Follows a link that opens beside the app, and does something there. */
async function beside(page, link, does) {
  const [other] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: link }).click(),
  ]);
  await other.waitForLoadState();
  await does(other);
  await other.close();
}

before(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  brand = await person();
  affiliate = await person();
});
after(() => browser.close());
afterEach(async (context) => {
  if (context.passed === false && process.env.SHOTS)
    await affiliate.screenshot({ path: `${process.env.SHOTS}/affiliate.png` });
  if (context.passed === false && process.env.SHOTS) await brand.screenshot({ path: `${process.env.SHOTS}/brand.png` });
});

test('a brand signs up and is welcomed', async () => {
  await brand.goto(`${app}/sign-up`);
  await fill(brand, 'Brand', `Story ${run}`);
  await fill(brand, 'Your name', 'Bea Brand');
  await fill(brand, 'E-mail', `bea-${run}@mail.test`);
  await fill(brand, 'Password', PASSWORD);
  await press(brand, 'Create the brand');
  await see(brand, 'Hello, Bea');
  home = new URL(brand.url()).pathname;
});

test('it makes a programme and writes its terms', async () => {
  await brand.goto(`${app}${home}/programmes`);
  await brand.getByRole('button', { name: 'New programme' }).first().click();
  await fill(brand, 'Name', 'Friends');
  await fill(brand, 'Days a commission is held', '0');
  await press(brand, 'Create the programme');
  await brand.getByRole('link', { name: 'Write the terms' }).click();
  await fill(brand, 'Name', 'A tenth');
  await fill(brand, 'Per cent', '10');
  await see(brand, 'A £120.00 order pays £12.00.');
  await press(brand, 'Publish the terms');
  await see(brand, 'Terms 1, since');
});

test('it invites an affiliate, who signs up by the link and accepts', async () => {
  await brand.goto(`${app}${home}/affiliates`);
  await brand.getByRole('button', { name: 'Invite someone' }).first().click();
  await fill(brand, 'Name', 'Ada Affiliate');
  await fill(brand, 'E-mail', `ada-${run}@mail.test`);
  await press(brand, 'Make the invitation');
  const link = await brand.getByLabel('The invitation').last().inputValue();
  await affiliate.goto(link);
  await affiliate.getByRole('link', { name: 'Create an account' }).click();
  await affiliate.getByText('I recommend and create').click();
  await fill(affiliate, 'Your name', 'Ada Affiliate');
  await fill(affiliate, 'E-mail', `ada-${run}@mail.test`);
  await fill(affiliate, 'Password', PASSWORD);
  await press(affiliate, 'Create the account');
  await press(affiliate, 'Accept the invitation');
  await see(affiliate, 'Welcome. Make your first link.');
});

let short;
test('she makes a link and gets its QR code', async () => {
  await affiliate.getByRole('link', { name: 'Links' }).click();
  await fill(affiliate, 'Page of the shop', 'https://shop.test/mug');
  await press(affiliate, 'Make the link');
  await affiliate.getByRole('img', { name: 'QR code of your link' }).waitFor();
  short = await affiliate.getByRole('status').locator('.mono').textContent();
});

test('she tells Stripe where to pay her', async () => {
  await affiliate.getByRole('link', { name: 'Account' }).click();
  await press(affiliate, 'Begin at Stripe');
  await beside(affiliate, 'Open Stripe', async (page) => {
    await page.getByRole('button', { name: 'Complete onboarding' }).click();
    await page.waitForLoadState();
  });
  await press(affiliate, 'Done');
  await see(affiliate, 'You can be paid.');
});

test('a visitor clicks and buys; the brand sees who helped', async () => {
  await brand.goto(`${app}${home}/settings/keys`);
  await brand.getByRole('button', { name: 'New key' }).first().click();
  await fill(brand, 'Name', 'Checkout');
  await brand.getByLabel('report sales').check();
  await press(brand, 'Make the key');
  const key = await brand.getByLabel('Copy it now').last().inputValue();
  await press(brand, 'I have it');
  const click = await fetch(short.replace(/^https?:\/\/[^/]+/, server), {
    redirect: 'manual',
    headers: { 'user-agent': BROWSER },
  });
  const clickId = /trb_click=([\w-]+)/.exec(click.headers.get('location'))[1];
  const sale = await fetch(`${server}/v1/conversions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': run },
    body: JSON.stringify({
      kind: 'SALE',
      externalId: `order-${run}`,
      currency: 'GBP',
      lines: [{ sku: 'mug', quantity: 1, amountMinor: 12000 }],
      clickIds: [clickId],
    }),
  });
  assert.ok(sale.ok, await sale.text());
  await brand.goto(`${app}${home}/conversions`);
  await brand.getByRole('link', { name: `order-${run}` }).click();
  await see(brand, 'Link clicked');
  await see(brand, 'Ada Affiliate, affiliate');
  await see(brand, 'Payable');
});

test('the brand puts money in', async () => {
  await brand.goto(`${app}${home}/wallet`);
  await press(brand, 'Put money in');
  await fill(brand, 'Amount in GBP', '50');
  await press(brand, 'Go on');
  await beside(brand, 'Open the payment page', async (page) => {
    await page.getByRole('button', { name: /^Pay/ }).first().click();
    await page.waitForLoadState();
  });
  await press(brand, 'Done');
  await see(brand, '£49.05');
});

test('it looks, approves, and pays', async () => {
  await brand.goto(`${app}${home}/payouts`);
  await brand.getByRole('button', { name: 'New run' }).first().click();
  await press(brand, 'Draft the run');
  await press(brand, 'Preview');
  await press(brand, 'Approve £12.00');
  await brand.getByRole('dialog').getByRole('button', { name: 'Approve £12.00' }).click();
  await press(brand, 'Start paying');
  await see(brand, 'Everybody is paid');
  await brand.getByRole('link', { name: 'Ada Affiliate' }).click();
  await see(brand, 'Statement PDF');
});

test('she sees it on its way to her bank, and why', async () => {
  await affiliate.getByRole('link', { name: 'Overview' }).click();
  await see(affiliate, 'On the way to your bank');
  await see(affiliate, '£12.00');
  await affiliate.getByRole('link', { name: 'Earnings', exact: true }).click();
  await press(affiliate, 'Why?');
  await see(affiliate, 'By “A tenth”: on £120.00 it gives £12.00.');
});

test('nothing went wrong on any screen', () => assert.deepEqual(wrong, []));
