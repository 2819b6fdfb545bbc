// Item 18: every error state, with scripts on and off: what the title says, where focus is, where each line leads.

import * as chromium from './chromium.mjs';
import { tab, visit } from './states.mjs';

// Runs in the page, which answers even where its own scripts are off.
function read() {
  const alert = document.querySelector('main [role=alert]');
  const fields = [...document.querySelectorAll('input')];
  const tidy = (text) => text.replace(/\s+/g, ' ').trim();
  const words = (element) => tidy(element.textContent);
  return {
    title: tidy(document.title),
    focused: alert !== null && document.activeElement === alert,
    label: words(document.querySelector('.err .vh') ?? document.createElement('i')),
    unscripted: [...document.querySelectorAll('noscript')].map((one) => one.textContent).join(''),
    lines: [...(alert?.querySelectorAll('li') ?? [])].map((line) => {
      const link = line.querySelector('a[href^="#"]');
      const id = link?.getAttribute('href').slice(1) ?? '';
      const field = id ? fields.find((one) => one.id === id) : undefined;
      const described = (field?.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
      const errors = described.filter((one) => one.endsWith('-error')).map((one) => document.getElementById(one)).filter(Boolean);
      return {
        says: words(line), id, leads: Boolean(field),
        marked: field?.getAttribute('aria-invalid') === 'true',
        lost: described.filter((one) => !document.getElementById(one)),
        beside: errors.some((error) => words(error).includes(words(line))),
      };
    }),
  };
}

const ENGLISH = 'Error:';

function judge(sample, state, scripts) {
  const where = `${sample.locale} ${sample.name}, scripts ${scripts ? 'on' : 'off'}`;
  const wrong = [];
  const say = (what) => wrong.push(`${where}: ${what}`);
  const label = sample.locale === 'en' ? ENGLISH : state.label;
  if (!label || !state.title.startsWith(`${label} `)) say(`the title "${state.title}" does not start with "${label}"`);
  if (!state.focused) say('the summary does not have focus');
  if (state.lines.length !== sample.problems) say(`${state.lines.length} lines for ${sample.problems} problems`);
  for (const line of state.lines) {
    // A field for browsers without scripts is faulty only there.
    if (scripts && !line.leads && line.id && state.unscripted.includes(`id="${line.id}"`)) continue;
    if (!line.leads) say(`"${line.says}" leads to no field (#${line.id})`);
    else if (!line.marked) say(`#${line.id} has no aria-invalid`);
    else if (line.lost.length) say(`#${line.id} is described by nothing: ${line.lost.join(', ')}`);
    else if (!line.beside) say(`"${line.says}" does not stand beside #${line.id}`);
  }
  return wrong;
}

// What a screen reader would be told has focus.
async function focusedRole(page) {
  const { nodes } = await page.cdp.send('Accessibility.getFullAXTree');
  const focused = nodes.filter((node) => node.role?.value !== 'RootWebArea' && node.properties?.some((one) => one.name === 'focused' && one.value.value));
  return focused.map((node) => node.role.value);
}

// Two tabs, one of them without scripts.
export async function open(world) {
  const scripted = await tab(world);
  const plain = await chromium.open(world.browser, { scripts: false, width: 320 });
  return { scripted, plain, leave: async () => { await scripted.leave(); await plain.leave(); } };
}

// What is wrong with one error state, which has to list as many problems as its sample says.
export async function wrongWith({ scripted, plain }, { server }, sample) {
  await plain.goto(server.url + sample.url, { waitUntil: 'load' });
  await chromium.drawn(plain);
  const roles = await focusedRole(plain);
  const state = await chromium.ask(plain, `(${read})()`);
  const without = judge(sample, { ...state, focused: state.focused && roles.includes('alert') }, false);
  await visit(scripted, server, sample.url, false);
  // The word beside the field may stand where scripts are off alone.
  return [...without, ...judge(sample, { ...await chromium.ask(scripted, `(${read})()`), label: state.label }, true)];
}

export async function measure(world) {
  const { report, samples } = world;
  await report.measure([18], async () => {
    const states = samples.pages.filter((page) => 0 < page.problems);
    const wrong = [];
    const tabs = await open(world);
    for (const sample of states) wrong.push(...await wrongWith(tabs, world, sample));
    await tabs.leave();
    report.add(18, { passed: 0 < states.length && wrong.length === 0, figure: `${states.length} states twice: ${wrong.length ? `${wrong.length} findings` : '100 %'}`, details: wrong });
  });
}
