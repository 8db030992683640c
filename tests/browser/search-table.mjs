// node search-table.mjs SITE_URL CASES.json
// Every row of tests/suite/search.txt: its people in the site's own A–Z page, asked by the site's own script.
import { readFileSync } from 'node:fs';
import { finish, launch } from './browser.mjs';

const [home, table] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(table, 'utf8'));
const address = new URL('honorees/index.html', home).href;
const real = await (await fetch(address)).text();
const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const item = ({ name, about, words }) =>
  `<li${words && ` data-words="${escape(words)}"`}><a href="#">${escape(name)}</a><span>${escape(about)}</span></li>`;
const findings = [];
let asked = 0;

// The real page with other people in its list.
function page(people) {
  const [before, rest] = real.split('<div class="wrap index">');
  return `${before}<div class="wrap index"><ul>${people.map(item).join('')}</ul></div></div>${rest.slice(rest.indexOf('\n<ul class="wrap hits"'))}`;
}

// Runs in the page.
const answer = () => ({
  said: document.querySelector('.search').said.value,
  near: document.querySelector('.search').said.dataset.near.split('{n}')[0],
  found: [...document.querySelectorAll('.hits li')].map((li) => [...li.children].map((part) => part.textContent)),
});

const browser = await launch();
async function worker() {
  const context = await browser.newContext();
  const tab = await context.newPage();
  for (let row = cases.shift(); row; row = cases.shift()) {
    await tab.route(`${home}**`, (route) => {
      const url = route.request().url();
      if (url.startsWith(address)) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: page(row.people) });
      return url.endsWith('.js') ? route.continue() : route.abort();
    });
    for (const query of [row.query, row.query.normalize('NFD')]) {
      const found = (text) => findings.push({ query, text });
      await tab.goto(`${address}?q=${encodeURIComponent(query)}`, { waitUntil: 'domcontentloaded' });
      await tab.waitForFunction(() => document.querySelector('.search').said.value !== '');
      const { said, near, found: is } = await tab.evaluate(answer);
      const wanted = row.found.map(({ name, about }) => [name, about]);
      if (JSON.stringify(is) !== JSON.stringify(wanted)) found(`${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
      if (wanted.length > 0 && said.startsWith(near) !== row.near) found(`says ${said}`);
      asked += 1;
    }
    await tab.unroute(`${home}**`);
  }
}
try {
  await Promise.all(Array.from({ length: 3 }, worker));
} finally {
  await browser.close();
}
finish({ asked }, findings);
