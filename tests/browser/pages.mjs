// node pages.mjs SITE_URL LIST.json [WORKERS]
// Opens every page of LIST (paths below SITE_URL) in Chromium, narrow and wide, light and dark.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { finish, launch, listen } from './browser.mjs';

const [home, list, workers = '4'] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEIGHT = 900;
// Runs in the page: the boxes that make the document wider than the window.
function sideways() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 0.5);
  const name = (e) => `${e.tagName.toLowerCase()}${e.className?.length ? `.${e.className}` : ''}`;
  return [`${document.documentElement.scrollWidth} px wide`, ...wide.slice(-3).map(name)];
}

// Runs in the page: the pictures that do not come, also those that wait below the window.
async function missing() {
  const pictures = [...document.images];
  const come = (img) =>
    new Promise((done) => {
      img.loading = 'eager';
      if (img.complete) return done();
      img.addEventListener('load', done);
      img.addEventListener('error', done);
    });
  await Promise.all(pictures.map(come));
  return pictures.filter((img) => img.naturalWidth === 0).map((img) => img.currentSrc || img.src);
}

// Runs in the page: what axe finds, and what it cannot decide. Only the names of elements are not asked for, which take
// long. It does not know where the ornament of the board ends, nor where the shade at the edge of a wide table or a name of
// several lines on the wall does, and so not what stands on what there: their colours are held apart for every theme by src/theme/colours.rs.
async function barriers() {
  const runOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const options = { resultTypes: ['violations', 'incomplete'], preload: false, selectors: false, elementRef: true, runOnly };
  const { violations, incomplete } = await window.axe.run(document, options);
  const isShaded = ({ element }) => element.closest('.board, .table, .wall');
  const isHeld = ({ id, nodes }) => id === 'color-contrast' && nodes.every(isShaded);
  return [...violations, ...incomplete.filter((undecided) => !isHeld(undecided))].map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')} (${v.nodes.length})`);
}

// Runs in the page: what it is built of, each element with its classes once; those of pictures are their colours.
function parts() {
  const one = (e) => [e.localName, ...(e.localName === 'img' ? [] : e.classList)].join('.');
  return [...new Set([...document.body.querySelectorAll('*')].map(one))].sort().join(' ');
}

// Pages that are built of the same differ in their words: barriers are looked for on the first few of each kind.
const OF_EACH_KIND = 2;
const seen = new Map();
function searched(kind) {
  seen.set(kind, (seen.get(kind) ?? 0) + 1);
  return seen.get(kind) <= OF_EACH_KIND;
}

const NARROW = { width: 390, scheme: 'light', images: true };
const NARROWEST = { width: 320, scheme: 'light' };
const WIDE = { width: 1280, scheme: 'dark', images: true };
// The looks after the first lay the loaded page out anew. One whose barriers are looked for is loaded wide as well.
const LOOKS = [NARROW, NARROWEST, WIDE];
const SEARCHED = [NARROW, NARROWEST, { width: 390, scheme: 'dark' }, { ...WIDE, load: true }, { width: 1280, scheme: 'light' }];

// What a page is asked has no time limit of its own.
const within = (promise) =>
  Promise.race([promise, new Promise((_, late) => setTimeout(late, 60_000, new Error('no answer in a minute')).unref())]);

const begun = performance.now();
const pages = JSON.parse(readFileSync(list, 'utf8'));
const work = [...pages];
const findings = [];
let loads = 0;
let searches = 0;
const browser = await launch();

async function worker() {
  const page = await browser.newPage();
  let where = {};
  listen(page, home, (kind, text) => findings.push({ ...where, kind, text }));
  page.setDefaultTimeout(30_000);
  const found = (kind, text) => findings.push({ ...where, kind, text });

  async function turn(path, { width, scheme }) {
    where = { page: path, width, scheme };
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme: scheme });
  }

  async function load(path) {
    await page.goto(new URL(path, home).href, { waitUntil: 'load' });
    await within(page.evaluate(() => document.fonts.ready.then(() => true)));
    loads += 1;
  }

  async function open(path) {
    await turn(path, NARROW);
    await load(path);
    const search = searched(await within(page.evaluate(parts)));
    for (const look of search ? SEARCHED : LOOKS) {
      await turn(path, look);
      if (look.load) await load(path);
      const wide = await within(page.evaluate(sideways));
      if (wide.length > 0) found('scrolls sideways', wide.join(' '));
      if (look.images) for (const src of await within(page.evaluate(missing))) found('picture missing', src);
      if (search && look.width !== NARROWEST.width) {
        searches += 1;
        if (!(await within(page.evaluate(() => 'axe' in window)))) await within(page.evaluate(axe));
        for (const text of await within(page.evaluate(barriers))) found('axe', text);
      }
    }
  }

  for (let path = work.shift(); path; path = work.shift()) {
    try {
      await open(path);
    } catch (error) {
      found('not opened', String(error).split('\n', 1)[0]);
    }
  }
}

try {
  await Promise.all(Array.from({ length: Number(workers) }, worker));
} finally {
  await browser.close();
}
finish({ pages: pages.length, kinds: seen.size, loads, searches, seconds: Math.round((performance.now() - begun) / 100) / 10 }, findings);
