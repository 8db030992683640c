// node brotli.mjs FILE…
// How many bytes each file has when a server sends it with brotli at its best.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { finish } from './browser.mjs';

finish({ sizes: process.argv.slice(2).map((file) => brotliCompressSync(readFileSync(file)).length) }, []);
