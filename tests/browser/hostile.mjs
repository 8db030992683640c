// node hostile.mjs SITE_URL LIST.json
// Opens every page of LIST ({path, texts}) of a board whose texts are written to do harm: nothing may run, be
// asked for or be made of them but text, and each of `texts` must be read on its page as it was typed.
import { readFileSync } from 'node:fs';
import { finish, launch, listen } from './browser.mjs';

const [home, list] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(list, 'utf8'));
const findings = [];
let texts = 0;
let searches = 0;

// Runs in the page: what there is that text must never become, and the words to be read.
function look() {
  const all = [...document.querySelectorAll('*')];
  const wrong = [];
  const tell = (element) => wrong.push(element.outerHTML.slice(0, 200));
  for (const element of all) {
    const name = element.tagName.toLowerCase();
    if (name === 'script' && element.type !== 'application/ld+json' && !element.src.startsWith(location.origin)) tell(element);
    if (['style', 'iframe', 'object', 'embed', 'base', 'textarea'].includes(name)) tell(element);
    if (name === 'form' && (element.className !== 'search' || element.hasAttribute('action'))) tell(element);
    if (name === 'img' && !element.src.startsWith(`${location.origin}/`)) tell(element);
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc') tell(element);
      if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(attribute) && /^\s*(javascript|vbscript|data):/i.test(value)) tell(element);
    }
  }
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT).nextNode();
  if (comments) wrong.push(`a comment: ${comments.data.slice(0, 80)}`);
  const body = document.body.cloneNode(true);
  body.querySelectorAll('script').forEach((element) => element.remove());
  return { wrong, hurt: window.hurt ?? null, words: body.textContent.replace(/\s+/g, ' '), heading: document.querySelectorAll('h1').length };
}

async function harmless(page, found) {
  const seen = await page.evaluate(look);
  for (const text of seen.wrong) found('more than text', text);
  if (seen.hurt !== null) found('it ran', String(seen.hurt));
  return seen;
}

const browser = await launch();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  let here = '';
  const found = (kind, text) => findings.push({ page: here, kind, text });
  listen(page, home, found);
  page.on('dialog', (dialog) => {
    found('dialog', dialog.message());
    dialog.dismiss();
  });
  for (const { path, texts: wanted } of pages) {
    here = path;
    await page.goto(new URL(path, home).href, { waitUntil: 'load' });
    const { words, heading } = await harmless(page, found);
    if (heading !== 1) found('headings', `${heading} of the first rank`);
    for (const text of wanted) {
      texts += 1;
      if (!words.includes(text.replace(/\s+/g, ' '))) found('not as typed', text.slice(0, 60));
    }
    // What is searched for comes from the reader, or from whoever gave them the address.
    if (await page.locator('form.search').count()) {
      for (const asked of ['window hurt', '<img src=x onerror=window.hurt=4>"\'>', 'javascript:window.hurt=5']) {
        here = `${path}?q=${encodeURIComponent(asked)}`;
        await page.goto(new URL(here, home).href, { waitUntil: 'load' });
        await page.waitForFunction(() => document.querySelector('form.search output').value !== '');
        await harmless(page, found);
        searches += 1;
      }
    }
  }
} finally {
  await browser.close();
}
finish({ pages: pages.length, texts, searches }, findings);
