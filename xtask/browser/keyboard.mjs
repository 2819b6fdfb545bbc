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

  async stop(back = false) {
    const { page } = this.person;
    if (back) await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (back) await page.keyboard.up('Shift');
    this.presses += 1;
    const at = await chromium.ask(page, 'look.focus()');
    if (at && !at.visible) this.unseen.push(`${new URL(page.url()).pathname}: ${at.what}`);
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

// From the start of the page to its end, or from its end to its start: whatever can have focus gets it, and the last stop lets go.
async function walk(keys, back) {
  const { page } = keys.person;
  await chromium.ask(page, 'look.afresh()');
  const way = `${back ? 'Shift+Tab' : 'Tab'} on ${new URL(page.url()).pathname}`;
  const stops = [];
  for (let presses = 0; presses < FAR; presses += 1) {
    const at = await keys.stop(back);
    if (at && !at.again) stops.push(at.what);
    else if (at && at.what === stops.at(-1)) throw new Error(`${way} does not leave ${at.what}`);
    // Backwards from the start, focus leaves the page before it comes to its end.
    else if (0 < stops.length) break;
  }
  const missed = await chromium.ask(page, 'look.unvisited()');
  if (missed.length) throw new Error(`${way} makes ${stops.length} stops and does not come to ${missed.join(', ')}`);
  if (stops.length < 2) throw new Error(`${way} makes ${stops.length} stops`);
  return stops;
}

async function around(keys) {
  const there = await walk(keys, false), back = await walk(keys, true);
  const ways = [there, back.reverse()].map((stops) => stops.join(', '));
  if (ways[0] !== ways[1]) throw new Error(`forwards ${ways[0]}, backwards ${ways[1]}`);
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
