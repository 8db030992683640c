// node marks.mjs SITE_URL LIST.json LETTERS
// Vietnamese capitals carry two marks, above and below: on every page of LIST, narrow and wide, no line of a text
// reaches into the next, and nothing that cuts off what sticks out of it cuts off a mark, in our fonts and in those of a
// phone that stand in while ours are late; nothing moves when ours come, nor on a slow line. Then the
// fonts themselves: every letter from our own files, pairs drawn together. LETTERS are the ones to be looked for.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish, launch, listen } from './browser.mjs';

const [home, list, letters] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(list, 'utf8'));
const WIDTHS = [390, 1280];
const findings = [];
let styles = 0;
let cuts = 0;
let moved = 0;
let late = 0;
let swaps = 0;

// Runs in the page. Every element with words of its own, by font, size and line height: each such style is measured
// once, with the tallest and the deepest letters there are.
function measure(letters) {
  const pen = document.createElement('canvas').getContext('2d');
  const name = (e) => `${e.tagName.toLowerCase()}${e.className?.length ? `.${e.className}` : ''} “${e.textContent.trim().slice(0, 30)}”`;
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const ink = (style) => {
    // Measured large, since small ones are rounded to whole pixels.
    pen.font = `${style.fontWeight} 500px ${style.fontFamily}`;
    const { actualBoundingBoxAscent, actualBoundingBoxDescent, fontBoundingBoxAscent, fontBoundingBoxDescent } = pen.measureText(letters);
    const size = parseFloat(style.fontSize) / 500;
    const [above, below, ascent, descent] = [actualBoundingBoxAscent, actualBoundingBoxDescent, fontBoundingBoxAscent, fontBoundingBoxDescent].map((part) => part * size);
    return { above, below, ascent, descent };
  };
  const words = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join(' ');
  const found = [];
  const seen = new Map();
  const texts = [...document.body.querySelectorAll('*')].filter((e) => own(e) && e.getClientRects().length > 0 && !e.closest('svg'));
  let cuts = 0;
  for (const e of texts) {
    const style = getComputedStyle(e);
    const height = style.lineHeight === 'normal' ? null : parseFloat(style.lineHeight);
    // Figures have no marks, and what does not wrap has no second line.
    const wraps = style.whiteSpace !== 'nowrap' && /\p{L}/u.test(words(e));
    const key = `${wraps} ${style.fontWeight} ${style.fontSize}/${style.lineHeight} ${style.fontFamily}`;
    if (!seen.has(key)) {
      const { above, below, ascent, descent } = ink(style);
      seen.set(key, { above, below, ascent, descent });
      // Two lines of one text: what hangs from the upper and what stands on the lower must not meet.
      if (wraps && height !== null && above + below > height + 0.1) found.push(['lines meet', `${key}: ${(above + below).toFixed(1)} px of letters in lines of ${height} px, as in ${name(e)}`]);
    }
    const { above, below, ascent, descent } = seen.get(key);
    // Whatever around it hides what sticks out: the first and the last line must have room for their marks.
    const range = document.createRange();
    range.selectNodeContents(e);
    const lines = [...range.getClientRects()].filter((r) => r.width > 1);
    for (let box = e; box && box !== document.documentElement; box = box.parentElement) {
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(box);
      // Words only for the ear are a single dot to the eye.
      if (position === 'absolute' && clipPath !== 'none') break;
      if (overflowY === 'visible' && overflowX === 'visible' && clipPath === 'none') continue;
      cuts += 1;
      const { top, bottom } = box.getBoundingClientRect();
      for (const line of lines) {
        // A line's rectangle is the font's own box: from it to the ink.
        const [first, last] = [line.top + ascent - above, line.bottom - descent + below];
        if (first < top - 0.5 || last > bottom + 0.5) found.push(['mark cut', `${name(e)} in ${name(box)}: ink ${first.toFixed(1)}–${last.toFixed(1)}, room ${top.toFixed(1)}–${bottom.toFixed(1)}`]);
      }
    }
  }
  return { found, styles: seen.size, cuts };
}

// Runs in the page: how far what was read has moved since it was first shown, and what moved.
function shift() {
  return new Promise((done) => {
    let sum = 0;
    const moved = new Set();
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        sum += value;
        for (const { node } of sources) moved.add(node?.textContent.trim().slice(0, 20));
      }
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done({ sum, what: [...moved].slice(0, 4).join(', ') }), 100);
  });
}

// Runs in the page: two frames, so that what there is has been drawn.
function drawn() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50, true))));
}

// A font that comes a moment too late on a busy machine is not used on that page: where our own are looked at, they are
// waited for.
async function waits(page) {
  await page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('font-display:optional', 'font-display:block');
    await route.fulfill({ response, body });
  });
}

async function marks(page, where) {
  const { found, ...counts } = await page.evaluate(measure, letters.replace(/[^\p{L}]/gu, ''));
  for (const [kind, text] of found) findings.push({ ...where, kind, text });
  styles += counts.styles;
  cuts += counts.cuts;
}

// What Android has. A text is read in these until ours is there.
const STAND_INS = ['roboto/400Regular', 'roboto/600SemiBold', 'roboto/700Bold', 'noto-serif/700Bold'];

// Opens every page with fonts that come when all has been drawn without them.
async function onPhones() {
  const folder = (name) => join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@expo-google-fonts', name);
  const phone = await launch(STAND_INS.map(folder));
  const jobs = WIDTHS.flatMap((width) => pages.map((path) => ({ page: path, width })));
  async function worker() {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const context = await phone.newContext({ viewport: { width: job.width, height: 900 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      let come;
      const held = new Promise((now) => (come = now));
      await page.route('**/*.woff2', (route) => held.then(() => route.continue()));
      await page.goto(new URL(job.page, home).href, { waitUntil: 'domcontentloaded' });
      await page.evaluate(drawn);
      const session = await context.newCDPSession(page);
      await session.send('DOM.enable');
      await session.send('CSS.enable');
      const { root } = await session.send('DOM.getDocument');
      const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
      for (const { familyName } of fonts.filter((font) => font.familyName !== 'Noto Serif')) {
        findings.push({ ...job, kind: 'another stand-in', text: familyName });
      }
      await marks(page, job);
      come();
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await page.evaluate(drawn);
      const { sum, what } = await page.evaluate(shift);
      swaps += 1;
      late = Math.max(late, sum);
      if (sum > 0.01) findings.push({ ...job, kind: 'moves', text: `layout shift ${sum.toFixed(4)}: ${what}` });
      await context.close();
    }
  }
  try {
    await Promise.all(Array.from({ length: 3 }, worker));
  } finally {
    await phone.close();
  }
}

// A page of its own size that tells what is wrong with it, and where it is at the moment.
async function screen(browser, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const where = { width };
  listen(page, home, (kind, text) => findings.push({ ...where, kind, text }));
  const open = async (path) => {
    where.page = path;
    await page.goto(new URL(path, home).href, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
  };
  return { context, page, where, open };
}

// In our own fonts.
async function inOurs(browser, width) {
  const { context, page, where, open } = await screen(browser, width);
  await waits(page);
  for (const path of pages) {
    await open(path);
    await marks(page, { ...where });
  }
  await context.close();
}

// A phone on the way: 1.6 Mb/s, 150 ms, and nothing from an earlier visit.
async function onTheWay(browser, width) {
  const { context, page, where, open } = await screen(browser, width);
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
  for (const path of pages) {
    await open(path);
    const { sum, what } = await page.evaluate(shift);
    moved = Math.max(moved, sum);
    if (sum > 0.01) findings.push({ ...where, kind: 'moves', text: `layout shift ${sum.toFixed(4)}: ${what}` });
  }
  await context.close();
}

const browser = await launch();
try {
  // The way is waited for most of the time: others are at work meanwhile.
  const way = WIDTHS.map((width) => onTheWay(browser, width));
  for (const width of WIDTHS) await inOurs(browser, width);
  await onPhones();
  await Promise.all(way);

  // The fonts: a line of all letters in each, on the home page, which has their rules.
  const page = await browser.newPage();
  await waits(page);
  await page.goto(home, { waitUntil: 'load' });
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const fonts = await page.evaluate(async (letters) => {
    const faces = [...document.fonts].filter((face) => !face.family.includes('fallback'));
    await Promise.all(faces.map((face) => face.load()));
    const pen = document.createElement('canvas').getContext('2d');
    return faces.map(({ family, weight }, at) => {
      const line = document.createElement('p');
      line.id = `letters-${at}`;
      line.textContent = letters;
      line.style.font = `${weight} 20px ${family}`;
      document.body.append(line);
      line.getBoundingClientRect();
      pen.font = line.style.font;
      const width = (text, kerning) => ((pen.fontKerning = kerning), pen.measureText(text).width);
      const kerned = ['Tạ', 'Vă'].filter((pair) => width(pair, 'normal') !== width(pair, 'none'));
      return { id: line.id, name: `${family} ${weight}`, kerned };
    });
  }, letters);
  const { root } = await session.send('DOM.getDocument');
  for (const { id, name, kerned } of fonts) {
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${id}` });
    const { fonts: used } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    const foreign = used.filter((font) => !font.isCustomFont);
    if (used.length === 0) findings.push({ kind: 'no letters', text: name });
    for (const font of foreign) findings.push({ kind: 'letter of another font', text: `${name}: ${font.glyphCount} from ${font.familyName}` });
    if (kerned.length < 2) findings.push({ kind: 'no kerning', text: `${name}: only ${kerned}` });
  }
  if (fonts.length === 0) findings.push({ kind: 'no fonts', text: home });
} catch (error) {
  findings.push({ kind: 'stuck', text: String(error).split('\n').join(' ') });
} finally {
  await browser.close();
}
finish({ pages: pages.length, styles, cuts, swaps, moved, late }, findings);
