// The table of the lessons: a row for each lesson and start, and what is counted from them.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTable, program } from './table.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const file = here('lessons.tsv');
export const heldFile = here('../../src/lab/lessons/held.def');
export const ids = [...readFileSync(here('../../src/lab/include/lab/lessons.def'), 'utf8').matchAll(/^LESSON\((\w+)/gm)].map(([, id]) => id);
export const columns = ['lesson', 'seed', 'verdict', 'answer', 'figures'];

const list = (numbers) => numbers.map((n) => (n === null ? '-' : String(Number(n.toPrecision(5))))).join(',');

// The rows of some lessons from some starts, `seeds` as the command line takes them.
export async function rows(lessons, seeds, ...more) {
  const { stdout } = await promisify(execFile)(program, ['lesson', ...lessons, '--seeds', String(seeds), '--json', ...more,
    '--digits', program.replace(/[^/]*$/, 'digits.bin')], { maxBuffer: 1e8 });
  return JSON.parse(stdout).lessons.map(({ lesson, seed, verdict, answer, figures }) => ({ lesson, seed, verdict, answer: list(answer), figures: list(figures) }));
}

export const { line, read } = makeTable(columns);

const count = (all, id, verdict) => all.filter((row) => row.lesson === id && row.verdict === verdict).length;
export const summarize = (all) => ids.map((id) => `= ${id}: holds ${count(all, id, 'holds')}, undecided ${count(all, id, 'undecided')}, fails ${count(all, id, 'fails')}`);

export const held = (all) => [
  '// In how many of so many starts each lesson\'s claim holds: counted from tests/claims/lessons.tsv by tests/claims/lessons,',
  '// which writes this file. Not edited by hand.',
  ...ids.map((id) => `HELD(${id}, ${count(all, id, 'holds')}, ${all.filter((row) => row.lesson === id).length})`), ''].join('\n');
