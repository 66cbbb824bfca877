// People in front of the app, each with a browser of their own, and their mail.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/** Where the app is, and the server behind it; one and the same once the server has the app. */
export const server = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:4000';
export const app = process.env.APP_URL ?? server;
/** Tells the people of one run from those of another. */
export const run = Date.now().toString(36);
export const PASSWORD = 'a river of words';

const WAIT_MS = 20_000;
/** A browser of today that does not say it is driven: clicks of robots do not count. */
const VISITOR = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let browser;
const pages = new Map();
const wrong = [];

export async function open() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}

export const close = () => browser.close();

/** A new person with a browser of their own. `quiet`: what the console says is not looked at. */
export async function person(name, { quiet = false, ...options } = {}) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  if (!quiet) {
    page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`));
    // Pages of Stripe's simulator have no icon; what ours say counts.
    page.on('console', (said) => {
      const { url } = said.location();
      if (said.type() === 'error' && [app, server].some((one) => url.startsWith(one))) {
        wrong.push(`${name}: ${said.text()} ${url}`);
      }
    });
  }
  pages.set(name, page);
  return page;
}

/** Somebody who only looks at shops. */
export const visitor = (name) => person(name, { quiet: true, userAgent: VISITOR });

/** For `afterEach`: with SHOTS=folder, what everybody saw when a test failed. */
export async function shoot(test) {
  if (test.passed !== false || !process.env.SHOTS) return;
  for (const [name, page] of pages) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }).catch(() => {});
}

/** For the last test: no page threw, and no console complained. */
export const nothingWentWrong = () => assert.deepEqual(wrong, []);

export const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
export const go = (page, name) => page.getByRole('link', { name, exact: true }).first().click();
export const fill = (page, label, text) => page.getByLabel(label, { exact: true }).fill(text);
export const see = (page, text) => page.getByText(text).first().waitFor();
/** One choice of a list that opens. */
export async function choose(page, label, option) {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Opens the mailbox and follows the link of the latest mail to that address, in the app. */
export async function followMail(page, email, path) {
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(`${server}/dev/mail`);
    const mail = page.locator('article').filter({ hasText: email }).filter({ hasText: path }).first();
    if (await mail.count()) {
      const link = new RegExp(`https?://[^\\s/]+(${path}[\\w-]+)`).exec(await mail.textContent());
      return page.goto(app + link[1]);
    }
    await page.waitForTimeout(500);
  }
  throw new Error(`no mail to ${email}`);
}

/** Does something on the page of Stripe's that one was led to, which then leads back to the app. */
export async function atStripe(page, does) {
  const ours = [app, server].map((one) => new URL(one).origin);
  await page.waitForURL(({ origin }) => !ours.includes(origin));
  await does(page);
  await page.waitForURL(({ origin }) => ours.includes(origin));
  // Where the app is not at the server's own address, the way back is taken by hand.
  const { origin, pathname, search } = new URL(page.url());
  if (origin !== ours[0]) await page.goto(app + pathname + search);
}

/** Signs a brand up and verifies its mail; answers where its area is. */
export async function brandSignsUp(page, brand, name, email) {
  await page.goto(`${app}/sign-up`);
  await fill(page, 'Brand', brand);
  await fill(page, 'Your name', name);
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', PASSWORD);
  await press(page, 'Create the brand');
  await see(page, `Hello, ${name.split(' ')[0]}`);
  return new URL(page.url()).pathname;
}

/** Confirms an address by its mail. */
export async function verifies(page, email) {
  await followMail(page, email, '/verify/');
  await see(page, 'Your address is confirmed');
  await go(page, 'Go on');
}

export async function signsIn(page, email, password = PASSWORD) {
  await page.goto(`${app}/sign-in`);
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', password);
  await press(page, 'Sign in');
}

/** Asks a member to join, who has no account yet and accepts by the mailed link. */
export async function invites(page, home, other, { name, email, role }) {
  await page.goto(`${app}${home}/settings/members`);
  await press(page, 'Invite a member');
  await fill(page, 'E-mail', email);
  await choose(page, 'Role', role);
  await press(page, 'Send the invitation');
  await see(page, `The invitation is on its way to ${email}.`);
  await followMail(other, email, '/invitation/');
  await see(other, `${email} is invited as ${role}`);
  await fill(other, 'Your name', name);
  await fill(other, 'Password', PASSWORD);
  await press(other, 'Accept the invitation');
  await see(other, `Hello, ${name.split(' ')[0]}`);
}

/** Asks the graph itself, for what leads up to a story and is none of it. */
export async function ask(token, query, variables = {}) {
  const answer = await fetch(`${server}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** One mutation of it; answers its payload. */
export async function act(token, name, input, fields) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input!`;
  const text = `mutation($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { message code } } }`;
  const { userErrors, ...done } = (await ask(token, text, { input }))[name];
  assert.deepEqual(userErrors, [], name);
  return done;
}

export { assert };
