// Who helped, and what each has of it: a policy is drawn, tried on what was sold, published, and pays from then on.
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
  shoot,
  verifies,
} from './people.mjs';

const [BEA, ADA] = ['bea', 'ada'].map((name) => `${name}-${run}-p@mail.test`);
const HOUR_MS = 3_600_000;
const MAPPING = `kind = "touches"
[columns]
external_id = "touch"
moment = "moment"
date = "at"
customer = "customer"
visitor = "customer"
[fixed]
kind = "MOMENT_CLICK"
moment_source = "api"
consent = true
`;

let bea;
let home;
let token;

/** Two creators and an affiliate, who each earn a tenth; so far every touch gets the same. */
async function everybodyEarns() {
  const tenth = [{ name: 'A tenth', reward: { percentBps: 1000 } }];
  const programmes = {};
  for (const audience of ['AFFILIATES', 'CREATORS']) {
    const input = { name: `Of ${audience.toLowerCase()}`, currency: 'GBP', holdDays: 30, audience };
    const { program } = await act(token, 'programCreate', input, 'program { id }');
    await act(token, 'termsCreate', { programId: program.id, rules: tenth }, 'terms { id }');
    programmes[audience] = program.id;
  }
  const ada = { name: 'Ada Affiliate', email: ADA };
  const { session } = await act(
    null,
    'affiliateSignUp',
    { ...ada, password: PASSWORD, country: 'GB' },
    'session { accessToken }',
  );
  const invite = { programId: programmes.AFFILIATES, ...ada };
  const { invitation, enrollment } = await act(token, 'enrollmentInvite', invite, 'invitation enrollment { id }');
  await act(session.accessToken, 'enrollmentAccept', { invitation }, 'enrollment { id }');
  await act(token, 'codeCreate', { enrollmentId: enrollment.id, code: 'ADA' }, 'code { id }');
  for (const name of ['Cat', 'Kim']) {
    const creator = { externalId: name, name: `${name} Creator` };
    const input = { kind: 'REVIEW', externalId: `m-${name}`, body: 'It keeps the tea warm.', rating: 5, creator };
    const { moment } = await act(token, 'momentSubmit', input, 'moment { id }');
    const approve = 'mutation($input: MomentInput!) { momentApprove(input: $input) { userErrors { code } } }';
    const { momentApprove } = await ask(token, approve, { input: { momentId: moment.id } });
    assert.deepEqual(momentApprove.userErrors, []);
  }
  await act(token, 'policyCreate', { model: 'LINEAR', affiliateFloorBps: 0 }, 'policy { version }');
}

/** Somebody reads both reviews and buys for £120 with Ada's code. */
async function sells(order) {
  const customer = `customer-${order}`;
  const ago = (hours) => new Date(Date.now() - hours * HOUR_MS).toISOString();
  const rows = [`${order}-1,m-Cat,${ago(50)},${customer}`, `${order}-2,m-Kim,${ago(20)},${customer}`];
  const file = { format: 'CSV', mapping: MAPPING, data: `touch,moment,at,customer\n${rows.join('\n')}\n` };
  const text =
    'mutation($input: ImportInput!) { touchImport(input: $input) { report { written refused { reason } } userErrors { message } } }';
  const { touchImport } = await ask(token, text, { input: file });
  assert.equal(touchImport.report?.written, 2, JSON.stringify(touchImport));
  const sale = {
    kind: 'SALE',
    externalId: order,
    currency: 'GBP',
    lines: [{ sku: 'mug', quantity: '1', amountMinor: '12000' }],
    customer,
    code: 'ADA',
    idempotencyKey: order,
  };
  await act(token, 'conversionRecord', sale, 'conversion { id }');
}

/** What everybody has of a sale, in pence. */
async function have(order) {
  const text = `query($order: String!) { conversion(kind: SALE, externalId: $order) {
    attribution { policy { version } credits { payee { name } amount { minor } } } } }`;
  const { attribution } = (await ask(token, text, { order })).conversion;
  const pence = Object.fromEntries(attribution.credits.map(({ payee, amount }) => [payee.name, Number(amount.minor)]));
  return { version: attribution.policy.version, ...pence };
}

before(async () => {
  await open();
  bea = await person('bea');
  home = await brandSignsUp(bea, `Attribution ${run}`, 'Bea Brand', BEA);
  await verifies(bea, BEA);
  const signed = await act(null, 'signIn', { email: BEA, password: PASSWORD }, 'session { accessToken }');
  token = signed.session.accessToken;
  await everybodyEarns();
  await sells(`first-${run}`);
});
after(close);
afterEach(shoot);

const BEFORE = { version: 2, 'Ada Affiliate': 400, 'Cat Creator': 400, 'Kim Creator': 400 };
const shares = () => bea.getByRole('list', { name: 'Shares' });
const shown = (name, share) => shares().getByRole('listitem').filter({ hasText: name }).filter({ hasText: share });

test('the brand sees what is in force, and what a change does to a path it draws', async () => {
  assert.deepEqual(await have(`first-${run}`), BEFORE);
  await bea.goto(`${app}${home}/settings`);
  await bea
    .getByRole('navigation', { name: 'Parts of the settings' })
    .getByRole('link', { name: 'Attribution' })
    .click();
  await see(bea, 'Version 2 has been in force since');
  await shown('Coupon site', '25 %').waitFor();
  await fill(bea, 'The closer at least, in per cent', '50');
  await shown('Coupon site', '50 %').filter({ hasText: '25 % before the limits' }).waitFor();
  // The code at the till is taken away: now it is the blog that closed.
  await press(bea, 'Remove touch 4');
  await shown('Joe’s blog', '50 %').filter({ hasText: 'closer' }).waitFor();
  await press(bea, 'The first path again');
});

test('limits that cannot all hold are told beside them, and nothing can be published meanwhile', async () => {
  await fill(bea, 'Creators together at least, in per cent', '60');
  await see(bea, 'affiliates would have at least 50 % and at most 40 %');
  await press(bea, 'Publish');
  await bea.locator('[name=closerFloor][aria-invalid=true]').waitFor();
  assert.equal(await bea.getByRole('dialog').count(), 0);
  await fill(bea, 'Creators together at least, in per cent', '');
  await see(bea, '1 change');
});

test('what is being changed is kept while she is elsewhere, and comes back with a link that has none of it', async () => {
  await bea.waitForURL(/closer=5000-10000/);
  await go(bea, 'Affiliates');
  const asked = bea.getByRole('dialog', { name: 'Leave without publishing?' });
  await asked.getByRole('button', { name: 'Leave' }).click();
  await bea.waitForURL('**/affiliates');
  await go(bea, 'Attribution');
  await see(bea, 'Your draft from');
  await shown('Coupon site', '50 %').waitFor();
  await go(bea, 'Attribution');
  await bea.waitForURL(/closer=5000-10000/);
  await fill(bea, 'Seen moments, in days', '9');
  await see(bea, '2 changes');
  await press(bea, 'Throw it away');
  await see(bea, 'Version 2 has been in force since');
  await shown('Coupon site', '25 %').waitFor();
  await fill(bea, 'The closer at least, in per cent', '50');
});

test('what is being changed outlives a reload, and is tried on past sales: nothing is changed by it', async () => {
  await bea.waitForURL(/closer=5000-10000/);
  await bea.reload();
  await shown('Coupon site', '50 %').waitFor();
  await go(bea, 'Try on past sales');
  await press(bea, 'Try it');
  await see(bea, 'Nothing was changed by this.');
  await bea.getByRole('row', { name: /Ada Affiliate.*£4\.00.*£6\.00.*\+£2\.00/ }).waitFor();
  await bea.getByRole('row', { name: /Kim Creator.*£4\.00.*£3\.00.*-£1\.00/ }).waitFor();
  assert.match(await bea.getByRole('row').nth(1).textContent(), /Ada Affiliate/);
  const [file] = await Promise.all([bea.waitForEvent('download'), press(bea, 'CSV')]);
  assert.match(file.suggestedFilename(), /^replay-GBP-.*\.csv$/);
  assert.deepEqual(await have(`first-${run}`), BEFORE);
});

test('a period without sales, and one that ends before it begins', async () => {
  const result = bea.url();
  await bea.getByText('Other', { exact: true }).click();
  await fill(bea, 'From day', '2020-02-02');
  await fill(bea, 'To day', '2020-02-01');
  await see(bea, 'The period ends before it begins.');
  await fill(bea, 'To day', '2020-03-01');
  await press(bea, 'Try it again');
  await see(bea, 'No sales in this period');
  // The address is the question: going back asks the one before.
  await bea.goBack();
  assert.equal(bea.url(), result);
  await bea.getByRole('row', { name: /Ada Affiliate.*\+£2\.00/ }).waitFor();
});

test('it is published, counts from then on, and leaves what was decided', async () => {
  await press(bea, 'Publish it');
  const dialog = bea.getByRole('dialog', { name: 'Publish version 3?' });
  await see(dialog, 'nobody is paid more or less for it');
  await see(dialog, 'at least 50 %');
  await press(dialog, 'Publish it');
  await see(bea, 'Version 3 counts from now on.');
  await see(bea, 'Version 3 has been in force since');
  await sells(`second-${run}`);
  assert.deepEqual(await have(`first-${run}`), BEFORE);
  assert.deepEqual(await have(`second-${run}`), {
    version: 3,
    'Ada Affiliate': 600,
    'Cat Creator': 300,
    'Kim Creator': 300,
  });
});

test('a version that somebody else published meanwhile is not overwritten', async () => {
  await fill(bea, 'Clicks and codes, in days', '14');
  await see(bea, '1 change');
  await act(token, 'policyCreate', { model: 'LINEAR', viewWindowDays: 3 }, 'policy { version }');
  await press(bea, 'Publish');
  await press(bea.getByRole('dialog'), 'Publish it');
  await see(bea, 'Somebody published version 4 meanwhile.');
  await see(bea, 'You are changing version 4.');
  assert.equal(await bea.getByLabel('Seen moments, in days').inputValue(), '3');
  assert.equal(await bea.getByLabel('Clicks and codes, in days').inputValue(), '14');
  await press(bea, 'Discard');
  await see(bea, 'Version 4 has been in force since');
});

test('two versions stand side by side, and one of before is taken up again', async () => {
  await go(bea, 'Versions');
  await go(bea, 'Compare version 2');
  await bea.getByRole('row', { name: /The closer has.*differs.*what comes of it.*at least 50 %/ }).waitFor();
  await go(bea, 'Start from version 2');
  await see(bea, 'You are changing version 4.');
  await see(bea, '2 changes');
});

test('weights are published from past sales and by hand, and a policy pays by them', async () => {
  await bea.goto(`${app}${home}/attribution/weights`);
  await see(bea, 'No weights yet');
  await press(bea, 'New weights');
  await press(bea, 'Publish the weights');
  await see(bea, 'From 2 sales');
  await bea.getByRole('dialog').waitFor({ state: 'hidden' });
  await press(bea, 'New weights');
  await bea.getByText('By fair parts (Shapley)', { exact: true }).click();
  await bea.getByText('By hand', { exact: true }).click();
  await fill(bea, 'Affiliates’ codes', '75');
  await see(bea, '25 % are missing.');
  await press(bea, 'Publish the weights');
  await bea.getByRole('dialog').waitFor();
  await fill(bea, 'Creators’ moments clicked', '25');
  await see(bea, 'Together 100 %.');
  await press(bea, 'Publish the weights');
  await bea.getByRole('dialog').waitFor({ state: 'hidden' });
  await bea
    .getByRole('region', { name: 'By fair parts (Shapley): Given by hand' })
    .getByRole('link', { name: 'Use in a policy' })
    .click();
  // A code weighs three times what creators' clicks do; what the set does not know weighs as those.
  await shown('Coupon site', '50 %').waitFor();
  await press(bea, 'Publish');
  await press(bea.getByRole('dialog'), 'Publish it');
  await see(bea, 'Version 5 counts from now on.');
  await sells(`third-${run}`);
  assert.deepEqual(await have(`third-${run}`), {
    version: 5,
    'Ada Affiliate': 900,
    'Cat Creator': 150,
    'Kim Creator': 150,
  });
});

test('nothing went wrong on any screen', nothingWentWrong);
