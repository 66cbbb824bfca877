// Two people of one brand at the same things at once: a moderation queue, and a run of payouts.
// Neither overwrites the other, the one who comes second is told, and both see it without asking.
import { after, afterEach, before, test } from 'node:test';
import {
  act,
  app,
  ask,
  assert,
  atStripe,
  brandSignsUp,
  close,
  fill,
  followMail,
  go,
  invites,
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

const [BEA, FINN, ADA] = ['bea', 'finn', 'ada'].map((name) => `${name}-${run}-t@mail.test`);
const MOMENTS = 4;

let bea;
let finn;
let home;
let token;

const both = (does) => Promise.all([bea, finn].map(does));
/** Waits until one of the two is told something. */
const either = (text) => Promise.race([bea, finn].map((one) => one.getByText(text).first().waitFor()));

before(async () => {
  await open();
  bea = await person('bea');
  finn = await person('finn');
  home = await brandSignsUp(bea, `Together ${run}`, 'Bea Brand', BEA);
  await verifies(bea, BEA);
  await invites(bea, home, finn, { name: 'Finn Second', email: FINN, role: 'Admin' });
  const signed = await act(null, 'signIn', { email: BEA, password: PASSWORD }, 'session { accessToken }');
  token = signed.session.accessToken;
});
after(close);
afterEach(shoot);

const left = async (one) => Number.parseInt(await one.getByText(/\d+ left/).textContent(), 10);
const waitLeft = (one, count) => one.getByText(`${count} left`).waitFor();

test('a queue: what one decides leaves the other’s, and of two decisions on one moment the first stands', async () => {
  for (let at = 0; at < MOMENTS; at += 1) {
    const creator = { externalId: `c-${at}`, name: `Creator ${at}` };
    const input = { kind: 'REVIEW', externalId: `m-${at}`, body: `A moment, number ${at}.`, rating: 4, creator };
    await act(token, 'momentSubmit', input, 'moment { id }');
  }
  await both((one) => one.goto(`${app}${home}/moments/queue`));
  await both((one) => waitLeft(one, MOMENTS));
  await finn.keyboard.press('a');
  await both((one) => waitLeft(one, MOMENTS - 1));

  const text = await bea.getByRole('article').textContent();
  assert.equal(await finn.getByRole('article').textContent(), text);
  await Promise.all([bea.keyboard.press('a'), finn.keyboard.press('f')]);
  await either('Somebody else decided meanwhile');
  await both((one) => waitLeft(one, MOMENTS - 2));
  assert.equal(await left(bea), await left(finn));

  const asked = '{ moments(first: 10) { nodes { body moderation } } }';
  const { moments } = await ask(token, asked);
  const count = (state) => moments.nodes.filter(({ moderation }) => moderation === state).length;
  assert.equal(count('PENDING'), MOMENTS - 2);
  assert.equal(count('APPROVED') + count('FLAGGED'), 2);
});

/** Somebody who can be paid £10, and a wallet that can pay it. */
async function owes() {
  const program = { name: 'Friends', currency: 'GBP', holdDays: 0 };
  const made = await act(token, 'programCreate', program, 'program { id }');
  const programId = made.program.id;
  const rules = [{ name: 'A tenth', reward: { percentBps: 1000 } }];
  await act(token, 'termsCreate', { programId, rules }, 'terms { id }');
  const ada = await person('ada');
  const who = { name: 'Ada Affiliate', email: ADA };
  const signUp = { ...who, password: PASSWORD, country: 'GB' };
  const { session } = await act(null, 'affiliateSignUp', signUp, 'session { accessToken }');
  const invited = await act(token, 'enrollmentInvite', { programId, ...who }, 'invitation enrollment { id }');
  await act(session.accessToken, 'enrollmentAccept', { invitation: invited.invitation }, 'enrollment { id }');
  // The link of the mail wants her signed in, and goes on by itself once she is.
  await followMail(ada, ADA, '/verify/');
  await see(ada, 'One more step');
  await go(ada, 'Sign in');
  await fill(ada, 'E-mail', ADA);
  await fill(ada, 'Password', PASSWORD);
  await press(ada, 'Sign in');
  await see(ada, 'Your address is confirmed');
  const begun = await act(session.accessToken, 'payoutAccountOnboard', {}, 'onboardingUrl');
  await ada.goto(begun.onboardingUrl);
  await atStripe(ada, (page) => press(page, 'Complete onboarding'));
  await act(token, 'codeCreate', { enrollmentId: invited.enrollment.id, code: 'ADA' }, 'code { id }');
  const sale = {
    kind: 'SALE',
    externalId: 'order-1',
    currency: 'GBP',
    lines: [{ sku: 'mug', quantity: '1', amountMinor: '10000' }],
    code: 'ADA',
    idempotencyKey: run,
  };
  await act(token, 'conversionRecord', sale, 'conversion { id }');
  const fund = { currency: 'GBP', amountMinor: '5000', idempotencyKey: `fund-${run}` };
  const { funding } = await act(token, 'walletFund', fund, 'funding { checkoutUrl }');
  await ada.goto(funding.checkoutUrl);
  await atStripe(ada, (page) => page.getByRole('button', { name: /^Pay/ }).first().click());
  await bea.goto(`${app}${home}/wallet?expecting`);
  await see(bea, '£49.05');
}

async function drafts() {
  await bea.goto(`${app}${home}/payouts`);
  await press(bea, 'New run');
  await press(bea, 'Draft the run');
  await press(bea, 'Preview');
  await bea.getByRole('row', { name: /Ada Affiliate.*£10\.00/ }).waitFor();
  await finn.goto(bea.url());
  await finn.getByRole('row', { name: /Ada Affiliate.*£10\.00/ }).waitFor();
}

const states = async () =>
  (await ask(token, '{ payoutRuns(first: 10) { nodes { state } } }')).payoutRuns.nodes.map(({ state }) => state);

test('a run that one approves while the other cancels it pays nobody, and both see it', async () => {
  await owes();
  await drafts();
  await press(finn, 'Approve £10.00');
  await press(bea, 'Cancel the run');
  await Promise.all([
    finn.getByRole('dialog').getByRole('button', { name: 'Approve £10.00' }).click(),
    bea.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click(),
  ]);
  // Whichever was first: an approved run can be cancelled still, and a cancelled one is not approved.
  await both((one) => see(one, 'Nobody was paid by this run.'));
  assert.deepEqual(await states(), ['CANCELLED']);
});

test('a run: both approve and both start it, and it pays once', async () => {
  await drafts();
  await both((one) => press(one, 'Approve £10.00'));
  await both((one) => one.getByRole('dialog').getByRole('button', { name: 'Approve £10.00' }).click());
  await both((one) => one.getByRole('button', { name: 'Start paying' }).waitFor());
  await bea.keyboard.press('Escape');
  await finn.keyboard.press('Escape');
  await both((one) => press(one, 'Start paying').catch(() => {}));
  await both((one) => see(one, 'Everybody is paid'));
  assert.deepEqual(await states(), ['COMPLETED', 'CANCELLED']);
  const { payouts } = await ask(token, '{ payouts(first: 10) { nodes { state amount { minor } } } }');
  assert.deepEqual(
    payouts.nodes.map(({ state, amount }) => `${state} ${amount.minor}`),
    ['TRANSFERRED 1000'],
  );
  await bea.goto(`${app}${home}/wallet`);
  await see(bea, '£38.75');
});

test('nothing went wrong on any screen', nothingWentWrong);
