// What Rust wrote for us: every page state and every letter in every language, and what is told about them.

import fs from 'node:fs';
import path from 'node:path';

export function read(folder) {
  const told = JSON.parse(fs.readFileSync(path.join(folder, 'samples.json'), 'utf8'));
  const pages = told.pages.map((page) => ({ ...page, url: `/${page.file}`, dir: direction(told, page.locale) }));
  const letters = told.letters.map((letter) => ({ ...letter, url: `/${letter.html}`, dir: direction(told, letter.locale) }));
  const pseudo = new Set(told.locales.filter((locale) => locale.pseudo).map((locale) => locale.tag));
  return {
    folder,
    locales: told.locales,
    assets: told.assets ?? [],
    names: told.names ?? [],
    pages,
    letters,
    pseudo,
    text: (file) => fs.readFileSync(path.join(folder, file)),
    english: (list) => list.filter((one) => one.locale === 'en'),
    shipped: (list) => list.filter((one) => !pseudo.has(one.locale)),
    page: (name, locale = 'en') => pages.find((page) => page.name === name && page.locale === locale),
  };
}

const direction = (told, tag) => told.locales.find((locale) => locale.tag === tag)?.dir ?? 'ltr';
