// scenes.mjs CATALOGUE FILE: writes as JSON what scenes there are, from the catalogue of views: {titles: {KEY: TITLE},
// shapes: {KEY: [SHARE, LEAST, MOST]}}. The page as a whole and the settings, which are no views, are added.
import { writeFileSync } from 'node:fs';
import { rows } from './rows.mjs';

const [catalogue, file] = process.argv.slice(2);
const titles = { page: 'The whole page' };
const shapes = { page: [0.7, 760, 1000] };
for (const { cells: [key, , title, , , share, least, most] } of rows(catalogue, '(?:LATER_)?VIEW')) {
  titles[key] = title;
  shapes[key] = [share, least, most].map(Number);
}
titles.settings = 'Settings';
shapes.settings = [1.2, 480, 900];
writeFileSync(file, `${JSON.stringify({ titles, shapes }, null, 2)}\n`);
