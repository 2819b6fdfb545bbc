// The checklist of the design: what is measured and where, what is asked for, and what the prototype reached.

const ROWS = [
  [1, 'axe', 'axe-core, scripts on, `target-size` rule on: every page state in English and Arabic, light and dark, 320 and 1280 px; in the other languages light at 320 px; each page of the live journey once', '0 violations, 0 incomplete', '80 runs: 0 / 0'],
  [2, 'self-test', 'Self-test: planted faults are caught', 'all', '5 of 5'],
  [3, 'axe on letters', 'Letters under axe, light and dark, 320 and 700 px', '0', '0'],
  [4, 'sideways scroll', 'Sideways scroll at 320 px, at 400 % zoom and with text at 200 %, all of which then has twice its size', 'none', 'none at 320'],
  [5, 'contrast', 'Smallest contrast of text / of fields, buttons and focus; focus visible at every stop of Tab', '≥ 4.5 (aim 6) / ≥ 3', '6.18 / 3.75'],
  [6, 'heights', 'Height of buttons and inputs / of stand-alone links', '≥ 44 / ≥ 24 px', '44 / 28'],
  [7, 'HTML per page', 'HTML per page', '≤ 6 KB', '1.0–4.0 KB'],
  [8, 'style, script, logo', 'Style sheet / script / default logo', '≤ 8 / ≤ 2 / ≤ 2 KB', '4.7 / 0.9 / 0.2 KB'],
  [9, 'whole page', 'Whole page, as the program sends it, uncompressed / as a proxy in front of it could send it, gzip', '≤ 20 / ≤ 8 KB', '9.7 / 3.6 KB'],
  [10, 'requests', 'Requests per page; other origins; web fonts', '≤ 4; 0; 0', '4; 0; 0'],
  [11, 'speed', 'Layout shift; largest paint on the local host; server time of GET pages, 95th percentile', '0; ≤ 0.5 s; ≤ 20 ms', '0; 0.08–0.12 s; n/a'],
  [12, 'Lighthouse', 'Lighthouse on Sign In, Password Reset Request and Reset Password: accessibility / best practices / performance', '100 / 100 / ≥ 98', 'not run'],
  [13, 'console', 'Console errors and CSP reports in the full flow', '0', '0'],
  [14, 'journey', 'Whole flow with scripts off, and with scripts on', 'passes', 'pages render'],
  [15, 'tab stops', 'Tab stops to the main action: sign in / forgot / request / done / reminder (by skip link) / change', '≤ 4 / 5 / 3 / 1 / 5 (2) / 9', '4 / 5 / 3 / 1 / 5 / 9'],
  [16, 'keyboard', 'Whole "forgot" journey by keyboard: Tab presses; focus always visible, no trap forwards or backwards', '≤ 24', '22 by count'],
  [17, 'screens', 'Screens from Forgot to own password with scripts on, as the browser showed them, and letters', '≤ 7 + 2', '7'],
  [18, 'error states', 'Error states: title, focus, links, `aria-invalid`, `aria-describedby`; scripts on and off', '100 %', 'yes'],
  [19, 'paste', 'Paste into every field; `autocomplete` as specified; none off, no paste handlers', '100 %; 0; 0', 'yes'],
  [20, 'no oracle', 'Known, unknown, suspended, at Password Reset Request and at Sign In with a wrong password: status, headers, bytes; medians of Password Reset Request over 1,000', 'identical; within 5 %', 'server test'],
  [21, 'links', 'Reset link: HEAD × 10, GET × 10, POST × 3', '1 reset, 1 second letter, same page', 'server test'],
  [22, 'letters', 'Letters to 25 people with awkward names: greeted by name or without, a preheader, nothing that must not be there', '0 findings', 'text: yes'],
  [23, 'copying', 'Copying the temporary password gives 16 characters; blanks, hyphens and capitals sign in', 'yes', 'copy: yes'],
  [24, 'letter size', 'HTML part of letters; headers', '≤ 10 KB; all', '4.5 KB'],
  [25, 'plain English', 'Plain English: grade, longest sentence, banned words', '≤ 8; ≤ 25 words; 0', 'by eye'],
  [26, 'pseudo-locales', 'Pseudo-locales: overflow, English left over', '0', 'mirrored: 0 overflow'],
  [27, 'messages', 'Messages present in every shipped language', '100 %', '–'],
];

// Measured as well, with no row in the checklist's table of figures.
const BESIDE = [
  [28, 'pictures for people'],
  ['new tab', 'application in a new tab'],
  ['rtl', 'right to left, language kept'],
  ['mail server', 'mail server without trouble'],
];

// The only items that a run without --timing may leave out.
const TIMED = new Set([12]);

export const CRITERIA = new Map([
  ...ROWS.map(([item, name, criterion, target, prototype]) => [String(item), { item: String(item), name, criterion, target, prototype, row: true, timed: TIMED.has(item) }]),
  ...BESIDE.map(([item, name]) => [String(item), { item: String(item), name, row: false, timed: false }]),
]);
