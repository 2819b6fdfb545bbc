// What a letter that was really sent must say, and what must never stand in one (item 22).

import { secretIn } from './mailbox.mjs';
import { SUPPORT } from './portal.mjs';

const COLUMNS = 72, LINK_COLUMNS = 76, QUIET_START = 150;

function unquoted(raw) {
  const bytes = raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const compact = (text) => text.toLowerCase().replace(/[\s-]/g, '');

function secrets(letter, person) {
  const found = [];
  const everywhere = [letter.raw, unquoted(letter.raw), letter.text, letter.html, letter.headers.map(({ line }) => line).join('\n')];
  for (const [what, word] of [['username', person.username], ['Account ID', person.account], ['last name', person.lastName]]) {
    const inside = everywhere.some((text) => text.toLowerCase().includes(word.toLowerCase())) || compact(letter.text + letter.html).includes(compact(word));
    if (inside) found.push(`the ${what} stands in it`);
  }
  return found;
}

function addresses(letter, portal) {
  const found = [...letter.html.matchAll(/(?:href|src|background|action|srcset)\s*=\s*"([^"]*)"|url\(([^)]*)\)/gi)].map(([, attribute, style]) => attribute ?? style);
  const written = letter.text.match(/https?:\/\/[^\s>)]+/g) ?? [];
  const ours = (url) => url === portal || url.startsWith(`${portal}/`) || url.startsWith(`mailto:${SUPPORT.email}`);
  const remote = [...found, ...written].filter((url) => !ours(url)).map((url) => `leads elsewhere: ${url}`);
  const loaded = /<(img|link|script|iframe|object|video|audio)\b/i.exec(letter.html);
  return loaded ? [...remote, `loads something: ${loaded[0]}`] : remote;
}

// The text part alone has to do: whom to ask, what to open or type, and each thing alone on its line.
function textPart(letter, portal) {
  const found = [];
  const lines = letter.text.split('\n').map((line) => line.trimEnd());
  for (const wanted of ['Client Admin Portal', SUPPORT.email]) if (!letter.text.includes(wanted)) found.push(`the text part does not say ${wanted}`);
  for (const line of lines) {
    const most = line.startsWith(portal) ? LINK_COLUMNS : COLUMNS;
    if (most < [...line.replace(/\p{Mn}|\p{Cf}/gu, '')].length) found.push(`a line of more than ${most}: ${line}`);
  }
  if (/[{}]|%7B|&(amp|lt|gt|quot);/.test(letter.text.replace('{{ name }}', '').replace('{ $name }', ''))) found.push('the text part shows its making');
  return found;
}

function preheader(html) {
  return /<div style="display:none[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '';
}

function keepsSecret(letter) {
  const secret = secretIn(letter);
  const places = { subject: letter.subject, headers: letter.headers.map(({ line }) => line).join('\n'), preheader: preheader(letter.html), 'first 150 characters': letter.text.slice(0, QUIET_START) };
  const found = Object.entries(places).filter(([, text]) => compact(text).includes(secret)).map(([place]) => `the temporary password stands in its ${place}`);
  return letter.html.includes(secret) ? found : [...found, 'the temporary password is not in one piece in the HTML part'];
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (html) => html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) => (name ? ENTITIES[name] ?? all : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16))));

// The first line of the text, and the first paragraph of the HTML, where nothing of a name may be taken for markup.
function greets(letter, greeting) {
  const [line] = letter.text.trimStart().split('\n');
  const paragraph = /<p\b[^>]*>([\s\S]*?)<\/p>/.exec(letter.html)?.[1] ?? '';
  const found = [];
  if (line.trimEnd() !== greeting) found.push(`the text part greets with "${line}"`);
  if (decoded(paragraph) !== greeting) found.push(`the HTML part greets with "${paragraph}"`);
  if (/[<>"]|&(?!#?\w+;)/.test(paragraph)) found.push(`not escaped: "${paragraph}"`);
  return found;
}

const introduces = (letter) => (preheader(letter.html).trim() ? [] : ['no preheader']);

// All findings of one letter to one person; `secret` says that it brings a temporary password.
export function wrongWith(letter, person, portal, secret) {
  return [
    ...greets(letter, person.greeting), ...introduces(letter), ...secrets(letter, person), ...addresses(letter, portal), ...textPart(letter, portal),
    ...(secret ? keepsSecret(letter) : []),
  ];
}
