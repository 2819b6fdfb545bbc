// Twenty-five people whose names are awkward: which names are taken, what letters greet with, and what must never stand in one.

// A first name as it was registered, the language of the letters, and whether the name is taken.
// Refused is what a mail program would make a link of, and what turns the direction of text about.
const FIRST_NAMES = [
  ['Zoë', 'de', true], ["D'Arcy", 'en', true], ['Anne-Marie', 'fr', true], ['李', 'en', true], ['محمد', 'ar', true],
  ['Ñandú', 'es', true], ['', 'en', true], ['<b>Bob</b>', 'en', false], ['http://evil.example/', 'en', false], ['Eve"><script>', 'de', false],
  ['Å', 'en', true], ['X Æ A-12', 'en', true], ['Jean Luc', 'fr', true], ['Émile', 'fr', true], ['Łukasz', 'en', true],
  ['Ava & Bo', 'en', true], ['{{ name }}', 'en', true], ['{ $name }', 'en', true], ['=1+1', 'es', true], ['Иван', 'en', true],
  ['\u202eevA', 'en', false], ['Ye', 'ar', true], ['O’Neill', 'en', true], ['A'.repeat(50), 'en', true], ['🌼 Flora', 'de', true],
];

const LAST_NAMES = [
  'winterbottom', 'oconnelly', 'featherstonehaugh', 'zhangweiming', 'alrashidi', 'quintanilla', 'vandermeulen', 'bobsworth', 'eviltonham', 'scriptson',
  'angstromius', 'muskeloth', 'picardeaux', 'zolatierre', 'kowalczykow', 'ampersandro', 'templateux', 'fluentsson', 'formulado', 'ivanovskaya',
  'reversaloff', 'yeatmanette', 'neillbrough', 'longfellowes', 'bloomingdahl',
];

const GREETINGS = {
  en: (name) => (name ? `Hello ${name},` : 'Hello,'),
  de: (name) => (name ? `Hallo ${name},` : 'Hallo,'),
  es: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
  fr: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  ar: (name) => (name ? `مرحبًا ${name}،` : 'مرحبًا،'),
};

export const PEOPLE = FIRST_NAMES.map(([firstName, locale, accepted], i) => {
  const number = String(i + 1).padStart(2, '0');
  return {
    firstName, locale, accepted,
    // Whose name is refused is registered, and greeted, without one.
    greeting: GREETINGS[locale](accepted ? firstName.normalize('NFC') : ''),
    lastName: LAST_NAMES[i],
    account: `QX-${9000 + i}-Z`,
    username: `${LAST_NAMES[i]}.u${number}`,
    email: `p${number}@mail.example`,
  };
});
