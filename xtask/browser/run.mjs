// Measures what people see: the built program and the rendered samples, in a real browser.
//   node run.mjs --binary PATH --samples DIR --out DIR [--timing]

import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Lifetime } from './lifetime.mjs';
import { Report } from './report.mjs';
import * as world from './world.mjs';
import { measure as aside } from './aside.mjs';
import { measure as errors } from './errors.mjs';
import { measure as fields } from './fields.mjs';
import { measure as journey } from './journey.mjs';
import { measure as keyboard } from './keyboard.mjs';
import { measure as letters } from './letters.mjs';
import { measure as oracle } from './oracle.mjs';
import { measure as plain } from './plain.mjs';
import { measure as post } from './post.mjs';
import { measure as quiet } from './quiet.mjs';
import { measure as selftest } from './selftest.mjs';
import { measure as speed } from './speed.mjs';
import { measure as states } from './states.mjs';
import { measure as tabs } from './tabs.mjs';
import { measure as weights } from './weights.mjs';
import { measure as wire } from './wire.mjs';

const { values } = parseArgs({
  options: { binary: { type: 'string' }, samples: { type: 'string' }, out: { type: 'string' }, timing: { type: 'boolean', default: false } },
});
for (const needed of ['binary', 'samples', 'out']) {
  if (!values[needed]) throw new Error(`--${needed} is missing`);
}

const machine = {
  date: new Date().toISOString().slice(0, 10),
  chromium: 'unknown',
  system: `${os.type()} ${os.arch()}`,
  cores: os.cpus().length,
  memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
};
const report = new Report(path.resolve(values.out), values);
const life = new Lifetime(() => report.finish(machine));

let good = false;
try {
  const all = await world.open(values, report, life);
  machine.chromium = (await all.browser.version()).split('/')[1];
  await journey(all);
  await keyboard(all);
  await tabs(all);
  await aside(all);
  await fields(all);
  await oracle(all);
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
  good = report.finish(machine);
} finally {
  await life.close();
}
process.exit(good ? 0 : 1);
