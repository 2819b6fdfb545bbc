// Items 20 and 21, without a browser: nobody learns who exists, and one link does one thing.

import { ACCOUNT } from './portal.mjs';
import { linkIn, secretIn } from './mailbox.mjs';

const ROUNDS = 1000;
const ORDERS = [
  ['known', 'unknown', 'suspended'], ['unknown', 'suspended', 'known'], ['suspended', 'known', 'unknown'],
  ['suspended', 'unknown', 'known'], ['unknown', 'known', 'suspended'], ['known', 'suspended', 'unknown'],
];
const OLD = 'violet harbour lantern quarry';

// A letter to somebody else that is asked for later: once it is here, what came before it in the outbox is done.
function fence({ portal, mail }) {
  let count = 0;
  return async () => {
    count += 1;
    const email = `fence-${count}@mail.example`;
    await portal.user({ username: `fence.${count}`, email });
    await portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username: `fence.${count}` } });
    await mail.request(email);
  };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

export async function measure(world) {
  const { report, portal, mail, timing } = world;
  await report.measure([20], async () => {
    const cases = { known: 'oracle.known', unknown: 'oracle.nobody', suspended: 'oracle.suspended' };
    await portal.user({ username: cases.known, email: 'oracle-known@mail.example', password: OLD });
    await portal.user({ username: cases.suspended, email: 'oracle-suspended@mail.example', password: OLD });
    await portal.cli(['user', 'suspend', cases.suspended]);
    const post = (username) => portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username } });
    const shape = ({ status, wire, body }) => JSON.stringify({ status, wire: wire.filter((line) => !line.startsWith('date:')), body: body.toString('base64') });

    const shapes = new Set(), after = new Set();
    for (const username of Object.values(cases)) {
      const answer = await post(username);
      shapes.add(shape(answer));
      after.add(shape(await portal.ask('GET', answer.headers.location)));
    }
    const details = [];
    if (shapes.size !== 1) details.push(...shapes);
    if (after.size !== 1) details.push('the pages after it differ');
    const figure = details.length ? 'they differ' : 'identical';
    if (!timing) {
      report.add(20, { passed: details.length === 0, figure: `${figure}; medians need \`--timing\``, details });
      return;
    }
    const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
    // Every order comes up as often as every other: what the worker does about one request would slow the next.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of ORDERS[round % ORDERS.length]) times[name].push((await post(cases[name])).milliseconds);
    }
    const medians = Object.entries(times).map(([name, list]) => [name, median(list)]);
    const values = medians.map(([, value]) => value);
    const spread = (Math.max(...values) / Math.min(...values) - 1) * 100;
    if (5 < spread) details.push(...medians.map(([name, value]) => `${name}: ${value.toFixed(3)} ms`));
    report.add(20, { passed: details.length === 0, figure: `${figure}; medians within ${spread.toFixed(1)} %`, details });
  });

  await report.measure([21], async () => {
    const details = [];
    const pass = fence(world);
    const user = await portal.user({ username: 'one.link', firstName: 'Ava', email: 'link@mail.example', password: OLD });
    await portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username: user.username } });
    const link = new URL(linkIn(await mail.request(user.email), portal.url)).pathname;
    const signIn = async (password) => (await portal.ask('POST', '/sign-in', { form: { username: user.username, password } })).status;
    const seconds = () => mail.sentTo(user.email, 'Password Reset Notification').length;

    for (const method of ['HEAD', 'GET']) {
      for (let i = 0; i < 10; i += 1) {
        const { status } = await portal.ask(method, link);
        if (status !== 200) details.push(`${method} answers ${status}`);
      }
    }
    await pass();
    if (seconds() !== 0) details.push('HEAD or GET sent the second letter');

    const pages = new Set();
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await portal.ask('POST', link, { form: {} });
      const page = await portal.ask('GET', headers.location ?? '/');
      pages.add(`${status} ${headers.location} ${page.body}`);
    }
    if (pages.size !== 1) details.push(`${pages.size} different answers to POST`);
    const secret = secretIn(await mail.notification(user.email));
    await pass();
    if (seconds() !== 1) details.push(`${seconds()} second letters`);
    const before = await signIn(OLD), temporary = await signIn(secret), afterwards = await signIn(OLD);
    if (before !== 303) details.push(`the old password is answered ${before} before the temporary one was used`);
    if (temporary !== 303) details.push(`the temporary password is answered ${temporary}`);
    if (afterwards !== 422) details.push(`the old password is answered ${afterwards} after the temporary one was used`);
    report.add(21, { passed: details.length === 0, figure: `${seconds()} second letter, ${pages.size === 1 ? 'same page' : 'different pages'}`, details });
  });
}
