// Items 14 and 17, and what is tried on the way: the whole journey as a person goes it, with scripts off and on.

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
  person.screens.length = 0; // From Forgot on.
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
async function showAndHide(person, live) {
  const state = () => chromium.ask(person.page, `(() => {
    const button = document.querySelector('[aria-controls=password]');
    return [document.getElementById('password').type, button.textContent, button.getAttribute('aria-label'), document.getElementById('password-status').textContent].join(' | ');
  })()`);
  const expect = async (wanted) => { const is = await state(); if (is !== wanted) throw new Error(`the Show button: "${is}" instead of "${wanted}"`); };
  await expect('password | Show | Show password | ');
  await person.click('button', 'Show password');
  await expect('text | Hide | Hide password | Your password is shown');
  await live.lookAs(person.page, '/sign-in with the password shown');
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

// A page that passes by itself is none that somebody has to read; one that is no answer 200 is a mistake on the way.
function judgeScreens(screens, letters) {
  const seen = screens.filter(({ passed }) => !passed);
  const details = screens.map(({ path, status, passed }) => `${path} ${status}${passed ? ', goes on by itself' : ''}`);
  const sound = screens.every(({ status }) => status === 200);
  return {
    passed: sound && 0 < seen.length && seen.length <= 7 && letters === 2,
    figure: `${seen.length} + ${letters}; ${screens.length - seen.length} page goes on by itself`,
    details,
  };
}

export async function measure(world) {
  const { report, portal, mail, live } = world;
  await report.measure([14, 17], async () => {
    const failures = [];
    const attempt = async (name, scripts, aside) => {
      const user = await portal.user({ username: `walker.${name}`, firstName: 'Ava', email: `walker-${name}@mail.example`, password: OLD });
      const person = await Person.open(world, { scripts });
      // axe waits for frames and timers, which a page without scripts does not have.
      if (scripts) person.arrived = () => live.look(person.page);
      try {
        const screens = await wayBackIn(world, person, user, { scripts, aside });
        const letters = mail.letters.filter((letter) => letter.to.includes(user.email) && letter.subject !== 'Password Changed').length;
        return judgeScreens(screens, letters);
      } catch (error) {
        failures.push(`scripts ${scripts ? 'on' : 'off'}: ${error.message}`);
        return { passed: false, figure: 'stopped' };
      } finally {
        await person.leave();
      }
    };
    await attempt('off', false);
    const screens = await attempt('on', true, { signIn: (person) => showAndHide(person, live), request: doubleClick });
    report.add(14, { passed: failures.length === 0, figure: failures.length ? 'stopped' : 'passes both ways', details: failures });
    report.add(17, screens);
  });
}
