// node live.mjs SITE_URL PAGE HONOREE_FILE SHEET_FILE
// The preview in a browser: SITE_URL is served with drafts, and its files are edited here. PAGE is a
// path below SITE_URL, made from HONOREE_FILE; SHEET_FILE is the theme's style sheet in the project.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { finish, launch, listen } from './browser.mjs';

const [home, path, file, sheet] = process.argv.slice(2);
const host = new URL(home).origin;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = [];
let here = home;
const found = (kind, text) => findings.push({ page: here, kind, text });
const expect = (yes, kind, text = '') => yes || found(kind, text);
const text = readFileSync(file, 'utf8');
const edited = (line) => text.replace(/^job = .*$/m, () => `job = ${line}`);

// Runs in the page.
async function barriers() {
  const runOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'], preload: false, runOnly });
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')} (${v.nodes.length})`);
}
const sound = async (page, name) => {
  // A page that was just reloaded may still wait for its style sheet.
  await page.waitForLoadState('load');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, 'scrolls sideways', `${name}: ${wide}`);
  await page.evaluate(axe);
  for (const barrier of await page.evaluate(barriers)) found('axe', `${name}: ${barrier}`);
};

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 700 } });
  page.setDefaultTimeout(30_000);
  listen(page, host, found);
  here = new URL(path, home).href;
  await page.goto(here, { waitUntil: 'load' });
  const hears = () => page.waitForFunction(() => performance.getEntriesByType('resource').length > 0 && document.readyState === 'complete');
  await hears();

  // An edit shows by itself, where the reader was.
  await page.evaluate(() => scrollTo({ top: 400, behavior: 'instant' }));
  await page.evaluate(() => (window.before = true));
  writeFileSync(file, edited('"Việc <i>mới</i>"'));
  await page.waitForFunction(() => document.querySelector('.job')?.textContent.includes('Việc <i>mới</i>'));
  expect(!(await page.evaluate(() => window.before)), 'not loaded anew');
  await page.waitForFunction(() => Math.abs(scrollY - 400) < 3).catch(() => found('scroll', 'the place was lost'));

  // A style is put on without loading the page anew.
  await page.evaluate(() => (window.before = true));
  const css = readFileSync(sheet, 'utf8');
  writeFileSync(sheet, `${css}\nh1{letter-spacing:7px}\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
  expect(await page.evaluate(() => window.before), 'a new style loaded the page anew');
  await page.waitForFunction(() => document.querySelectorAll('link[href*="assets/site."]').length === 1);

  // What is wrong lies over the page as text, and goes when it is mended.
  writeFileSync(file, edited('"Việc"\nposition2 = "</code><img src=x onerror=alert(1)>"').replace('position = "', 'position = "<img src=x onerror=alert(1)>'));
  const board = page.locator('bangvang-live');
  await board.waitFor({ state: 'attached' });
  const said = await board.locator('section').innerText();
  expect(said.includes('<img src=x onerror=alert(1)>'), 'overlay', said);
  expect(/index\.md:\d+:\d+/.test(said), 'overlay has no place', said);
  expect((await board.locator('img').count()) === 0, 'overlay obeys', said);
  expect(await page.evaluate(() => window.before), 'an error loaded the page anew');
  await sound(page, 'overlay');
  writeFileSync(file, edited('"Việc đã sửa"'));
  await page.waitForFunction(() => document.querySelector('.job')?.textContent.includes('Việc đã sửa'));
  expect((await page.locator('bangvang-live').count()) === 0, 'overlay stays');

  // The draft says so, on paper too.
  writeFileSync(file, text.replace('status = "approved"', 'status = "submitted"'));
  const mark = page.locator('#bangvang-draft.own');
  await mark.waitFor();
  await sound(page, 'draft');
  await page.emulateMedia({ media: 'print' });
  expect(await mark.isVisible(), 'draft', 'the mark is not printed');
  const big = await mark.evaluate((e) => getComputedStyle(e, '::before').content);
  expect(big.includes('BẢN NHÁP'), 'draft', `across the sheet: ${big}`);
  await page.emulateMedia({ media: 'screen' });

  // The desk, narrow and wide, light and dark; filtered without a script.
  here = `${host}/_desk/`;
  for (const [width, colorScheme] of [[390, 'light'], [1280, 'light'], [1280, 'dark'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto(here, { waitUntil: 'load' });
    await sound(page, `desk ${width} ${colorScheme}`);
  }
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(here);
  const all = await plain.locator('.row').count();
  await plain.locator('#status').selectOption('waiting');
  await plain.locator('.filter button').click();
  await plain.waitForURL(/status=waiting/);
  const waiting = await plain.locator('.row').count();
  expect(waiting > 0 && waiting < all, 'desk', `${waiting} of ${all} are waiting`);
  expect((await plain.locator('.row a').count()) > 0, 'desk', 'a draft has no link');
  await plain.close();
  // It is alive as well.
  await page.goto(`${here}?status=waiting`);
  writeFileSync(file, text);
  await page.waitForFunction((most) => document.querySelectorAll('.row').length < most, waiting);

  // A preview that answers no more is told of, and no longer when it does.
  const other = await browser.newPage();
  other.setDefaultTimeout(30_000);
  await other.route('**/_live/news?*', (route) => route.abort());
  await other.goto(here);
  const strip = other.locator('bangvang-live');
  await strip.waitFor({ state: 'attached' });
  expect((await strip.locator('summary').innerText()).includes('bangvang serve'), 'gone', 'nothing says so');
  await sound(other, 'gone');
  await other.unroute('**/_live/news?*');
  await strip.waitFor({ state: 'detached' });
  await other.close();
} catch (error) {
  found('stuck', String(error).split('\n').slice(0, 3).join(' '));
} finally {
  writeFileSync(file, text);
  await browser.close();
}
finish({}, findings);
