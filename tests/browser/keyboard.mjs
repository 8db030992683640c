// node keyboard.mjs SITE_URL CONFERENCE
// A reader without a mouse: past the frame into the page, through the menu of a phone, to a choice of the
// gallery, and to a person by the search; at each step the focus is seen and not hidden behind anything.
import { finish, launch, listen } from './browser.mjs';

const [home, conference] = process.argv.slice(2);
const findings = [];
const steps = [];
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
const found = (kind, text) => findings.push({ page: page.url(), kind, text });
listen(page, home, found);

// Runs in the page: what has the focus, and can it be seen that it has?
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' '),
    tag: element.tagName.toLowerCase(),
    href: element.getAttribute('href') ?? '',
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: middle !== null && middle !== element && !element.contains(middle) && !middle.contains(element),
  };
}

// Tabs until `wanted` has the focus; everything on the way must show that it has it.
async function tab(wanted, name) {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (at === null) continue;
    if (!at.outlined) found('focus not seen', at.name);
    if (!at.inside) found('focus outside the window', at.name);
    if (at.covered) found('focus covered', at.name);
    if (wanted(at)) {
      steps.push(name);
      return at;
    }
  }
  throw new Error(`${name} is not reached by Tab`);
}
const enter = async () => {
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== before, { waitUntil: 'load' });
};
const open = (path) => page.goto(new URL(path, home).href, { waitUntil: 'load' });

try {
  await open('index.html');
  // The first thing offered leads past the head of the page.
  await tab((at) => at.href === '#main', 'the way past the head');
  await page.keyboard.press('Enter');
  await tab((at) => at.tag === 'a', 'the first link of the page');
  if (!(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)))) found('skip', 'does not lead into the page');

  await open('index.html');
  await tab((at) => at.tag === 'button', 'the menu');
  await page.keyboard.press('Enter');
  await tab((at) => at.href.includes('units/'), 'an entry of the menu');
  await enter();
  if (!page.url().includes('/units/')) found('menu', 'leads elsewhere');

  await open(`${conference}/honorees/index.html`);
  await tab((at) => at.href.includes('/group/'), 'a group');
  await enter();
  const chosen = await page.locator('.chips a[aria-current]').count();
  if (chosen !== 1) found('facet', `${chosen} choices are marked`);
  await tab((at) => at.tag === 'summary', 'another way to choose');

  await open('honorees/index.html');
  await tab((at) => at.tag === 'input', 'the field');
  await page.keyboard.type('my huong');
  await page.waitForURL((url) => url.searchParams.get('q') === 'my huong');
  await tab((at) => at.tag === 'a' && at.name.includes('Hường'), 'the person');
  await enter();
  if (!(await page.locator('h1').textContent()).includes('Hường')) found('search', 'leads to somebody else');
} catch (error) {
  found('stuck', String(error).split('\n').join(' '));
} finally {
  await browser.close();
}
finish({ steps }, findings);
