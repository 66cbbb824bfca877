// The whole through the screens alone: a brand, its team, an affiliate and a buyer, from sign-up to PAID.
// `./dev story` runs it; SHOTS=folder keeps what everybody saw when something fails.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  act,
  app,
  assert,
  atStripe,
  brandSignsUp,
  close,
  fill,
  go,
  invites,
  nothingWentWrong,
  open,
  PASSWORD,
  person,
  press,
  run,
  see,
  server,
  shoot,
  verifies,
  visitor,
} from './people.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** The real reviews where they are at hand; else a few of our own. */
const REAL = here('../../../../shared/data/reviews.csv');
const OWN = here('./fixtures/reviews.csv');
/** How many of the real ones: a queue that one person can look through. */
const REAL_ROWS = 40;

const BEA = `bea-${run}@mail.test`;
const FINN = `finn-${run}@mail.test`;
const ADA = `ada-${run}@mail.test`;

let bea;
let finn;
let ada;
let buyer;
let home;

before(async () => {
  await open();
  bea = await person('bea');
  finn = await person('finn');
  ada = await person('ada');
  buyer = await visitor('buyer');
});
after(close);
afterEach(shoot);

test('a brand signs up and confirms its address', async () => {
  home = await brandSignsUp(bea, `Story ${run}`, 'Bea Brand', BEA);
  await see(bea, 'Confirm your e-mail address.');
  await verifies(bea, BEA);
  await see(bea, 'Hello, Bea');
  assert.equal(await bea.getByText('Confirm your e-mail address.').count(), 0);
});

test('it invites a second person, who accepts by the mailed link', async () => {
  await invites(bea, home, finn, { name: 'Finn Second', email: FINN, role: 'Admin' });
  await bea.reload();
  await see(bea, 'Finn Second');
  await see(bea, 'Nobody is invited right now.');
});

/** The file to import, and how many of its rows have a text. */
function reviews() {
  if (!existsSync(REAL)) return { path: OWN, name: 'reviews.csv', rows: 6, taken: 5 };
  const lines = readFileSync(REAL, 'utf8')
    .split('\n')
    .slice(0, REAL_ROWS + 1);
  const path = join(mkdtempSync(join(tmpdir(), 'story-')), 'clothing-reviews.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, name: 'clothing-reviews.csv' };
}

test('it imports its reviews; a row without a text is told with its line', async () => {
  const file = reviews();
  await bea.goto(`${app}${home}/moments`);
  await go(bea, 'Import a file');
  await bea.getByLabel('Choose a file').setInputFiles(file.path);
  await see(bea, file.name);
  await fill(bea, 'When they were published', '2026-01-01');
  await bea.getByRole('button', { name: /^Import \d+ rows$/ }).click();
  await see(bea, 'The file is imported');
  if (file.taken) {
    await see(bea, 'Line 8');
    assert.equal(await bea.getByRole('definition').first().textContent(), String(file.taken));
  }
  await go(bea, 'Review them');
});

test('it moderates by keyboard; a text with tags in it is text; a decision can be undone', async () => {
  await see(bea, /\d+ left/);
  const left = async () => Number.parseInt(await bea.getByText(/\d+ left/).textContent(), 10);
  const all = await left();
  await bea.keyboard.press('a');
  await see(bea, `${all - 1} left`);
  await press(bea, 'Undo');
  await see(bea, `${all} left`);
  await bea.keyboard.press('a');
  await see(bea, `${all - 1} left`);
  await bea.keyboard.press('r');
  await bea.getByRole('menuitem', { name: 'Not about the product' }).click();
  await see(bea, `${all - 2} left`);
  // A key that is held decides about the one that is read, and no further.
  for (let held = 0; held < 3; held += 1) await bea.keyboard.down('f');
  await bea.keyboard.up('f');
  await see(bea, `${all - 3} left`);
  await bea.waitForTimeout(500);
  assert.equal(await left(), all - 3);
  await bea.goto(`${app}${home}/moments?state=APPROVED`);
  await bea.getByRole('row').nth(1).waitFor();
  await bea.getByRole('cell', { name: 'Approved' }).first().waitFor();
  assert.match(await bea.title(), /Moments/);
});

test('it makes a programme and writes its terms', async () => {
  await bea.goto(`${app}${home}/programmes`);
  await press(bea, 'New programme');
  await fill(bea, 'Name', 'Friends');
  await fill(bea, 'Days a commission is held', '0');
  await press(bea, 'Create the programme');
  await go(bea, 'Write the terms');
  await fill(bea, 'Name', 'A tenth');
  await fill(bea, 'Per cent', '10');
  await see(bea, 'A £120.00 order pays £12.00.');
  await press(bea, 'Publish the terms');
  await press(bea, 'Publish them');
  await see(bea, 'Terms 1, since');
});

test('an affiliate applies at the address the brand shares, and is approved', async () => {
  const address = await bea.locator('.mono', { hasText: 'apply=' }).textContent();
  await ada.goto(address.replace(/^https?:\/\/[^/]+/, app));
  await go(ada, 'Create an account');
  await ada.getByText('I recommend and create').click();
  await fill(ada, 'Your name', 'Ada Affiliate');
  await fill(ada, 'E-mail', ADA);
  await fill(ada, 'Password', PASSWORD);
  await press(ada, 'Create the account');
  // What it pays is told before one asks.
  await see(ada, '10 % of the goods');
  await see(ada, 'not at all');
  await fill(ada, 'Order in GBP', '80');
  await see(ada, 'A £80.00 order pays £8.00.');
  await press(ada, 'Ask to join');
  await see(ada, 'Confirm your e-mail address first');
  const offer = new URL(ada.url()).pathname;
  await verifies(ada, ADA);
  await ada.goto(`${app}${offer}`);
  await press(ada, 'Ask to join');
  await see(ada, 'You asked to join. The brand decides.');
  await bea.goto(`${app}${home}`);
  await bea.getByRole('listitem').filter({ hasText: 'asks to join' }).getByRole('link').first().click();
  await press(bea, 'Approve');
  await see(bea, 'Ada Affiliate is in.');
  await ada.reload();
  await see(ada, 'You are in');
  await go(ada, 'Programmes');
  await ada.getByRole('row', { name: /Friends.*Active.*10 % of the goods/ }).waitFor();
  // The same address pasted leads to the same programme.
  await press(ada, 'Join a programme');
  await fill(ada, 'Address or invitation', 'somewhere');
  await press(ada, 'Look at it');
  await see(ada, 'This is no invitation and no address of a programme.');
  await fill(ada, 'Address or invitation', address);
  await press(ada, 'Look at it');
  await see(ada, 'You are in');
});

let short;
test('she makes a link to a host the brand names, and gets its QR code', async () => {
  await go(ada, 'Links');
  await fill(ada, 'Page of the shop', 'https://shop.test/mug');
  await press(ada, 'Make the link');
  await see(ada, 'the brand has not named the hosts yet');
  await bea.goto(`${app}${home}`);
  await see(bea, 'Affiliates can make no links until you say where they may lead');
  await bea.goto(`${app}${home}/settings`);
  await fill(bea, 'Where links may lead', 'shop.test');
  await press(bea, 'Save');
  await see(bea, 'Saved');
  await press(ada, 'Make the link');
  await ada.getByRole('img', { name: 'QR code of your link' }).waitFor();
  short = await ada.getByRole('status').locator('.mono').textContent();
});

test('she tells Stripe where to pay her', async () => {
  await go(ada, 'Account');
  await press(ada, 'Begin at Stripe');
  await atStripe(ada, (page) => press(page, 'Complete onboarding'));
  await see(ada, 'You can be paid.');
});

test('a visitor clicks and buys; the brand sees who helped', async () => {
  await bea.goto(`${app}${home}/settings/keys`);
  await press(bea, 'New key');
  await fill(bea, 'Name', 'Checkout');
  await bea.getByLabel('report sales').check();
  await press(bea, 'Make the key');
  const key = await bea.getByLabel('Copy it now').last().inputValue();
  await press(bea, 'I have it');
  // There is no such shop; what its page would be asked for, and its till would report, is enough.
  const asked = buyer.waitForRequest(/^https:\/\/shop\.test\//);
  await buyer.goto(short.replace(/^https?:\/\/[^/]+/, server)).catch(() => {});
  const clickId = new URL((await asked).url()).searchParams.get('trb_click');
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
  await bea.goto(`${app}${home}/conversions`);
  await go(bea, `order-${run}`);
  await bea.getByRole('listitem').filter({ hasText: 'Link clicked' }).waitFor();
  await see(bea, 'Ada Affiliate, affiliate');
  await see(bea, 'Payable');
});

test('the brand puts money in', async () => {
  await bea.goto(`${app}${home}/wallet`);
  await press(bea, 'Put money in');
  await fill(bea, 'Amount in GBP', '50');
  await press(bea, 'Go on');
  await atStripe(bea, (page) => page.getByRole('button', { name: /^Pay/ }).first().click());
  await see(bea, '£49.05');
});

test('a run needs a second person; both look at it and see it move', async () => {
  await bea.goto(`${app}${home}/settings`);
  await bea.getByLabel('Somebody else than who drafted a payout run has to approve it').check({ force: true });
  await press(bea, 'Save');
  await see(bea, 'Saved.');
  await bea.goto(`${app}${home}/payouts`);
  await press(bea, 'New run');
  await press(bea, 'Draft the run');
  await press(bea, 'Preview');
  await bea.getByRole('row', { name: /Ada Affiliate.*£12\.00/ }).waitFor();
  await see(bea, 'You drafted this run, so somebody else has to approve it.');
  assert.equal(await bea.getByRole('button', { name: /^Approve/ }).count(), 0);
  await finn.goto(bea.url());
  await press(finn, 'Approve £12.00');
  await finn.getByRole('dialog').getByRole('button', { name: 'Approve £12.00' }).click();
  // Bea has not touched anything. Both press now: it starts once.
  await bea.getByRole('button', { name: 'Start paying' }).waitFor();
  await Promise.all([bea, finn].map((one) => press(one, 'Start paying').catch(() => {})));
  await Promise.all([bea, finn].map((one) => see(one, 'Everybody is paid')));
  await go(bea, 'Ada Affiliate');
  await see(bea, 'Statement PDF');
});

test('she sees it paid, and why', async () => {
  await go(ada, 'Overview');
  await see(ada, 'On the way to your bank');
  await see(ada, '£12.00');
  await go(ada, 'Earnings');
  await see(ada, 'Paid');
  await press(ada, `Why? order-${run}`);
  await ada.getByRole('img', { name: /^1 touch of 1 person before the sale; 1 counts\./ }).waitFor();
  await see(ada, '“A tenth”');
  await see(ada, 'Everyone who helped gets £12.00 together.');
  await see(ada, 'Link clicked');
  await see(ada, 'Sale of £120.00');
  await ada.keyboard.press('Escape');
  await go(ada, 'Payouts');
  const [statement] = await Promise.all([ada.waitForEvent('download'), press(ada, 'Statement PDF')]);
  assert.match(statement.suggestedFilename(), /^statement-payout_.*\.pdf$/);
  await go(ada, 'Links');
  await ada.getByRole('row', { name: /Active.*1 click/ }).waitFor();
});

const today = () => new Date().toISOString().slice(0, 10);
async function reports(reference, evidence) {
  await go(ada, 'Missed sales');
  await press(ada, 'Report a sale');
  await fill(ada, 'Order number', reference);
  await fill(ada, 'Day of the sale', today());
  await fill(ada, 'What shows that it was because of you?', evidence);
  await press(ada, 'Report it');
}

test('she reports a sale that she misses; the brand finds it, and it counts for her', async () => {
  await reports(`ORDER-${run}`, 'My sister bought it.\nShe has told me so.');
  await see(ada, 'Reported. The brand looks at it and tells you.');
  await ada.getByRole('dialog').waitFor({ state: 'hidden' });
  // The same order again is refused beside its field.
  await reports(`order-${run}`, 'Again.');
  await ada.locator('[name=orderReference][aria-invalid=true]').waitFor();
  await ada.keyboard.press('Escape');
  await bea.goto(`${app}${home}`);
  await bea
    .getByRole('listitem')
    .filter({ hasText: '1 sale is reported missing' })
    .getByRole('link', { name: 'Look' })
    .click();
  await go(bea, `ORDER-${run}`);
  await see(bea, 'pays Ada Affiliate £12.00');
  await press(bea, 'Accept as this sale');
  await see(bea, 'Accepted. Ada Affiliate is told.');
  await bea.getByRole('link', { name: `order-${run}`, exact: true }).waitFor();
  await ada.reload();
  await ada.getByRole('row', { name: /Accepted.*Earned you £12\.00/ }).waitFor();
});

test('another one is turned down by two at once: one reason stands, and she reads it', async () => {
  await reports(`lost-${run}`, '<b>Trust me.</b>');
  await see(ada, `lost-${run}`);
  await ada.getByRole('dialog').waitFor({ state: 'hidden' });
  await bea.goto(`${app}${home}/missed-sales?q=LOST`);
  await go(bea, `lost-${run}`);
  await see(bea, '<b>Trust me.</b>');
  await finn.goto(bea.url());
  await press(finn, 'Turn it down');
  await finn.locator('[name=reason][aria-invalid=true]').waitFor();
  await fill(bea, 'Why not', 'There is no such order.');
  await fill(finn, 'Why not', 'Nobody ordered this.');
  await Promise.all([bea, finn].map((one) => press(one, 'Turn it down')));
  await Promise.race([bea, finn].map((one) => see(one, 'Somebody else decided meanwhile')));
  await Promise.all([bea, finn].map((one) => see(one, 'What was decided')));
  const reasons = await Promise.all(
    [bea, finn].map((one) => one.getByText(/^(There is no such order|Nobody ordered this)\.$/).textContent()),
  );
  assert.equal(reasons[0], reasons[1]);
  await ada.reload();
  await press(ada, `Look lost-${run}`);
  await see(ada.getByRole('dialog'), reasons[0]);
  await ada.keyboard.press('Escape');
});

test('what she reports she can take back', async () => {
  await reports(`oops-${run}`, 'I took the wrong order.');
  await press(ada, `Look oops-${run}`);
  await press(ada, 'Take it back');
  await ada
    .getByRole('dialog', { name: 'Take this report back?' })
    .getByRole('button', { name: 'Take it back' })
    .click();
  await ada.getByRole('row', { name: new RegExp(`oops-${run}.*Taken back`) }).waitFor();
});

test('she claims a moment by its address, and the brand grants it', async () => {
  const { session } = await act(null, 'signIn', { email: BEA, password: PASSWORD }, 'session { accessToken }');
  const permalink = `https://social.test/${run}`;
  const creator = { externalId: 'ada', name: 'Ada of the river' };
  const moment = { kind: 'REVIEW', externalId: `m-${run}`, body: 'It keeps the tea warm.', permalink, creator };
  await act(session.accessToken, 'momentSubmit', moment, 'moment { id }');
  await go(ada, 'My moments');
  await fill(ada, 'One of your moments', 'https://social.test/of-somebody');
  await fill(ada, 'How can they tell that it is you?', 'It is my account.');
  await press(ada, 'Send the claim');
  await ada.locator('[name=moment][aria-invalid=true]').waitFor();
  await fill(ada, 'One of your moments', permalink);
  await press(ada, 'Send the claim');
  await ada.getByRole('row', { name: /Ada of the river.*Being looked at/ }).waitFor();
  await bea.goto(`${app}${home}`);
  await press(bea, 'It is them');
  await see(bea, 'Is Ada Affiliate the same as Ada of the river?');
  await press(bea.getByRole('dialog'), 'It is them');
  await see(bea, 'The claim is approved.');
  await ada.reload();
  await ada.getByRole('row', { name: /Ada of the river.*Yours/ }).waitFor();
});

test('nothing went wrong on any screen', nothingWentWrong);
