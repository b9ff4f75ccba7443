// lessons.mjs ROWS FILE: the words of the lessons for the page, which loads them when one is opened: [{id, title, …}], a
// row of src/lab/include/lab/lessons.def each. The program itself has none of them (src/lab/lessons/words.cpp).
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rows } from './rows.mjs';

const names = ['id', 'title', 'claim', 'words', 'link', 'view', 'question', 'guess', 'count', 'low', 'high', 'guessed', 'unit', 'act', 'iterations',
  'sweep', 'holds', 'fails', 'undecided', 'answer0', 'reply0', 'proof0', 'answer1', 'reply1', 'proof1', 'answer2', 'reply2', 'proof2', 'right',
  'breaks', 'breaksLink', 'truth', 'formula', 'source', 'sees', 'wrong', 'discussion'];
const numbers = ['count', 'low', 'high', 'iterations', 'right'];

export function lessons(file) {
  return rows(file, 'LESSON').map(({ cells }) => {
    const row = Object.fromEntries(names.map((name, i) => [name, numbers.includes(name) ? Number(cells[i].replace(/[f']/g, '')) : cells[i]]));
    return { ...row, swept: row.sweep !== 'one_run', why: [0, 1, 2].map((i) => ({ answer: row[`answer${i}`], reply: row[`reply${i}`], proof: row[`proof${i}`] })) };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, out] = process.argv.slice(2);
  const shown = ['id', 'title', 'claim', 'words', 'view', 'question', 'guess', 'count', 'low', 'high', 'guessed', 'unit', 'act', 'iterations', 'swept',
    'holds', 'fails', 'undecided', 'why', 'right', 'breaks', 'truth', 'formula', 'source'];
  writeFileSync(out, JSON.stringify(lessons(file).map((row) => Object.fromEntries(shown.map((name) => [name, row[name]])))));
}
