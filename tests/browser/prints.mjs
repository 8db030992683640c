// node prints.mjs SITE_URL PAGE…
// How many sheets of A4 each page takes on a reader's printer.
import { finish, launch } from './browser.mjs';

const [home, ...pages] = process.argv.slice(2);
const findings = [];
const sheets = {};
const browser = await launch();
try {
  const page = await browser.newPage();
  for (const path of pages) {
    await page.goto(new URL(path, home).href, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    sheets[path] = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    if (sheets[path] !== 1) findings.push({ page: path, kind: 'sheets', text: String(sheets[path]) });
  }
} finally {
  await browser.close();
}
finish({ sheets }, findings);
