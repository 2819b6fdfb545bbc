// Two servers on loopback: the samples under the product's own headers, and an application that notes who arrives.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { EventEmitter, once } from 'node:events';

const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png' };

// What a page of the real program carries, save what belongs to one answer alone.
export function security(answer) {
  const own = new Set(['content-type', 'content-length', 'date', 'set-cookie', 'connection', 'keep-alive', 'vary', 'content-language']);
  return Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !own.has(name)));
}

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

export async function samples(folder, headers) {
  const planted = new Map();
  const root = path.resolve(folder);
  const server = http.createServer((request, response) => {
    const target = decodeURIComponent(new URL(request.url, 'http://samples').pathname);
    // A form that submits itself goes nowhere: 204 leaves the page as it is.
    if (request.method !== 'GET') return response.writeHead(204).end();
    if (target === '/favicon.ico') return response.writeHead(204).end();
    const plant = planted.get(target);
    const file = path.join(root, target);
    if (!plant && (!file.startsWith(root + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile())) return response.writeHead(404).end();
    const type = plant?.type ?? TYPES[path.extname(file)] ?? 'application/octet-stream';
    // Letters are opened by mail programs, which send no headers of ours.
    const shown = type.startsWith('text/html') && !target.includes('/letters/') ? headers : {};
    response.writeHead(200, { ...shown, 'Content-Type': type });
    if (plant?.rest) {
      response.write(plant.body);
      return plant.rest.then((rest) => response.end(rest));
    }
    response.end(plant?.body ?? fs.readFileSync(file));
  });
  const opened = await listen(server);
  // With a promise of its rest a body comes in two pieces.
  const plant = (target, body, type = TYPES['.html'], rest) => planted.set(target, { body, type, rest });
  return { ...opened, plant };
}

export async function application() {
  const arrivals = [];
  const events = new EventEmitter();
  const server = http.createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    arrivals.push({ url: request.url, referer: request.headers.referer ?? null });
    response.writeHead(200, { 'Content-Type': TYPES['.html'] }).end('<!DOCTYPE html><html lang="en"><title>Reports</title><h1>Reports</h1>');
    events.emit('arrival');
  });
  const opened = await listen(server);
  return { ...opened, arrivals, arrival: () => once(events, 'arrival', { signal: AbortSignal.timeout(20_000) }) };
}
