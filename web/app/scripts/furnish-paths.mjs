// Paths with several helpers, decisions of every kind, and what a person is asked to look at; called by furnish.mjs.

const MINUTE = 60_000;
const DAY = 86_400_000;
const MAPPING = `kind = "touches"

[columns]
external_id = "touch"
kind = "type"
link = "link"
code = "code"
moment = "moment"
date = "at"
customer = "customer"

[fixed]
moment_source = "paths"
consent = true
`;

/** Somebody of the programme, with a link and a code. */
async function joins({ send, key, run, verify, password }, programId, name) {
  const word = name.split(' ')[0].toLowerCase();
  const email = `${word}-${run}@mail.test`;
  const input = { email, password, name, country: 'GB' };
  const token = (await send(null, 'affiliateSignUp', input, 'session { accessToken }')).session.accessToken;
  await verify(token, email);
  const invited = await send(key, 'enrollmentInvite', { programId, email, name }, 'invitation enrollment { id }');
  await send(token, 'enrollmentAccept', { invitation: invited.invitation }, 'enrollment { id }');
  const enrollmentId = invited.enrollment.id;
  const code = `${word.toUpperCase()}${run.slice(-3).toUpperCase()}`;
  await send(key, 'codeCreate', { enrollmentId, code }, 'code { id }');
  const destination = 'https://shop.test/lamps';
  const { link } = await send(key, 'linkCreate', { enrollmentId, destination }, 'link { url slug }');
  return { name, email, enrollmentId, code, link };
}

async function programme({ send, owner, ask, run }) {
  const name = `River guides ${run}`;
  const input = { name, currency: 'GBP', holdDays: 30, payoutMinimumMinor: '1000' };
  const { program } = await send(owner, 'programCreate', input, 'program { id }');
  const rules = [
    {
      name: 'Wool',
      predicate: { skus: ['throw-wool'] },
      reward: { percentBps: 1500 },
      recurring: { months: 12 },
    },
    { name: 'Leads', reward: { flatPerLeadMinor: '200' } },
    {
      name: 'The more, the more',
      reward: {
        tiers: {
          measure: 'AMOUNT',
          mode: 'GRADUATED',
          tiers: [
            { from: '0', bps: 800 },
            { from: '15000', bps: 1000 },
            { from: '40000', bps: 1250 },
          ],
        },
      },
    },
  ];
  const bonuses = [{ name: 'Fourth sale', measure: 'SALES', goal: '4', minor: '500' }];
  const terms = { programId: program.id, rules, bonuses, capPerOrderMinor: '900', capPerPeriodMinor: '50000' };
  await send(owner, 'termsCreate', terms, 'terms { version }');
  await send(owner, 'budgetCreate', { programId: program.id, name: 'Autumn', amountMinor: '9000' }, 'budget { id }');
  const group = await send(
    owner,
    'groupCreate',
    { programId: program.id, name: 'Coupon sites', standsDown: true },
    'group { id }',
  );
  const { policy } = await ask(owner, '{ policy { model } }');
  await send(
    owner,
    'policyCreate',
    {
      model: policy.model === 'TIME_DECAY' ? 'POSITION' : policy.model,
      clickWindowDays: 21,
      affiliateFloorBps: 6000,
      firstTouchBonusBps: 500,
      standDown: { minutes: 60, keepsBps: 2500 },
    },
    'policy { id }',
  );
  return { id: program.id, group: group.group.id };
}

/** Fills a brand with them. */
export async function paths(tools) {
  const { send, ask, key, owner, run, sleep, browser } = tools;
  const made = await programme(tools);
  const wren = await joins(tools, made.id, 'Wren Calder');
  const otto = await joins(tools, made.id, 'Otto Brandt');
  await send(owner, 'enrollmentGroup', { enrollmentId: otto.enrollmentId, groupId: made.group }, 'enrollment { id }');
  const authors = ['Robin Rivers', 'Aiko Mori'];
  for (const [at, name] of authors.entries()) {
    const moment = {
      kind: 'REVIEW',
      source: 'paths',
      externalId: `look-${run}-${at}`,
      title: 'The light by which I read',
      body: 'Warm, and it does not flicker. The oak has a good grain.',
      rating: 5,
      creator: { externalId: `author-${at}`, name },
    };
    const sent = await send(owner, 'momentSubmit', moment, 'moment { id }');
    await send(owner, 'momentApprove', { momentId: sent.moment.id }, 'moment { id }', 'MomentInput');
  }

  let touched = 0;
  /** Touches of a customer: what, whose, and how long before now in milliseconds. */
  const touches = async (customer, rows) => {
    const lines = rows.map(([type, what, ago]) => {
      touched += 1;
      const of = (kind) => (type === kind ? what : '');
      const at = new Date(Date.now() - ago).toISOString().replace(/\.\d+/, '');
      const id = `${run}-t${touched}`;
      return [id, type, of('CLICK'), of('CODE'), of('MOMENT_CLICK'), at, customer].join(',');
    });
    const data = `touch,type,link,code,moment,at,customer\n${lines.join('\n')}\n`;
    const input = { format: 'CSV', mapping: MAPPING, data };
    const { report } = await send(key, 'touchImport', input, 'report { written refused { reason } }', 'ImportInput');
    if (report.refused.length) console.log('touchImport', JSON.stringify(report.refused));
  };
  let sold = 0;
  const sale = async (customer, skus, more = {}) => {
    sold += 1;
    const prices = { 'lamp-oak': 6400, 'throw-wool': 8900, 'river-mug': 1200, post: 495 };
    const lines = skus.map((sku) => ({
      sku,
      title: { 'lamp-oak': 'Desk lamp, oak', 'throw-wool': 'Wool throw', 'river-mug': 'River mug', post: 'Postage' }[
        sku
      ],
      quantity: '1',
      amountMinor: String(prices[sku]),
      ...(sku === 'post' ? { commissionable: false } : {}),
    }));
    const externalId = `path-${run}-${sold}`;
    const input = { kind: 'SALE', externalId, currency: 'GBP', country: 'GB', customer, lines, ...more };
    const answer = await send(key, 'conversionRecord', { ...input, idempotencyKey: externalId }, 'conversion { id }');
    return answer.conversion?.id;
  };
  const click = async (person, referer) => {
    const headers = { 'user-agent': `${browser} ${Math.random()}`, ...(referer ? { referer } : {}) };
    const answer = await fetch(person.link.url, { redirect: 'manual', headers });
    // The log has to have come, for only it tells the host.
    await sleep(2500);
    return /trb_click=([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1];
  };
  const look = (at) => `look-${run}-${at}`;
  const who = (name) => `${name}-${run}`;

  // Content first, a link, its repeat, and a coupon site at the till.
  await touches(who('nell'), [
    ['MOMENT_CLICK', look(0), 12 * DAY],
    ['CLICK', wren.link.slug, 3 * DAY + 40 * MINUTE],
    ['CLICK', wren.link.slug, 3 * DAY + 20 * MINUTE],
    ['MOMENT_CLICK', look(1), 5 * 60 * MINUTE],
  ]);
  await sale(who('nell'), ['lamp-oak', 'throw-wool', 'post'], { code: otto.code });
  // Too long ago, and nothing else.
  await touches(who('abe'), [['CLICK', wren.link.slug, 25 * DAY]]);
  await sale(who('abe'), ['river-mug']);
  // Bought before, so what came before that does not count.
  await touches(who('ida'), [
    ['CLICK', otto.link.slug, 20 * DAY],
    ['MOMENT_CLICK', look(0), 4 * DAY],
    ['CLICK', wren.link.slug, 2 * DAY],
  ]);
  await sale(who('ida'), ['river-mug'], { occurredAt: new Date(Date.now() - 9 * DAY).toISOString() });
  await sale(who('ida'), ['lamp-oak']);
  // A long path.
  const many = Array.from({ length: 28 }, (_, at) => [
    at % 3 === 0 ? 'MOMENT_CLICK' : 'CLICK',
    at % 3 === 0 ? look(at % 2) : (at % 2 ? wren : otto).link.slug,
    (1 + at * 17.5) * 60 * MINUTE,
  ]);
  await touches(who('mo'), many);
  await sale(who('mo'), ['throw-wool', 'throw-wool', 'lamp-oak']);
  // A subscription: what comes later inherits who helped first.
  const subscription = `box-${run}`;
  await touches(who('ola'), [['MOMENT_CLICK', look(1), 3 * DAY]]);
  await sale(who('ola'), ['throw-wool'], { code: wren.code, subscription });
  await sale(who('ola'), ['throw-wool'], { subscription });
  // A touch that comes late: decided again.
  await touches(who('lena'), [['CLICK', wren.link.slug, DAY]]);
  await sale(who('lena'), ['lamp-oak', 'river-mug']);
  await touches(who('lena'), [['MOMENT_CLICK', look(1), 6 * DAY]]);

  // What a person should look at: one's own purchase; a banned host; both on a path where somebody else helped, too.
  const hosts = { bannedReferrers: ['spam.example'], couponHosts: ['codes.example'] };
  await send(owner, 'fraudThresholdsUpdate', hosts, 'fraudThresholds { holdAt }');
  await touches(who('wren'), [['MOMENT_CLICK', look(0), 2 * DAY]]);
  await sale(who('wren'), ['throw-wool'], { code: wren.code, customerEmail: wren.email });
  await sale(who('kit'), ['lamp-oak'], { clickIds: [await click(otto, 'https://win.spam.example/now')] });
  await sale(who('jo'), ['river-mug'], { clickIds: [await click(otto)], customerEmail: 'jo@mailinator.com' });
  const doubted = await sale(who('pia'), ['throw-wool'], { code: wren.code });
  const asked = 'query($id: ID!) { node(id: $id) { ... on Conversion { commissions { id } } } }';
  const { node } = await ask(owner, asked, { id: doubted });
  const [commission] = node.commissions;
  if (commission) {
    const hold = { commissionId: commission.id, reason: 'We ask the buyer where they found the code.' };
    await send(owner, 'commissionHold', hold, 'commission { id }', 'CommissionInput');
  }
  // The budget does not hold all of it.
  await sale(who('zoe'), ['throw-wool'], { code: wren.code });
  // They are judged, and decided again, a moment later.
  await sleep(4000);
}
