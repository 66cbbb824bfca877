// What people say, from the queue to the shop's page: moments looked at one by one and many at once, by two people; the rules
// and what they do; a feed built, arranged, published and taken back; its tag; creators; intents over the day.
// `./dev story` runs it with the others.
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

const MIA = `mia-${run}@mail.test`;
const NED = `ned-${run}@mail.test`;
const MUG = [{ externalId: 'mug', title: 'River mug' }];
const LAMP = [{ externalId: 'lamp', title: 'Desk lamp' }];

/** What is handed in: its key, words, stars, author and products. */
const WORDS = [
  ['Holds the heat', 'It keeps tea warm through a whole chapter.', 5, 'Ines Vogel', MUG],
  ['Write to me', 'Ask me anything at ines.vogel@mail.test, I answer.', 4, 'Ines Vogel', MUG],
  ['Cheap here', 'Buy now at best-deals.test, limited offer, act now!', 5, 'Spam Spammer', LAMP],
  ['Warm light', 'I read by it every evening and my eyes thank me.', 5, 'Sam Whitlock', LAMP],
  ['A little small', 'I hoped for a larger one, but it is well made.', 3, 'Sam Whitlock', MUG],
  ['Turned around', 'A text that turns \u202Earound\u202C in the middle.', 2, 'Aiko Mori', LAMP],
  ['Good present', 'My sister uses it every day. I would buy it again.', 5, 'Aiko Mori', MUG],
];

let mia;
let ned;
let home;
let token;

before(async () => {
  await open();
  mia = await person('mia');
  ned = await person('ned');
  home = await brandSignsUp(mia, `Moments ${run}`, 'Mia Moderator', MIA);
  await verifies(mia, MIA);
  await invites(mia, home, ned, { name: 'Ned Newcomer', email: NED, role: 'Editor' });
  const answer = await act(null, 'signIn', { email: MIA, password: PASSWORD }, 'session { accessToken }');
  token = answer.session.accessToken;
  for (const [at, [title, body, rating, name, products]] of WORDS.entries()) {
    const creator = { externalId: name.toLowerCase().replace(' ', '-'), name };
    const publishedAt = new Date(Date.now() - (at + 1) * 5_400_000).toISOString();
    const input = { kind: 'REVIEW', externalId: `m-${at}`, title, body, rating, creator, products, publishedAt };
    await act(token, 'momentSubmit', input, 'moment { id }');
  }
});
after(close);
afterEach(shoot);

const left = (one, count) => one.getByText(`${count} left`).waitFor();
const list = (one) => one.getByRole('list', { name: 'What waits' });
const states = async () => {
  const { moments } = await ask(token, '{ moments(first: 20) { nodes { title moderation rejectCode } } }');
  return Object.fromEntries(moments.nodes.map((one) => [one.title, one.rejectCode ?? one.moderation]));
};

test('the queue marks what the rules found, and names what nobody sees', async () => {
  await mia.goto(`${app}${home}/moments/queue`);
  await left(mia, WORDS.length);
  // The longest waiting is read first; the next by a key.
  await mia.getByRole('article').getByText('It keeps tea warm').waitFor();
  await mia.keyboard.press('j');
  assert.match(await mia.getByRole('article').locator('mark').first().textContent(), /ines\.vogel@mail\.test/);
  await mia.getByRole('region', { name: 'What the rules found' }).getByText('E-mail addresses').waitFor();
  await list(mia)
    .getByRole('button', { name: /^Turned around/ })
    .click();
  assert.match(await mia.getByRole('article').textContent(), /\[U\+202E\]/);
});

test('it is narrowed to what a rule found; the address keeps it', async () => {
  await choose(mia, 'Found by', 'E-mail addresses');
  await left(mia, 1);
  assert.match(mia.url(), /rule=EMAIL/);
  await press(mia, 'Show all that waits');
  await left(mia, WORDS.length);
});

test('what one has taken, another sees to be taken and cannot decide about', async () => {
  await list(mia)
    .getByRole('button', { name: /^Holds the heat/ })
    .click();
  await mia.keyboard.press('c');
  await see(mia, /Yours until/);
  await ned.goto(`${app}${home}/moments/queue`);
  await see(ned, /Mia Moderator looks at it until/);
  await ned.keyboard.press('a');
  await see(ned, 'Somebody else looks at it.');
  assert.equal((await states())['Holds the heat'], 'PENDING');
  await mia.keyboard.press('c');
  await mia.getByText(/Yours until/).waitFor({ state: 'hidden' });
});

test('a decision is taken with a note, which stays in its history', async () => {
  await list(mia)
    .getByRole('button', { name: /^Write to me/ })
    .click();
  await fill(mia, 'Note for colleagues', 'Asked her to leave the address out.');
  await press(mia, 'Turn down');
  await mia.getByRole('menuitem', { name: 'Personal data' }).click();
  await see(mia, 'Turned down.');
  await left(mia, WORDS.length - 1);
  assert.equal((await states())['Write to me'], 'PERSONAL_DATA');
  await mia.goto(`${app}${home}/moments?state=REJECTED`);
  await go(mia, 'Write to me');
  const history = mia.getByRole('region', { name: 'What was decided' });
  await history.getByText('Asked her to leave the address out.').waitFor();
  await history.getByText('by Mia Moderator').waitFor();
});

test('its author mends it: the old words stay in its history, and it waits again', async () => {
  await press(mia, 'Change its words');
  const dialog = mia.getByRole('dialog');
  await fill(dialog, 'Words', 'Ask me anything in the comments, I answer.');
  await press(dialog, 'Save');
  await see(mia, 'Ask me anything in the comments');
  await mia.getByText('What it said before').click();
  await mia.getByText('ines.vogel@mail.test').waitFor();
  assert.equal((await states())['Write to me'], 'PENDING');
});

test('ten are taken, and many are decided about at once; that can be undone', async () => {
  await mia.goto(`${app}${home}/moments/queue`);
  await left(mia, WORDS.length);
  await press(mia, 'Take ten');
  await see(mia, /are yours/);
  await mia.waitForURL(/whose=MINE/);
  await left(mia, WORDS.length);
  for (const name of ['Holds the heat', 'Warm light', 'A little small', 'Good present']) {
    await mia.getByRole('checkbox', { name: `Choose “${name}”` }).check();
  }
  await see(mia, '4 chosen');
  const many = list(mia).locator('xpath=..');
  await many.getByRole('button', { name: 'Approve' }).click();
  await see(mia, '4 approved.');
  await left(mia, WORDS.length - 4);
  await press(mia, 'Undo');
  await see(mia, 'Undone.');
  // Nobody has them any more.
  await press(mia, 'Show all that waits');
  await left(mia, WORDS.length);
  for (const name of ['Holds the heat', 'Warm light', 'A little small', 'Good present']) {
    await mia.getByRole('checkbox', { name: `Choose “${name}”` }).check();
  }
  await many.getByRole('button', { name: 'Approve' }).click();
  await left(mia, WORDS.length - 4);
  assert.equal((await states())['Warm light'], 'APPROVED');
});

test('the rules say how they do, and what they do is changed', async () => {
  await go(mia, 'Rules');
  await mia.getByRole('row', { name: /Hidden characters.*waiting/ }).waitFor();
  await mia.getByRole('switch', { name: 'Approve by themselves what the rules are sure of' }).click();
  await fill(mia, 'Sure from, in per cent', '90.5');
  await fill(mia, 'Words and phrases you do not want', 'snake oil');
  await mia.getByRole('checkbox', { name: 'Postal addresses: looks' }).uncheck();
  await press(mia, 'Save');
  await see(mia, 'Saved. It counts for moments from now on.');
  await mia.reload();
  assert.equal(await mia.getByLabel('Sure from, in per cent').inputValue(), '90.5');
  assert.equal(await mia.getByLabel('Words and phrases you do not want').inputValue(), 'snake oil');
  const clean = { kind: 'REVIEW', externalId: 'm-clean', title: 'Plain', body: 'A plain and honest text about a mug.' };
  const oil = { kind: 'REVIEW', externalId: 'm-oil', title: 'Oil', body: 'This is SNAKE OIL, nothing else.' };
  for (const input of [clean, oil]) await act(token, 'momentSubmit', { ...input, products: MUG }, 'moment { id }');
  assert.deepEqual([(await states()).Plain, (await states()).Oil], ['APPROVED', 'PENDING']);
});

const rows = (one) => one.getByRole('region', { name: 'Preview' }).getByRole('listitem');
const named = (one, name) => rows(one).filter({ hasText: name });

test('a feed is made, narrowed and looked at before anybody else sees it', async () => {
  await go(mia, 'Feeds');
  await press(mia, 'New feed');
  await fill(mia, 'Name', 'Für den Tisch');
  assert.equal(await mia.getByLabel('Word in addresses').inputValue(), 'fur-den-tisch');
  await press(mia, 'Make the feed');
  await named(mia, 'Warm light').waitFor();
  await mia.getByRole('combobox', { name: 'About these products' }).click();
  await mia.getByRole('option', { name: 'River mug' }).click();
  await mia.keyboard.press('Escape');
  await named(mia, 'Warm light').waitFor({ state: 'hidden' });
  await named(mia, 'Good present').waitFor();
  await see(mia, '1 change');
  const { feed } = await ask(
    token,
    '{ feed(handle: "fur-den-tisch") { version moments(first: 20) { nodes { id } } } }',
  );
  assert.equal(feed.version, 1);
  assert.equal(feed.moments.nodes.length, 5);
});

test('moments are pinned by the pointer and by the keyboard, and by their words', async () => {
  const handle = (name) => mia.getByRole('button', { name: `Move “${name}”` });
  await handle('Plain').scrollIntoViewIfNeeded();
  const from = await handle('Plain').boundingBox();
  const to = await rows(mia).first().boundingBox();
  await mia.mouse.move(from.x + 8, from.y + 8);
  await mia.mouse.down();
  await mia.mouse.move(from.x + 8, from.y - 40, { steps: 5 });
  await mia.mouse.move(from.x + 8, to.y - 12, { steps: 12 });
  await mia.mouse.up();
  await named(mia, 'Plain').getByText('Pinned 1').waitFor();
  // By the keyboard: taken, moved up until it stands above the other, put down.
  await handle('Good present').focus();
  await mia.keyboard.press('Space');
  for (let steps = 0; steps < 2; steps += 1) {
    await mia.keyboard.press('ArrowUp');
    await mia.waitForTimeout(60);
  }
  await mia.keyboard.press('Space');
  await named(mia, 'Good present').getByText('Pinned 1').waitFor();
  await named(mia, 'Plain').getByText('Pinned 2').waitFor();
  await fill(mia, 'Words in it', 'every evening');
  await press(mia, 'Pin “Warm light”');
  await named(mia, 'Warm light').getByText('Pinned 3').waitFor();
});

test('a draft outlives a reload and is asked about on leaving; then it is published', async () => {
  await mia.reload();
  await see(mia, 'Your draft from');
  await named(mia, 'Warm light').getByText('Pinned 3').waitFor();
  await go(mia, 'Home');
  const asked = mia.getByRole('dialog', { name: 'Leave without publishing?' });
  await press(asked, 'Cancel');
  await press(mia, 'Publish');
  const dialog = mia.getByRole('dialog', { name: 'Publish version 2?' });
  await see(dialog, 'River mug');
  await press(dialog, 'Publish it');
  await see(mia, 'Version 2 is shown now.');
  const asks = '{ feed(handle: "fur-den-tisch") { version moments(first: 3) { nodes { title } } } }';
  const { feed } = await ask(token, asks);
  assert.deepEqual(
    [feed.version, feed.moments.nodes.map(({ title }) => title)],
    [2, ['Good present', 'Plain', 'Warm light']],
  );
});

test('a version published meanwhile is not overwritten; one of before is shown again', async () => {
  await choose(mia, 'Order after the pins', 'Newest first');
  const { feed } = await ask(token, '{ feed(handle: "fur-den-tisch") { id version } }');
  await act(token, 'feedUpdate', { feedId: feed.id, version: 2, order: 'TOP_RATED' }, 'feed { version }');
  await press(mia, 'Publish');
  await press(mia.getByRole('dialog'), 'Publish it');
  await see(mia, 'Somebody published version 3 meanwhile.');
  await press(mia, 'Discard');
  await see(mia, 'Version 3 is shown.');
  await go(mia, 'Versions');
  const second = mia.getByRole('listitem').filter({ has: mia.getByRole('heading', { name: 'Version 2' }) });
  await second.getByText('by Mia Moderator').waitFor();
  await second.getByRole('button', { name: 'Go back to it' }).click();
  await press(mia.getByRole('dialog', { name: 'Show what version 2 showed?' }), 'Publish it');
  await see(mia, 'Version 4 shows what version 2 did.');
  const again = await ask(token, '{ feed(handle: "fur-den-tisch") { version content { order } } }');
  assert.deepEqual(again.feed, { version: 4, content: { order: 'RANKED' } });
});

test('its tag is copied with a key of its own', async () => {
  await go(mia, 'On your page');
  await see(mia, 'until you name your shop’s addresses');
  await press(mia, 'Make one');
  await mia.getByText(/data-key="trb_pk_[\w-]{10,}/).waitFor();
  await mia.getByText('A grid', { exact: true }).click();
  await fill(mia, 'Moments of a page', '6');
  const tag = await mia.locator('pre').textContent();
  assert.match(tag, /data-feed="fur-den-tisch"/);
  assert.match(tag, /data-layout="grid"\n {2}data-limit="6"><\/script>$/);
});

test('creators, with what they made; what was read of a moment, and otherwise', async () => {
  await go(mia, 'Creators');
  await go(mia, 'Aiko Mori');
  await see(mia, 'Nobody yet');
  await go(mia, 'Their moments');
  await go(mia, 'Good present');
  await choose(mia, 'Intent', 'Go');
  await see(mia, 'Said by Mia Moderator');
  await mia.goto(`${app}${home}/moments/day?days=7`);
  await mia.getByRole('button', { name: /^Go\s*1$/ }).waitFor();
  await mia.getByRole('table', { name: 'Intents over the day' }).waitFor({ state: 'attached' });
  await choose(mia, 'Time zone', 'Asia/Tokyo');
  await mia.waitForURL(/zone=Asia/);
});

test('who asks is told what is known of them, and is forgotten', async () => {
  await mia.goto(`${app}${home}/creators`);
  await go(mia, 'Spam Spammer');
  const [file] = await Promise.all([mia.waitForEvent('download'), press(mia, 'What is known of them')]);
  assert.match(file.suggestedFilename(), /^spam-spammer-.*\.json$/);
  await press(mia, 'Forget them');
  const dialog = mia.getByRole('dialog', { name: 'Forget Spam Spammer?' });
  await dialog.getByRole('textbox').fill('forget');
  await press(dialog, 'Forget them');
  await see(mia, 'Forgotten, with 1 moment.');
  const { moments } = await ask(token, '{ moments(first: 20) { nodes { body } } }');
  assert.equal(moments.nodes.filter(({ body }) => body.includes('best-deals')).length, 0);
  await mia.goto(`${app}${home}/settings/people`);
  await fill(mia, 'Key of the customer', 'nobody-of-this-key');
  await press(mia, 'What is known of them');
  await see(mia, 'Nobody of this key is known.');
});

test('nothing went wrong on any screen', nothingWentWrong);
