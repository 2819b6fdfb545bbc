// Item 2: faults planted into a sample, each of which the measurements have to find. What finds nothing here proves nothing elsewhere.

import * as axe from './axe.mjs';
import * as chromium from './chromium.mjs';
import { Quiet } from './quiet.mjs';
import { axeHere, contrastHere, emptySights, heightsHere, judge, sidewaysHere, tab, visit } from './states.mjs';
import { untranslated } from './plain.mjs';

const STYLES = {
  contrast: 'h1{color:#aaa!important}',
  night: '@media (prefers-color-scheme:dark){h1{color:#444!important}}',
  small: '.after a{min-height:0!important;font-size:4px!important;line-height:8px!important;height:8px!important}',
  wide: 'h1{width:900px!important}',
};

const styled = (name) => (html) => html.replace('</head>', `<link rel="stylesheet" href="/planted/${name}.css"></head>`);
const axeFinds = (rule) => (sights) => sights.axe.some((finding) => finding.includes(` ${rule}: `));

const FAULTS = {
  'a label removed': [(html) => html.replace(/<label for="username">.*?<\/label>/, ''), axeFinds('label')],
  'gray on white': [styled('contrast'), (sights) => axeFinds('color-contrast')(sights) && !judge.contrast(sights).passed],
  'dark gray in the dark': [styled('night'), (sights) => axeFinds('color-contrast')(sights) && !judge.contrast(sights).passed],
  'no title': [(html) => html.replace(/<title>.*?<\/title>/, '<title></title>'), axeFinds('document-title')],
  'no language': [(html) => html.replace(/<html lang="[^"]*"/, '<html'), axeFinds('html-has-lang')],
  'a bad autocomplete value': [(html) => html.replace('autocomplete="username"', 'autocomplete="user-name"'), axeFinds('autocomplete-valid')],
  'a link of 8 px': [styled('small'), (sights) => !judge.heights(sights).passed],
  'content of 900 px': [styled('wide'), (sights) => !judge.sideways(sights).passed],
  'an inline script': [(html) => html.replace('</head>', '<script>document.title += "!"</script></head>'), (sights, quiet) => quiet.complaints.some((one) => one.includes('policy:')) && quiet.complaints.some((one) => one.includes('error:'))],
};

async function caught(world, name, [plant, finds]) {
  const { samples, server } = world;
  const html = samples.text(samples.page('sign-in').file).toString();
  const faulty = plant(html);
  if (faulty === html) throw new Error(`"${name}" could not be planted`);
  const url = '/en/pages/planted.html';
  server.plant(url, faulty);
  const quiet = new Quiet();
  const page = await tab({ ...world, quiet });
  const sights = emptySights();
  await chromium.dress(page, { width: 320 });
  await visit(page, server, url);
  await axe.give(page);
  await sidewaysHere(page, sights, name);
  await heightsHere(page, sights, name);
  for (const scheme of ['light', 'dark']) {
    await chromium.dress(page, { width: 320, scheme });
    await chromium.settled(page);
    await axeHere(page, sights, name);
    await contrastHere(page, sights, name);
  }
  await page.leave();
  return finds(sights, quiet);
}

// One English heading in a page that is not English.
function untranslatedCaught(samples, copy) {
  return [...samples.pseudo].every((locale) => {
    const original = copy.find((one) => one.kind === 'page' && one.sample.locale === 'en' && one.sample.name === 'sign-in');
    const page = copy.find((one) => one.kind === 'page' && one.sample.locale === locale && one.sample.name === 'sign-in');
    return 0 < untranslated(samples, [original, { ...page, copy: [...page.copy, 'Forgot your Password?'] }]).length;
  });
}

export async function measure(world, sights) {
  const { report, samples, server } = world;
  await report.measure([2], async () => {
    for (const [name, css] of Object.entries(STYLES)) server.plant(`/planted/${name}.css`, css, 'text/css');
    const missed = [];
    for (const [name, fault] of Object.entries(FAULTS)) {
      if (!await caught(world, name, fault)) missed.push(name);
    }
    if (!samples.pseudo.size || !untranslatedCaught(samples, sights.copy)) missed.push('an untranslated text');
    const all = Object.keys(FAULTS).length + 1;
    report.add(2, { passed: missed.length === 0, figure: `${all - missed.length} of ${all}`, details: missed.map((name) => `not caught: ${name}`) });
  });
}
