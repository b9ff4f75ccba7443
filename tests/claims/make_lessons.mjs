// The program behind tests/claims/lessons. Of lessons that it is not asked for the rows that are there stay.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { columns, file, held, heldFile, ids, line, read, rows, summarize } from './lessons.mjs';

const options = { '--seeds': '1-20', '--lessons': ids.join() };
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i += 2) {
  if (!(words[i] in options) || words[i + 1] === undefined) {
    console.error('Accepted is tests/claims/lessons [--seeds A-B] [--lessons c1,c2]');
    process.exit(2);
  }
  options[words[i]] = words[i + 1];
}
const [first, last] = options['--seeds'].split('-').map(Number);
const lessons = options['--lessons'].split(',');
if (!Number.isInteger(first) || !(last >= first) || !lessons.every((id) => ids.includes(id))) {
  console.error(`Accepted are seeds like 1-20 and lessons among ${ids.join(', ')}`);
  process.exit(2);
}

const runs = lessons.flatMap((id) => Array.from({ length: last - first + 1 }, (_, i) => [id, first + i]));
const found = [];
let next = 0;
await Promise.all(Array.from({ length: cpus().length }, async () => {
  while (next < runs.length) {
    const at = next++;
    [found[at]] = await rows([runs[at][0]], runs[at][1]);
    process.stderr.write(`${runs[at][0]}, seed ${runs[at][1]}: ${next} of ${runs.length}\n`);
  }
}));
const kept = existsSync(file) ? read(readFileSync(file, 'utf8')).rows.filter(({ lesson }) => !lessons.includes(lesson)) : [];
const all = ids.flatMap((id) => [...kept, ...found].filter(({ lesson }) => lesson === id));
const day = execFileSync('date', ['-u', '+%F'], { encoding: 'utf8' }).trim();
writeFileSync(file, [
  `# Made on ${day} by tests/claims/lessons ${words.join(' ')}`.trimEnd(),
  '# One row for each lesson and start: what the learner guesses, and the figures {0}, {1} … of the sentences (src/lab/lessons).',
  '# The lesson with a sweep is made of one start for each row; the page makes it of three.',
  '# The lines behind = are counted from the rows; tests/claims/check.mjs counts them again, and src/lab/lessons/held.def.',
  columns.join('\t'), ...all.map(line), ...summarize(all), ''].join('\n'));
writeFileSync(heldFile, held(all));
