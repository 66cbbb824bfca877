// What goes wrong: wrong input, two clicks, hostile words, ended sessions, lost connections, forgotten passwords.
import { after, afterEach, before, test } from 'node:test';
import {
  app,
  assert,
  brandSignsUp,
  close,
  fill,
  followMail,
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

const MAIL = `hardy-${run}@mail.test`;
const HOSTILE = `<img src=x onerror="document.title='broken'"> ‮"' & {{1}}`;
const NEXT = 'another river of words';
let page;
let home;

before(async () => {
  await open();
  page = await person('hardy');
});
after(close);
afterEach(shoot);

test('what is wrong is said beside its field, without and with the server', async () => {
  await page.goto(`${app}/sign-up`);
  await press(page, 'Create the brand');
  await page.waitForFunction(() => document.querySelectorAll('[aria-invalid=true]').length === 4);
  home = await brandSignsUp(page, `Hardship ${run}`, 'Hardy Hurdle', MAIL);
  // Some things want a confirmed address, and say so.
  await page.goto(`${app}${home}/you`);
  await press(page, 'Turn it on');
  await fill(page, 'Your password', PASSWORD);
  await press(page, 'Next');
  await see(page, 'Confirm your e-mail address first');
  await verifies(page, MAIL);
  const other = await person('other', { quiet: true });
  await other.goto(`${app}/sign-up`);
  await fill(other, 'Brand', 'Taken');
  await fill(other, 'Your name', 'Somebody Else');
  await fill(other, 'E-mail', MAIL);
  await fill(other, 'Password', 'a wrong password');
  await press(other, 'Create the brand');
  await other.locator('[aria-invalid=true], [role=alert]').first().waitFor();
  assert.equal(await other.getByLabel('Brand', { exact: true }).inputValue(), 'Taken');
});

test('hostile words are words, and two clicks are one', async () => {
  await page.goto(`${app}${home}/programmes`);
  await press(page, 'New programme');
  await fill(page, 'Name', HOSTILE);
  await page.getByRole('button', { name: 'Create the programme' }).dblclick();
  await go(page, 'Write the terms');
  await page.goto(`${app}${home}/programmes`);
  await page.getByRole('row', { name: /onerror/ }).waitFor();
  assert.equal(await page.getByRole('row').count(), 2 + (await page.getByRole('row', { name: /Creators/ }).count()));
  assert.match(await page.title(), /Programmes/);
  await page.goto(`${app}${home}/settings`);
  await fill(page, 'Name', HOSTILE.slice(0, 60));
  await press(page, 'Save');
  await see(page, 'Saved.');
  await page.reload();
  await see(page, '<img src=x');
  assert.match(await page.title(), /Settings/);
});

test('a filter is in the address: what it shows comes back with it', async () => {
  await page.goto(`${app}${home}/conversions`);
  await fill(page, 'Order or customer', 'nothing like it');
  await see(page, 'Nothing matches these filters');
  const address = page.url();
  assert.match(address, /q=nothing/);
  await page.goto(`${app}${home}`);
  await page.goto(address);
  await see(page, 'Nothing matches these filters');
  await press(page, 'Clear filters');
  await see(page, 'No conversions yet');
});

test('everything can be reached by keys', async () => {
  await page.goto(`${app}${home}`);
  await see(page, 'Hello, Hardy');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#main');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Type where to go or what to do' }).waitFor();
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await page.waitForURL(/settings$/);
});

test('a lost connection says so, and what is shown comes up to date once it is back', async () => {
  const quiet = await person('offline', { quiet: true });
  await signsIn(quiet, MAIL);
  await see(quiet, 'Hello, Hardy');
  await quiet.goto(`${app}${home}/programmes`);
  await quiet.getByRole('row', { name: /onerror/ }).waitFor();
  await quiet.context().setOffline(true);
  await see(quiet, 'No connection.');
  await press(quiet, 'New programme');
  await fill(quiet, 'Name', 'Kept while away');
  await press(quiet, 'Create the programme');
  await see(quiet, 'What you wrote is still here.');
  await quiet.context().setOffline(false);
  await see(quiet, 'The connection is back');
  await press(quiet, 'Create the programme');
  await see(quiet, 'Kept while away');
});

test('an ended session comes back to where one was', async () => {
  const other = await person('other', { quiet: true });
  await signsIn(other, MAIL);
  await see(other, 'Hello, Hardy');
  await other.goto(`${app}${home}/conversions?state=ATTRIBUTED`);
  await other.getByLabel('Order or customer').waitFor();
  await page.goto(`${app}${home}/you`);
  await press(page, 'End all others');
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  await see(page, 'All other sessions have ended.');
  await other.reload();
  await fill(other, 'E-mail', MAIL);
  await fill(other, 'Password', PASSWORD);
  await press(other, 'Sign in');
  await other.getByLabel('Order or customer').waitFor();
  assert.equal(new URL(other.url()).search, '?state=ATTRIBUTED');
});

test('a password is changed, forgotten, and reset by mail', async () => {
  await page.goto(`${app}${home}/you`);
  await fill(page, 'Password of now', 'not this one');
  await fill(page, 'New password', NEXT);
  await press(page, 'Change it');
  await page.locator('[name=currentPassword][aria-invalid=true]').waitFor();
  await fill(page, 'Password of now', PASSWORD);
  await press(page, 'Change it');
  await see(page, 'Your password is changed.');
  const forgetful = await person('forgetful', { quiet: true });
  await forgetful.goto(`${app}/sign-in`);
  await go(forgetful, 'Forgot your password?');
  await see(forgetful, 'Reset your password');
  await fill(forgetful, 'E-mail', MAIL);
  await press(forgetful, 'Mail me the link');
  await see(forgetful, 'Look into your mail');
  await followMail(forgetful, MAIL, '/password-reset/');
  await fill(forgetful, 'Password', PASSWORD);
  await press(forgetful, 'Set the password');
  await see(forgetful, 'Your password is changed');
  await go(forgetful, 'To the sign-in');
  await fill(forgetful, 'E-mail', MAIL);
  await fill(forgetful, 'Password', PASSWORD);
  await press(forgetful, 'Sign in');
  await see(forgetful, 'Hello, Hardy');
});

test('a link that does not work says so, and where to get another', async () => {
  const lost = await person('lost', { quiet: true });
  for (const [path, text] of [
    ['/invitation/x', 'This invitation does not work'],
    ['/password-reset/x', 'Choose a new password'],
    ['/nowhere', 'Nothing here'],
  ]) {
    await lost.goto(app + path);
    await see(lost, text);
  }
  await lost.goto(`${app}/password-reset/x`);
  await fill(lost, 'Password', PASSWORD);
  await press(lost, 'Set the password');
  await see(lost, 'This link does not work');
});

test('nothing went wrong on any screen', nothingWentWrong);
