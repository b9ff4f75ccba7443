// The table of claims is what the program of today computes, as far as a few quick runs tell, and its counts are those
// of its rows. Long runs amplify the last bit of a sum, which differs from processor to processor: of the table's own
// runs, repeated in WebAssembly, accuracies moved by up to 3 points and single layers' norms by up to half, their sum by
// a tenth. So what is compared is what settles, and as closely as it does.
import { readFileSync } from 'node:fs';
import { file, plan, read, rows, summarize } from './table.mjs';

const settled = { layers: 0.03, accuracy: 0.01 }, moving = { norm: 0.25, accuracy: 0.08 };
const again = [['four-inputs', 1, { layers: 0.01, cost: 0.01 }], ['four-inputs', 2, { layers: 0.01, cost: 0.01 }],
  ['exercise', 1, settled], ['exercise', 2, settled], ['hurts', 1, moving], ['football', 1, moving], ['lecture', 1, moving],
  ['lecture', 2, moving]];

let passed = 0, failed = 0;
function check(claim, problems) {
  if (problems.length === 0) passed++;
  else failed++;
  console.log(`${problems.length === 0 ? 'ok' : 'not ok'} - ${claim}${problems.map((p) => `\n    ${p}`).join('')}`);
}

const table = read(readFileSync(file, 'utf8'));

check('the table has every preset and seed', Object.entries(plan).flatMap(([preset, [, seeds]]) => {
  const held = new Set(table.rows.filter((row) => row.preset === preset).map(({ seed }) => seed));
  return held.size === seeds ? [] : [`${preset}: ${held.size} of ${seeds} seeds`];
}));

const counted = summarize(table.rows);
check('the counts are those of the rows', [...counted.filter((l) => !table.summary.includes(l)).map((l) => `counted now: ${l}`),
  ...table.summary.filter((l) => !counted.includes(l)).map((l) => `in the table: ${l}`)]);

for (const [preset, seed, allowed] of again) {
  const problems = [];
  for (const row of await rows(preset, seed, plan[preset][0])) {
    const then = table.rows.find((r) => r.preset === preset && r.seed === seed && r.arm === row.arm);
    if (!then) {
      problems.push(`${row.arm}: not in the table`);
      continue;
    }
    const compare = (column, off, of = (all) => all) => {
      const [now, before] = [row, then].map((r) => of(r[column].split(',').map(Number)));
      const same = row[column] === then[column] || now.every((n, l) => off(n, before[l]));
      if (!same) problems.push(`${row.arm}, ${column}: ${row[column]} now, ${then[column]} in the table`);
    };
    const share = (part) => (a, b) => Math.abs(a - b) <= part * Math.max(Math.abs(a), Math.abs(b));
    const points = (most) => (a, b) => Math.abs(a - b) <= most;
    for (const column of allowed.layers ? ['squared_norm', 'effective_inputs', 'participation'] : []) compare(column, share(allowed.layers));
    if (allowed.norm) compare('squared_norm', share(allowed.norm), (all) => [all.reduce((sum, n) => sum + n)]);
    if (allowed.cost) compare('test_cost', share(allowed.cost));
    if (allowed.accuracy) compare('test_accuracy', points(allowed.accuracy));
    if (allowed.accuracy) compare('worst_unit', points(2 * allowed.accuracy));
  }
  check(`${preset} of seed ${seed} comes out as in the table`, problems);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
