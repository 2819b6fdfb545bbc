// Item 2: planted faults, each of which the measurements have to find, where they find nothing by themselves. What finds nothing here proves nothing elsewhere.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';
import * as errors from './errors.mjs';
import * as late from './late.mjs';
import * as pieces from './pieces.mjs';
import { CRITERIA } from './criteria.mjs';
import { PATIENCE } from './patience.mjs';
import { Quiet } from './quiet.mjs';
import { unmeasured } from './report.mjs';
import { axeHere, contrastHere, emptySights, heightsHere, judge, largeTextHere, sidewaysHere, stopsHere } from './sights.mjs';
import { tab, visit } from './states.mjs';
import { untranslated } from './plain.mjs';

const STYLES = {
  contrast: 'h1{color:#aaa!important}',
  night: '@media (prefers-color-scheme:dark){h1{color:#444!important}}',
  small: '.after a{min-height:0!important;font-size:4px!important;line-height:8px!important;height:8px!important}',
  wide: 'h1{width:900px!important}',
  stubborn: 'h1{font-size:24px!important}',
  bare: '.btn:focus-visible{outline:none!important}',
};
const MOVING = "const block = document.createElement('p'); block.textContent = 'Late'; document.querySelector('main').prepend(block);";

const styled = (name) => (html) => html.replace('</head>', `<link rel="stylesheet" href="/planted/${name}.css"></head>`);
const axeFinds = (rule) => (sights) => sights.axe.some((finding) => finding.includes(` ${rule}: `));
const judged = (item, words) => (sights) => judge[item](sights).details.some((finding) => words.test(finding));

const ON_PAGES = {
  'a label removed': [(html) => html.replace(/<label for="username">.*?<\/label>/, ''), axeFinds('label')],
  'gray on white': [styled('contrast'), (sights) => axeFinds('color-contrast')(sights) && judged('contrast', /"Sign In": \d/)(sights)],
  'dark gray in the dark': [styled('night'), (sights) => axeFinds('color-contrast')(sights) && judged('contrast', /"Sign In": \d/)(sights)],
  'no outline': [styled('bare'), judged('contrast', /button "Sign In": focus is not visible/)],
  'a link that Tab jumps over': [(html) => html.replace('<a href="/password-reset"', '<a inert href="/password-reset"'), judged('contrast', /Tab does not come to/)],
  'no title': [(html) => html.replace(/<title>.*?<\/title>/, '<title></title>'), axeFinds('document-title')],
  'no language': [(html) => html.replace(/<html lang="[^"]*"/, '<html'), axeFinds('html-has-lang')],
  'a bad autocomplete value': [(html) => html.replace('autocomplete="username"', 'autocomplete="user-name"'), axeFinds('autocomplete-valid')],
  'a link of 8 px': [styled('small'), (sights) => !judge.heights(sights).passed],
  'content of 900 px': [styled('wide'), judged('sideways', /px of content/)],
  'a heading in px': [styled('stubborn'), judged('sideways', /h1 "Sign In" grows from 24 to 24 px only/)],
  'an inline script': [(html) => html.replace('</head>', '<script>document.title += "!"</script></head>'), (sights, quiet) => quiet.complaints.some((one) => one.includes('policy:')) && quiet.complaints.some((one) => one.includes('error:'))],
};

const ON_ERRORS = {
  'summary removed': [/<div class="note bad"[\s\S]*?<\/div>/, '', /0 lines for 2 problems/],
  'an item of the summary removed': [/<li><a href="#password">.*?<\/li>/, '', /1 lines for 2 problems/],
  'an item without its link': [/<a href="#password">(.*?)<\/a>/, '$1', /leads to no field/],
  'summary without autofocus': [' autofocus', '', /the summary does not have focus/],
  'a faulty field not marked': [' aria-invalid="true"', '', /#username has no aria-invalid/],
  'a title without its word': ['<title>Error: ', '<title>', /the title "Sign In/],
};

const PLANTED = '/en/pages/planted.html';

function plant({ samples, server }, sample, change) {
  const html = samples.text(samples.page(sample).file).toString();
  const faulty = change(html);
  server.plant(PLANTED, faulty);
  return faulty !== html;
}

// Everything that is measured on a page, noted.
async function measured(world) {
  const quiet = new Quiet();
  const page = await tab({ ...world, quiet });
  const sights = emptySights();
  await chromium.dress(page, { width: 320 });
  await visit(page, world.server, PLANTED);
  await axe.give(page);
  await sidewaysHere(page, sights, 'planted');
  await heightsHere(page, sights, 'planted');
  await chromium.dress(page, { width: 1280 });
  await largeTextHere(page, sights, 'planted');
  for (const scheme of ['light', 'dark']) {
    await chromium.dress(page, { width: 320, scheme });
    await chromium.settled(page);
    await axeHere(page, sights, 'planted');
    await contrastHere(page, sights, 'planted');
    await stopsHere(page, sights, 'planted');
  }
  await page.leave();
  return { sights, quiet };
}

async function pages(world) {
  const missed = [];
  plant(world, 'sign-in', (html) => html);
  const sound = await measured(world);
  for (const [name, [change, finds]] of Object.entries(ON_PAGES)) {
    if (finds(sound.sights, sound.quiet)) missed.push(`${name}: found where it was not planted`);
    if (!plant(world, 'sign-in', change)) throw new Error(`"${name}" could not be planted`);
    const { sights, quiet } = await measured(world);
    if (!finds(sights, quiet)) missed.push(name);
  }
  return missed;
}

async function errorStates(world) {
  const missed = [];
  const sample = { ...world.samples.page('sign-in-missing-both'), url: PLANTED };
  const tabs = await errors.open(world);
  for (const [name, [part, other, words]] of Object.entries(ON_ERRORS)) {
    if (!plant(world, 'sign-in-missing-both', (html) => html.replace(part, other))) throw new Error(`"${name}" could not be planted`);
    const found = await errors.wrongWith(tabs, world, sample);
    for (const scripts of ['off', 'on']) if (!found.some((one) => words.test(one) && one.includes(`scripts ${scripts}:`))) missed.push(`${name}, scripts ${scripts}`);
  }
  await tabs.leave();
  return missed;
}

async function moving(world) {
  plant(world, 'sign-in', (html) => html.replace('</head>', '<script src="/planted/moving.js" defer></script></head>'));
  const page = await late.open(world);
  const { shift } = await late.visit(page, world, PLANTED);
  await page.leave();
  return 0 < shift ? [] : ['a block that moves others'];
}

// Without what holds the first paint back until the whole page has come.
async function half(world) {
  const html = world.samples.text(world.samples.page('sign-in', 'ar').file).toString();
  const faulty = html.replace(/<link rel="expect"[^>]*>/, '');
  if (faulty === html) throw new Error('"a row painted without its button" could not be planted');
  const page = await pieces.open(world);
  const { shift } = await pieces.visit(page, world, faulty, PATIENCE);
  await page.leave();
  return 0 < shift ? [] : ['a row painted without its button'];
}

// One English heading in a page that is not English.
function leftInEnglish({ samples }, copy) {
  const of = (locale) => copy.find((one) => one.kind === 'page' && one.sample.locale === locale && one.sample.name === 'sign-in');
  const caught = [...samples.pseudo].every((locale) => 0 < untranslated(samples, [of('en'), { ...of(locale), copy: [...of(locale).copy, 'Forgot your Password?'] }]).length);
  return caught && 0 < samples.pseudo.size ? [] : ['an untranslated text'];
}

// A report in which everything passed but one item, which nobody measured, or which was left out though it could be measured.
function leftOut() {
  const passed = (item, found) => new Map([...CRITERIA.keys()].map((key) => [key, { passed: true }]).filter(([key]) => key !== item).concat(found ? [[item, found]] : []));
  const caught = unmeasured(passed('1'), false).join() === '1' && unmeasured(passed('1', { passed: null }), false).join() === '1'
    && unmeasured(passed('12', { passed: null }), true).join() === '12' && unmeasured(passed('12', { passed: null }), false).length === 0;
  return caught ? [] : ['an item that nobody measured'];
}

export async function measure(world, sights) {
  const { report, server } = world;
  await report.measure([2], async () => {
    for (const [name, css] of Object.entries(STYLES)) server.plant(`/planted/${name}.css`, css, 'text/css');
    server.plant('/planted/moving.js', MOVING, 'text/javascript');
    const missed = [...await pages(world), ...await errorStates(world), ...await moving(world), ...await half(world), ...leftInEnglish(world, sights.copy), ...leftOut()];
    const all = Object.keys(ON_PAGES).length + Object.keys(ON_ERRORS).length + 4;
    report.add(2, { passed: missed.length === 0, figure: `${all - missed.length} of ${all}`, details: missed.map((name) => `not caught: ${name}`) });
  });
}
