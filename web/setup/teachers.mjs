// teachers.mjs ROWS TABLE SITE: a page for teachers of each lesson, SITE/lessons/ID.html, and a list of them. They are made
// of the lessons' rows (src/lab/include/lab/lessons.def) and of what was measured (tests/claims/lessons.tsv), need no
// script, and are for paper, too.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lessons } from './lessons.mjs';

const html = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

// [{ lesson, seed, verdict, answer: [number], figures: [number] }]
function measured(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line && !/^[#=]/.test(line)).map((line) => line.split('\t'));
  const numbers = (text) => (text ? text.split(',').map((n) => (n === '-' ? NaN : Number(n))) : []);
  return lines.slice(1).map(([lesson, seed, verdict, answer, figures]) => ({ lesson, seed, verdict, answer: numbers(answer), figures: numbers(figures) }));
}

// As lab::filled() writes it.
export function figure(n) {
  if (!Number.isFinite(n)) return '–';
  const size = Math.abs(n);
  if (size < 0.0005) return '0';
  return n.toFixed(n === Math.round(n) || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}
export const filled = (sentence, figures) => sentence.replace(/\{(\d+)\}/g, (_, i) => figure(figures[i] ?? NaN));

const page = (title, body) => `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${html(title)}</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
${body}
</body>
</html>
`;

const part = (title, ...paragraphs) => `<h2>${title}</h2>\n${paragraphs.join('\n')}`;
const p = (text, of = '') => `<p${of && ` class="${of}"`}>${html(text)}</p>`;

// What is to be guessed, in words.
function asked({ guess, count, guessed, unit, low, high }) {
  const names = guessed.split('|').filter(Boolean).join(', ');
  const what = { number: count > 1 ? 'a number for each' : 'one number', shares: 'a share for each, which add up to 1', curve: 'a curve', order: 'a ranking' }[guess];
  const range = guess === 'order' || guess === 'shares' ? '' : `, from ${low} to ${high}${unit && ` ${unit}`}`;
  return `They guess ${what}${range}${names && `: ${names}`}. The guess may be skipped, and stays visible beside what is measured.`;
}

function table(lesson, rows) {
  const last = (row) => (lesson.guess === 'curve' && !lesson.swept ? row.answer.at(-1) : undefined);
  const names = lesson.guess === 'curve' && !lesson.swept ? ['at the end'] : lesson.guessed ? lesson.guessed.split('|') : ['measured'];
  const cells = (row) => (last(row) === undefined ? row.answer : [last(row)]).map((n) => `<td class="number">${figure(n)}</td>`).join('');
  return `<div class="scroll"><table>
<caption>What was to be guessed, in 20 starts</caption>
<tr><th>start</th><th>verdict</th>${names.map((name) => `<th class="number">${html(name)}</th>`).join('')}</tr>
${rows.map((row) => `<tr><td>${row.seed}</td><td>${row.verdict}</td>${cells(row)}</tr>`).join('\n')}
</table></div>`;
}

export function teachers(file, results, address) {
  const site = address || 'https://SITE/';
  const all = lessons(file), found = measured(results);
  const pages = all.map((lesson, i) => {
    const number = i + 1, rows = found.filter((row) => row.lesson === lesson.id), holds = rows.filter((row) => row.verdict === 'holds');
    const example = rows.find((row) => row.seed === '3') ?? rows[0];
    const title = `Lesson ${number}: ${lesson.title}`;
    const line = `<iframe src="${site}embed.html#lesson=${lesson.id}" width="720" height="560" title="Dropout Lab, lesson ${number}" loading="lazy"></iframe>`;
    const neighbours = [all[i - 1] && `<a href="${all[i - 1].id}.html">lesson ${i}</a>`, '<a href="index.html">all lessons</a>',
      all[i + 1] && `<a href="${all[i + 1].id}.html">lesson ${i + 2}</a>`].filter(Boolean).join(' · ');
    return [`${lesson.id}.html`, page(`${title} – Dropout Lab, for teachers`, [
      `<nav>${neighbours}</nav>`,
      `<h1>${html(title)}</h1>`,
      p(lesson.claim, 'claim'),
      `<p><a href="../#lesson=${lesson.id}">Open the lesson</a>. It takes about two minutes.</p>`,
      part('Goal', p('Students have guessed, seen it measured, and can say in a sentence why the claim holds, and where it does not.')),
      part('What they read', p(lesson.words)),
      part('The question', p(lesson.question), p(asked(lesson)), p(`Then: ${lesson.act}`)),
      part('What they will see', p(lesson.sees), ...(example ? [p(`For example: ${filled(lesson[example.verdict], example.figures)}`)] : []),
        p(`The claim held in ${holds.length} of ${rows.length} starts.${lesson.swept ? ' Each of them is a sweep with one start; students make one with three.' : ''}`)),
      part('Why? Three answers', `<ol>\n${lesson.why.map(({ answer, reply }, at) => `<li${at === lesson.right ? ' class="right"' : ''}>${html(answer)} – ${html(reply)}</li>`).join('\n')}\n</ol>`),
      part('Break it', p(lesson.breaks)),
      part('What is exactly so', p(lesson.truth), p(lesson.formula), p(lesson.source, 'note')),
      part('Where it can go wrong', p(lesson.wrong)),
      part('To discuss', p(lesson.discussion)),
      part('The line to paste', `<pre>${html(line)}</pre>`, ...(address ? [] : ['<p class="note">Put the address of your Dropout Lab in place of SITE.</p>'])),
      part('The command that measures it again', `<pre>tests/claims/lessons --lessons ${lesson.id}</pre>`,
        `<p class="note">Or, without the table: <code>dropout_lab_cli lesson ${lesson.id} --seeds 1-20</code></p>`, table(lesson, rows)),
    ].join('\n'))];
  });
  const list = all.map((lesson) => `<li><a href="${lesson.id}.html">${html(lesson.title)}</a><br>${html(lesson.claim)}</li>`).join('\n');
  const index = page('Ten lessons – Dropout Lab, for teachers', [
    '<nav><a href="../">Dropout Lab</a></nav>',
    '<h1>Ten lessons on dropout, for teachers</h1>',
    p('Each lesson is one claim of a lecture on dropout: guessed, run, measured on the spot, and broken. Each takes about two minutes, and their order is free.'),
    `<ol>\n${list}\n</ol>`,
    part('What students need', p('Derivatives and sums. No machine learning: each lesson says what its words mean.')),
    part('What stays where', p('Guesses and marks stay in the student’s browser. Nothing is sent anywhere.')),
  ].join('\n'));
  return [['index.html', index], ...pages];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, results, site] = process.argv.slice(2);
  const folder = join(site, 'lessons');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of teachers(file, results, process.env.DROPOUT_LAB_ADDRESS?.replace(/\/?$/, '/') ?? '')) writeFileSync(join(folder, name), text);
  cpSync(fileURLToPath(new URL('teachers.css', import.meta.url)), join(folder, 'style.css'));
}
