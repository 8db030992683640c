// node lighthouse.mjs DIR PAGE…
// The finished folder on a host as unions rent them (a sub-path, brotli, long-lived assets), and what
// Lighthouse says of its pages on a phone: 100 for access, practice and search engines, and nothing of what makes a
// page slow on any machine. How fast they are on this one is only told: with SPEED=9 as the median of nine scores.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { executable, finish } from './browser.mjs';

const [dir, ...pages] = process.argv.slice(2);
const BASE = '/bang-vang/';
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2', '.xml': 'application/xml', '.webmanifest': 'application/manifest+json' };
const WORDS = new Set(['.html', '.css', '.js', '.json', '.svg', '.xml', '.webmanifest']);
const PERFECT = ['accessibility', 'best-practices', 'seo'];
// Of its words on speed those that no clock has a part in: what is heavy, late, moves, or was sent for nothing.
const CAUSES = [
  'bf-cache', 'cumulative-layout-shift', 'dom-size', 'duplicated-javascript', 'efficient-animated-content', 'font-display', 'lcp-discovery-insight', 'lcp-lazy-loaded', 'legacy-javascript',
  'modern-image-formats', 'no-document-write', 'non-composited-animations', 'prioritize-lcp-image', 'redirects', 'total-byte-weight', 'unminified-css', 'unminified-javascript', 'unsized-images',
  'uses-long-cache-ttl', 'uses-optimized-images', 'uses-passive-event-listeners', 'uses-rel-preconnect', 'uses-text-compression', 'viewport',
];
const tries = Number(process.env.SPEED ?? 1);

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  const file = normalize(path.endsWith('/') ? `${path}index.html` : path);
  try {
    if (!file.startsWith(BASE)) throw new Error('elsewhere');
    let bytes = readFileSync(join(dir, file.slice(BASE.length)));
    const end = extname(file);
    const headers = { 'content-type': `${TYPES[end] ?? 'application/octet-stream'}${WORDS.has(end) ? '; charset=utf-8' : ''}` };
    headers['cache-control'] = file.startsWith(`${BASE}assets/`) ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (WORDS.has(end)) {
      bytes = brotliCompressSync(bytes);
      headers['content-encoding'] = 'br';
    }
    response.writeHead(200, headers).end(bytes);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404');
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const home = `http://127.0.0.1:${server.address().port}${BASE}`;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const findings = [];
const scores = {};
const chrome = await chromeLauncher.launch({
  chromePath: executable(),
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const page of pages) {
    const speeds = [];
    const heard = new Set();
    while (speeds.length < tries) {
      const onlyCategories = speeds.length === 0 ? ['performance', ...PERFECT] : ['performance'];
      const { lhr } = await lighthouse(new URL(page, home).href, { port: chrome.port, logLevel: 'error', onlyCategories, disableFullPageScreenshot: true });
      if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
      speeds.push(Math.round(lhr.categories.performance.score * 100));
      for (const kind of onlyCategories) {
        for (const audit of lhr.categories[kind].auditRefs.map(({ id }) => lhr.audits[id])) {
          if (kind === 'performance' && !CAUSES.includes(audit.id)) continue;
          heard.add(audit.id);
          if (audit.score === null || audit.score === 1) continue;
          findings.push({ page, kind, text: `${audit.id}: ${audit.title} ${JSON.stringify(audit.details?.items?.slice(0, 2) ?? '').slice(0, 300)}` });
        }
      }
    }
    for (const id of CAUSES.filter((id) => !heard.has(id))) findings.push({ page, kind: 'performance', text: `${id}: Lighthouse has no such word` });
    scores[page] = median(speeds);
  }
} finally {
  await chrome.kill();
  server.close();
}
finish({ scores }, findings);
