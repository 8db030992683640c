// node sheets.mjs PAGE_URL
// Does each link from a page to a sheet open a PDF, and does the booklet open where the link says?
import { finish, launch } from './browser.mjs';

const [start] = process.argv.slice(2);
const findings = [];
const opened = [];
const browser = await launch();
try {
  const first = await browser.newPage();
  await first.goto(start, { waitUntil: 'load' });
  const links = await first.locator('a[href*="print/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const href of links) {
    const page = await browser.newPage();
    await page.goto(start, { waitUntil: 'load' });
    // A browser without a viewer of its own saves the file: the answer is the same.
    const answer = page.waitForResponse((response) => response.url().includes('/print/'));
    await page.click(`a[href="${href}"]`, { noWaitAfter: true });
    const response = await answer;
    const type = response.headers()['content-type'];
    if (response.status() !== 200 || type !== 'application/pdf') {
      findings.push({ page: href, kind: 'answer', text: `${response.status()} ${type}` });
    }
    opened.push(href);
    await page.close();
  }
} finally {
  await browser.close();
}
finish({ opened }, findings);
