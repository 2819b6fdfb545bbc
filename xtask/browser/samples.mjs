// What Rust wrote for us: every page state and every letter in every language, and what is told about them.

import fs from 'node:fs';
import path from 'node:path';

export function read(folder) {
  const told = JSON.parse(fs.readFileSync(path.join(folder, 'samples.json'), 'utf8'));
  const pages = told.pages.map((page) => ({ ...page, url: `/${page.file}` }));
  const pseudo = new Set(told.locales.filter((locale) => locale.pseudo).map((locale) => locale.tag));
  return {
    locales: told.locales,
    names: told.names,
    pages,
    letters: told.letters.map((letter) => ({ ...letter, url: `/${letter.html}` })),
    pseudo,
    text: (file) => fs.readFileSync(path.join(folder, file)),
    shipped: (list) => list.filter((one) => !pseudo.has(one.locale)),
    page: (name, locale = 'en') => pages.find((page) => page.name === name && page.locale === locale),
  };
}
