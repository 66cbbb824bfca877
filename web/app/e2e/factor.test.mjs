// A second factor from turning it on to approving payouts with it, and sessions that are ended from elsewhere.
// As story.test.mjs; takes two minutes, for a code is good once and the next one comes after thirty seconds.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { verifies } from './people.mjs';

const app = process.env.APP_URL ?? 'http://127.0.0.1:4174';
const run = Date.now().toString(36);
const email = `fay-${run}@mail.test`;
const PASSWORD = 'a river of words';
const STEP_MS = 30_000;
let browser;
let page;
let secret;
let lastStep = 0;
let home;

/** RFC 6238 with six digits; waits for the next step if this one's code was used. */
async function code() {
  let step = Math.floor(Date.now() / STEP_MS);
  if (step <= lastStep) {
    await new Promise((done) => setTimeout(done, (lastStep + 1) * STEP_MS - Date.now() + 500));
    step = lastStep + 1;
  }
  lastStep = step;
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits
    .join('')
    .match(/.{8}/g)
    .map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function person() {
  const context = await browser.newContext({ locale: 'en-GB' });
  const made = await context.newPage();
  made.setDefaultTimeout(20_000);
  return made;
}

const press = (on, name) => on.getByRole('button', { name, exact: true }).click();
const fill = (on, label, text) => on.getByLabel(label, { exact: true }).fill(text);
const see = (on, text) => on.getByText(text).first().waitFor();

async function signIn(on, withCode) {
  await on.goto(`${app}/sign-in`);
  await fill(on, 'E-mail', email);
  await fill(on, 'Password', PASSWORD);
  await press(on, 'Sign in');
  if (!withCode) return;
  await fill(on, 'Code', withCode);
  await press(on, 'Sign in');
}

before(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await person();
});
after(() => browser.close());

test('it is turned on with a code of the app, and the recovery codes are shown', async () => {
  await page.goto(`${app}/sign-up`);
  await fill(page, 'Brand', `Factor ${run}`);
  await fill(page, 'Your name', 'Fay Factor');
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', PASSWORD);
  await press(page, 'Create the brand');
  await see(page, 'Hello, Fay');
  home = new URL(page.url()).pathname;
  await verifies(page, email);
  await page.goto(`${app}${home}/you`);
  await press(page, 'Turn it on');
  await fill(page, 'Your password', PASSWORD);
  await press(page, 'Next');
  await page.getByRole('img', { name: 'QR code for your app' }).waitFor();
  secret = await page.getByRole('dialog').locator('.mono').textContent();
  await fill(page, 'Code of now', await code());
  await press(page, 'Confirm');
  await see(page, 'Your recovery codes');
  assert.equal(await page.getByRole('dialog').locator('li.mono').count(), 10);
  await press(page, 'I have kept them');
  await see(page, '10 recovery codes left');
});

test('signing in asks for it, refuses a wrong one beside its field, and takes a right one', async () => {
  const other = await person();
  await signIn(other);
  await fill(other, 'Code', '000000');
  await press(other, 'Sign in');
  await other.locator('[name=code][aria-invalid=true]').waitFor();
  await fill(other, 'Code', await code());
  await press(other, 'Sign in');
  await see(other, 'Hello, Fay');
  await other.reload();
  await see(other, 'Hello, Fay');

  await page.goto(`${app}${home}/you`);
  await press(page, 'End');
  await see(page, 'The session has ended.');
  await other.reload();
  await other.getByLabel('E-mail', { exact: true }).waitFor();
});

test('nothing a script can read holds the session', async () => {
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie);
  assert.doesNotMatch(kept, /ey|refresh|token/i);
});

test('the brand may ask it of everybody, and the audit log says who did', async () => {
  await page.goto(`${app}${home}/settings`);
  await page.getByLabel('Everybody of the team needs a second factor').check({ force: true });
  await press(page, 'Save');
  await see(page, 'Saved.');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page
    .getByRole('row', { name: /tenantUpdate Fay Factor/ })
    .getByRole('button', { name: 'Look' })
    .click();
  await page.getByRole('row', { name: /second_?factor_?required false true/i }).waitFor();
});
