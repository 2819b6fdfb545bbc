// Items 15 and 16: how many presses of Tab to where people want to go, with focus always visible and no trap.

import * as chromium from './chromium.mjs';
import * as look from './look.mjs';
import { ACCOUNT } from './portal.mjs';
import { Person } from './person.mjs';
import { linkIn, secretIn } from './mailbox.mjs';

const FAR = 30;
const OWN = 'quilted pepper mountain door';

class Keys {
  presses = 0;
  unseen = [];

  constructor(person) { this.person = person; }

  async stop() {
    await this.person.page.keyboard.press('Tab');
    this.presses += 1;
    const at = await chromium.ask(this.person.page, 'look.focus()');
    if (at && !at.visible) this.unseen.push(`${new URL(this.person.page.url()).pathname}: ${at.what}`);
    return at;
  }

  // Tab until there; answers how often it was pressed.
  async to(there, what) {
    const before = this.presses;
    while (this.presses - before < FAR) {
      const at = await this.stop();
      if (at && there(at)) return this.presses - before;
    }
    throw new Error(`${FAR} presses of Tab do not lead to ${what} on ${this.person.page.url()}`);
  }

  async looking(path, action) {
    await this.person.going(path, action);
    await chromium.settled(this.person.page);
    await look.give(this.person.page);
  }

  enter = (path) => this.looking(path, () => this.person.page.keyboard.press('Enter'));
  open = (address, path) => this.looking(path ?? address, () => this.person.page.goto(new URL(address, this.person.base).href).catch(() => {}));
  write = (text) => this.person.page.keyboard.type(text);
}

const field = (id) => [(at) => at.id === id, `#${id}`];
const button = (label) => [(at) => at.tag === 'button' && at.label === label, `the button ${label}`];
const link = (label, href) => [(at) => at.tag === 'a' && at.label === label && (!href || at.href === href), `the link ${label}`];
const REMINDER = [(at) => at.button && at.label === 'Change Password' && at.tag === 'a', 'the button of the reminder'];

// Leaves a page by Tab alone: a trap would hold the keyboard, and the round would never close.
async function around(keys) {
  const first = await keys.stop();
  const same = (at) => at === null || (at.what === first.what && at.id === first.id && at.href === first.href);
  for (let presses = 0; presses < FAR; presses += 1) if (same(await keys.stop())) return;
  throw new Error(`Tab does not come round on ${keys.person.page.url()}`);
}

async function forgotten(world, keys, user) {
  const { mail, portal } = world;
  await keys.open('/sign-in');
  await keys.to(...link('Forgot your Password?'));
  await keys.enter('/password-reset');
  await keys.to(...field('account_id'));
  await keys.write(ACCOUNT);
  await keys.to(...field('username'));
  await keys.write(user.username);
  await keys.enter('/password-reset/submitted');
  const letter = await mail.request(user.email);
  await keys.open(linkIn(letter, portal.url), '/reset/done');
  const secret = secretIn(await mail.notification(user.email));
  await keys.to(...link('Sign In'));
  await keys.enter('/sign-in');
  await keys.to(...field('username'));
  await keys.write(user.username);
  await keys.to(...field('password'));
  await keys.write(secret);
  await keys.enter('/home');
  await keys.to(...REMINDER);
  await keys.enter('/change-password');
  await keys.to(...field('current_password'));
  await keys.write(secret);
  await keys.to(...field('new_password'));
  await keys.write(OWN);
  await keys.enter('/home');
}

export async function measure(world) {
  const { report, portal, mail } = world;
  const failures = [];
  await report.measure([16], async () => {
    const user = await portal.user({ username: 'keys.only', firstName: 'Ava', email: 'keys@mail.example', password: 'violet harbour lantern quarry' });
    const person = await Person.open(world);
    const keys = new Keys(person);
    try {
      await forgotten(world, keys, user);
      await person.reads('Your password has been changed');
    } catch (error) {
      failures.push(error.message);
    }
    const { presses } = keys;
    const stranger = await Person.open(world);
    const theirs = new Keys(stranger);
    const rounds = [[theirs, ['/sign-in', '/password-reset', '/password-reset/submitted', '/reset/done']], [keys, ['/home', '/change-password', '/launch/reports']]];
    for (const [hands, pages] of rounds) {
      for (const page of pages) {
        await hands.open(page);
        await around(hands).catch((error) => failures.push(error.message));
      }
    }
    await stranger.leave();
    await person.leave();
    const details = [...failures, ...[...keys.unseen, ...theirs.unseen].map((what) => `focus not visible: ${what}`)];
    report.add(16, { passed: details.length === 0 && presses <= 24, figure: `${presses}`, details });
  });

  await report.measure([15], async () => {
    const user = await portal.user({ username: 'stops.counted', firstName: 'Ava', email: 'stops@mail.example' });
    const person = await Person.open(world);
    const keys = new Keys(person);
    const count = async (address, there) => { await keys.open(address); return keys.to(...there); };
    const signIn = await count('/sign-in', button('Sign In'));
    const forgot = await count('/sign-in', link('Forgot your Password?'));
    const request = await count('/password-reset', button('Continue'));
    const done = await count('/reset/done', link('Sign In'));

    await portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username: user.username } });
    await portal.ask('POST', new URL(linkIn(await mail.request(user.email), portal.url)).pathname, { form: {} });
    await person.signIn(user.username, secretIn(await mail.notification(user.email)));
    const home = await count('/home', REMINDER);
    await keys.open('/home');
    let skipped = await keys.to(...link('Skip to main content'));
    await person.page.keyboard.press('Enter');
    skipped += await keys.to(...REMINDER);
    const change = await count('/change-password', button('Change Password'));
    await person.leave();

    const within = signIn <= 4 && forgot <= 5 && request <= 3 && done === 1 && home <= 5 && skipped <= 2 && change <= 9;
    report.add(15, { passed: within, figure: `${signIn} / ${forgot} / ${request} / ${done} / ${home} (${skipped}) / ${change}` });
  });
}
