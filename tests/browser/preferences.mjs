// node preferences.mjs SITE_URL CONFERENCE
// What readers have told their system: their own few colours instead of ours (forced colours, on a light and on a dark
// ground), and less motion. Every text must stand out from what it stands on, and so must what tells something by
// colour alone: bars, the ornament, the marks between names, the chosen one of a list.
import { finish, launch } from './browser.mjs';

const [home, conference] = process.argv.slice(2);
const findings = [];
let texts = 0;
let marks = 0;
let step = '';
const found = (kind, text) => findings.push({ page: step, kind, text });

const PAGES = [
  'index.html',
  `${conference}/index.html`,
  `${conference}/honorees/index.html`,
  `${conference}/honorees/nguyen-thi-my-huong/index.html`,
  'honorees/index.html',
  '404.html',
];

// Runs in the page: texts and marks that have the colour of their ground, and lists whose chosen one looks like the others.
function look() {
  const seen = (e) => e.getClientRects().length > 0;
  const clear = (colour) => /^rgba\(.*, 0\)$/.test(colour) || colour === 'transparent';
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!clear(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const name = (e) => `${e.localName}.${e.getAttribute('class')} ${e.textContent.trim().slice(0, 30)}`;
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const wrong = [];
  const all = [...document.body.querySelectorAll('*')].filter((e) => own(e) && seen(e) && !e.closest('svg'));
  for (const e of all) if (getComputedStyle(e).color === ground(e)) wrong.push(['text', name(e)]);
  // A canvas of the system's is the ground that has no colour of its own.
  const probe = document.createElement('i');
  probe.style.cssText = 'forced-color-adjust:none;background:Canvas';
  document.body.append(probe);
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  let marks = 0;
  for (const e of [...document.querySelectorAll('.meter rect, .bar-s .fl')].filter(seen)) {
    marks += 1;
    if (getComputedStyle(e).fill === canvas) wrong.push(['bar', name(e.closest('tr'))]);
  }
  // Surfaces, and a lozenge drawn as a border, which is printed too.
  const drawn = [
    ['.board', '::before', 'backgroundColor'],
    ['.board', '::after', 'backgroundColor'],
    ['.wall li:not(:last-child)', '::after', 'borderTopColor'],
  ];
  for (const [of, part, by] of drawn) {
    for (const e of document.querySelectorAll(of)) {
      marks += 1;
      const colour = getComputedStyle(e, part)[by];
      if (colour === canvas || clear(colour)) wrong.push(['mark', `${of}${part}`]);
    }
  }
  const face = (e) => {
    const { color, backgroundColor, textDecorationLine, textDecorationThickness } = getComputedStyle(e);
    return [color, backgroundColor, textDecorationLine, textDecorationThickness].join(' ');
  };
  for (const chosen of [...document.querySelectorAll('.chips [aria-current], .menu [aria-current], .pager [aria-current]')].filter(seen)) {
    const other = [...chosen.closest('ul, ol').querySelectorAll('a:not([aria-current])')].find(seen);
    marks += 1;
    if (other && face(chosen) === face(other)) wrong.push(['chosen', name(chosen)]);
  }
  return { wrong, texts: all.length, marks };
}

// Runs in the page: does any rule that holds here ask for motion?
function moves() {
  const holds = (rules) =>
    [...rules].flatMap((rule) => {
      if (rule instanceof CSSMediaRule) return matchMedia(rule.media.mediaText).matches ? holds(rule.cssRules) : [];
      if (rule instanceof CSSSupportsRule) return CSS.supports(rule.conditionText) ? holds(rule.cssRules) : [];
      return [rule];
    });
  return holds([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]))
    .map((rule) => rule.cssText)
    .filter((text) => /^@view-transition|^@keyframes|[^-\w](transition|animation)(-[a-z]+)?:|scroll-behavior: ?smooth/.test(text));
}

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    for (const path of PAGES) {
      step = `${path}, forced colours, ${colorScheme}`;
      await page.goto(new URL(path, home).href, { waitUntil: 'load' });
      if (!(await page.evaluate(() => matchMedia('(forced-colors: active)').matches))) found('not forced', path);
      const { wrong, ...counts } = await page.evaluate(look);
      for (const [kind, text] of wrong) found(kind, text);
      texts += counts.texts;
      marks += counts.marks;
    }
  }
  step = 'motion';
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
  await page.goto(home, { waitUntil: 'load' });
  if ((await page.evaluate(moves)).length === 0) found('motion', 'nothing moves for those who like it');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const text of await page.evaluate(moves)) found('motion', text.slice(0, 120));
} catch (error) {
  found('stuck', String(error).split('\n').slice(0, 4).join(' '));
} finally {
  await browser.close();
}
finish({ texts, marks }, findings);
