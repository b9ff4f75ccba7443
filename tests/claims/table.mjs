// The table of claims: its rows, one for each preset, seed and arm, and what is counted from them.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.DROPOUT_LAB_CLI ?? `${root}build/native/dropout_lab_cli`;
export const file = fileURLToPath(new URL('claims.tsv', import.meta.url));

// of each preset: iterations, seeds
export const plan = {
  football: [3000, 20], exercise: [3000, 20], lecture: [3000, 20], moons: [3000, 20], circles: [3000, 20],
  spirals: [3000, 20], hurts: [2000, 20], 'four-inputs': [3000, 20], digits: [3000, 5],
};

export const columns = ['preset', 'seed', 'arm', 'test_accuracy', 'test_cost', 'squared_norm', 'effective_inputs',
  'participation', 'spearman', 'worst_unit'];

const number = (n) => (n === null || n === undefined ? '-' : String(Number(n.toPrecision(5))));
const list = (numbers) => numbers.map(number).join(',');

// The rows of one run. The worst unit is the hidden one whose loss costs most test accuracy, and that is what it costs.
export async function rows(preset, seed, iterations) {
  const { stdout } = await promisify(execFile)(program, ['analyze', '--preset', preset, '--seed', String(seed),
    '--iterations', String(iterations), '--samples', '2', '--examples', '1',
    ...(preset === 'digits' ? ['--digits', program.replace(/[^/]*$/, 'digits.bin')] : [])], { maxBuffer: 1e8 });
  const told = JSON.parse(stdout);
  if (told.iterations < iterations) throw new Error(`${preset}, seed ${seed}: ended after ${told.iterations} iterations`);
  return told.arms.map(({ arm, test, layers, removal }) => ({
    preset, seed, arm, test_accuracy: number(test.accuracy), test_cost: number(test.cost),
    squared_norm: list(layers.map((l) => l.squared_norm)),
    effective_inputs: list(layers.map((l) => l.effective_inputs)),
    participation: list(layers.map((l) => l.participation)),
    spearman: list(layers.map((l) => l.correlation_of_penalty_and_square.spearman)),
    worst_unit: removal.length > 1 ? number(Math.max(...removal.slice(1).map(({ worst }) => worst.accuracy))) : '-',
  }));
}

// A table of such columns as text: `line` of a row, and back, { rows, summary: the lines that were counted from them, in
// their order }.
export const makeTable = (names) => ({
  line: (row) => names.map((name) => row[name]).join('\t'),
  read(text) {
    const lines = text.split('\n').filter(Boolean);
    const cells = lines.filter((l) => !/^[#=]/.test(l)).map((l) => l.split('\t'));
    if (cells[0]?.join() !== names.join()) throw new Error(`the table's columns are ${cells[0]}, wanted are ${names}`);
    return {
      rows: cells.slice(1).map((values) => Object.fromEntries(names.map((name, i) => [name, name === 'seed' ? Number(values[i]) : values[i]]))),
      summary: lines.filter((l) => l.startsWith('=')),
    };
  },
});
export const { line, read } = makeTable(columns);

const numbers = (text) => text.split(',').map((n) => (n === '-' ? NaN : Number(n)));
const percent = (n) => (100 * n).toFixed(0);
const mean = (all) => all.reduce((sum, n) => sum + n, 0) / all.length;
const median = (all) => mean([(all.length - 1) >> 1, all.length >> 1].map((at) => [...all].sort((a, b) => a - b)[at]));

// In how many seeds of a preset each claim of the lecture holds, arm by arm against the network without dropout.
export function summarize(all) {
  const lines = [];
  for (const preset of new Set(all.map((row) => row.preset))) {
    const own = all.filter((row) => row.preset === preset);
    const of = (arm) => own.filter((row) => row.arm === arm).sort((a, b) => a.seed - b.seed);
    const arms = [...new Set(own.map((row) => row.arm))], none = of('none'), seeds = none.length;
    const say = (what, value) => lines.push(`= ${preset}: ${what}: ${value}`);
    // in how many seeds, by layer
    const counted = (arm, column, holds) => {
      const here = of(arm);
      return numbers(none[0][column]).map((_, l) => here.filter((row, i) => holds(numbers(row[column])[l], numbers(none[i][column])[l])).length).join('/');
    };
    const classes = none[0].test_accuracy !== '-';
    say('seeds', seeds);
    if (classes) {
      say(`test accuracy in %, ${arms.join('/')}`, arms.map((arm) => percent(mean(of(arm).map((row) => Number(row.test_accuracy))))).join('/'));
      say('at chance (test accuracy of two classes below 60 %) without dropout', preset === 'digits' ? '-' : none.filter((row) => row.test_accuracy < 0.6).length);
      say('at chance with dropout', preset === 'digits' ? '-' : of('dropout').filter((row) => row.test_accuracy < 0.6).length);
      if (arms.includes('L2')) say('test accuracy of dropout above that of L2', of('dropout').filter((row, i) => Number(row.test_accuracy) > Number(of('L2')[i].test_accuracy)).length);
    } else {
      say(`test cost, ${arms.join('/')}`, arms.map((arm) => mean(of(arm).map((row) => Number(row.test_cost))).toFixed(3)).join('/'));
    }
    for (const arm of arms.filter((a) => a !== 'none')) {
      say(`squared norm below that of none, ${arm}, by layer`, counted(arm, 'squared_norm', (a, b) => a < b));
      say(`effective inputs above those of none, ${arm}, by layer`, counted(arm, 'effective_inputs', (a, b) => a > b));
      say(`participation above that of none, ${arm}, by layer`, counted(arm, 'participation', (a, b) => a > b));
    }
    for (const arm of arms) {
      say(`rank correlation of penalty and square below -0.15, ${arm}, by layer`, counted(arm, 'spearman', (a) => a < -0.15));
      say(`rank correlation of penalty and square above 0.15, ${arm}, by layer`, counted(arm, 'spearman', (a) => a > 0.15));
    }
    if (none[0].worst_unit === '-') continue;
    say(`loss of the worst unit in points, median, ${arms.join('/')}`, arms.map((arm) => (100 * median(of(arm).map((row) => Number(row.worst_unit)))).toFixed(1)).join('/'));
    say('loss of the worst unit smaller with dropout than without', of('dropout').filter((row, i) => Number(row.worst_unit) < Number(none[i].worst_unit)).length);
  }
  return lines;
}
