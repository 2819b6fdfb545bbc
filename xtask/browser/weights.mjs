// Items 7, 8, 9: what travels for a page, in bytes. The program sends everything as it is; gzip is what a proxy in front of it could make of that.

import zlib from 'node:zlib';

const KB = 1024;
const LIMITS = { html: 6 * KB, css: 8 * KB, js: 2 * KB, svg: 2 * KB, whole: 20 * KB, packed: 8 * KB };

const packed = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length;
const kilobytes = (bytes) => (bytes / KB).toFixed(1);

export async function measure({ report, samples, portal }) {
  const pages = samples.shipped(samples.pages).map((page) => ({ ...page, body: samples.text(page.file) }));
  await report.measure([7], async () => {
    const sizes = pages.map((page) => page.bytes);
    const heavy = pages.filter((page) => LIMITS.html < page.bytes);
    report.add(7, {
      passed: 0 < pages.length && heavy.length === 0,
      figure: `${kilobytes(Math.min(...sizes))}–${kilobytes(Math.max(...sizes))} KB`,
      details: heavy.map((page) => `${page.locale} ${page.name}: ${page.bytes} bytes`),
    });
  });

  await report.measure([8, 9], async () => {
    // What the program serves, not what lies in a folder.
    const signIn = (await portal.ask('GET', '/sign-in')).body.toString();
    const assets = [];
    for (const address of new Set(signIn.match(/\/assets\/[\w.-]+/g))) {
      const { body } = await portal.ask('GET', address);
      assets.push({ kind: address.split('.').at(-1), bytes: body.length, packed: packed(body), address });
    }
    const of = (kind) => assets.filter((asset) => asset.kind === kind).reduce((sum, asset) => sum + asset.bytes, 0);
    const heavy = ['css', 'js', 'svg'].filter((kind) => LIMITS[kind] < of(kind) || of(kind) === 0);
    report.add(8, { passed: heavy.length === 0, figure: `${['css', 'js', 'svg'].map((kind) => kilobytes(of(kind))).join(' / ')} KB`, details: heavy.map((kind) => `${kind}: ${of(kind)} bytes`) });

    const shared = assets.reduce((sum, asset) => sum + asset.bytes, 0);
    const sharedPacked = assets.reduce((sum, asset) => sum + asset.packed, 0);
    const wholes = pages.map((page) => ({ ...page, whole: page.bytes + shared, packed: packed(page.body) + sharedPacked }));
    const over = wholes.filter((page) => LIMITS.whole < page.whole || LIMITS.packed < page.packed);
    report.add(9, {
      passed: over.length === 0,
      figure: `max ${kilobytes(Math.max(...wholes.map((page) => page.whole)))} / ${kilobytes(Math.max(...wholes.map((page) => page.packed)))} KB`,
      details: over.map((page) => `${page.locale} ${page.name}: ${page.whole} / ${page.packed} bytes`),
    });
  });
}
