// Item 23: a temporary password, from the letter to Sign In, by the ways that people take.

import * as chromium from './chromium.mjs';
import { Person } from './person.mjs';
import { linkIn, secretIn } from './mailbox.mjs';
import { ACCOUNT } from './portal.mjs';

export async function copying(world) {
  const { report, portal, mail, browser, server } = world;
  const person = { username: 'copy.paste', firstName: 'Ava', email: 'copy@mail.example' };
  await portal.user(person);
  await portal.ask('POST', '/password-reset', { form: { account_id: ACCOUNT, username: person.username } });
  await portal.ask('POST', new URL(linkIn(await mail.request(person.email), portal.url)).pathname, { form: {} });
  const letter = await mail.notification(person.email);
  const secret = secretIn(letter);
  server.plant('/en/letters/sent.html', letter.html);

  const page = await chromium.open(browser, { width: 700 });
  await page.goto(`${server.url}/en/letters/sent.html`);
  const selected = await chromium.ask(page, `(() => {
    getSelection().selectAllChildren(document.querySelector('td.code'));
    return getSelection().toString();
  })()`);
  const { x, y } = await chromium.ask(page, "(({ x, y, height }) => ({ x: x + 60, y: y + height / 2 }))(document.querySelector('td.code').getBoundingClientRect())");
  await page.mouse.click(x, y, { count: 2 });
  const doubleClicked = await chromium.ask(page, 'getSelection().toString()');
  await page.leave();

  const details = [];
  if (selected !== secret) details.push(`the cell gives "${selected}"`);
  if (doubleClicked.trim() !== secret) details.push(`a double click gives "${doubleClicked}"`);
  const groups = secret.toUpperCase().match(/..../g);
  const typed = ` ${groups[0]}-${groups[1]} ${groups[2]}-${groups[3].toLowerCase()} `;
  const visitor = await Person.open(world);
  await visitor.signIn(person.username, typed).catch((error) => details.push(`with blanks, hyphens and capitals: ${error.message}`));
  await visitor.leave();
  report.add(23, { passed: details.length === 0, figure: details.length ? 'no' : `${selected.length} characters; signs in`, details });
}
