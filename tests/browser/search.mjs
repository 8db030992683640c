// node search.mjs SITE_URL
// The search of the sample as a reader uses it: http://…/ or file:///…/.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { finish, launch, listen } from './browser.mjs';

const [home] = process.argv.slice(2);
const address = `${home}honorees/index.html`;
const findings = [];
let step = '';
let steps = 0;
const found = (kind, text) => findings.push({ step, kind, text });
// From a disk Chromium refuses to fetch a font ahead and says so; see walk.mjs.
const heard = (kind, text) => (home.startsWith('file:') && text.includes('.woff2')) || found(kind, text);
const expect = (is, what) => is || found('not so', what);

// Runs in the page: what a reader sees and hears.
function look() {
  const form = document.querySelector('.search');
  const seen = (selector) => document.querySelector(selector)?.checkVisibility({ visibilityProperty: true }) ?? false;
  return {
    form: seen('.search'),
    index: seen('.index') && seen('.letters'),
    help: seen('.none') && seen('.none a'),
    note: seen('.late'),
    said: form.said.value,
    value: form.q.value,
    focused: document.activeElement === form.q,
    hits: [...document.querySelectorAll('.hits li')].map((li) => li.children[0].textContent),
    why: [...document.querySelectorAll('.hits li')].map((li) => li.dataset.words),
    query: new URL(location).searchParams.get('q'),
    listed: document.querySelectorAll('.index li').length,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  };
}

// Runs in the page: how far the list moves when the script shows the form.
function moved() {
  const form = document.querySelector('.search');
  const top = () => document.querySelector('.letters').getBoundingClientRect().top;
  const shown = top();
  form.hidden = true;
  const before = top();
  form.hidden = false;
  return shown - before;
}

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
const page = await context.newPage();
page.setDefaultTimeout(15_000);
listen(page, home, heard);
let loads = 0;
page.on('load', () => (loads += 1));

async function go(name, query = '') {
  step = name;
  steps += 1;
  await page.goto(address + query, { waitUntil: 'load' });
}

// Waits until the answer to `query` is there.
async function answered(name, query) {
  step = name;
  steps += 1;
  await page.waitForFunction((q) => new URL(location).searchParams.get('q') === q, query);
  return page.evaluate(look);
}

try {
  await go('a fresh page');
  let now = await page.evaluate(look);
  expect(now.form && now.index && !now.help && !now.note, `the form and the list, nothing else: ${JSON.stringify(now)}`);
  expect(now.said === '' && now.hits.length === 0 && !now.focused, 'nothing said, nobody found, no focus');
  const { listed } = now;
  expect((await page.evaluate(moved)) === 0, 'the room for the form is kept');
  expect(await page.getByRole('search').getByRole('searchbox', { name: /Tìm theo tên/ }).isVisible(), 'a searchbox with a name');

  await page.locator('#q').pressSequentially('doan hai yen');
  now = await answered('typed', 'doan hai yen');
  expect(now.hits[0] === 'Đoàn Hải Yến' && !now.index, `Đoàn Hải Yến first, the list away: ${now.hits}`);
  expect(now.said === `${now.hits.length} kết quả`, `the count is told: ${now.said}`);
  expect((await page.getByRole('status').textContent()) === now.said, 'the count has the role of a status');

  const before = loads;
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  now = await answered('Enter', 'doan hai yen');
  expect(loads === before && now.hits[0] === 'Đoàn Hải Yến' && !now.focused, 'Enter asks nobody anew and lets go of the keyboard');

  await page.locator('#q').focus();
  await page.keyboard.press('Escape');
  now = await answered('Escape', null);
  expect(now.value === '' && now.index && now.said === '' && now.hits.length === 0, 'Escape brings the list back');

  await page.keyboard.insertText('Đoàn Hải Yến'.normalize('NFD'));
  now = await answered('pasted in NFD', 'Đoàn Hải Yến'.normalize('NFD'));
  expect(now.hits[0] === 'Đoàn Hải Yến', `found as well: ${now.hits}`);

  await page.locator('#q').fill('rap chuan');
  now = await answered('an initiative', 'rap chuan');
  expect(now.hits[0] === 'Đoàn Hải Yến' && now.why[0] === 'Bộ rập chuẩn thân áo gió bảy cỡ', `and says which: ${now.why}`);
  await page.locator('#q').fill('thanh tin');
  now = await answered('a unit', 'thanh tin');
  expect(now.hits.includes('Đoàn Hải Yến'), `everyone of it: ${now.hits}`);
  await page.locator('#q').fill('bằng khen');
  now = await answered('an award', 'bằng khen');
  expect(now.hits.length > 3 && now.why.slice(0, 4).every((why) => why.startsWith('Bằng khen')), `each says which: ${now.why}`);
  await page.locator('#q').fill('doan hai yen');
  now = await answered('a name after an award', 'doan hai yen');
  expect(now.why[0] === '', 'a name needs no reason');

  await page.locator('#q').fill('Đoan Hải Yến');
  now = await answered('a wrong mark', 'Đoan Hải Yến');
  expect(now.hits[0] === 'Đoàn Hải Yến' && !now.said.startsWith('Không'), 'a mark left out is none');
  await page.locator('#q').fill('Đoán Hải Yến');
  now = await answered('a wrong mark', 'Đoán Hải Yến');
  expect(now.hits[0] === 'Đoàn Hải Yến' && now.said.startsWith('Không có kết quả đúng dấu'), `found without, and said so: ${now.said}`);

  await page.locator('#q').fill('xyz xyz');
  now = await answered('nobody', 'xyz xyz');
  expect(now.help && !now.index && now.hits.length === 0 && now.said.startsWith('Không tìm thấy'), 'help when nobody is found');
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const looks = async (name) => {
    step = name;
    for (const [width, colorScheme] of [[320, 'light'], [1280, 'dark'], [390, 'dark']]) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      expect(!(await page.evaluate(look)).wide, `wider than ${width} px`);
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
      for (const { id, nodes } of violations) found('axe', `${id}: ${nodes[0].html}`);
    }
  };
  await looks('the look of nobody');
  await page.locator('.none a').click();
  await page.waitForURL((url) => !url.search);
  now = await answered('the way out', null);
  expect(now.index && now.value === '' && now.listed === listed, 'the list is back');

  await go('an address with a query', '?q=thi');
  await page.waitForFunction(() => document.querySelectorAll('.hits li').length > 0);
  now = await answered('an address with a query', 'thi');
  expect(now.hits.length > 10 && now.value === 'thi' && !now.focused, `found at once: ${now.hits.length}`);
  await looks('the look of many');
  await page.locator('.hits a').nth(3).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/honorees/index.html') || url.pathname.split('/honorees/')[1] !== 'index.html');
  await page.goBack({ waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelectorAll('.hits li').length > 0);
  now = await answered('back from a result', 'thi');
  expect(now.hits.length > 10 && now.value === 'thi', 'the results are there again');
  await page.locator('#q').fill(' !! ');
  now = await answered('nothing but signs', null);
  expect(now.index && now.said === '', 'is no query');

  step = 'from the head of a page';
  await page.goto(`${home}index.html`, { waitUntil: 'load' });
  await page.locator('.top a.find').click();
  await page.waitForURL((url) => url.pathname.endsWith('honorees/index.html'));
  now = await answered(step, null);
  expect(now.focused && now.index, `one can type at once: ${JSON.stringify(now)}`);

  step = 'without scripts';
  steps += 1;
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const still = await plain.newPage();
  await still.goto(`${address}?q=thi`, { waitUntil: 'load' });
  expect(!(await still.locator('.search').isVisible()), 'no dead form');
  expect(await still.locator('.late').isVisible(), 'a note instead');
  expect((await still.locator('.index li').count()) === listed && (await still.locator('.index').isVisible()), 'everyone is there');
  await still.locator('.letters a').last().click();
  expect(/#/.test(still.url()), 'letters lead to their people');
} catch (error) {
  found('stuck', String(error).split('\n').slice(0, 4).join(' '));
} finally {
  await browser.close();
}
finish({ steps }, findings);
