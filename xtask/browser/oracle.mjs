// Item 20, without a browser: nobody learns who exists, neither where a reset is asked for nor at Sign In.

import { ACCOUNT } from './portal.mjs';

const ROUNDS = 1000;
const ORDERS = [
  ['known', 'unknown', 'suspended'], ['unknown', 'suspended', 'known'], ['suspended', 'known', 'unknown'],
  ['suspended', 'unknown', 'known'], ['unknown', 'known', 'suspended'], ['known', 'suspended', 'unknown'],
];
// The words change at the third refusal, and pauses begin after the fifth.
const REFUSALS = 7;
// Of one length, so that the length of an answer that repeats a username tells nothing either.
const CASES = { known: 'oracle.known1', unknown: 'oracle.nobody', suspended: 'oracle.barred' };

// An answer without what is of its moment, and without what was typed.
function shape({ status, wire, body }, username) {
  const text = body.toString();
  return JSON.stringify({ status, wire: wire.filter((line) => !line.startsWith('date:')), body: text.replaceAll(username, 'USERNAME') });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const request = ({ portal }, username) => portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username } });

async function requested(world, details) {
  const shapes = new Set(), after = new Set();
  for (const username of Object.values(CASES)) {
    const answer = await request(world, username);
    shapes.add(shape(answer, username));
    after.add(shape(await world.portal.ask('GET', answer.headers.location), username));
  }
  if (shapes.size !== 1) details.push(...shapes);
  if (after.size !== 1) details.push('the pages after Password Reset Request differ');
}

// The n-th refusal of one is compared with the n-th of the others.
async function refused({ portal }, details) {
  for (let round = 1; round <= REFUSALS; round += 1) {
    const shapes = new Set();
    for (const username of Object.values(CASES)) {
      const answer = await portal.ask('POST', '/sign-in', { form: { username, password: 'not the password of this person' } });
      if (answer.status !== 422) details.push(`Sign In of ${username}, refusal ${round}: ${answer.status}`);
      shapes.add(shape(answer, username));
    }
    if (shapes.size !== 1) details.push(`Sign In, refusal ${round}: ${[...shapes].join(' | ')}`);
  }
}

// Every order comes up as often as every other: what the worker does about one request would slow the next.
async function spread(world) {
  const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ORDERS[round % ORDERS.length]) times[name].push((await request(world, CASES[name])).milliseconds);
  }
  const medians = Object.entries(times).map(([name, list]) => ({ name, value: median(list) }));
  const values = medians.map(({ value }) => value);
  return { percent: (Math.max(...values) / Math.min(...values) - 1) * 100, medians };
}

export async function measure(world) {
  const { report, portal, timing } = world;
  await report.measure([20], async () => {
    const password = 'violet harbour lantern quarry';
    await portal.user({ username: CASES.known, email: 'oracle-known@mail.example', password });
    await portal.user({ username: CASES.suspended, email: 'oracle-suspended@mail.example', password });
    await portal.cli(['user', 'suspend', CASES.suspended]);
    const details = [];
    await requested(world, details);
    await refused(world, details);
    const figure = details.length ? 'they differ' : 'identical';
    if (!timing) {
      report.add(20, { passed: details.length === 0, figure: `${figure}; medians need \`--timing\``, details });
      return;
    }
    const { percent, medians } = await spread(world);
    if (5 < percent) details.push(...medians.map(({ name, value }) => `${name}: ${value.toFixed(3)} ms`));
    report.add(20, { passed: details.length === 0, figure: `${figure}; medians within ${percent.toFixed(1)} %`, details });
  });
}
