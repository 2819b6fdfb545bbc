// Notes shifts of the layout, what shifted, and the largest paint from the first moment of a page.

import { ask } from './chromium.mjs';
import { PATIENCE, within } from './patience.mjs';

export const watchPaint = (page) => page.evaluateOnNewDocument(note);

// A paint is told of when it has reached the screen, which may be a moment after the frame it belongs to.
export const painted = (page) => within(PATIENCE, `a paint on ${page.url()}`, ask(page, 'paint.first.then(() => ({ shift: paint.shift(), shifted: paint.shifted, largest: paint.largest() }))'));

// Runs in the page, before anything of its own.
function note() {
  const shifted = [];
  let shift = 0, largest = 0, came;
  const first = new Promise((done) => { came = done; });
  const shifts = new PerformanceObserver((list) => addShifts(list.getEntries()));
  const paints = new PerformanceObserver((list) => addPaints(list.getEntries()));
  const box = ({ x, y, width, height }) => `${x},${y} ${width}×${height}`;
  const addShifts = (entries) => {
    for (const { value, sources } of entries) {
      shift += value;
      shifted.push(...sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName} from ${box(previousRect)} to ${box(currentRect)}`));
    }
  };
  const addPaints = (entries) => { for (const entry of entries) { largest = entry.startTime; came(); } };
  shifts.observe({ type: 'layout-shift', buffered: true });
  paints.observe({ type: 'largest-contentful-paint', buffered: true });
  globalThis.paint = {
    first,
    shifted,
    shift() { addShifts(shifts.takeRecords()); return shift; },
    largest() { addPaints(paints.takeRecords()); return largest; },
  };
}
