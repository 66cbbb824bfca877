// Looks at screens in Chromium: node scripts/look.mjs DATA OUT [PATH…]
// Each is shown at two widths, light and dark, saved under OUT, examined by axe, and measured: layout shift while it loads,
// first content. A table says what was found; the outcome is bad where something is. Without paths, every screen there is. `:first` in a path is the first link that its list shows.
// WIDTH=1280 makes the wide ones so many pixels wide. WHO=affiliate signs in the demo affiliate, WHO=mail@… another one of `furnish.mjs`, WHO=nobody nobody.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [data, out, ...paths] = process.argv.slice(2);
const ready = JSON.parse(readFileSync(`${data}/ready.json`, 'utf8'));
const app = process.env.APP_URL ?? 'http://127.0.0.1:4312';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const who = process.env.WHO ?? 'owner';
const person = ready[who] ?? { email: who, password: 'a river of words' };
const WIDE = { viewport: { width: Number(process.env.WIDTH ?? 1440), height: 900 } };
const NARROW = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const SHAPES = [
  ['wide-light', { ...WIDE, colorScheme: 'light' }],
  ['wide-dark', { ...WIDE, colorScheme: 'dark' }],
  ['narrow-light', { ...NARROW, colorScheme: 'light' }],
  ['narrow-dark', { ...NARROW, colorScheme: 'dark' }],
].filter(([name]) => !process.env.SHAPES || process.env.SHAPES.split(',').some((part) => name.includes(part)));
/** Every screen of the brand's team, of an affiliate, of nobody. */
const SCREENS = {
  nobody: '/sign-in /sign-up /sign-up?as=affiliate /password-reset /password-reset/x /verify/x /invitation/x /nowhere',
  owner:
    't: t:/moments t:/moments/queue t:/moments/:first t:/moments/import t:/moments/queue?state=ALL t:/moments/rights t:/moments/rights?phase=RUNNING t:/moments/rights/terms t:/moments/rules t:/moments/day t:/feeds t:/feeds/:first t:/feeds/:first/versions t:/feeds/:first/embed t:/creators t:/creators/:first t:/creators/:first/moments t:/creators/claims t:/programmes t:/programmes/:first t:/programmes/:first/versions t:/programmes/:first/groups t:/programmes/:first/budgets t:/programmes/:first/terms t:/affiliates t:/affiliates/:first t:/conversions t:/conversions/:first t:/conversions/held t:/conversions/touches t:/conversions/refunds t:/conversions/import t:/conversions/import/touches t:/missed-sales t:/missed-sales/:first t:/payouts t:/payouts/:first t:/payouts/all t:/payouts/all/:first t:/payouts/timetable t:/wallet t:/wallet/fundings t:/wallet/books t:/wallet/plan t:/settings t:/settings/members t:/settings/keys t:/settings/audit t:/settings/fraud t:/settings/people t:/attribution t:/attribution?model=TIME_DECAY&closer=5000-10000&late=60-2500 t:/attribution/replay?closer=5000-10000&from=2026-01-01&to=2030-01-01 t:/attribution/versions t:/attribution/weights t:/attribution/weights|main_header_button t:/you',
  affiliate:
    '/portal /portal/programmes /portal/programmes|header_button /portal/programmes/:first /portal/links /portal/links/codes /portal/earnings /portal/earnings|td[data-acts]_button /portal/earnings/payouts /portal/missed-sales /portal/missed-sales|header_button /portal/missed-sales|td[data-acts]_button /portal/claims /portal/account /portal/you',
};
if (paths.length === 0) paths.push(...(SCREENS[who] ?? SCREENS.affiliate).split(' '));
/** Above these a screen is a fault. */
const SHIFT_MAX = 0.01;
const FIRST_CONTENT_MS_MAX = 1_000;

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
/** What was found of each screen in each shape. */
const found = [];

async function settle(page) {
  await page.waitForLoadState('networkidle').catch(() => {});
  await page
    .waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root'), null, {
      timeout: 8000,
    })
    .catch(() => {});
  await page.waitForTimeout(350);
}

/** Sums layout shifts as Chromium counts them; those that follow an input count as well. */
const measure = () => {
  window.shift = 0;
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.shift += entry.value;
      window.shifted.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? node?.textContent));
    }
  }).observe({ type: 'layout-shift', buffered: true });
};

async function time(page, name) {
  const { shift, shifted, first } = await page.evaluate(() => ({
    shift: window.shift ?? 0,
    shifted: window.shifted ?? [],
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  }));
  if (shift > SHIFT_MAX) console.log(`${name}: shifts by ${shift.toFixed(3)}: ${shifted.slice(0, 3).join('\n      ')}`);
  if (first >= FIRST_CONTENT_MS_MAX) console.log(`${name}: first content after ${Math.round(first)} ms`);
  return { shift, first };
}

/**
 * Boxes that cut off some of what is in them, or would have to be scrolled sideways for it, and by how many pixels. Not text that ends
 * in an ellipsis, nor what only screen readers get, nor a row of tabs or choices, which is meant to be pushed.
 */
const cutOff = () =>
  [...document.querySelectorAll('body *')].flatMap((box) => {
    const { overflowX, textOverflow } = getComputedStyle(box);
    const over = box.scrollWidth - box.clientWidth;
    const meant =
      textOverflow === 'ellipsis' ||
      box.clientWidth < 2 ||
      box.closest('nav, svg, input, [role=radiogroup], [aria-hidden=true]');
    return overflowX === 'visible' || over < 2 || meant ? [] : [{ over, html: box.outerHTML.slice(0, 120) }];
  });

/** How many rules of axe it breaks, and by how much it is too wide, itself or a box in it. */
async function examine(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  let wide = await page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
  if (wide > 0) console.log(`${name}: ${wide} px too wide`);
  for (const { over, html } of await page.evaluate(cutOff)) {
    console.log(`${name}: ${over} px cut off in ${html}`);
    wide = Math.max(wide, over);
  }
  let broken = 0;
  for (const { id, impact, nodes: all } of violations) {
    // Menus stand outside of every landmark while they are open.
    const nodes = all.filter((node) => id !== 'region' || !node.html.includes('data-portal'));
    if (nodes.length === 0) continue;
    broken += 1;
    console.log(
      `${name}: ${id} (${impact}) ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join('\n      ')}`,
    );
  }
  return { broken, wide };
}

for (const [shape, options] of SHAPES) {
  const context = await browser.newContext({
    ...options,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(measure);
  const page = await context.newPage();
  page.on(
    'console',
    (message) =>
      ['error', 'warning'].includes(message.type()) && console.log(`  [${shape}] ${message.text().slice(0, 300)}`),
  );
  page.on('pageerror', (error) => console.log(`  [${shape}] ${error.stack?.slice(0, 600)}`));
  if (who !== 'nobody') {
    await page.goto(`${app}/sign-in`);
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', person.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 15000 });
    const terms = page.getByRole('button', { name: 'Accept them' });
    await settle(page);
    if (await terms.isVisible()) await terms.click();
    await settle(page);
  }
  for (const path of paths) {
    const [route, ...steps] = path.replace('t:', `/t/${ready.tenant}`).split('|');
    const [list, rest] = route.split('/:first');
    await page.goto(app + list);
    await settle(page);
    if (rest !== undefined) {
      const href = await page.locator('main td a, main [data-first] a').first().getAttribute('href');
      await page.goto(app + href + rest);
      await settle(page);
    }
    const name = `${path.replaceAll(/[^a-z0-9-]+/gi, '_').slice(0, 60)}-${shape}`;
    const measured = await time(page, name);
    for (const step of steps) {
      if (step.startsWith('key:')) await page.keyboard.press(step.slice(4));
      else if (step.startsWith('type:')) await page.keyboard.type(step.slice(5));
      else await page.locator(step.replaceAll('_', ' ')).first().click();
      await settle(page);
    }
    await page.screenshot({ path: `${out}/${name}.png`, fullPage: steps.length === 0 });
    found.push({ path, shape, ...measured, ...(await examine(page, name)) });
  }
  await context.close();
}
await browser.close();

/** The worst of each screen over its shapes. */
const worst = (path) => {
  const of = found.filter((one) => one.path === path);
  const most = (key) => Math.max(...of.map((one) => one[key]));
  return { shift: most('shift'), first: most('first'), wide: most('wide'), broken: most('broken') };
};
const table = paths.map((path) => [path, worst(path)]);
const width = Math.max(...paths.map((path) => path.length));
console.log(`\n${'screen'.padEnd(width)}    CLS  FCP ms  too wide  axe`);
for (const [path, { shift, first, wide, broken }] of table) {
  const figures = [shift.toFixed(3).padStart(6), String(Math.round(first)).padStart(7), String(wide).padStart(9)];
  console.log(`${path.padEnd(width)} ${figures.join(' ')} ${String(broken).padStart(4)}`);
}
const faulty = table.filter(
  ([, { shift, first, wide, broken }]) => shift > SHIFT_MAX || first >= FIRST_CONTENT_MS_MAX || wide > 0 || broken > 0,
);
console.log(
  faulty.length ? `${faulty.length} of ${paths.length} screens have a fault` : `${paths.length} screens, no fault`,
);
process.exitCode = faulty.length ? 1 : 0;
