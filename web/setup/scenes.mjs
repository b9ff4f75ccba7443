// scenes.mjs CATALOGUE FILE: writes as JSON what scenes there are, from the catalogue of views: {titles: {KEY: TITLE},
// shapes: {KEY: [SHARE, LEAST, MOST]}}. The page as a whole and the settings, which are no views, are added.
import { readFileSync, writeFileSync } from 'node:fs';

const [catalogue, file] = process.argv.slice(2);
const text = String.raw`"(?:[^"\\]|\\.)*"`;
const row = new RegExp(String.raw`^VIEW\(((?:[^"()]|${text})*)\)$`, 'gm');
const cell = new RegExp(String.raw`(?:${text}\s*)+|[^\s,"]+`, 'g');

const titles = { page: 'The whole page' };
const shapes = { page: [0.7, 760, 1000] };
for (const [, cells] of readFileSync(catalogue, 'utf8').matchAll(row)) {
  // as in C++, texts that stand one after the other are one
  const [key, , title, , , share, least, most] = cells.match(cell)
    .map((one) => (one.startsWith('"') ? JSON.parse(one.trim().replace(/"\s+"/g, '')) : one));
  titles[key] = title;
  shapes[key] = [share, least, most].map(Number);
}
if (Object.keys(titles).length < 2) throw new Error(`No views in ${catalogue}`);
titles.settings = 'Settings';
shapes.settings = [1.2, 480, 900];
writeFileSync(file, `${JSON.stringify({ titles, shapes }, null, 2)}\n`);
