// node walk.mjs HOME_URL [--no-scripts]
// A reader's way by clicks alone: home, board, honouree, unit, home again, and the menu of a phone.
// HOME_URL is the home page: http://…/ or file:///…/index.html.
import { finish, launch, listen } from './browser.mjs';

const [start, ...flags] = process.argv.slice(2);
const javaScriptEnabled = !flags.includes('--no-scripts');
const home = start.slice(0, start.lastIndexOf('/') + 1);
const findings = [];
const seen = [];
let here = start;
const found = (kind, text) => findings.push({ page: here, kind, text });
// From a disk Chromium refuses to fetch a font ahead (the page has no origin there) and says so. It still
// loads the font when the style sheet asks for it, which `look` makes sure of.
const isPreload = (kind, text) => home.startsWith('file:') && text.includes('.woff2') && kind !== 'foreign request';
const heard = (kind, text) => isPreload(kind, text) || found(kind, text);

const STEPS = [
  ['the home page', null],
  ['the board', '.hero .acts a.btn'],
  ['an honouree', '.gal .card a'],
  ['the unit', '.phead .job a'],
  ['an honouree again', '.grid .card a'],
  ['home', '.top a.brand'],
];

// Runs in the page.
async function state() {
  const pictures = [...document.images].filter((img) => img.getBoundingClientRect().top < innerHeight);
  await Promise.all(pictures.map((img) => img.decode().catch(() => {})));
  await document.fonts.ready;
  const body = getComputedStyle(document.body);
  return {
    heading: document.querySelector('h1')?.textContent ?? '',
    pictures: pictures.length,
    missing: pictures.filter((img) => img.naturalWidth === 0).map((img) => img.currentSrc || img.src),
    // Without its sheet a page has the browser's margin; without its fonts none of them is loaded.
    styled: body.margin === '0px' && document.styleSheets.length > 0,
    fonts: [...document.fonts].filter((font) => font.status === 'loaded').length,
    // A stand-in is a font of the reader's machine and need not be there.
    failed: [...document.fonts]
      .filter((font) => font.status === 'error' && !font.family.includes('fallback'))
      .map((font) => font.family),
  };
}

async function look(page, name) {
  here = page.url();
  const { heading, pictures, missing, styled, fonts, failed } = await page.evaluate(state);
  if (!heading) found('no heading', name);
  if (!styled) found('no style', name);
  if (fonts === 0) found('no fonts', name);
  for (const family of failed) found('font missing', family);
  for (const src of missing) found('picture missing', src);
  seen.push({ name, page: here.slice(home.length), heading, pictures });
}

const browser = await launch();
try {
  // Without scripts the driver cannot see when one page has turned into the next, so there it cuts.
  const reducedMotion = javaScriptEnabled ? 'no-preference' : 'reduce';
  const context = await browser.newContext({ javaScriptEnabled, reducedMotion, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  listen(page, home, heard);
  for (const [name, link] of STEPS) {
    if (link) {
      const before = page.url();
      await page.locator(link).first().click();
      await page.waitForURL((url) => url.href !== before, { waitUntil: 'load' });
    } else {
      await page.goto(start, { waitUntil: 'load' });
    }
    await look(page, name);
  }
  // On a phone the menu folds.
  await page.setViewportSize({ width: 390, height: 844 });
  const entry = page.locator('.menu a').first();
  if (await entry.isVisible()) found('menu', 'open before it is asked for');
  await page.locator('.menu button').click();
  await entry.click();
  await page.waitForURL((url) => url.href !== here, { waitUntil: 'load' });
  await look(page, 'from the menu');
} catch (error) {
  found('stuck', String(error).split('\n').join(' '));
} finally {
  await browser.close();
}
finish({ seen }, findings);
