// Whatever is opened is closed in the end, however the run ends: done, broken off, stopped by a signal, or stuck.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { within } from './patience.mjs';

const LONGEST_RUN = 25 * 60_000, LONGEST_CLOSE = 15_000;

export class Lifetime {
  #opened = [];
  #watchdog;
  #ended = false;

  // `lastWords` says what is known by then, if a run ends before it is done.
  constructor(lastWords) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readmit-browser-'));
    const end = (reason) => this.#end(reason, lastWords);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(`stopped by ${signal}`));
    for (const fault of ['uncaughtException', 'unhandledRejection']) process.on(fault, (error) => end(`${fault}: ${error?.stack ?? error}`));
    this.#watchdog = setTimeout(() => end(`not done after ${LONGEST_RUN / 60_000} minutes`), LONGEST_RUN);
  }

  keep(one) {
    this.#opened.unshift(one);
    return one;
  }

  async close() {
    for (const one of this.#opened.splice(0)) {
      await within(LONGEST_CLOSE, 'closing', one.close()).catch((error) => console.error(`closing: ${error.message}`));
    }
    clearTimeout(this.#watchdog);
    try {
      // Helpers of Chromium may write for a moment after it has ended.
      fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    } catch (error) {
      console.error(`${this.folder} is left behind: ${error.message}`);
    }
  }

  // The first reason counts: what breaks while things are closed follows from it.
  async #end(reason, lastWords) {
    if (this.#ended) return;
    this.#ended = true;
    console.error(`the run ends early: ${reason}`);
    try {
      lastWords();
    } finally {
      await this.close().finally(() => process.exit(1));
    }
  }
}
