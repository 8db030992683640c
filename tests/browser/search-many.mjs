// node search-many.mjs SITE_URL PEOPLE
// The search of a board of so many people that further words wait in a file: http://…/ or file:///…/.
import { finish, launch, listen } from './browser.mjs';

const [home, people] = process.argv.slice(2);
const address = `${home}honorees/index.html`;
const onDisk = home.startsWith('file:');
const findings = [];
let step = '';
const found = (kind, text) => findings.push({ step, kind, text });
const expect = (is, what) => is || found('not so', what);
// From a disk Chromium fetches neither a font ahead nor the file of words, and says so.
const heard = (kind, text) => (onDisk && /\.woff2|search\.json|ERR_FAILED/.test(text)) || found(kind, text);

const browser = await launch();
let fetched = [];

async function open(query = '') {
  fetched = [];
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  listen(page, home, heard);
  page.on('request', (request) => request.url().endsWith('search.json') && fetched.push(request.url()));
  await page.goto(address + query, { waitUntil: 'load' });
  return page;
}
// From a disk some browsers refuse the file before they ask for it.
const once = () => fetched.length === 1 || (onDisk && fetched.length === 0);
const hits = (page) => page.locator('.hits li').count();
const answered = (page, query) => page.waitForFunction((q) => new URL(location).searchParams.get('q') === q, query);

try {
  step = 'a fresh page';
  const page = await open();
  await page.waitForTimeout(300);
  expect(fetched.length === 0, 'nothing is fetched before it is needed');
  expect((await page.locator('.index li').count()) === Number(people), 'everyone is in the list');

  step = 'the first use';
  await page.locator('#q').focus();
  await page.waitForTimeout(300);
  expect(once(), `the words are fetched once: ${fetched}`);
  const name = await page.locator('.index li a').nth(700).textContent();
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  await page.locator('#q').pressSequentially(bare);
  await answered(page, bare);
  expect((await page.locator('.hits li a').allTextContents()).includes(name), `${bare} finds ${name}`);
  await page.locator('#q').fill('bằng lao động sáng tạo');
  await answered(page, 'bằng lao động sáng tạo');
  expect(onDisk ? (await hits(page)) === 0 : (await hits(page)) > 20, `an award, where files can be fetched: ${await hits(page)}`);
  await page.locator('#q').fill('cữ chặn');
  await answered(page, 'cữ chặn');
  const why = await page.locator('.hits li').evaluateAll((all) => all.map((li) => li.dataset.words));
  expect(onDisk || (why.length > 3 && why.every((words) => words.startsWith('Cữ chặn đầu cắt'))), `an initiative, with its words: ${why}`);
  expect(once(), 'and never again');

  step = 'an address with a query';
  const asked = await open(`?q=${encodeURIComponent('cữ chặn')}`);
  await asked.waitForFunction(() => document.querySelector('.search').said.value !== '');
  expect(once() && (await hits(asked)) === why.length, `the words come first: ${await hits(asked)}`);

  step = 'a long answer';
  const begun = performance.now();
  await asked.locator('#q').fill('n');
  await answered(asked, 'n');
  expect((await hits(asked)) > 500 && performance.now() - begun < 3000, `${await hits(asked)} in ${Math.round(performance.now() - begun)} ms`);
} catch (error) {
  found('stuck', String(error).split('\n').slice(0, 4).join(' '));
} finally {
  await browser.close();
}
finish({}, findings);
