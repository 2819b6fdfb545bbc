// Items 14 and 17, and the ways aside: the whole journey as a person goes it, with scripts off and on.

import * as chromium from './chromium.mjs';
import { ACCOUNT } from './portal.mjs';
import { Person } from './person.mjs';
import { linkIn, secretIn } from './mailbox.mjs';

const OLD = 'violet harbour lantern quarry', OWN = 'quilted pepper mountain door';

// From Forgot to own password. `aside` is what is tried on the way, where scripts are on.
async function wayBackIn(world, person, user, { scripts, aside = {} }) {
  const { mail, portal } = world;
  await person.open('/sign-in');
  await aside.signIn?.(person);
  person.screens.length = 0;
  await person.follow('Forgot your Password?', '/password-reset');
  await person.fill({ account_id: ACCOUNT, username: user.username });
  await (aside.request ?? ((someone) => someone.press('Continue', '/password-reset/submitted')))(person);
  await person.reads('Your request has been submitted');

  const link = linkIn(await mail.request(user.email), portal.url);
  if (scripts) {
    await person.open(link, '/reset/done');
  } else {
    await person.open(link);
    await person.press('Reset Password', '/reset/done');
  }
  await person.reads('Your password has been reset', 'We are emailing you a temporary password');

  const secret = secretIn(await mail.notification(user.email));
  await person.press('Sign In', '/sign-in');
  await person.fill({ username: user.username, password: secret });
  await person.press('Sign In', '/home');
  await person.reads(`Welcome, ${user.firstName}`, 'Change your temporary password', 'Reports (opens in new tab)', 'User administration');
  await person.press('Change Password', '/change-password');
  await person.fill({ current_password: secret, new_password: OWN, ...(scripts ? {} : { new_password_again: OWN }) });
  await person.press('Change Password', '/home');
  await person.reads('Your password has been changed');
  await person.doesNotRead('Change your temporary password');
  await mail.wait(user.email, 'Password Changed');
  const screens = [...person.screens];

  await person.press('Sign Out', '/sign-in');
  await person.reads('You have signed out');
  await person.signIn(user.username, OWN);
  return screens;
}

// Show and Hide, and the field as it is at the moment of submitting.
async function showAndHide(person) {
  const state = () => chromium.ask(person.page, `(() => {
    const button = document.querySelector('[aria-controls=password]');
    return [document.getElementById('password').type, button.textContent, button.getAttribute('aria-label'), document.getElementById('password-status').textContent].join(' | ');
  })()`);
  const expect = async (wanted) => { const is = await state(); if (is !== wanted) throw new Error(`the Show button: "${is}" instead of "${wanted}"`); };
  await expect('password | Show | Show password | ');
  await person.click('button', 'Show password');
  await expect('text | Hide | Hide password | Your password is shown');
  await person.click('button', 'Hide password');
  await expect('password | Show | Show password | Your password is hidden');
  await person.click('button', 'Show password');
  // Heard after the product's own script, and told by the address of the next page's memory.
  await chromium.ask(person.page, "void addEventListener('submit', () => sessionStorage.setItem('type', document.getElementById('password').type))");
  await person.fill({ username: 'nobody.at.all', password: 'a wrong password of some length' });
  await person.press('Sign In', '/sign-in');
  const type = await chromium.ask(person.page, "sessionStorage.getItem('type')");
  if (type !== 'password') throw new Error(`the password field was of type "${type}" when it was submitted`);
  await person.reads('Your username or password is not correct');
}

async function doubleClick(person) {
  const sent = [];
  const note = ({ request }) => { if (request.method === 'POST') sent.push(request.url); };
  await person.page.cdp.send('Network.enable');
  person.page.cdp.on('Network.requestWillBeSent', note);
  await person.press('Continue', '/password-reset/submitted', { count: 2 });
  person.page.cdp.off('Network.requestWillBeSent', note);
  if (sent.length !== 1) throw new Error(`a double click sent ${sent.length} requests`);
}

export async function measure(world) {
  const { report, portal, mail } = world;
  await report.measure([14, 17], async () => {
    const failures = [];
    let screens = [];
    const attempt = async (name, scripts, aside) => {
      const user = await portal.user({ username: `walker.${name}`, firstName: 'Ava', email: `walker-${name}@mail.example`, password: OLD });
      const person = await Person.open(world, { scripts });
      try {
        const seen = await wayBackIn(world, person, user, { scripts, aside });
        if (scripts) screens = [...seen, ...mail.letters.filter((letter) => letter.to.includes(user.email) && letter.subject !== 'Password Changed').map(() => 'letter')];
      } catch (error) {
        failures.push(`scripts ${scripts ? 'on' : 'off'}: ${error.message}`);
      }
      await person.leave();
    };
    await attempt('off', false);
    await attempt('on', true, { signIn: showAndHide, request: doubleClick });
    report.add(14, { passed: failures.length === 0, figure: failures.length ? 'stopped' : 'passes both ways', details: failures });
    const letters = screens.filter((one) => one === 'letter').length;
    const pages = screens.length - letters;
    report.add(17, { passed: 0 < pages && pages <= 7 && letters === 2, figure: `${pages} + ${letters}`, details: screens });
  });
}
