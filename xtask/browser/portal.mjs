// Configures, starts and stops the program as an operator would, and asks it things without a browser.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { once } from 'node:events';

export const SUPPORT = { email: 'support@example.com', phone: '+44 20 7946 0000', hours: 'Monday to Friday, 9:00 to 17:00' };
const PATIENCE = 20_000;
export const ACCOUNT = 'ACME-1042';

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

export async function open({ binary, folder, smtp, application, keep }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, 'readmit.toml');
  fs.writeFileSync(config, configuration({ url, port, folder, smtp, application }));

  async function cli(args, input = '') {
    const child = spawn(binary, [...args, '--config', config], { cwd: folder });
    let out = '', errors = '';
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { errors += text; });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [code] = await once(child, 'close');
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

  await cli(['migrate']);
  await cli(['account', 'add', ACCOUNT, '--name', 'Acme']);
  await serve({ binary, config, folder, keep });

  return { url, cli, user, ask: asker(url) };
}

// Ready when its log says that it listens: an event, not a pause. Kept before that, to be stopped whatever happens.
async function serve({ binary, config, folder, keep }) {
  const child = spawn(binary, ['serve', '--config', config], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  keep({
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      const [code, signal] = await ended;
      clearTimeout(late);
      if (signal === 'SIGKILL') throw new Error(`serve did not stop within ${PATIENCE / 1000} s`);
      if (code !== 0) throw new Error(`serve ended with ${code ?? signal}`);
    },
  });
  let log = '';
  await new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`serve does not listen after ${PATIENCE / 1000} s: ${log.slice(-800)}`)), PATIENCE);
    child.stderr.on('data', (text) => { log += text; if (log.includes('the portal listens')) { clearTimeout(late); ready(); } });
    ended.then(() => failed(new Error(`serve ended at its start: ${log.slice(-800)}`)), failed);
  });
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
