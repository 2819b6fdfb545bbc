// Configures, starts and stops the program as an operator would, and asks it things without a browser.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { once } from 'node:events';
import { within } from './patience.mjs';

export const SUPPORT = { email: 'support@example.com', phone: '+44 20 7946 0000', hours: 'Monday to Friday, 9:00 to 17:00' };
export const ACCOUNT = 'ACME-1042';
const START = 20_000, STOP = 10_000;

// The portal's address stands in its letters, so its port is chosen before it starts.
async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

function configuration({ url, port, folder, smtp, application }) {
  return `
[portal]
name = "Client Admin Portal"
url = "${url}"
support_email = "${SUPPORT.email}"
support_phone = "${SUPPORT.phone}"
support_hours = "${SUPPORT.hours}"
account_id_hint = "You can find it on your welcome letter or invoice."
[http]
listen = "127.0.0.1:${port}"
admin_listen = "127.0.0.1:0"
[storage]
url = "sqlite://${folder}/readmit.db"
[mail]
url = "smtp://127.0.0.1:${smtp}"
from = "no-reply@example.com"
[throttle]
requests = "0"
links = "0"
sign_ins = "0"
[[applications]]
id = "reports"
name = "Reports"
description = "Usage and activity"
url = "${application}"
opens = "new-tab"
password = "confirm"
[[applications]]
id = "users"
name = "User administration"
description = "Add people and change what they may do"
url = "https://users.example.com/"
`;
}

// Closing it stops whatever of it runs, so it can be kept before it is started.
export function configure({ binary, folder, smtp, application }) {
  const config = path.join(folder, 'readmit.toml');
  const running = new Set();
  const program = { cli, user, start, close };

  function run(args, stdio) {
    const child = spawn(binary, [...args, '--config', config], { cwd: folder, stdio });
    child.ended = new Promise((done) => child.once('close', (code) => { running.delete(child); done(code); }));
    running.add(child);
    return child;
  }

  async function cli(args, input = '') {
    const child = run(args, 'pipe');
    let out = '', errors = '';
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { errors += text; });
    child.on('error', (error) => { errors += error.message; });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const code = await child.ended;
    if (code !== 0) throw new Error(`readmit ${args.join(' ')} ended with ${code}: ${errors.slice(-600)}`);
    return out;
  }

  async function user({ username, firstName = '', email, password, locale, account = ACCOUNT }) {
    const args = ['user', 'add', '--account', account, '--username', username, '--first-name', firstName, '--email', email];
    if (locale) args.push('--locale', locale);
    if (password) args.push('--password-stdin');
    await cli(args, password ? `${password}\n` : '');
    return { username, firstName, email, password, account };
  }

  // Ready when its log says that it listens.
  async function start() {
    const port = await freePort();
    program.url = `http://127.0.0.1:${port}`;
    program.ask = asker(program.url);
    fs.writeFileSync(config, configuration({ url: program.url, port, folder, smtp, application }));
    await cli(['migrate']);
    await cli(['account', 'add', ACCOUNT, '--name', 'Acme']);
    const child = run(['serve'], ['ignore', 'ignore', 'pipe']);
    let log = '';
    await within(START, 'starting the program', new Promise((ready, failed) => {
      child.stderr.on('data', (text) => { log += text; if (log.includes('the portal listens')) ready(); });
      child.on('error', failed);
      child.ended.then(() => failed(new Error(`serve ended at its start: ${log.slice(-800)}`)));
    }));
  }

  async function stop(child) {
    child.kill('SIGTERM');
    const code = await within(STOP, 'stopping the program', child.ended).catch(async (error) => {
      child.kill('SIGKILL');
      await child.ended;
      throw error;
    });
    if (code !== 0) throw new Error(`the program ended with ${code}`);
  }

  async function close() {
    await Promise.all([...running].map(stop));
  }

  return program;
}

// One request as it stands on the wire: no redirects followed, no cookies kept.
function asker(base) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return (method, target, { form, headers = {} } = {}) => new Promise((done, failed) => {
    const body = form && new URLSearchParams(form).toString();
    const own = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body), Origin: base };
    const start = process.hrtime.bigint();
    const request = http.request(new URL(target, base), { method, agent, headers: { Accept: 'text/html', ...own, ...headers } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => done({
        status: answer.statusCode,
        headers: answer.headers,
        wire: pairs(answer.rawHeaders),
        body: Buffer.concat(chunks),
        milliseconds: Number(process.hrtime.bigint() - start) / 1e6,
      }));
      answer.on('error', failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

function pairs(raw) {
  const lines = [];
  for (let i = 0; i < raw.length; i += 2) lines.push(`${raw[i].toLowerCase()}: ${raw[i + 1]}`);
  return lines;
}
