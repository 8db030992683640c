// node hostile.mjs SITE_URL LIST.json
// Opens every page of LIST ({path, texts}) of a board whose texts are written to do harm: nothing may run, be
// asked for or be made of them but text, and each of `texts` must be read on its page as it was typed.
import { readFileSync } from 'node:fs';
import { finish, launch, listen } from './browser.mjs';

const [home, list] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(list, 'utf8'));
const findings = [];
let texts = 0;

// Runs in the page: what there is that text must never become, and the words to be read.
function look() {
  const all = [...document.querySelectorAll('*')];
  const wrong = [];
  const tell = (element) => wrong.push(element.outerHTML.slice(0, 200));
  for (const element of all) {
    const name = element.tagName.toLowerCase();
    if (name === 'script' && element.type !== 'application/ld+json' && !element.src.startsWith(location.origin)) tell(element);
    if (['style', 'iframe', 'object', 'embed', 'base', 'form', 'textarea', 'svg:script'].includes(name)) tell(element);
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
    const { wrong, hurt, words, heading } = await page.evaluate(look);
    for (const text of wrong) found('more than text', text);
    if (hurt !== null) found('it ran', String(hurt));
    if (heading !== 1) found('headings', `${heading} of the first rank`);
    for (const text of wanted) {
      texts += 1;
      if (!words.includes(text.replace(/\s+/g, ' '))) found('not as typed', text.slice(0, 60));
    }
  }
} finally {
  await browser.close();
}
finish({ pages: pages.length, texts }, findings);
