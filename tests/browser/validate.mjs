// node validate.mjs DIR
// Every HTML page and style sheet below DIR through html-validate and the Nu HTML checker.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { finish } from './browser.mjs';

const [dir] = process.argv.slice(2);
const begun = performance.now();
const files = readdirSync(dir, { recursive: true }).map((file) => join(dir, file)).sort();
const pages = files.filter((file) => file.endsWith('.html'));
const sheets = files.filter((file) => file.endsWith('.css'));
const findings = [];
const found = (file, place, kind, text) => findings.push({ page: relative(dir, file), place, kind, text });

// Each rule that is off or loosened says why.
const CONFIG = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // A title names a person and the board; to cut it short would hide the one or the other.
    'long-title': 'off',
    // Our own files come from the host of the page itself.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
};

// What the Nu checker cannot know, exactly.
const ALLOWED = [
  // Newer than the checker.
  /^CSS: Unrecognized at-rule “@view-transition”$/,
  // It reads files, which have no host that could be 'self'. pages.mjs asks the real browser instead.
  /^Resource violates Content Security Policy \(meta tag\): (image|external (stylesheet|script)) “(\/bang-vang\/|(\.\.\/)*)assets\/[\w./-]+” blocked by “(img|style|script)-src” directive\.$/,
  // It takes a block of data for a script. The browser does not, as pages.mjs sees; and headers.rs that there
  // is no other script between the tags.
  /^Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive/,
];

const validator = new HtmlValidate(new StaticConfigLoader(CONFIG));
for (const page of pages) {
  const report = await validator.validateFile(page);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) found(page, `${line}:${column}`, ruleId, message);
  }
}

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const ran = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--also-check-css', ...pages, ...sheets], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
if (ran.error?.code === 'ENOENT') {
  found(dir, '', 'no java', 'the Nu HTML checker needs java; tests/run installs it');
} else {
  try {
    for (const { type, subType, url, lastLine, lastColumn, message } of JSON.parse(ran.stderr).messages) {
      if (ALLOWED.some((allowed) => allowed.test(message))) continue;
      found(decodeURI((url ?? '').replace('file:', '')), `${lastLine}:${lastColumn}`, `vnu ${subType ?? type}`, message);
    }
  } catch {
    found(dir, '', 'vnu failed', ran.stderr.slice(0, 2000));
  }
}
finish({ pages: pages.length, sheets: sheets.length, seconds: Math.round((performance.now() - begun) / 100) / 10 }, findings);
