// What somebody else made: its pictures are looked at, its author is asked for the rights, agrees, and takes them back; each with
// what shows it. `./dev story` runs it with the others.
import { after, afterEach, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
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
  verifies,
} from './people.mjs';

const RIA = `ria-${run}@mail.test`;

let ria;
let home;
let token;

/** A picture of one colour. */
function png(width, height, colour) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.concat(Array.from({ length: width }, () => Buffer.from(colour))),
  ]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

async function uploaded(bytes) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
  const answer = await fetch(`${server}/v1/media`, { method: 'POST', headers, body: bytes });
  const { media } = await answer.json();
  return media.id;
}

before(async () => {
  await open();
  ria = await person('ria');
  home = await brandSignsUp(ria, `Rights ${run}`, 'Ria Rights', RIA);
  await verifies(ria, RIA);
  const answer = await act(null, 'signIn', { email: RIA, password: PASSWORD }, 'session { accessToken }');
  token = answer.session.accessToken;
  const media = [await uploaded(png(640, 480, [12, 106, 120])), await uploaded(png(480, 640, [224, 163, 45]))];
  const posts = [
    ['By the river', 'The mug by the river, on a Sunday. #slowmorning', media],
    ['On the desk', 'My lamp and I, late.', []],
  ];
  for (const [at, [title, body, pictures]] of posts.entries()) {
    const creator = { externalId: 'ann', name: 'Ann Author' };
    const input = { kind: 'SOCIAL_POST', externalId: `p-${at}`, title, body, creator, media: pictures };
    const { moment } = await act(token, 'momentSubmit', { ...input, rightsRequired: true }, 'moment { id }');
    const text = 'mutation($input: MomentInput!) { momentApprove(input: $input) { userErrors { code } } }';
    await ask(token, text, { input: { momentId: moment.id } });
  }
});
after(close);
afterEach(shoot);

const rightsOf = async (title) => {
  const { moments } = await ask(token, '{ moments(first: 9) { nodes { title rights publishable } } }');
  return moments.nodes.find((one) => one.title === title);
};
const column = (name) => ria.getByRole('region', { name });

test('its pictures are looked at, one after the other', async () => {
  await ria.goto(`${app}${home}/moments`);
  await go(ria, 'By the river');
  await ria.getByRole('button', { name: 'Look at: Picture 1 of 2 by Ann Author' }).click();
  const viewer = ria.getByRole('dialog', { name: 'Picture 1 of 2 by Ann Author' });
  const shown = viewer.getByRole('img', { name: 'Picture 1 of 2 by Ann Author' });
  await shown.waitFor();
  await ria.waitForFunction((img) => img.naturalWidth > 0, await shown.elementHandle());
  await see(viewer, '640 × 480 pixels');
  await ria.keyboard.press('ArrowRight');
  await see(ria, '480 × 640 pixels');
  await ria.keyboard.press('Escape');
  await ria.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('the board says whom to ask; without terms nobody can be', async () => {
  await go(ria, 'Moments');
  await go(ria, 'Rights');
  await column('To ask').getByText('By the river').waitFor();
  await column('To ask')
    .getByRole('link', { name: /By the river/ })
    .click();
  await press(ria, 'Ask for the rights');
  await see(ria, 'First say what creators agree to.');
  await go(ria.getByRole('dialog'), 'Write the terms');
  await fill(ria, 'The terms', 'You may show it on your pages, with my name, for as long as I let you.');
  await press(ria, 'Publish');
  await press(ria.getByRole('dialog', { name: 'Publish version 1?' }), 'Publish');
  await see(ria, 'Version 1 holds from now on.');
});

test('its author is asked, with what shows it; the text stays in the window', async () => {
  await go(ria, 'Rights');
  await column('To ask')
    .getByRole('link', { name: /By the river/ })
    .click();
  await press(ria, 'Ask for the rights');
  const dialog = ria.getByRole('dialog', { name: 'You have asked its author' });
  await see(dialog, 'Under version 1 of your terms.');
  await press(dialog, 'Note that they were asked');
  await see(dialog, 'Please name the message.');
  await fill(dialog, 'Which message', 'dm-17');
  await fill(dialog, 'What stood in it', 'May we show it?');
  const [sent] = await Promise.all([
    ria.waitForRequest((request) => request.postData()?.includes('textHash') ?? false),
    press(dialog, 'Note that they were asked'),
  ]);
  assert.doesNotMatch(sent.postData(), /May we show it/);
  await see(ria, 'Asked by Ria Rights');
  await see(ria, /Waiting; lapses in 1[34] days/);
  assert.equal((await rightsOf('By the river')).rights, 'REQUESTED');
});

test('they agree until a day: it is shown, and stands where it ends soon', async () => {
  await press(ria, 'They agreed');
  const dialog = ria.getByRole('dialog', { name: 'Its author agreed' });
  await see(dialog, 'As it was asked for: Your pages and app; the whole world');
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await fill(dialog, 'Until day', '2020-01-01');
  await fill(dialog, 'Which message', 'dm-18');
  await fill(dialog, 'What stood in it', 'Yes, gladly.');
  await press(dialog, 'Note that they agreed');
  await see(dialog, 'It ends before it begins.');
  await fill(dialog, 'Until day', soon);
  await press(dialog, 'Note that they agreed');
  await see(ria, 'The rights are noted.');
  assert.deepEqual(await rightsOf('By the river'), { title: 'By the river', rights: 'GRANTED', publishable: true });
  await go(ria, 'Moments');
  await go(ria, 'Rights');
  await column('Ends soon').getByText('By the river').waitFor();
});

test('they take it back: it is shown no longer, and stands among the others', async () => {
  await column('Ends soon')
    .getByRole('link', { name: /By the river/ })
    .click();
  await press(ria, 'Taken back');
  const dialog = ria.getByRole('dialog', { name: 'Its author took the rights back' });
  await dialog.getByRole('checkbox', { name: 'There is a message of theirs' }).uncheck();
  await press(dialog, 'Note it');
  await see(ria, 'Noted that the rights were taken back.');
  assert.deepEqual(await rightsOf('By the river'), { title: 'By the river', rights: 'REVOKED', publishable: false });
  await go(ria, 'Moments');
  await go(ria, 'Rights');
  await ria.getByRole('button', { name: /^Taken back/ }).click();
  await ria.waitForURL(/phase=REVOKED/);
  await ria.getByRole('link', { name: 'By the river' }).waitFor();
});

test('nothing went wrong on any screen', nothingWentWrong);
