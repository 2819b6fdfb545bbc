// Twenty-five people whose names are awkward: what letters greet them with, and what must never stand in one.

// A first name as it was registered, and the language of the letters.
const FIRST_NAMES = [
  ['Zoë', 'de'], ["D'Arcy", 'en'], ['Anne-Marie', 'fr'], ['李', 'en'], ['محمد', 'ar'],
  ['Ñandú', 'es'], ['', 'en'], ['<b>Bob</b>', 'en'], ['http://evil.example/', 'en'], ['Eve"><script>', 'de'],
  ['Å', 'en'], ['X Æ A-12', 'en'], ['Jean Luc', 'fr'], ['Émile', 'fr'], ['Łukasz', 'en'],
  ['Ava & Bo', 'en'], ['{{ name }}', 'en'], ['{ $name }', 'en'], ['=1+1', 'es'], ['Иван', 'en'],
  ['‮evA', 'en'], ['Ye', 'ar'], ['O’Neill', 'en'], ['A'.repeat(50), 'en'], ['🌼 Flora', 'de'],
];

const LAST_NAMES = [
  'winterbottom', 'oconnelly', 'featherstonehaugh', 'zhangweiming', 'alrashidi', 'quintanilla', 'vandermeulen', 'bobsworth', 'eviltonham', 'scriptson',
  'angstromius', 'muskeloth', 'picardeaux', 'zolatierre', 'kowalczykow', 'ampersandro', 'templateux', 'fluentsson', 'formulado', 'ivanovskaya',
  'reversaloff', 'yeatmanette', 'neillbrough', 'longfellowes', 'bloomingdahl',
];

export const PEOPLE = FIRST_NAMES.map(([firstName, locale], i) => {
  const number = String(i + 1).padStart(2, '0');
  return {
    firstName, locale,
    lastName: LAST_NAMES[i],
    account: `QX-${9000 + i}-Z`,
    username: `${LAST_NAMES[i]}.u${number}`,
    email: `p${number}@mail.example`,
  };
});
