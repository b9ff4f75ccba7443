// The program behind tests/claims/run.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { columns, file, line, plan, rows, summarize } from './table.mjs';

const options = { '--seeds': '1-20', '--presets': Object.keys(plan).join(), '--to': file };
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i += 2) {
  if (!(words[i] in options) || words[i + 1] === undefined) {
    console.error('Accepted is tests/claims/run [--seeds A-B] [--presets a,b] [--to FILE]');
    process.exit(2);
  }
  options[words[i]] = words[i + 1];
}
const [first, last] = options['--seeds'].split('-').map(Number);
const presets = options['--presets'].split(',');
if (!Number.isInteger(first) || !(last >= first) || !presets.every((preset) => plan[preset])) {
  console.error(`Accepted are seeds like 1-20 and presets among ${Object.keys(plan).join(', ')}`);
  process.exit(2);
}

const runs = presets.flatMap((preset) => {
  const [iterations, seeds] = plan[preset];
  const to = Math.min(last, first + seeds - 1);
  return Array.from({ length: to - first + 1 }, (_, i) => [preset, first + i, iterations]);
});
const found = [];
let next = 0;
await Promise.all(Array.from({ length: cpus().length }, async () => {
  while (next < runs.length) {
    const at = next++;
    found[at] = await rows(...runs[at]);
    process.stderr.write(`${runs[at][0]}, seed ${runs[at][1]}: ${next} of ${runs.length}\n`);
  }
}));
const all = found.flat();
const day = execFileSync('date', ['-u', '+%F'], { encoding: 'utf8' }).trim();
writeFileSync(options['--to'], [
  `# Made on ${day} by tests/claims/run ${words.join(' ')}`.trimEnd(),
  '# One row for each preset, seed and arm after so many iterations: ' + presets.map((p) => `${p} ${plan[p][0]}`).join(', ') + '.',
  '# Lists are by layer, W1 first. worst_unit: what the loss of the worst hidden unit costs in test accuracy.',
  '# The lines behind = are counted from the rows; tests/claims/check.mjs counts them again.',
  columns.join('\t'), ...all.map(line), ...summarize(all), ''].join('\n'));
