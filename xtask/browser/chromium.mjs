// Finds Chromium, starts it with an empty profile of its own, and opens tabs. A page is measured after what it does, never after a pause.

import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { PATIENCE, within } from './patience.mjs';

// The name that cargo xtask browser sees to.
const PROGRAM = 'chromium';
const STOP = 10_000;

const FLAGS = [
  '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-features=Translate,OptimizationHints,MediaRouter', '--force-color-profile=srgb',
  // Nothing here may talk to another host, not even by mistake.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

function find() {
  const folder = (process.env.PATH ?? '').split(path.delimiter).find((one) => fs.existsSync(path.join(one, PROGRAM)));
  if (!folder) throw new Error(`no ${PROGRAM} on PATH`);
  return path.join(folder, PROGRAM);
}

export const launch = (folder) => puppeteer.launch({
  executablePath: find(),
  headless: true,
  userDataDir: path.join(folder, 'chromium'),
  // Chromium refuses its sandbox to root, as whom continuous integration runs.
  args: process.getuid() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS,
  // Lifetime stops everything, in order.
  handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
});

export async function close(browser) {
  await within(STOP, 'stopping Chromium', browser.close()).catch((error) => {
    browser.process()?.kill('SIGKILL');
    throw error;
  });
}

// A context of its own is a person with no cookies.
export async function open(browser, { scripts = true, width = 1280, scheme = 'light' } = {}) {
  const context = await browser.createBrowserContext();
  const page = await adopt(await context.newPage(), { scripts });
  await dress(page, { width, scheme });
  page.leave = () => context.close();
  return page;
}

// A tab of any origin, as the measurements use it.
export async function adopt(page, { scripts = true } = {}) {
  page.setDefaultTimeout(PATIENCE);
  page.cdp = await page.createCDPSession();
  // As the tab in front, which a tab just opened becomes only after a while.
  await page.cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await page.setJavaScriptEnabled(scripts);
  return page;
}

// Width, palette and medium change without loading the page anew.
// One command says all of them, because each such command forgets what it does not name.
export async function dress(page, { width, height = 800, scheme = 'light', scale = 1, medium = '', features = [] }) {
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  page.dress = { media: medium, features: [{ name: 'prefers-color-scheme', value: scheme }, ...features] };
  await page.cdp.send('Emulation.setEmulatedMedia', page.dress);
  await worn(page);
}

// What is measured in the dark must have been dark.
export async function worn(page) {
  const { media, features } = page.dress;
  const query = [media, ...features.map(({ name, value }) => `(${name}: ${value})`)].filter(Boolean).join(' and ');
  if (!await ask(page, `matchMedia(${JSON.stringify(query)}).matches`)) throw new Error(`the page does not wear ${query}`);
}

// Where scripts are off nothing can await a frame from within: a picture of one pixel forces one.
export const drawn = (page) => page.cdp.send('Page.captureScreenshot', { clip: { x: 0, y: 0, width: 1, height: 1, scale: 1 } });

// Two frames and the end of every transition: what is measured then is what stays.
export async function settled(page) {
  const { exceptionDetails } = await page.cdp.send('Runtime.evaluate', {
    expression: `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
      Promise.allSettled(document.getAnimations().map(animation => animation.finished)).then(() => done()))))`,
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(`the page did not settle: ${exceptionDetails.text}`);
}

// Runs source text in the page past its content security policy, which stays on for the page itself.
export async function inject(page, source) {
  const { exceptionDetails } = await page.cdp.send('Runtime.evaluate', { expression: source });
  if (exceptionDetails) throw new Error(`injecting failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
}

export async function ask(page, expression) {
  const { result, exceptionDetails } = await page.cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(`${expression.slice(0, 80)}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value;
}
