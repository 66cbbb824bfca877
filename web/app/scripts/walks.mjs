// For furnish.mjs: customers who met several on their way to a sale, visitors who bought nothing, a group of coupon sites,
// versions of the policy, and weights. So that attribution has something to show.
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WALKS = 80;
/** How many visitors look and do not buy. */
const LOOKERS = 40;
const MAPPING = `kind = "touches"
[columns]
external_id = "touch"
kind = "type"
link = "link"
code = "code"
moment = "moment"
date = "at"
customer = "customer"
visitor = "visitor"
consent = "consent"
[fixed]
moment_source = "api"
`;
const HEAD = 'touch,type,link,code,moment,at,customer,visitor,consent';

const CREATORS = ['Ines Vogel', 'Sam Whitlock', 'Aiko Mori'];

/** Moments that may be shown, each of its own creator; answers their external ids. */
async function publishMoments({ owner, run, send }) {
  const ids = [];
  for (const [at, name] of CREATORS.entries()) {
    const externalId = `walk-m-${run}-${at}`;
    const creator = { externalId: `walk-c-${run}-${at}`, name };
    const products = [{ externalId: 'river-mug', title: 'River mug' }];
    const body = 'Seen by those who walked by, and bought.';
    const input = { kind: 'REVIEW', externalId, body, rating: 5, creator, products };
    const { moment } = await send(owner, 'momentSubmit', input, 'moment { id }');
    await send(owner, 'momentApprove', { momentId: moment.id }, 'moment { id }', 'MomentInput');
    ids.push(externalId);
  }
  return ids;
}

/** `send` and `ask` are furnish's; `people` have a `code` and a `link`. */
export async function walks({ owner, key, run, random, pick, send, ask, people, programId }) {
  const moments = await publishMoments({ owner, run, send });
  const { group } = await send(
    owner,
    'groupCreate',
    { programId, name: `Coupon sites ${run.slice(-3)}`, standsDown: true },
    'group { id }',
  );
  const coupons = people.at(-1);
  if (group) {
    await send(
      owner,
      'enrollmentGroup',
      { enrollmentId: coupons.enrollmentId, groupId: group.id },
      'enrollment { id }',
    );
  }
  const lines = [HEAD];
  const slug = ({ url }) => url.split('/').at(-1);
  /** One touch of somebody, so long before a moment. */
  const touch = (who, at) => {
    const id = `w-${run}-${lines.length}`;
    const when = new Date(at).toISOString();
    const kind = random();
    const person = pick(people);
    const what =
      kind < 0.4
        ? `MOMENT_CLICK,,,${pick(moments)}`
        : kind < 0.8
          ? `CLICK,${slug(person.link)},,`
          : `CODE,,${person.code},`;
    lines.push(`${id},${what},${when},${who},b-${who},true`);
  };
  const sales = [];
  for (let at = 0; at < WALKS; at += 1) {
    const customer = `walker-${run}-${at}`;
    const soldAt = Date.now() - HOUR_MS - Math.floor(random() * 45 * DAY_MS);
    const touches = 1 + Math.floor(random() * 5);
    for (let place = 0; place < touches; place += 1) touch(customer, soldAt - HOUR_MS - random() * 12 * DAY_MS);
    const late = at % 5 === 0;
    if (late)
      lines.push(
        `w-${run}-${lines.length},CODE,,${coupons.code},,${new Date(soldAt - 240_000).toISOString()},${customer},b-${customer},true`,
      );
    sales.push({ customer, soldAt, late });
  }
  for (let at = 0; at < LOOKERS; at += 1) touch(`looker-${run}-${at}`, Date.now() - random() * 40 * DAY_MS);
  const file = { format: 'CSV', mapping: MAPPING, data: `${lines.join('\n')}\n` };
  const { report } = await send(owner, 'touchImport', file, 'report { refused { line code reason } }', 'ImportInput');
  if (report?.refused?.length) console.log('touches', JSON.stringify(report.refused.slice(0, 3)));

  const policy = (input) => send(owner, 'policyCreate', input, 'policy { version }');
  for (const [at, { customer, soldAt, late }] of sales.entries()) {
    if (at === WALKS / 4) await policy({ model: 'LAST_AFFILIATE_TOUCH' });
    if (at === WALKS / 2) await policy({ model: 'POSITION', creatorCeilingBps: 3_000, viewWindowDays: 7 });
    const price = 1_200 + Math.floor(random() * 9_000);
    const input = {
      kind: 'SALE',
      externalId: `walk-${run}-${at}`,
      currency: 'GBP',
      lines: [{ sku: 'river-mug', title: 'River mug', quantity: '1', amountMinor: String(price) }],
      customer,
      occurredAt: new Date(soldAt).toISOString(),
      ...(late ? { code: coupons.code } : {}),
      idempotencyKey: `w-${run}-${at}`,
    };
    await send(key, 'conversionRecord', input, 'conversion { id }');
  }
  const period = { from: new Date(Date.now() - 45 * DAY_MS).toISOString(), to: new Date().toISOString() };
  const { __type: knows } = await ask(owner, '{ __type(name: "WeightSetPublishInput") { name } }');
  if (!knows) return;
  await send(owner, 'weightSetPublish', { model: 'MARKOV', ...period }, 'weightSet { id }');
  const byHand = [
    { channel: 'AFFILIATE/CLICK', weight: 4_000 },
    { channel: 'AFFILIATE/CODE', weight: 1_500 },
    { channel: 'CREATOR/MOMENT_CLICK', weight: 3_000 },
    { channel: 'CREATOR/MOMENT_VIEW', weight: 1_500 },
  ];
  await send(owner, 'weightSetPublish', { model: 'SHAPLEY', weights: byHand, whole: 10_000 }, 'weightSet { id }');
}
