// node frugal.mjs SITE_URL PAGE…
// What a page costs its reader: bytes by kind as a host sends them (brotli), photos apart, and how far
// things move while it comes.
import { brotliCompressSync } from 'node:zlib';
import { finish, launch } from './browser.mjs';

const [home, ...pages] = process.argv.slice(2);
const KB = 1024;
const MOST = { document: 15 * KB, stylesheet: 8 * KB, script: 5 * KB, font: 45 * KB };
const ALL = 70 * KB;
const MOVES = 0.01;
const findings = [];
const costs = {};

const browser = await launch();
try {
  for (const path of pages) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const cost = { document: 0, stylesheet: 0, script: 0, font: 0, other: 0 };
    const read = [];
    page.on('response', (response) => {
      const kind = response.request().resourceType();
      const isPhoto = /\.(jpg|webp|avif|png)$/.test(new URL(response.url()).pathname);
      if (isPhoto) return;
      if (!response.url().startsWith(home)) findings.push({ page: path, kind: 'elsewhere', text: response.url() });
      read.push(response.body().then((bytes) => {
        const sent = kind === 'font' ? bytes.length : brotliCompressSync(bytes).length;
        cost[kind in cost ? kind : 'other'] += sent;
      }));
    });
    // Pictures come late, so that it can be seen whether they move what came before. Fonts do not: a busy machine must
    // not decide whether they come before the first letters are drawn, and marks.mjs asks what happens when they do not.
    await page.route('**/*.{jpg,webp}', async (route) => {
      await new Promise((later) => setTimeout(later, 150));
      await route.continue();
    });
    const fonts = [];
    page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.response()));
    await page.route('**/*.css', async (route) => {
      const response = await route.fetch();
      for (let seen = -1; seen !== fonts.length || seen === 0; ) {
        seen = fonts.length;
        await Promise.all(fonts.map(async (font) => (await font)?.finished()));
        await new Promise((later) => setTimeout(later, 20));
      }
      await route.fulfill({ response });
    });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(new URL(path, home).href, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100)))));
    await Promise.all(read);
    const moved = await page.evaluate(() => window.moved);
    const all = Object.values(cost).reduce((sum, bytes) => sum + bytes, 0);
    costs[path] = { ...cost, all, moved: Math.round(moved * 10000) / 10000 };
    for (const [kind, most] of Object.entries(MOST)) {
      if (cost[kind] > most) findings.push({ page: path, kind, text: `${cost[kind]} bytes, ${most} allowed` });
    }
    if (all > ALL) findings.push({ page: path, kind: 'page', text: `${all} bytes, ${ALL} allowed` });
    if (moved > MOVES) findings.push({ page: path, kind: 'moves', text: `${moved}, ${MOVES} allowed` });
    await context.close();
  }
} finally {
  await browser.close();
}
finish({ costs }, findings);
