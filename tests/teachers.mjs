// The teacher's pages, as the build has put them into the site: complete, of lessons that are there, for paper and without
// a script; their sentences are those that the program says.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lessons } from '../web/setup/lessons.mjs';
import { filled, teachers } from '../web/setup/teachers.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const rowsFile = here('../src/lab/include/lab/lessons.def'), table = here('claims/lessons.tsv'), folder = here('../build/site/lessons');
const all = lessons(rowsFile);

let passed = 0;
let failed = 0;
function check(claim, wrong) {
  if (wrong.length) failed += 1;
  else passed += 1;
  console.log(wrong.length ? `not ok - ${claim}\n    ${wrong.join('\n    ')}` : `ok - ${claim}`);
}

const pages = new Map(readdirSync(folder).filter((name) => name.endsWith('.html')).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
check('each lesson has a page for teachers, and there is a list of them',
  ['index.html', ...all.map(({ id }) => `${id}.html`)].filter((name) => !pages.has(name)));
const parts = ['Goal', 'What they read', 'The question', 'What they will see', 'Why? Three answers', 'Break it', 'What is exactly so', 'Where it can go wrong',
  'To discuss', 'The line to paste', 'The command that measures it again'];
check('a page has every part, with words in it', all.flatMap(({ id }) => parts.filter((title) => {
  const text = pages.get(`${id}.html`).split(`<h2>${title}</h2>`)[1]?.split('<h2>')[0].replace(/<[^>]*>/g, '').trim();
  return !text || text.length < 15 || /undefined|NaN|\{\d/.test(text);
}).map((title) => `${id}: ${title}`)));
check('a page says its line and its command', all.filter(({ id }) => !pages.get(`${id}.html`).includes(`embed.html#lesson=${id}&quot;`) ||
  !pages.get(`${id}.html`).includes(`tests/claims/lessons --lessons ${id}<`)).map(({ id }) => id));
check('no page has a script, a style of its own, or asks another site for anything', [...pages].filter(([, text]) =>
  /<script|<style|style="|(?:src|href)="(?:https?:)?\/\//.test(text)).map(([name]) => name));
check('every link leads to a file of the site', [...pages].flatMap(([name, text]) => [...text.matchAll(/(?:src|href)="([^"#]*)/g)]
  .filter(([, to]) => !existsSync(`${folder}/${to}`)).map(([, to]) => `${name}: ${to}`)));
check('what a teacher is told has sentences of 20 words at most', all.flatMap((lesson) => ['sees', 'wrong', 'discussion'].flatMap((key) =>
  lesson[key].split(/(?<=[.!?])\s+/).filter((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length > 20).map((sentence) => `${lesson.id}: ${sentence}`))));
check('where an address is known, the line has it', teachers(rowsFile, table, 'https://course.example/lab/').slice(1)
  .filter(([, text]) => !text.includes('src=&quot;https://course.example/lab/embed.html#lesson=') || text.includes('SITE')).map(([name]) => name));

// Costs of one build may differ from another's in the last digit, sentences made of the same figures may not.
const { stdout } = spawnSync(here('../build/native-debug/dropout_lab_cli'), ['lesson', 'c1', 'c4', 'c8', '--json'], { encoding: 'utf8' });
check('a sentence is filled in as the program does it', JSON.parse(stdout).lessons.filter(({ lesson, verdict, figures, sentence }) =>
  filled(all.find(({ id }) => id === lesson)[verdict], figures) !== sentence).map(({ sentence }) => sentence));

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
