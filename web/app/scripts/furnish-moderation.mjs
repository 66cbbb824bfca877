// Moments that the rules find something in, some decided about and some reported by readers; feeds by a rule and of pins alone.
const NAMES = ['Ines Vogel', 'Sam Whitlock', 'Aiko Mori', 'Lola Brandt', 'Oskar Dahl'];
const PRODUCTS = [
  { externalId: 'river-mug', title: 'River mug' },
  { externalId: 'lamp-oak', title: 'Desk lamp, oak' },
  { externalId: 'candle-3', title: 'Beeswax candles, three' },
];
const WAITING = [
  ['Write to me', 'I took many photographs. Ask me at ines.vogel@mail.test or call 020 7946 0958 after six.', 4],
  ['CHEAPER HERE', 'BUY NOW AT best-deals.test!!! LIMITED OFFER, ACT NOW, 100 % FREE!!!!!', 5],
  ['Turned around', 'Somebody wants this \u202Eword\u202C to be read the other way round.', 2],
  ['We live at', 'Send the other one to 12 Harbour Road, Bristol BS1 4RN, we will gladly test it for you.', 5],
  ['', 'very very very very very very very very very very very good', 5],
  [
    'A lamp for long evenings',
    'I have read four books by it. The switch is a little stiff, the light is warm and even.',
    4,
  ],
  ['Where can I find the matching saucer?', 'I looked in the shop in town and could not find one.', null],
];
const SHOWN = [
  ['Worth the wait', 'Three weeks on a ship, and not a scratch. My mother uses it every morning.', 5],
  ['Holds its heat', 'The tea is warm when I come back from the garden.', 5],
  ['Smells of honey', 'The candles burn evenly and do not drip, so I want to buy more of them for the winter.', 4],
  ['Heavy, in a good way', 'It stands where I put it, even with the cat about. #tea #slowmorning', 5],
  ['How I clean the oak', 'A damp cloth, then oil once a year. That is all it needs.', 4],
  ['Not for my desk', 'The foot is wider than I thought. Beautiful, but it went to the hall.', 3],
];

/** Makes them. `ask` and `send` are those of `furnish.mjs`. */
export async function moderation({ owner, run, send, ask, url }) {
  const submit = async ([title, body, rating], at, kind) => {
    const name = NAMES[at % NAMES.length];
    const creator = { externalId: `c-${name.toLowerCase().replace(' ', '-')}`, name };
    const publishedAt = new Date(Date.now() - at * 5_000_000 - 900_000).toISOString();
    const input = { kind, externalId: `q-${run}-${at}`, title: title || null, body, rating, creator, publishedAt };
    const products = [PRODUCTS[at % PRODUCTS.length]];
    return (await send(owner, 'momentSubmit', { ...input, products }, 'moment { id }')).moment.id;
  };
  const shown = [];
  for (const [at, words] of SHOWN.entries()) {
    const id = await submit(words, at, 'REVIEW');
    await send(owner, 'momentApprove', { momentId: id }, 'moment { id }', 'MomentInput');
    shown.push(id);
  }
  const waiting = [];
  for (const [at, words] of WAITING.entries()) {
    waiting.push(await submit(words, at + SHOWN.length, words[0].endsWith('?') ? 'QUESTION' : 'REVIEW'));
  }
  const rejected = { momentId: await submit(['Spam', 'Win big at casino.test, promo code inside!', 5], 20, 'REVIEW') };
  const note = 'The third from this address today.';
  await send(owner, 'momentReject', { ...rejected, code: 'SPAM', note }, 'moment { id }', 'MomentRejectInput');
  await send(owner, 'momentClaim', { momentId: waiting[0] }, 'moment { id }', 'MomentClaimInput');
  // Three readers have one flagged that was shown.
  const { node } = await ask(owner, 'query($id: ID!) { node(id: $id) { ... on Moment { impressionToken } } }', {
    id: shown[5],
  });
  const reports = [
    ['OFF_TOPIC', 'It is about a desk, not about the lamp.'],
    ['MISLEADING', null],
    ['OTHER', '<b>No.</b>'],
  ];
  for (const [at, [reason, said]] of reports.entries()) {
    const input = { momentId: shown[5], token: node.impressionToken, reason, note: said };
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `Mozilla/5.0 (X11; Linux x86_64; rv:14${at}.0) Gecko/20100101 Firefox/14${at}.0`,
        authorization: `Bearer ${owner}`,
      },
      body: JSON.stringify({
        query: 'mutation($input: MomentReportInput!) { momentReport(input: $input) { userErrors { code } } }',
        variables: { input },
      }),
    });
  }
  await rights({ owner, run, send });
  const feed = async (input) => (await send(owner, 'feedCreate', input, 'feed { id version }')).feed;
  await feed({ handle: `home-${run}`, name: 'On the home page', curated: true, pinIds: shown.slice(0, 3) });
  const best = await feed({ handle: `best-${run}`, name: 'Best of the mugs' });
  const rule = { kinds: ['REVIEW'], stars: { least: 4, most: 5 }, hashtags: [], languages: [], intents: [] };
  const update = { feedId: best.id, version: 1, rule, pinIds: [shown[3], shown[1]], order: 'MOST_HELPFUL' };
  await send(owner, 'feedUpdate', update, 'feed { id version }');
}

const POSTS = [
  'The mug by the river, on a Sunday. #slowmorning',
  'My lamp and I, late.',
  'Candles on the balcony, no wind at all.',
  'A throw, a cat, a long afternoon.',
];

/** Posts whose authors have to be asked: one nobody has asked, one that waits, one granted for long, one that ends soon. */
async function rights({ owner, run, send }) {
  const body = 'You may show it on your pages, with my name.\n\nI may take it back at any time.';
  await send(owner, 'rightsTermsPublish', { body }, 'rightsTerms { number }');
  const scope = { uses: ['WEBSITE', 'SOCIAL'], territories: ['WORLD'] };
  const said = (messageId) => ({ channel: 'DIRECT_MESSAGE', messageId, textHash: 'ab12cd34ef567890'.repeat(4) });
  for (const [at, text] of POSTS.entries()) {
    const creator = { externalId: `post-${at}`, name: NAMES[at] };
    const input = { kind: 'SOCIAL_POST', externalId: `post-${run}-${at}`, body: text, creator, rightsRequired: true };
    const { moment } = await send(owner, 'momentSubmit', input, 'moment { id }');
    const momentId = moment.id;
    await send(owner, 'momentApprove', { momentId }, 'moment { id }', 'MomentInput');
    if (at === 0) continue;
    await send(owner, 'momentRightsRequest', { momentId, scope, evidence: said(`ask-${at}`) }, 'moment { id }');
    if (at === 1) continue;
    const endsAt = at === 3 ? new Date(Date.now() + 9 * 86_400_000).toISOString() : null;
    await send(owner, 'momentRightsGrant', { momentId, evidence: said(`yes-${at}`), endsAt }, 'moment { id }');
  }
}
