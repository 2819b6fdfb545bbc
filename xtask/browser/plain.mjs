// Items 25, 26, 27: plain English, nothing left untranslated, no message missing.

import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const GRADE = 8, LONGEST = 25;
const BANNED = /\b(please|invalid|oops|forbidden)\b/i;

// An address or a number is one thing to a reader, and its dots end no sentence.
const ADDRESSES = /(https?:\/\/\S+|[\w.+-]+@[\w.-]+\w|\+?\d[\d\s]{6,}\d)/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’:-]*/gu;

export function sentences(pieces) {
  return pieces.flatMap((piece) => piece.replace(ADDRESSES, 'it').split(/(?<=[.!?…])\s+/)).filter((text) => /\p{L}/u.test(text));
}

const words = (text) => text.match(WORD) ?? [];

// Titles and buttons are no sentences: only what ends like one is read as prose.
export function grade(list) {
  const prose = list.filter((text) => /[.!?:…]$/.test(text.trim()) && 3 < words(text).length);
  const all = prose.flatMap(words);
  if (prose.length === 0) return null;
  const syllables = all.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({ sentence: prose.length, word: all.length, syllable: syllables });
}

function english(world, copy) {
  const own = copy.filter(({ sample }) => sample.locale === 'en');
  const said = new Set(own.flatMap(({ copy: pieces, labels }) => [...pieces, ...labels.map(([, text]) => text)]));
  const list = [...new Set(sentences([...said]))];
  const overall = grade(list);
  const letters = own.filter(({ kind }) => kind === 'letter').map((one) => ({ where: one.where, grade: grade(sentences(one.copy)) })).filter((one) => one.grade !== null);
  const hard = letters.filter((one) => GRADE < one.grade);
  const long = list.filter((text) => LONGEST < words(text).length);
  const banned = [...said].filter((text) => BANNED.test(text));
  const most = Math.max(...list.map((text) => words(text).length));
  const details = [
    ...(GRADE < overall ? [`all copy: grade ${overall.toFixed(1)}`] : []),
    ...hard.map((one) => `${one.where}: grade ${one.grade.toFixed(1)}`),
    ...long.map((text) => `${words(text).length} words: "${text}"`),
    ...banned.map((text) => `banned word: "${text}"`),
  ];
  world.report.add(25, { passed: details.length === 0 && 0 < list.length, figure: `grade ${overall.toFixed(1)}, hardest letter ${Math.max(...letters.map((one) => one.grade)).toFixed(1)}; ${most} words; ${banned.length}`, details });
}

// Months, days and zones come from the tables of the language, not from its messages.
const TIMES = /\b(\d+|AM|PM|GMT|UTC|CET|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b/g;
// The accented locale doubles vowels and changes every consonant.
const PLAIN_WORD = /(?<![\p{L}\p{M}])(?=[a-z]*[^aeiou\W])[a-z]{2,}(?![\p{L}\p{M}])/iu;

export function leftOver(text, names) {
  let rest = text.replace(/https?:\/\/\S+/g, ' ');
  for (const name of [...names].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(name, ' ');
  return PLAIN_WORD.exec(rest.replace(TIMES, ' '))?.[0] ?? null;
}

// The accented locale changes every letter; the mirrored one leaves some as they are, so whole texts are compared.
export function untranslated(samples, copy) {
  const found = [];
  const original = new Map(copy.filter(({ sample }) => sample.locale === 'en').map((one) => [one.kind + one.sample.name, new Set(said(one))]));
  for (const one of copy) {
    const { locale, name } = one.sample;
    for (const text of said(one)) {
      const same = locale === 'ar-XB' && original.get(one.kind + name)?.has(text);
      if ((locale === 'en-XA' || same) && leftOver(text, samples.names)) found.push(`${one.where}: "${text.slice(0, 80)}"`);
    }
  }
  return found;
}

const said = ({ copy, labels }) => [...copy, ...labels.map(([, text]) => text)];

export async function measure(world, sights, letters) {
  const { report, samples } = world;
  const copy = [...sights.copy, ...letters.copy];
  await report.measure([25], async () => english(world, copy));
  await report.measure([26], async () => {
    const pseudo = copy.filter(({ sample }) => samples.pseudo.has(sample.locale));
    const left = untranslated(samples, copy);
    const over = [...sights.sideways, ...letters.sideways].filter((finding) => [...samples.pseudo].some((tag) => finding.startsWith(`${tag} `)));
    report.add(26, { passed: 0 < pseudo.length && left.length + over.length === 0, figure: `${over.length} overflows, ${left.length} left over in ${pseudo.length} pages and letters`, details: [...over, ...left] });
  });
  await report.measure([27], async () => {
    const shipped = samples.locales.filter((locale) => !locale.pseudo);
    const lacking = shipped.filter((locale) => locale.missing.length);
    report.add(27, {
      passed: 0 < shipped.length && lacking.length === 0,
      figure: `${shipped[0]?.messages ?? 0} messages in ${shipped.length} languages: ${lacking.length ? `${lacking.length} lack some` : '100 %'}`,
      details: lacking.map((locale) => `${locale.tag}: ${locale.missing.join(', ')}`),
    });
  });
}
