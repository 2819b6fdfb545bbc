// Notes shifts of the layout and the largest paint from the first moment of a page.

export async function watchPaint(page) {
  await page.evaluateOnNewDocument(note);
}

// Runs in the page, before anything of its own.
function note() {
  let shift = 0, largest = 0;
  const shifts = new PerformanceObserver((list) => addShifts(list.getEntries()));
  const paints = new PerformanceObserver((list) => addPaints(list.getEntries()));
  const addShifts = (entries) => { for (const entry of entries) shift += entry.value; };
  const addPaints = (entries) => { for (const entry of entries) largest = entry.startTime; };
  shifts.observe({ type: 'layout-shift', buffered: true });
  paints.observe({ type: 'largest-contentful-paint', buffered: true });
  globalThis.paint = {
    shift() { addShifts(shifts.takeRecords()); return shift; },
    largest() { addPaints(paints.takeRecords()); return largest; },
  };
}
