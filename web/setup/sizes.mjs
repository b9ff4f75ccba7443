// sizes.mjs [FOLDER]: what a visitor of the page downloads, with brotli as a good static host sends it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/site', import.meta.url));
const variants = ['plain', 'relaxed']; // a visitor downloads one of them

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort()
  .map((path) => {
    const data = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
    return {
      name: path.slice(folder.length).replace(/^\//, ''),
      sizes: [data.length, gzipSync(data, { level: 9 }).length, brotliCompressSync(data, { params }).length],
    };
  });

const row = (name, sizes) => console.log(name.padEnd(28) + sizes.map((n) => n.toLocaleString('en').padStart(12)).join(''));
const sum = (list) => list.reduce((total, { sizes }) => total.map((n, i) => n + sizes[i]), [0, 0, 0]);

console.log(' '.repeat(28) + ['bytes', 'gzip', 'brotli'].map((s) => s.padStart(12)).join(''));
for (const { name, sizes } of files) row(name, sizes);
for (const variant of variants) {
  const visited = new RegExp(`^(index\\.html|assets/(loader|style|favicon|chunk|app-${variant})\\..*)$`);
  row(`first visit, ${variant}`, sum(files.filter(({ name }) => visited.test(name))));
}
