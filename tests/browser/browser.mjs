// The browser all scripts here share: the system's own Chromium, alone, with no way to the outside.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

// Where Chromium is.
export function executable() {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  const known = [process.env.CHROMIUM, ...names.map((name) => `/usr/bin/${name}`)];
  const path = known.find((path) => path && existsSync(path));
  if (!path) throw new Error('no Chromium here; tests/run installs it');
  return path;
}

function fontconfig(folders) {
  const place = mkdtempSync(join(tmpdir(), 'bangvang-fonts-'));
  process.on('exit', () => rmSync(place, { recursive: true, force: true }));
  const file = join(place, 'fonts.conf');
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('');
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${join(place, 'cache')}</cachedir></fontconfig>`);
  return file;
}

// With `fonts`, folders of font files, on a system that has these fonts and no others.
export async function launch(fonts) {
  return chromium.launch({
    executablePath: executable(),
    env: fonts ? { ...process.env, FONTCONFIG_FILE: fontconfig(fonts) } : process.env,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}

// Everything a page should not do, told to `found(kind, text)` as it happens.
// A breach of the Content-Security-Policy is a console error and so among it.
export function listen(page, home, found) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found(`console ${message.type()}`, `${message.text()} ${message.location().url ?? ''}`.trim());
  });
  page.on('pageerror', (error) => {
    // The browser gave up fading one page into the next, being busy: an ornament, not a fault.
    if (!/Transition was (aborted|skipped)/.test(String(error))) found('page error', String(error));
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // The next page was asked for before a picture of this one had come.
    if (why !== 'net::ERR_ABORTED') found('request failed', `${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) found('request failed', `${response.url()} ${response.status()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(home)) found('foreign request', request.url());
  });
}

// One line for the test to read; the exit code says whether all is well.
export function finish(summary, findings) {
  process.stdout.write(`${JSON.stringify({ ...summary, findings })}\n`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
