// Items 22, 23 and 24 on letters that were really sent.

import { wrongWith } from './contents.mjs';
import { copying } from './copying.mjs';
import { LARGEST } from './letters.mjs';
import { linkIn, secretIn, secretOf } from './mailbox.mjs';
import { PEOPLE } from './people.mjs';

const HEADERS = ['auto-submitted', 'reply-to', 'message-id', 'date'];
const OWN = 'quilted pepper mountain door';

const header = (letter, key) => letter.headers.find((one) => one.key === key)?.line;

// Letters come in the language of the person, so they are known by what they carry.
const linkOf = (letter) => /\/reset\/[a-z2-7]{32}$/m.exec(letter.text)?.[0];
const KINDS = { request: linkOf, notification: secretOf, changed: (letter) => !linkOf(letter) && !secretOf(letter) };

const letterTo = (mail, person, kind) => mail.such((letter) => letter.to.includes(person.email) && KINDS[kind](letter), `${kind} letter to ${person.email}`);

// Registers somebody, and answers whether the program took the name or did not, where it should have.
async function registered(portal, person) {
  await portal.cli(['account', 'add', person.account, '--name', `Account of ${person.lastName}`]);
  try {
    await portal.user(person);
    return person.accepted ? [] : ['the name is taken'];
  } catch (error) {
    await portal.user({ ...person, firstName: '' });
    if (person.accepted) return [`the name is refused: ${error.message}`];
    return error.message.includes('first name') ? [] : [`refused for something else: ${error.message}`];
  }
}

// Signs in with the temporary password and chooses another, without a browser.
async function choosesPassword(portal, { username }, secret) {
  const signedIn = await portal.ask('POST', '/sign-in', { form: { username, password: secret } });
  const headers = { Cookie: (signedIn.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ') };
  const page = (await portal.ask('GET', '/change-password', { headers })).body.toString();
  const form_token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const { status } = await portal.ask('POST', '/change-password', { headers, form: { form_token, current_password: secret, new_password: OWN } });
  if (status !== 303) throw new Error(`choosing a password is answered ${status}`);
}

async function correspond({ portal, mail }, person, details, sent) {
  const read = async (kind) => {
    const letter = await letterTo(mail, person, kind);
    sent.push(letter);
    details.push(...wrongWith(letter, person, portal.url, kind === 'notification').map((what) => `${kind} to "${person.firstName}": ${what}`));
    return letter;
  };
  await portal.ask('POST', new URL(linkIn(await read('request'), portal.url)).pathname, { form: {} });
  await choosesPassword(portal, person, secretIn(await read('notification')));
  await read('changed');
}

export async function measure(world) {
  const { report, portal, mail, samples } = world;
  const sent = [];
  await report.measure([22], async () => {
    const details = [];
    for (const person of PEOPLE) {
      details.push(...(await registered(portal, person)).map((what) => `"${person.firstName}": ${what}`));
      await portal.ask('POST', '/password-reset', { form: { account_id: person.account, username: person.username } });
    }
    for (const person of PEOPLE) await correspond(world, person, details, sent);
    const [taken, refused] = [true, false].map((wanted) => PEOPLE.filter(({ accepted, firstName }) => firstName && accepted === wanted).length);
    report.add(22, {
      passed: details.length === 0 && sent.length === 3 * PEOPLE.length,
      figure: `${sent.length} letters of ${Object.keys(KINDS).length} kinds, ${taken} names taken, ${refused} refused, ${PEOPLE.length - taken - refused} missing: ${details.length} findings`,
      details,
    });
  });

  await report.measure([24], async () => {
    const sizes = [...samples.letters.map((one) => ({ where: `${one.locale} ${one.name}`, bytes: samples.text(one.html).length })), ...sent.map((one) => ({ where: one.to[0], bytes: Buffer.byteLength(one.html) }))];
    const details = sizes.filter(({ bytes }) => LARGEST < bytes).map(({ where, bytes }) => `${where}: ${bytes} bytes`);
    for (const letter of mail.letters) {
      for (const key of HEADERS) if (!header(letter, key)) details.push(`"${letter.subject}" to ${letter.to}: no ${key}`);
      if (header(letter, 'auto-submitted') !== 'Auto-Submitted: auto-generated') details.push(`"${letter.subject}": ${header(letter, 'auto-submitted')}`);
    }
    report.add(24, { passed: details.length === 0 && 0 < mail.letters.length, figure: `${(Math.max(...sizes.map(({ bytes }) => bytes)) / 1024).toFixed(1)} KB; ${details.length ? 'not all' : 'all'}`, details });
  });

  await report.measure([23], () => copying(world));
}

