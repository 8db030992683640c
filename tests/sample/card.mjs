// node tests/sample/card.mjs
// Draws themes/sen/web/assets/share.jpg, the share card of pages without a picture: the emblem and two gold
// hairlines on lacquer, no words, so that it serves every board and every language.
import { readFileSync, statSync } from 'node:fs';
import { launch } from '../browser/browser.mjs';

const assets = new URL('../../themes/sen/web/assets/', import.meta.url);
const emblem = readFileSync(new URL('emblem.svg', assets), 'utf8').replace(/^<svg[^>]*>|<\/svg>\s*$/g, '');
const card = `<!DOCTYPE html><style>body{margin:0}svg{display:block}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<defs><radialGradient id="glow" cx=".5" cy=".42" r=".75"><stop offset="0" stop-color="#9d1f20"/><stop offset=".55" stop-color="#861619"/><stop offset="1" stop-color="#5d0f13"/></radialGradient></defs>
<rect width="1200" height="630" fill="url(#glow)"/>
<g fill="none" stroke="#b58d44"><rect x="25" y="25" width="1150" height="580" stroke-width="2"/><rect x="34" y="34" width="1132" height="562" stroke-width="1"/></g>
<g transform="translate(600 315) scale(6.4) translate(-24 -24)" color="#e9c983">${emblem}</g>
</svg>`;

const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.setContent(card);
  const path = new URL('share.jpg', assets).pathname;
  await page.screenshot({ path, type: 'jpeg', quality: 88 });
  console.log(`${Math.round(statSync(path).size / 1000)} kB`);
} finally {
  await browser.close();
}
