// A real SMTP server that keeps what it receives, and hands out letters as they arrive.

import { EventEmitter, once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';
import { PATIENCE } from './patience.mjs';

const SECRET = /^[bcdfghjkmnpqrstvwxyz23456789]{16}$/m;

export async function open() {
  const letters = [], troubles = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', async () => {
        try {
          const raw = Buffer.concat(chunks).toString('utf8');
          const parsed = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
          letters.push({
            raw,
            to: session.envelope.rcptTo.map((recipient) => recipient.address),
            subject: parsed.subject,
            text: parsed.text,
            html: parsed.html,
            headers: parsed.headerLines.map(({ key, line }) => ({ key, line })),
          });
          done();
          arrivals.emit('letter');
        } catch (error) {
          troubles.push(error.message);
          done(error);
        }
      });
    },
  });
  // Not as 'error', which ends the run where nobody happens to wait for a letter.
  server.on('error', (error) => troubles.push(error.message));
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');

  const sentTo = (address, subject) => letters.filter((letter) => letter.to.includes(address) && letter.subject === subject);
  async function such(fits, what) {
    const patience = AbortSignal.timeout(PATIENCE);
    for (;;) {
      const found = letters.filter(fits).at(-1);
      if (found) return found;
      await once(arrivals, 'letter', { signal: patience }).catch(() => { throw new Error([`no ${what} within ${PATIENCE / 1000} s`, ...troubles].join('; the mail server says: ')); });
    }
  }
  const wait = (address, subject) => such((letter) => letter.to.includes(address) && letter.subject === subject, `letter "${subject}" to ${address}`);

  return {
    port: server.server.address().port,
    letters,
    troubles,
    sentTo,
    such,
    wait,
    request: (address) => wait(address, 'Password Reset Request'),
    notification: (address) => wait(address, 'Password Reset Notification'),
    close: () => new Promise((done) => server.close(done)),
  };
}

// Both stand alone on a line of the text part.
export function linkIn(letter, portal) {
  const link = letter.text.split('\n').map((line) => line.trim()).find((line) => line.startsWith(`${portal}/reset/`));
  if (!link) throw new Error(`no link alone on a line of:\n${letter.text}`);
  return link;
}

export const secretOf = (letter) => SECRET.exec(letter.text)?.[0];

export function secretIn(letter) {
  const secret = secretOf(letter);
  if (!secret) throw new Error(`no temporary password alone on a line of:\n${letter.text}`);
  return secret;
}
