// sizes.mjs [FOLDER]: what a visitor of the page downloads, with brotli as a good static host sends it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const site = fileURLToPath(new URL('../../build/site', import.meta.url));
export const variants = ['plain', 'relaxed']; // a visitor downloads one of them
export const budget = 350_000; // bytes of brotli for the first visit

const visited = (variant) => new RegExp(`^(index\\.html|assets/(loader|style|favicon|chunk|app-${variant})\\..*)$`);

function brotli(data) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
  return brotliCompressSync(data, { params }).length;
}

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length).replace(/^\//, ''))
  .sort();

// The bytes of brotli that the first visit takes, and the files that it loads.
export function firstVisit(variant, folder = site) {
  const names = files(folder).filter((name) => visited(variant).test(name));
  return { names, bytes: names.reduce((sum, name) => sum + brotli(readFileSync(join(folder, name))), 0) };
}

function print(folder) {
  const all = files(folder).map((name) => {
    const data = readFileSync(join(folder, name));
    return { name, sizes: [data.length, gzipSync(data, { level: 9 }).length, brotli(data)] };
  });
  const row = (name, sizes) => console.log(name.padEnd(28) + sizes.map((n) => n.toLocaleString('en').padStart(12)).join(''));
  const sum = (list) => list.reduce((total, { sizes }) => total.map((n, i) => n + sizes[i]), [0, 0, 0]);
  console.log(' '.repeat(28) + ['bytes', 'gzip', 'brotli'].map((s) => s.padStart(12)).join(''));
  for (const { name, sizes } of all) row(name, sizes);
  for (const variant of variants) row(`first visit, ${variant}`, sum(all.filter(({ name }) => visited(variant).test(name))));
}

if (argv[1] === fileURLToPath(import.meta.url)) print(argv[2] ?? site);
