// A programme's terms in full, through the screens: steps and a cap, what was refused beside its rule, two versions side by
// side, a group with terms of its own, a budget; and what a sale then pays.
import { after, afterEach, before, test } from 'node:test';
import {
  act,
  app,
  ask,
  assert,
  brandSignsUp,
  choose,
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
  signsIn,
  verifies,
} from './people.mjs';

const [BEA, ADA] = ['bea', 'ada'].map((name) => `${name}-${run}-r@mail.test`);

let bea;
let ada;
let home;
let token;

before(async () => {
  await open();
  bea = await person('bea');
  home = await brandSignsUp(bea, `Terms ${run}`, 'Bea Brand', BEA);
  await verifies(bea, BEA);
  const signed = await act(null, 'signIn', { email: BEA, password: PASSWORD }, 'session { accessToken }');
  token = signed.session.accessToken;
});
after(close);
afterEach(shoot);

/** Publishes what is written, once she has read what changes. */
async function publishes() {
  await press(bea, 'Publish the terms');
  const asked = bea.getByRole('dialog', { name: 'Publish these terms?' });
  await asked.getByRole('button', { name: 'Publish them' }).click();
  await asked.waitFor({ state: 'hidden' });
}

/** What the graph holds of the newest version, to the last field. */
async function newest() {
  const asked = `{ programs(first: 1) { nodes { id terms(first: 1) { nodes {
    version period capPerOrderMinor capPerPeriodMinor bonuses { name measure goal minor }
    rules { name predicate reward recurring } } } } } }`;
  const [program] = (await ask(token, asked)).programs.nodes;
  return { id: program.id, ...program.terms.nodes[0] };
}

test('she writes terms with steps, a bonus and a cap, and sees what they pay before anybody else does', async () => {
  await bea.goto(`${app}${home}/programmes`);
  await press(bea, 'New programme');
  await fill(bea, 'Name', 'Partners');
  await press(bea, 'Create the programme');
  await go(bea, 'Write the terms');
  await fill(bea, 'Name', 'By what is sold');
  await choose(bea, 'Gives', 'A share by steps');
  await fill(bea, 'Step 1, per cent', '5');
  await fill(bea, 'Step 2, from GBP', '1000');
  await fill(bea, 'Step 2, per cent', '10');
  await see(bea, '5 % of the first £1,000.00 sold in the month');
  await fill(bea, 'Most for one sale, in GBP', '50');
  await fill(bea, 'Most in a month, in GBP', '1000');
  await press(bea, 'Add a bonus');
  await see(bea, 'Finish every rule and bonus to see what they pay together.');
  await fill(bea, 'Name of the bonus', 'Ten sales');
  await fill(bea, 'Bonus in GBP', '20');
  await fill(bea, 'Goal, sales', '10');
  // An order that crosses the step, is cut by the cap, and reaches the goal.
  await fill(bea, 'Order in GBP', '700');
  await fill(bea, 'Sales', '9');
  await fill(bea, 'Sold, in GBP', '900');
  await see(bea, 'A £700.00 order pays £70.00.');
  await see(bea, '5 % of the £100.00 up to £1,000.00 is £5.00');
  await see(bea, '10 % of the £600.00 above £1,000.00 is £60.00');
  await see(bea, 'One sale pays £50.00 at most: £15.00 less');
  await see(bea, '“Ten sales” is reached: £20.00 more');
  await publishes();
  await see(bea, 'Terms 1, since');
  await see(bea, '£50.00 for one sale');
  const { id, ...terms } = await newest();
  assert.deepEqual(terms, {
    version: 1,
    period: 'MONTH',
    capPerOrderMinor: '5000',
    capPerPeriodMinor: '100000',
    bonuses: [{ name: 'Ten sales', measure: 'SALES', goal: '10', minor: '2000' }],
    rules: [
      {
        name: 'By what is sold',
        predicate: {},
        reward: {
          kind: 'TIERS',
          measure: 'AMOUNT',
          mode: 'GRADUATED',
          tiers: [
            { from: 0, bps: 500 },
            { from: 100000, bps: 1000 },
          ],
        },
        recurring: null,
      },
    ],
  });
});

test('Enter publishes nothing; half-written terms are kept while she is elsewhere, until she throws them away', async () => {
  await go(bea, 'Change the terms');
  await press(bea, 'Edit rule 1');
  await fill(bea, 'Name', 'By what is sold in all');
  await bea.keyboard.press('Enter');
  await bea.getByText('Only for…').click();
  await bea.getByRole('combobox', { name: 'Categories', exact: true }).fill('lamps');
  await bea.keyboard.press('Enter');
  await bea.keyboard.press('Enter');
  await press(bea, 'Add a rule');
  await bea
    .getByRole('region', { name: /^Rule 2/ })
    .getByLabel('Name', { exact: true })
    .fill('Half a rule');
  const asked = bea.getByRole('dialog');
  assert.equal(await asked.count(), 0);
  // Elsewhere and back, once she is sure.
  await go(bea, 'Affiliates');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await go(bea, 'Affiliates');
  await asked.getByText('What you wrote is kept as a draft').waitFor();
  await asked.getByRole('button', { name: 'Leave' }).click();
  await bea.getByRole('heading', { name: 'Affiliates', exact: true }).waitFor();
  await bea.goBack();
  await see(bea, 'Your draft from');
  await bea.getByRole('region', { name: /^Rule 2.*Half a rule/ }).waitFor();
  await bea.reload();
  await see(bea, 'Your draft from');
  await bea.getByRole('region', { name: /^Rule 1.*By what is sold in all/ }).waitFor();
  await press(bea, 'Throw it away');
  await bea.getByText('Half a rule').waitFor({ state: 'detached' });
  await go(bea, 'Cancel');
  await see(bea, 'Terms 1, since');
  assert.equal((await newest()).version, 1);
});

test('a rule that would never count is refused beside it; moved by keyboard it is published, and nothing is lost', async () => {
  const before = await newest();
  await go(bea, 'Change the terms');
  await press(bea, 'Add a rule');
  const second = bea.getByRole('region', { name: /^Rule 2/ });
  await second.getByLabel('Name', { exact: true }).fill('Lamps');
  await second.getByLabel('Per cent', { exact: true }).fill('15');
  await publishes();
  await second.getByText('It would never count: rule 1 takes everything before it.').waitFor();
  await second.getByText('Only for…').click();
  await second.getByLabel('Categories', { exact: true }).fill('lamps');
  await bea.keyboard.press('Enter');
  await bea.keyboard.press('Alt+ArrowUp');
  await see(bea, 'Rule 2 is now rule 1.');
  await bea.getByRole('region', { name: /^Rule 1.*Lamps/ }).waitFor();
  await publishes();
  await see(bea, 'Terms 2, since');
  const { rules, bonuses, capPerOrderMinor } = await newest();
  assert.deepEqual({ bonuses, capPerOrderMinor, rule: rules[1] }, { ...pick(before), rule: before.rules[0] });
  await go(bea, 'Versions');
  await bea.getByRole('listitem').filter({ hasText: 'Rule 1Lamps' }).getByText('Added').waitFor();
  await bea.getByRole('listitem').filter({ hasText: 'Rule 2By what is sold' }).getByText('As before').waitFor();
});

const pick = ({ bonuses, capPerOrderMinor }) => ({ bonuses, capPerOrderMinor });

test('coupon sites get a group with terms of its own, and an affiliate is put in it', async () => {
  const { id: programId } = await newest();
  const who = { name: 'Ada Affiliate', email: ADA };
  const signUp = { ...who, password: PASSWORD, country: 'GB' };
  const { session } = await act(null, 'affiliateSignUp', signUp, 'session { accessToken }');
  const invited = await act(token, 'enrollmentInvite', { programId, ...who }, 'invitation enrollment { id }');
  await act(session.accessToken, 'enrollmentAccept', { invitation: invited.invitation }, 'enrollment { id }');
  await act(token, 'codeCreate', { enrollmentId: invited.enrollment.id, code: 'ADA' }, 'code { id }');
  await go(bea, 'Groups');
  await press(bea, 'New group');
  await fill(bea, 'Name', 'Coupon sites');
  await bea.getByLabel('Coupon sites or browser extensions').check({ force: true });
  await press(bea, 'Make the group');
  await see(bea, 'Stands down');
  await choose(bea, 'Group of Ada Affiliate', 'Coupon sites');
  const moving = bea.getByRole('dialog', { name: 'Move Ada Affiliate to Coupon sites?' });
  await see(moving, 'It does not change what they earn now');
  await press(moving, 'Move them');
  await see(bea, 'Ada Affiliate is in Coupon sites from now on.');
  await see(bea, '1 person');
  // The name is taken.
  await press(bea, 'New group');
  await fill(bea, 'Name', 'Coupon sites');
  await press(bea, 'Make the group');
  await bea.locator('[name=name][aria-invalid=true]').waitFor();
  await bea.keyboard.press('Escape');
  await go(bea, 'Write its terms: Coupon sites');
  await see(bea, 'Coupon sites has the terms of everybody until these hold.');
  await press(bea, 'Remove rule 1');
  await press(bea, 'Edit rule 1');
  await choose(bea, 'Gives', 'A share of the goods');
  await fill(bea, 'Per cent', '3');
  await publishes();
  await see(bea, 'Terms 3, since');
  await see(bea, '3 % of the goods');
});

test('a budget cuts what goes beyond it, and cannot be less than what is taken', async () => {
  await go(bea, 'Budgets');
  await press(bea, 'New budget');
  await fill(bea, 'Name', 'Winter');
  await fill(bea, 'At most, in GBP', '5');
  await press(bea, 'Set the budget');
  await see(bea, '£5.00 left');
  for (const [at, amountMinor] of ['10000', '12000'].entries()) {
    const sale = {
      kind: 'SALE',
      externalId: `order-${at}`,
      currency: 'GBP',
      lines: [{ sku: 'mug', quantity: '1', amountMinor }],
      code: 'ADA',
      idempotencyKey: `${run}-${at}`,
    };
    await act(token, 'conversionRecord', sale, 'conversion { id }');
  }
  // £3.00 of the first; of the second's £3.60 what is left.
  await bea.reload();
  await see(bea, '£5.00 taken');
  await see(bea, 'Spent');
  await press(bea, 'Change Winter');
  await fill(bea, 'At most, in GBP', '4.99');
  await press(bea, 'Save');
  await see(bea, '£5.00 is taken already: not less than that.');
  await fill(bea, 'At most, in GBP', '20');
  await press(bea, 'Save');
  await see(bea, '£15.00 left');
});

test('other terms are tried on what was sold, affiliate by affiliate, and nothing is changed by it', async () => {
  const before = await newest();
  await go(bea, 'Groups');
  await go(bea, 'Change its terms: Coupon sites');
  await press(bea, 'Edit rule 1');
  await fill(bea, 'Per cent', '1');
  await press(bea, 'Try it');
  await see(bea, 'Nothing was changed by this.');
  // A hundredth of £100 and £120, where £3.00 and £2.00 were paid.
  await bea.getByRole('row', { name: /Ada Affiliate.*£5\.00.*£2\.20.*-£2\.80/ }).waitFor();
  await fill(bea, 'Per cent', '2');
  await see(bea, 'You have changed the terms since.');
  await go(bea, 'Cancel');
  await press(bea, 'Leave');
  await see(bea, 'Terms 3, since');
  assert.deepEqual(await newest(), before);
});

test('the affiliate reads the terms of her group in words', async () => {
  ada = await person('ada');
  await signsIn(ada, ADA);
  await press(ada, 'Accept them');
  await see(ada, 'Programmes');
  const { id } = await newest();
  await ada.goto(`${app}/portal/programmes/${id}`);
  await see(ada, '3 % of the goods');
  await see(ada, '£20.00 once 10 sales are made in a month');
  await see(ada, '£50.00 for one sale');
  await fill(ada, 'Order in GBP', '100');
  await see(ada, 'A £100.00 order pays £3.00.');
  await see(ada, 'The brand has set a budget: once it is spent, sales pay nothing more');
});

test('terms are planned, the affiliate reads them before their day, and they are taken back', async () => {
  await go(bea, 'Groups');
  await go(bea, 'Change its terms: Coupon sites');
  await press(bea, 'Edit rule 1');
  await fill(bea, 'Per cent', '4');
  await bea.getByText('From a chosen time').click();
  await fill(bea, 'Counts from', '2035-12-09T10:00');
  await publishes();
  await go(bea, 'Versions');
  await see(bea, 'Terms 4 begin 9 Dec 2035');
  await ada.reload();
  await ada.getByRole('region', { name: 'From 9 Dec 2035' }).getByText('4 % of the goods').waitFor();
  await press(bea, 'Take back: terms 4');
  const asked = bea.getByRole('dialog', { name: 'Take back terms 4?' });
  await see(asked, 'They were to count from 9 Dec 2035');
  await press(asked, 'Take back');
  await see(bea, 'Terms 4 are taken back.');
  await bea.getByRole('heading', { name: 'Planned' }).waitFor({ state: 'detached' });
  await choose(bea, 'For', 'Coupon sites');
  await bea.getByRole('listitem').filter({ hasText: 'Terms 4' }).getByText('Taken back', { exact: true }).waitFor();
  await ada.reload();
  await see(ada, '3 % of the goods');
  assert.equal(await ada.getByText('From 9 Dec 2035').count(), 0);
  // The next ones are based on those that stand.
  await go(bea, 'Groups');
  await go(bea, 'Change its terms: Coupon sites');
  await press(bea, 'Edit rule 1');
  await fill(bea, 'Per cent', '3.5');
  await publishes();
  await see(bea, 'Terms 5, since');
});

test('nothing went wrong on any screen', nothingWentWrong);
