// Measures what people see: the built program and the rendered samples, in a real browser.
//   node run.mjs --binary PATH --samples DIR --out DIR [--timing]

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as chromium from './chromium.mjs';
import * as mailbox from './mailbox.mjs';
import * as portal from './portal.mjs';
import * as samples from './samples.mjs';
import * as servers from './servers.mjs';
import { Quiet } from './quiet.mjs';
import { Report } from './report.mjs';
import { measure as aside } from './aside.mjs';
import { measure as errors } from './errors.mjs';
import { measure as fields } from './fields.mjs';
import { measure as journey } from './journey.mjs';
import { measure as keyboard } from './keyboard.mjs';
import { measure as letters } from './letters.mjs';
import { measure as plain } from './plain.mjs';
import { measure as post } from './post.mjs';
import { measure as quiet } from './quiet.mjs';
import { measure as selftest } from './selftest.mjs';
import { measure as speed } from './speed.mjs';
import { measure as states } from './states.mjs';
import { measure as weights } from './weights.mjs';
import { measure as wire } from './wire.mjs';

const { values } = parseArgs({
  options: { binary: { type: 'string' }, samples: { type: 'string' }, out: { type: 'string' }, timing: { type: 'boolean', default: false } },
});
for (const needed of ['binary', 'samples', 'out']) {
  if (!values[needed]) throw new Error(`--${needed} is missing`);
}

const LONGEST = 25 * 60_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readmit-browser-'));
const opened = [];
const keep = (one) => { opened.unshift(one); return one; };

async function closeAll() {
  for (const one of opened.splice(0)) await one.close().catch((error) => console.error(`closing: ${error.message}`));
  try {
    // Chromium's helpers may write to their profile for a moment longer than it lives.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (error) {
    console.error(`${folder} stays: ${error.message}`);
  }
}

// However it ends, nothing that was started is left running.
const stop = (why) => { console.error(why); closeAll().finally(() => process.exit(1)); };
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop(`stopped by ${signal}`));
for (const event of ['uncaughtException', 'unhandledRejection']) process.once(event, (error) => stop(`stopped by ${error?.stack ?? error}`));
setTimeout(() => stop(`stopped: not done after ${LONGEST / 60_000} minutes`), LONGEST).unref();

async function world() {
  const mail = keep(await mailbox.open());
  const application = keep(await servers.application());
  const program = await portal.open({ binary: path.resolve(values.binary), folder, smtp: mail.port, application: application.url, keep });
  const page = await program.ask('GET', '/sign-in');
  const shown = samples.read(path.resolve(values.samples));
  const server = keep(await servers.samples(shown.folder, servers.security(page)));
  const browser = keep(await chromium.launch(folder));
  return { mail, application, portal: program, samples: shown, server, browser, report: new Report(path.resolve(values.out)), quiet: new Quiet(), timing: values.timing };
}

async function machine(browser) {
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return { date: new Date().toISOString().slice(0, 10), chromium: (await browser.version()).split('/')[1], system: `${os.type()} ${os.arch()}`, cores: os.cpus().length, memory };
}

let good = false;
try {
  const all = await world();
  await journey(all);
  await keyboard(all);
  await aside(all);
  await fields(all);
  await wire(all);
  await post(all);
  await weights(all);
  const seen = await states(all);
  const read = await letters(all);
  await selftest(all, seen);
  await errors(all);
  await plain(all, seen, read);
  await speed(all, seen);
  await quiet(all);
  good = all.report.finish(await machine(all.browser), values.timing);
} finally {
  await closeAll();
}
process.exitCode = good ? 0 : 1;
