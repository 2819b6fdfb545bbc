// Item 21, without a browser: one link does one thing.

import { ACCOUNT } from './portal.mjs';
import { linkIn, secretIn } from './mailbox.mjs';
import { PATIENCE } from './patience.mjs';

const OLD = 'violet harbour lantern quarry';

// What is owed for a link stands in the queue by the time its request is answered, so none there to its owner means that all is sent.
// Others' letters may wait for their turn. Each look starts the program anew, which is pause enough.
async function nothingOwed({ portal }, email) {
  const patience = AbortSignal.timeout(PATIENCE);
  while (!patience.aborted) {
    const queue = JSON.parse(await portal.cli(['mail', 'queue', '--json']));
    if (!queue.some((letter) => letter.to === email)) return;
  }
  throw new Error(`letters to ${email} are still owed after ${PATIENCE / 1000} s`);
}

export async function measure(world) {
  const { report, portal, mail } = world;
  await report.measure([21], async () => {
    const details = [];
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
    await nothingOwed(world, user.email);
    if (seconds() !== 0) details.push('HEAD or GET sent the second letter');

    const pages = new Set();
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await portal.ask('POST', link, { form: {} });
      const page = await portal.ask('GET', headers.location ?? '/');
      pages.add(`${status} ${headers.location} ${page.body}`);
    }
    if (pages.size !== 1) details.push(`${pages.size} different answers to POST`);
    const secret = secretIn(await mail.notification(user.email));
    await nothingOwed(world, user.email);
    if (seconds() !== 1) details.push(`${seconds()} second letters`);
    const before = await signIn(OLD), temporary = await signIn(secret), afterwards = await signIn(OLD);
    if (before !== 303) details.push(`the old password is answered ${before} before the temporary one was used`);
    if (temporary !== 303) details.push(`the temporary password is answered ${temporary}`);
    if (afterwards !== 422) details.push(`the old password is answered ${afterwards} after the temporary one was used`);
    report.add(21, { passed: details.length === 0, figure: `${seconds()} second letter, ${pages.size === 1 ? 'same page' : 'different pages'}`, details });
  });
}
