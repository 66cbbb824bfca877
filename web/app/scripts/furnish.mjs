// Fills a demo brand with people, sales and money, so that screens can be looked at: node scripts/furnish.mjs DATA
// DATA is the directory of `tributary up --data DATA`. Every run adds to what is there.
import { readFileSync } from 'node:fs';
import { moderation } from './furnish-moderation.mjs';
import { paths } from './furnish-paths.mjs';
import { walks } from './walks.mjs';

const ready = JSON.parse(readFileSync(`${process.argv[2] ?? '../../.tributary'}/ready.json`, 'utf8'));
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PASSWORD = 'a river of words';
const run = Date.now().toString(36);
let seed = 7;
const random = () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function post(path, body, token, base = ready.url) {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': BROWSER,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  return answer.json().catch(() => null);
}

async function ask(token, query, variables = {}) {
  const { data, errors } = await post('/graphql', { query, variables }, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function send(token, name, input, fields, type = `${name[0].toUpperCase()}${name.slice(1)}Input`) {
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { message code } } }`;
  const answer = (await ask(token, text, { input }))[name];
  if (answer.userErrors.length) console.log(name, JSON.stringify(answer.userErrors));
  return answer;
}

/** Confirms an address by its mail, as its owner. */
async function verify(token, email) {
  for (let tries = 0; tries < 40; tries += 1) {
    const mails = (await (await fetch(`${ready.url}/dev/mail`)).text()).split('<article>');
    const mailed = mails.find((mail) => mail.includes(`To ${email}`) && mail.includes('/verify/'));
    const found = /\/verify\/([\w-]+)/.exec(mailed ?? '')?.[1];
    if (found) return send(token, 'emailVerify', { token: found }, 'verified');
    await sleep(250);
  }
  throw new Error(`no mail to ${email}`);
}

const sim = (path, body = {}) => post(path, body, null, ready.stripe_url);
const key = ready.secret_key;
const owner = (await send(null, 'signIn', ready.owner, 'session { accessToken }')).session.accessToken;
await send(owner, 'tenantUpdate', { linkHosts: ['shop.example', '*.shop.example', 'shop.test'] }, 'tenant { id }');
const { programs } = await ask(owner, '{ programs(first: 20) { nodes { id name audience currentTerms { id } } } }');
const goods = programs.nodes.find((one) => one.audience === 'AFFILIATES' && one.name !== 'Ambassadors');

let ambassadors = programs.nodes.find((one) => one.name === 'Ambassadors');
if (!ambassadors) {
  const input = {
    name: 'Ambassadors',
    currency: 'GBP',
    holdDays: 30,
    payoutMinimumMinor: '2500',
    payoutOnDemand: true,
  };
  ambassadors = (await send(owner, 'programCreate', input, 'program { id name }')).program;
}
// Two versions, of which the second has all that terms can have; a third is to come. A group with terms of its own; budgets.
let coupons;
if (!ambassadors.currentTerms) {
  const terms = (input) => send(owner, 'termsCreate', { programId: ambassadors.id, ...input }, 'terms { version }');
  const days = (count) => new Date(Date.now() + count * 86_400_000).toISOString();
  const lamps = { name: 'Lamps', predicate: { categories: ['lamps'] }, reward: { percentBps: 1500 } };
  const large = { name: 'Large orders', predicate: { orderMinorMin: '10000' }, reward: { percentBps: 1200 } };
  const rest = { name: 'Everything else', reward: { percentBps: 800 } };
  const leads = { name: 'Leads', reward: { flatPerLeadMinor: '200' } };
  await terms({ rules: [lamps, large, rest, leads], effectiveFrom: days(-60) });
  const steps = (...all) => all.map(([from, bps]) => ({ from: String(from), bps }));
  const rising = { measure: 'AMOUNT', mode: 'GRADUATED', tiers: steps([0, 800], [100_000, 1000], [500_000, 1200]) };
  const box = {
    name: 'Candle box',
    predicate: { skus: ['candle-box'] },
    reward: { percentBps: 2000 },
    // biome-ignore lint/suspicious/noThenProperty: the graph calls it so
    recurring: { months: 6, then: { bps: 500 } },
  };
  const first = {
    name: 'First order',
    predicate: { customer: 'NEW', countries: ['GB', 'IE'] },
    reward: { percentBps: 1800 },
  };
  const second = {
    rules: [
      lamps,
      box,
      first,
      { ...rest, reward: { tiers: rising } },
      leads,
      { name: 'Clicks', reward: { flatPerClickMinor: '2' } },
    ],
    bonuses: [
      { name: 'Ten in a month', measure: 'SALES', goal: '10', minor: '2500' },
      { name: 'Five thousand', measure: 'AMOUNT', goal: '500000', minor: '10000' },
    ],
    capPerOrderMinor: '7500',
    capPerPeriodMinor: '150000',
  };
  await terms(second);
  const third = [{ ...lamps, reward: { percentBps: 1200 } }, first, ...second.rules.slice(3), box];
  await terms({ ...second, rules: third, capPerOrderMinor: '5000', effectiveFrom: days(12) });
  const group = async (name, standsDown) =>
    (await send(owner, 'groupCreate', { programId: ambassadors.id, name, standsDown }, 'group { id }')).group.id;
  coupons = await group('Coupon sites', true);
  await group('Best partners', false);
  await terms({
    groupId: coupons,
    rules: [{ name: 'All goods', reward: { percentBps: 300 } }],
    capPerPeriodMinor: '20000',
  });
  const budget = (input) => send(owner, 'budgetCreate', { programId: ambassadors.id, ...input }, 'budget { id }');
  await budget({ name: 'This winter', amountMinor: '25000', startsAt: days(-60), endsAt: days(40) });
  await budget({ name: 'Spring', amountMinor: '400000', startsAt: days(40) });
  await budget({ name: 'Coupons', amountMinor: '50000', groupId: coupons, startsAt: days(-30) });
}

const NAMES = [
  'Mara Okafor',
  'Jonas Lindqvist',
  'Priya Raman',
  'Tomás Beltrán',
  'Yuki Tanaka',
  'Elif Demir',
  'Noor Haddad',
];
const people = [];
for (const [at, name] of NAMES.entries()) {
  const email = `${name
    .split(' ')[0]
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase()}-${run}@mail.test`;
  const signed = await send(
    null,
    'affiliateSignUp',
    { email, password: PASSWORD, name, country: 'GB' },
    'session { accessToken }',
  );
  const token = signed.session.accessToken;
  await verify(token, email);
  const programId = at % 3 === 2 ? ambassadors.id : goods.id;
  if (at >= 5) {
    await send(token, 'enrollmentApply', { programId }, 'enrollment { id }');
    continue;
  }
  const invited = await send(key, 'enrollmentInvite', { programId, email, name }, 'invitation enrollment { id }');
  if (at === 4) continue;
  await send(token, 'enrollmentAccept', { invitation: invited.invitation }, 'enrollment { id }');
  const enrollmentId = invited.enrollment.id;
  if (at === 2 && coupons)
    await send(owner, 'enrollmentGroup', { enrollmentId, groupId: coupons }, 'enrollment { id }');
  const code = `${name
    .split(' ')[0]
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toUpperCase()}${run.slice(-3).toUpperCase()}`;
  await send(key, 'codeCreate', { enrollmentId, code }, 'code { id }');
  const destination = pick(['https://shop.test/mugs/river', 'https://shop.test/lamps', 'https://shop.test/']);
  const { link } = await send(key, 'linkCreate', { enrollmentId, destination }, 'link { url }');
  if (at < 3) {
    const { payoutAccount } = await send(token, 'payoutAccountOnboard', {}, 'payoutAccount { stripeAccountId }');
    let account = payoutAccount?.stripeAccountId;
    for (let tries = 0; !account && tries < 20; tries += 1) {
      await sleep(300);
      const asked = await ask(token, '{ viewer { affiliate { payoutAccount { stripeAccountId } } } }');
      account = asked.viewer.affiliate.payoutAccount?.stripeAccountId;
    }
    await sim(`/_sim/accounts/${account}/complete`);
  }
  people.push({ email, token, enrollmentId, code, link, sales: [] });
}

const GOODS = [
  ['river-mug', 'River mug', 1200],
  ['lamp-oak', 'Desk lamp, oak', 6400],
  ['candle-3', 'Beeswax candles, three', 1850],
  ['throw-wool', 'Wool throw', 8900],
];
for (let at = 0; at < 90; at += 1) {
  const [sku, title, price] = pick(GOODS);
  const person = random() < 0.85 ? pick(people) : null;
  const quantity = 1 + Math.floor(random() * 3);
  const occurredAt = new Date(Date.now() - Math.floor(random() ** 1.4 * 58 * 86_400_000)).toISOString();
  const clickIds = [];
  let when = { occurredAt };
  if (person && at % 4 === 0) {
    const answer = await fetch(person.link.url, { redirect: 'manual', headers: { 'user-agent': `${BROWSER} ${at}` } });
    const id = /trb_click=([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1];
    if (id) clickIds.push(id);
    when = {};
  }
  const input = {
    externalId: `${run}-${1000 + at}`,
    currency: 'GBP',
    ...(at % 17 === 0
      ? { kind: 'LEAD' }
      : {
          kind: 'SALE',
          lines: [{ sku, title, quantity: String(quantity), amountMinor: String(price * quantity) }],
        }),
    customer: `customer-${Math.floor(random() * 40)}`,
    country: pick(['GB', 'GB', 'DE', 'FR']),
    ...(person && clickIds.length === 0 ? { code: person.code } : {}),
    ...(clickIds.length ? { clickIds } : {}),
    ...when,
    idempotencyKey: `${run}-${at}`,
  };
  const { conversion } = await send(key, 'conversionRecord', input, 'conversion { id }');
  if (conversion && person && input.kind === 'SALE') person.sales.push(input);
  if (conversion && at % 19 === 5) {
    const refund = {
      conversionId: conversion.id,
      externalId: `return-${run}-${at}`,
      idempotencyKey: `r-${run}-${at}`,
      currency: 'GBP',
    };
    await send(
      key,
      'refundRecord',
      { ...refund, ...(at % 2 ? { whole: true } : { amountMinor: '500' }) },
      'refund { id }',
    );
  }
}

const MOMENTS = [
  [
    'Keeps tea warm through a whole chapter',
    'I was sure it was only pretty. It is heavy, and it keeps the heat. The glaze has a small run at the foot, which I like.',
    5,
  ],
  [
    '<img src=x onerror=alert(1)> & <b>bold</b>',
    'A text that must be shown as it is: <script>alert("no")</script> ‮ and “quotes”, too.',
    1,
  ],
  ['Arrived chipped', 'The box had been dropped. They sent another within two days without a question.', 3],
];
for (const [at, [title, body, rating]] of MOMENTS.entries()) {
  const creator = { externalId: `c-${run}-${at}`, name: pick(['Ines Vogel', 'Sam Whitlock', 'Aiko Mori']) };
  const products = [{ externalId: 'river-mug', title: 'River mug' }];
  const permalink = `https://social.test/${run}/${at}`;
  const input = { kind: 'REVIEW', externalId: `m-${run}-${at}`, permalink, title, body, rating, creator, products };
  await send(owner, 'momentSubmit', input, 'moment { id moderation }');
}

await moderation({ owner, run, send, ask, url: ready.url });

await walks({ owner, key, run, random, pick, send, ask, people: [...people], programId: goods.id });

/** The demo affiliate, who has a link and a code already. */
const demo = (await send(null, 'signIn', ready.affiliate, 'session { accessToken }')).session.accessToken;
const { viewer } = await ask(demo, '{ viewer { affiliate { enrollments(first: 1) { nodes { id } } } } }');
const code = 'DEMO10';
const order = {
  kind: 'SALE',
  externalId: `${run}-demo`,
  currency: 'GBP',
  lines: [{ sku: 'lamp-oak', title: 'Desk lamp, oak', quantity: '1', amountMinor: '6400' }],
  code,
  occurredAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
};
const { conversion: sold } = await send(
  key,
  'conversionRecord',
  { ...order, idempotencyKey: run },
  'conversion { id }',
);
const taken = {
  conversionId: sold.id,
  externalId: `return-${run}-demo`,
  currency: 'GBP',
  amountMinor: '1600',
  idempotencyKey: `r-${run}`,
};
await send(key, 'refundRecord', taken, 'refund { id }');
const [place] = viewer.affiliate.enrollments.nodes;
people.unshift({ token: demo, enrollmentId: place.id, sales: [order] });

const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const report = async ({ token, enrollmentId }, sale) =>
  (await send(token, 'missedSaleReport', { enrollmentId, ...sale }, 'missedSale { id }')).missedSale;
const EVIDENCE = [
  'She wrote to me that she had bought it through my link on her phone.\nHer message is with me.',
  'My code stood in the film of that evening; <b>he</b> sent me the confirmation.',
  'The order came in ten minutes after my post, and nothing is among my earnings.',
];
for (const [at, person] of people.entries()) {
  const [sale] = person.sales;
  // One that is found, one that is turned down, one that is taken back, and two that wait.
  if (sale) {
    const occurredOn = (sale.occurredAt ?? new Date().toISOString()).slice(0, 10);
    const found = await report(person, { orderReference: sale.externalId, occurredOn, evidence: EVIDENCE[0] });
    const asked = 'query($id: ID!) { node(id: $id) { ... on MissedSale { candidates { id } } } }';
    const { node } = found ? await ask(owner, asked, { id: found.id }) : {};
    const [candidate] = node?.candidates ?? [];
    if (candidate && at < 2) {
      await send(
        owner,
        'missedSaleAccept',
        { missedSaleId: found.id, conversionId: candidate.id },
        'missedSale { id }',
      );
    }
  }
  const turned = await report(person, { occurredOn: day(9), evidence: EVIDENCE[1] });
  const reason = 'This order was placed two days before the code was first shown.';
  await send(owner, 'missedSaleReject', { missedSaleId: turned.id, reason }, 'missedSale { id }');
  const back = await report(person, { orderReference: `OLD-${run}-${at}`, occurredOn: day(20), evidence: EVIDENCE[2] });
  await send(person.token, 'missedSaleWithdraw', { missedSaleId: back.id }, 'missedSale { id }');
  await report(person, {
    orderReference: `WEB-${run}-${at}`,
    occurredOn: day(2),
    currency: 'GBP',
    amountMinor: '1850',
    evidence: EVIDENCE[2],
  });
}

// Who wrote what: one claim that is granted, one that waits.
for (const [at, person] of people.slice(0, 2).entries()) {
  for (const moment of [at, at + 1]) {
    const input = {
      moment: `https://social.test/${run}/${moment}`,
      evidence: 'I am the one behind this account; order 4411.',
    };
    const { claim } = await send(person.token, 'creatorClaimCreate', input, 'claim { id }');
    if (claim && moment === 0) {
      await send(owner, 'creatorClaimApprove', { claimId: claim.id }, 'claim { id }', 'CreatorClaimDecideInput');
    }
  }
}

const funded = await send(
  owner,
  'walletFund',
  { currency: 'GBP', amountMinor: '60000', idempotencyKey: `f-${run}` },
  'funding { checkoutUrl }',
);
const session = /cs_\w+/.exec(funded.funding.checkoutUrl)?.[0];
await sim(`/_sim/checkout/${session}/pay`);
await sleep(8000);

const hash = async (id) =>
  (await send(owner, 'payoutRunPreview', { payoutRunId: id }, 'payoutRun { previewHash }')).payoutRun?.previewHash;
const { payoutRuns } = await ask(owner, '{ payoutRuns(first: 20) { nodes { id state } } }');
const drafted = payoutRuns.nodes.find(({ state }) => state === 'DRAFT');
const run1 = { currency: 'GBP', idempotencyKey: `p1-${run}` };
const first = drafted?.id ?? (await send(owner, 'payoutRunCreate', run1, 'payoutRun { id }')).payoutRun.id;
const approve = { payoutRunId: first, previewHash: await hash(first), idempotencyKey: `a-${run}` };
await send(owner, 'payoutRunApprove', approve, 'payoutRun { id }');
await send(owner, 'payoutRunExecute', { payoutRunId: first, idempotencyKey: `e-${run}` }, 'payoutRun { id }');
await paths({ send, ask, key, owner, run, sleep, verify, browser: BROWSER, password: PASSWORD });
console.log(`Furnished. Affiliates sign in with “${PASSWORD}”:`, people.flatMap(({ email }) => email ?? []).join(', '));
