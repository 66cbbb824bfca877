// Why a sale pays what it pays, and what a person decides about: signals set, touches brought in, a path as a picture,
// holds seen, released and voided. `./dev story` runs it with the others.
import { after, afterEach, before, test } from 'node:test';
import {
  act,
  app,
  ask,
  assert,
  brandSignsUp,
  close,
  fill,
  go,
  nothingWentWrong,
  open,
  PASSWORD,
  person,
  press,
  run,
  see,
  server,
  shoot,
  signsIn,
  verifies,
} from './people.mjs';

const FAY = `fay-${run}@mail.test`;
const WREN = `wren-${run}@mail.test`;
const CODE = `WREN${run.slice(-3).toUpperCase()}`;

let fay;
let home;
let token;
let link;

/** Confirms an address by its mail, without a screen. */
async function confirmed(whose, email) {
  for (let tries = 0; tries < 60; tries += 1) {
    const mails = (await (await fetch(`${server}/dev/mail`)).text()).split('<article>');
    const mail = mails.find((one) => one.includes(`To ${email}`) && one.includes('/verify/'));
    const found = /\/verify\/([\w-]+)/.exec(mail ?? '')?.[1];
    if (found) return act(whose, 'emailVerify', { token: found }, 'verified');
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`no mail to ${email}`);
}

const signedIn = async (email) =>
  (await act(null, 'signIn', { email, password: PASSWORD }, 'session { accessToken }')).session.accessToken;

/** A programme that pays so many basis points of everything. */
async function programme(audience, name, percentBps) {
  const input = { name, audience, currency: 'GBP', holdDays: 30 };
  const { program } = await act(token, 'programCreate', input, 'program { id }');
  const rules = [{ name: `${percentBps / 100} % of everything`, reward: { percentBps } }];
  await act(token, 'termsCreate', { programId: program.id, rules }, 'terms { id }');
  return program.id;
}

/** An affiliate joins it, with a code; answers the enrollment. */
async function joins(programId, theirs, { email, name, code }) {
  const input = { programId, email, name };
  const invited = await act(token, 'enrollmentInvite', input, 'invitation enrollment { id }');
  await act(theirs, 'enrollmentAccept', { invitation: invited.invitation }, 'enrollment { id }');
  await act(token, 'codeCreate', { enrollmentId: invited.enrollment.id, code }, 'code { id }');
  return invited.enrollment.id;
}

async function sale(name, more) {
  const externalId = `${name}-${run}`;
  const lines = [{ sku: 'lamp', title: 'Lamp', quantity: '1', amountMinor: '9000' }];
  const input = { kind: 'SALE', externalId, currency: 'GBP', lines, ...more, idempotencyKey: externalId };
  const { conversion } = await act(token, 'conversionRecord', input, 'conversion { id }');
  return { id: conversion.id, externalId };
}

before(async () => {
  await open();
  fay = await person('fay');
  home = await brandSignsUp(fay, `Paths ${run}`, 'Fay Finder', FAY);
  await verifies(fay, FAY);
  token = await signedIn(FAY);
  await act(token, 'tenantUpdate', { linkHosts: ['shop.test'] }, 'tenant { id }');
  await programme('CREATORS', 'Creators', 500);
  const programId = await programme('AFFILIATES', 'Friends', 1000);
  const wren = { email: WREN, name: 'Wren Calder' };
  const signsUp = { ...wren, password: PASSWORD, country: 'GB' };
  const hers = (await act(null, 'affiliateSignUp', signsUp, 'session { accessToken }')).session.accessToken;
  await confirmed(hers, WREN);
  const enrollmentId = await joins(programId, hers, { ...wren, code: CODE });
  ({ link } = await act(token, 'linkCreate', { enrollmentId, destination: 'https://shop.test/lamp' }, 'link { slug }'));
  const creator = { externalId: 'robin', name: 'Robin Rivers' };
  const moment = { kind: 'REVIEW', source: 'paths', externalId: 'look', title: 'A warm light', body: 'Warm.', creator };
  const sent = await act(token, 'momentSubmit', moment, 'moment { id moderation }');
  if (sent.moment.moderation !== 'APPROVED') await approve(sent.moment.id);
});
after(close);
afterEach(shoot);

async function approve(momentId) {
  const query = 'mutation($input: MomentInput!) { momentApprove(input: $input) { userErrors { message } } }';
  await fetch(`${server}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input: { momentId } } }),
  });
}

test('she sets the signals; what cannot be is said beside its field', async () => {
  await fay.goto(`${app}${home}/settings/fraud`);
  await see(fay, 'As they come, never changed');
  await fill(fay, 'Hold from this many points (out of 100)', '101');
  await fill(fay, 'Sites you have banned', 'https://spam.example');
  await press(fay, 'Save');
  await fay.locator('[name=holdAt][aria-invalid=true]').waitFor();
  await see(fay, '“https://spam.example” is no site. Write it as spam.example, please.');
  await fill(fay, 'Hold from this many points (out of 100)', '60');
  await fill(fay, 'Sites you have banned', 'Spam.example');
  await fill(fay, 'Points for: Too soon after the click', '0');
  await press(fay, 'Save');
  await see(fay, 'Saved. It counts for sales from now on.');
  await see(fay, /Last changed on/);
  await fay.reload();
  await see(fay, /Last changed on/);
  assert.equal(await fay.getByLabel('Hold from this many points (out of 100)').inputValue(), '60');
  assert.equal(await fay.getByLabel('Sites you have banned').inputValue(), 'spam.example');
  assert.equal(await fay.getByLabel('Points for: Too soon after the click').inputValue(), '0');
});

const at = (ms) => new Date(Date.now() - ms).toISOString().replace(/\.\d+/, '');
const HOUR = 3_600_000;

test('she brings touches in from a file of her own', async () => {
  const rows = [
    ['t-1', 'MOMENT_CLICK', '', 'look', at(72 * HOUR), 'nell', 'yes'],
    ['t-2', 'CLICK', link.slug, '', at(5 * HOUR), 'nell', 'yes'],
    ['t-3', 'CLICK', link.slug, '', at(5 * HOUR - 600_000), 'nell', 'yes'],
    ['t-4', 'CLICK', 'nowhere', '', at(4 * HOUR), 'nell', 'yes'],
  ];
  const text = ['touch,type,link,moment,at,customer,consent', ...rows.map((row) => row.join(','))].join('\n');
  await fay.goto(`${app}${home}/conversions`);
  await go(fay, 'Touches');
  await see(fay, 'No touches yet');
  await go(fay, 'Import touches');
  const file = { name: 'touches.csv', mimeType: 'text/csv', buffer: Buffer.from(`${text}\n`) };
  await fay.getByLabel('Choose a file').setInputFiles(file);
  await see(fay, 'such as MOMENT_CLICK');
  await press(fay, 'Import 4 rows');
  // Its moments are of a source, which nobody has named yet.
  await fay.locator('[name=source][aria-invalid=true]').waitFor();
  await fill(fay, 'Where the moments came from', 'paths');
  await press(fay, 'Import 4 rows');
  await see(fay, 'The file is imported');
  assert.equal(await fay.getByRole('definition').first().textContent(), '3');
  await see(fay, 'Line 5');
  await go(fay, 'To the touches');
  await fay.getByRole('row', { name: /Moment clicked.*Counts.*“A warm light”.*Robin Rivers/ }).waitFor();
  await fay.getByRole('row', { name: /Link clicked.*Repeat.*a repeat within the hour.*Wren Calder/ }).waitFor();
});

/** What money says, in minor units. */
const minor = (text) => Number(text.replaceAll(/[^\d]/g, ''));

test('a sale that two helped is a picture of its path, and its parts come to what is paid', async () => {
  const { externalId } = await sale('two', { customer: 'nell' });
  await fay.goto(`${app}${home}/conversions`);
  await go(fay, externalId);
  await fay.getByRole('img', { name: /^3 touches of 2 people before the sale; 2 count\./ }).waitFor();
  await see(fay, 'Does not count: a repeat within the hour');
  await see(fay, 'Robin Rivers, creator');
  const all = fay.getByRole('heading', { name: 'How the commission is split' }).locator('xpath=../..');
  const parts = await all.getByRole('listitem').locator('b').allTextContents();
  const whole = minor(await all.getByText(/in all$/).textContent());
  assert.equal(parts.length, 2);
  assert.equal(
    parts.reduce((sum, part) => sum + minor(part), 0),
    whole,
  );
  await see(fay, /^The parts come to £\d+\.\d\d, to the cent\.$/);
  // Half to each, of what each one's own rules give: 5 % and 10 % of £90.
  assert.deepEqual(parts.toSorted(), ['£2.25', '£4.50']);
  await see(fay, 'Affiliate · 66.67 % of the money');
  await see(fay, '“10 % of everything”');
  await see(fay, 'Clicks, codes and clicked moments count for 30 days.');
});

test('she who helped sees her own part, and nobody else’s', async () => {
  const wren = await person('wren');
  await signsIn(wren, WREN);
  await press(wren, 'Accept them');
  await go(wren, 'Earnings');
  await press(wren, `Why? two-${run}`);
  await wren.getByRole('img', { name: /^2 touches of 1 person before the sale; 1 counts\./ }).waitFor();
  await see(wren, '“10 % of everything”');
  await see(wren, '× 50 %');
  // What all get together is not told, nor what part of it is hers.
  const dialog = wren.getByRole('dialog');
  assert.equal(await dialog.getByText('£6.75').count(), 0);
  assert.equal(await dialog.getByText('66.67 %').count(), 0);
  await wren.getByText('Step by step').click();
  await see(wren, 'Does not count: a repeat');
  await wren.getByText('The policy it was decided by').click();
  await see(wren, 'Clicks, codes and clicked moments count for 30 days.');
  assert.equal(await wren.getByText('Robin Rivers').count(), 0);
});

test('who earns from what they say is told to say so, and the brand sees it beside their words', async () => {
  await fay.goto(`${app}${home}/moments`);
  await fay.getByRole('row', { name: /A warm light.*Paid for/ }).waitFor();
  await go(fay, 'A warm light');
  await see(fay, 'Paid for');
  await see(fay, 'Needed, as its author may earn from it: say “Paid for” wherever it is shown');
  const wren = await person('wren again');
  await signsIn(wren, WREN);
  await go(wren, 'My moments');
  await see(wren, 'What you publish about the brand must say that you may earn from it');
});

const MAPPING = `kind = "touches"
[columns]
external_id = "id"
kind = "kind"
link = "link"
date = "at"
customer = "customer"
consent = "consent"
`;

test('a sale that was decided again shows what was decided before as well', async () => {
  const { id, externalId } = await sale('late', { customer: 'mole' });
  const data = ['id,kind,link,at,customer,consent', `t-9,CLICK,${link.slug},${at(HOUR)},mole,yes`].join('\n');
  await fay.goto(`${app}${home}/conversions/${id}`);
  await see(fay, 'No touch is known before this conversion, so nobody is credited.');
  const brings = 'mutation($input: ImportInput!) { touchImport(input: $input) { report { written } } }';
  const { touchImport } = await ask(token, brings, { input: { format: 'CSV', mapping: MAPPING, data } });
  assert.equal(touchImport.report.written, 1);
  await fay.goto(`${app}${home}/conversions`);
  await go(fay, externalId);
  await see(fay, 'because a touch came late.');
  await fay.getByText('Decision 1', { exact: true }).click();
  await see(fay, 'A later decision took the place of this one');
  await see(fay, 'No touch is known before this conversion, so nobody is credited.');
  await fay.getByText('Decision 2 · counts').click();
  await fay.getByRole('img', { name: /^1 touch of 1 person/ }).waitFor();
});

/** A purchase of her own, judged. */
async function bought(name) {
  const own = await sale(name, { code: CODE, customerEmail: WREN });
  await fay.goto(`${app}${home}`);
  const waits = fay.getByRole('listitem').filter({ hasText: '1 commission is held' });
  for (let tries = 0; tries < 20 && (await waits.count()) === 0; tries += 1) {
    await fay.waitForTimeout(1000);
    await fay.reload();
    await see(fay, 'Needs attention');
    await fay.waitForTimeout(500);
  }
  await waits.getByRole('link', { name: 'Look' }).click();
  await see(fay, 'Bought by themselves');
  return own;
}

test('what somebody bought from themselves waits, with what shows it; released, it leaves the list', async () => {
  const { externalId } = await bought('own');
  await see(fay, '100 of 100 points');
  await see(fay, 'held from 60');
  await see(fay, 'Their address and the buyer’s are the same.');
  await press(fay, 'Release');
  const asked = fay.getByRole('dialog', { name: 'Release £9.00 of Wren Calder?' });
  await press(asked, 'Cancel');
  await asked.waitFor({ state: 'hidden' });
  await press(fay, 'Release');
  await press(asked, 'Release');
  await see(fay, 'What Wren Calder earns is released.');
  await see(fay, 'Nothing is held');
  await go(fay, 'All');
  await go(fay, externalId);
  await see(fay, 'What speaks for fraud');
  await see(fay, 'Not payable yet');
  await fay.getByText('What was done about it').click();
  await see(fay, 'Held for Wren Calder, by the signals');
  await see(fay, 'Released for Wren Calder, by Fay Finder');
  // A person may hold it again, with a reason.
  await press(fay, 'Hold what Wren Calder earns');
  await press(fay.getByRole('dialog'), 'Hold');
  await fay.locator('[name=reason][aria-invalid=true]').waitFor();
  await fill(fay, 'Why', 'We ask the buyer.');
  await press(fay.getByRole('dialog'), 'Hold');
  await see(fay, 'We ask the buyer.');
  await press(fay, 'Release');
  await press(asked, 'Release');
  await see(fay, 'Nothing is held.');
});

test('another one is voided, and she reads why', async () => {
  const { externalId } = await bought('again');
  await press(fay, 'Void');
  const asked = fay.getByRole('dialog', { name: 'Void £9.00 of Wren Calder?' });
  await press(asked, 'Void');
  await fay.locator('[name=reason][aria-invalid=true]').waitFor();
  await fill(fay, 'Why', 'Bought with her own code.');
  await press(asked, 'Void');
  await see(fay, 'What Wren Calder would have earned is void.');
  await see(fay, 'Nothing is held');
  await go(fay, 'All');
  await go(fay, externalId);
  await see(fay, 'Bought with her own code.');
  // It pays nothing any more, whatever it came to.
  await see(fay, 'Of the £9.00, £0.00 still stands');
  await fay.goto(`${app}${home}/conversions`);
  await fay.getByRole('row', { name: new RegExp(`${externalId}.*£0\\.00.*£90\\.00`) }).waitFor();
});

/** What the brand sees of a sale: its commission in the facts, the split, the picture, the arithmetic. */
async function sums() {
  const { href } = new URL(fay.url());
  assert.match(href, /conversions\/conversion_/);
  const fact = fay.locator('dt', { hasText: /^Commission$/ }).locator('xpath=following-sibling::dd');
  const split = fay.getByRole('heading', { name: 'How the commission is split' }).locator('xpath=../..');
  const [all, part] = [split.getByText(/in all$/), split.getByRole('listitem').locator('b')];
  const picture = fay.getByRole('img', { name: /before the sale/ }).locator('text', { hasText: /^£|^nothing$/ });
  const account = fay.getByRole('region', { name: 'Wren Calder' }).locator('b').first();
  return Promise.all([fact, all, part, picture, account].map(async (one) => (await one.textContent()).trim()));
}

let cappedCode;

test('what limits cut and a bonus adds is in every sum of a sale', async () => {
  const rules = [{ name: '10 % of everything', reward: { percentBps: 1000 } }];
  const bonuses = [{ name: 'Thank you', measure: 'SALES', goal: '1', minor: '150' }];
  const capped = await programme('AFFILIATES', 'Capped', 1000);
  const terms = { programId: capped, rules, bonuses, capPerOrderMinor: '400', capPerPeriodMinor: '550' };
  await act(token, 'termsCreate', terms, 'terms { id }');
  const code = `CAP${run.slice(-3).toUpperCase()}`;
  await joins(capped, await signedIn(WREN), { email: WREN, name: 'Wren Calder', code });
  cappedCode = code;
  const { externalId } = await sale('capped', { code });
  await fay.goto(`${app}${home}/conversions`);
  // £9.00 by the rule, £4.00 by the cap, £1.50 on top of it.
  await fay.getByRole('row', { name: new RegExp(`${externalId}.*£5\\.50.*£90\\.00`) }).waitFor();
  await go(fay, externalId);
  await see(fay, 'The parts come to £5.50, to the cent.');
  assert.deepEqual(await sums(), ['£5.50£9.00 before limits', '£5.50 in all', '£5.50', '£5.50', '£5.50']);
  await see(fay, '£5.00 was cut by caps or a budget and is paid to nobody. £1.50 was added');
  // It was held for a while: that stays to be read, though nothing was found.
  await press(fay, 'Hold what Wren Calder earns');
  await fill(fay, 'Why', 'We count again.');
  await press(fay.getByRole('dialog'), 'Hold');
  await press(fay, 'Release');
  await press(fay.getByRole('dialog'), 'Release');
  await see(fay, 'What Wren Calder earns is released.');
  await fay.reload();
  const done = fay.getByRole('region', { name: 'What was done about it' });
  await see(done, 'Held for Wren Calder, by Fay Finder');
  await see(done, 'We count again.');
  await see(done, 'Released for Wren Calder, by Fay Finder');
});

test('what limits leave nothing of lies outside the terms: both see it, and nobody has made it void', async () => {
  const { externalId } = await sale('beyond', { code: cappedCode });
  await fay.goto(`${app}${home}/conversions`);
  await fay.getByRole('row', { name: new RegExp(`${externalId}.*£0\\.00.*£90\\.00`) }).waitFor();
  await go(fay, externalId);
  await see(fay, 'The parts come to £0.00, to the cent.');
  assert.deepEqual(await sums(), ['£0.00£9.00 before limits', '£0.00 in all', '£0.00', 'nothing', '£0.00']);
  await see(fay.getByRole('region', { name: 'Commissions' }), 'Outside the terms');
  const wren = await person('wren once more');
  await signsIn(wren, WREN);
  await go(wren, 'Earnings');
  await wren.getByRole('row', { name: new RegExp(`${externalId}.*Outside the terms.*£0\\.00`) }).waitFor();
  await press(wren, `Why? ${externalId}`);
  await see(wren, 'Cut: the most of one period');
  await see(wren, '£9.00 lies outside the terms and is not paid.');
  // What her rule gives is told with its rate.
  await see(wren, '10 % of the goods');
});

test('nothing went wrong on any screen', nothingWentWrong);
