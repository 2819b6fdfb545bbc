// Looks at a page from within: what is seen, on what, how large, and what it says.
// `install` runs in the page, so it uses nothing from outside itself.

import { inject } from './chromium.mjs';

export const give = (page) => inject(page, `(${install})()`);

function install() {
  const transparent = [0, 0, 0, 0];

  const color = (text) => {
    const srgb = /^color\(srgb ([^)]+)\)$/.exec(text);
    const plain = /^rgba?\(([^)]+)\)$/.exec(text);
    if (!srgb && !plain) throw new Error(`a color that cannot be measured: ${text}`);
    const [r, g, b, a = 1] = (srgb ?? plain)[1].split(/[\s,/]+/).map(Number);
    return srgb ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };

  const over = ([r, g, b, a], under) => [r, g, b].map((part, i) => part * a + under[i] * (1 - a)).concat(1);

  // All backgrounds up to the first that hides what is behind it; behind the page is the canvas.
  function background(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none') throw new Error(`text on a picture: ${name(at)}`);
      const layer = color(style.backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    const canvas = matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduceRight((under, layer) => over(layer ?? transparent, under), canvas);
  }

  const luminance = (parts) => {
    const [r, g, b] = parts.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const name = (element) => {
    const id = element.id ? `#${element.id}` : '';
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${element.localName}${id}${words ? ` "${words}"` : ''}`;
  };

  // Kept for screen readers alone, or waiting off the page for the keyboard.
  function unseen(element) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return true;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0' || style.clipPath === 'inset(50%)') return true;
      if (style.position === 'absolute' && at.matches('.skip') && document.activeElement !== at) return true;
    }
    return false;
  }

  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (node.data.trim() && !holder.closest('script, style, noscript, template')) found.push([node, holder]);
    }
    return found;
  }

  function block(element) {
    let at = element;
    while (at.parentElement && getComputedStyle(at).display.startsWith('inline')) at = at.parentElement;
    return at;
  }

  function smallestTextContrast() {
    let worst = null;
    for (const [node, holder] of texts()) {
      if (unseen(holder)) continue;
      const under = background(holder);
      const ratio = contrast(over(color(getComputedStyle(holder).color), under), under);
      if (!worst || ratio < worst.ratio) worst = { ratio, what: `"${node.data.trim().slice(0, 40)}"` };
    }
    return worst;
  }

  // A field is recognized by its border; a filled button by its fill.
  function smallestControlContrast() {
    let worst = null;
    for (const control of document.querySelectorAll('input, button, .btn')) {
      if (control.type === 'hidden' || unseen(control)) continue;
      const style = getComputedStyle(control);
      const inside = background(control);
      const outside = background(control.parentElement);
      const border = over(color(style.borderTopColor), inside);
      const width = parseFloat(style.borderTopWidth);
      const edge = width ? contrast(border, outside) : 1;
      const ratio = control.matches('input') ? Math.min(edge, contrast(border, inside)) : Math.max(edge, contrast(inside, outside));
      if (!worst || ratio < worst.ratio) worst = { ratio, what: name(control) };
    }
    return worst;
  }

  // Elements, not their names: two links of a page may be called alike.
  let visited = new WeakSet();

  // As on a page just opened: no stop was made, and the next press of Tab begins at the start.
  function afresh() {
    visited = new WeakSet();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }

  // What Tab should have come to and did not.
  function unvisited() {
    const stops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), [tabindex]')];
    return stops.filter((one) => 0 <= one.tabIndex && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !visited.has(one)).map(name);
  }

  // The outline of what has focus now, against what lies on both sides of it.
  function focus() {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    const style = getComputedStyle(at);
    const width = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
    const line = color(style.outlineColor);
    const around = background(at.parentElement);
    const sides = parseFloat(style.outlineOffset) < width / 2 ? [around, background(at)] : [around];
    const box = at.getBoundingClientRect();
    const again = visited.has(at);
    visited.add(at);
    return {
      again, what: name(at), id: at.id, href: at.getAttribute('href'), label: at.getAttribute('aria-label') ?? at.textContent.trim(), tag: at.localName, button: at.matches('.btn'), width,
      ratio: Math.min(...sides.map((side) => contrast(over(line, side), side))),
      visible: at.matches(':focus-visible') && 0 < width && 0 < box.width && 0 <= box.right && box.left <= innerWidth && 0 <= box.bottom && box.top <= innerHeight,
    };
  }

  function sideways() {
    const findings = [];
    const page = document.scrollingElement;
    if (page.clientWidth < page.scrollWidth) findings.push(`${page.scrollWidth} px of content on ${page.clientWidth} px`);
    const range = document.createRange();
    for (const [node, holder] of texts()) {
      if (unseen(holder)) continue;
      range.selectNodeContents(node);
      const cut = [...range.getClientRects()].some((box) => box.left < -0.5 || innerWidth + 0.5 < box.right);
      if (cut) findings.push(`cut off: "${node.data.trim().slice(0, 40)}"`);
    }
    return findings;
  }

  // A link among words is exempt (WCAG 2.5.8); one that has its block to itself is a target.
  function standsAlone(link) {
    const own = block(link.parentElement);
    return !texts().some(([node, holder]) => block(holder) === own && !holder.closest('a, button') && /[\p{L}\p{N}]/u.test(node.data) && own.contains(node));
  }

  function heights() {
    const controls = [], links = [];
    for (const element of document.querySelectorAll('a[href], button, input')) {
      if (element.type === 'hidden' || unseen(element)) continue;
      const size = { what: name(element), height: element.getBoundingClientRect().height };
      if (!element.matches('a') || element.matches('.btn')) controls.push(size);
      else if (standsAlone(element)) links.push(size);
    }
    return { controls, links };
  }

  const textSizes = () => [...texts().map(([, holder]) => holder), ...document.querySelectorAll('input:not([type=hidden])')].map((holder) => ({ what: name(holder), size: parseFloat(getComputedStyle(holder).fontSize) }));

  const tidy = (text) => text.replace(/\s+/g, ' ').trim();

  // Everything that is said, block by block, so that a sentence with a link in it stays one sentence.
  function copy() {
    const blocks = new Map();
    for (const [node, holder] of texts()) {
      // The languages call themselves by their own names.
      if (holder.closest('[hreflang]')) continue;
      const own = block(holder);
      blocks.set(own, (blocks.get(own) ?? '') + node.data);
    }
    return [...blocks.values()].map(tidy).filter(Boolean);
  }

  function labels() {
    const found = [['title', document.title]];
    for (const element of document.querySelectorAll('*')) {
      for (const { name: attribute, value } of element.attributes) {
        const spoken = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt'].includes(attribute);
        const said = attribute.startsWith('data-') && /\p{L}{2,}/u.test(value);
        if ((spoken || said) && value.trim()) found.push([`${element.localName} ${attribute}`, tidy(value)]);
      }
    }
    return found;
  }

  globalThis.look = { smallestTextContrast, smallestControlContrast, afresh, focus, unvisited, sideways, heights, textSizes, copy, labels };
}
