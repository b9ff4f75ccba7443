// The words of other languages: reads src/view/po/LANGUAGE.po, gettext's format, and the English that the sources mark by
// tr("…") and N_("…") and that the tables of views, arms, fields, exports, presets, lessons and the
// visitor's deeds hold.
//   po.mjs FILE.po TABLE         writes the table that src/view/ink/tr.cpp looks words up in
//   po.mjs --missing FILE.po     prints an entry for every text that the file lacks, to be filled in and added
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lessons } from './lessons.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const strings = '((?:"(?:\\\\.|[^"\\\\])*"\\s*)+)';
const joined = (literals) => [...literals.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, text]) => text).join('');
const plain = (text) => text.replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));
export const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

// Tables whose readers call tr(): what of a row is words.
const text = '"(?:\\\\.|[^"\\\\])*"';
const tables = {
  'src/view/views/catalogue.def': [`^(?:LATER_)?VIEW\\(${text},\\s*${strings},\\s*${strings},\\s*${strings},`],
  'src/lab/include/lab/arm_kinds.def': [`^ARM_KIND\\(\\w+, ${text},\\s*${strings},\\s*${strings},[^"]*${strings}\\)`],
  'src/lab/experiment/arm_kinds.cpp': [`\\? ${strings}: ${strings};`],
  'src/lab/experiment/fields.cpp': [`\\.name = ${strings},`, `\\.slider = \\{${strings},[^"]*${strings}\\}`],
  'src/lab/experiment/presets.cpp': [`^ *\\{${text}, ${strings},`],
  'src/lab/laboratory/story.cpp': [`return ${strings};`, `\\? ${strings}: ${strings};`],
  'src/lab/laboratory/laboratory.cpp': [`restart\\([^"]*${strings}, \\{\\}\\)`, `\\? ${strings}: data.name`, `Kind::restarted, ${strings},`],
  'src/lab/exports/catalogue.cpp': [`^ *\\{${text}, ${strings},`],
};

// What a learner reads of a lesson; what is for teachers alone is English.
const taught = 'src/lab/include/lab/lessons.def';
function lessonWords(lesson) {
  const keys = ['title', 'claim', 'words', 'question', 'guessed', 'act', 'holds', 'fails', 'undecided', 'breaks', 'truth', 'formula', 'source'];
  return [...keys.map((key) => lesson[key]), ...lesson.why.flatMap(({ answer, reply }) => [answer, reply])].filter(Boolean);
}

// every English text and the file in which it is first used
export function messages() {
  const found = new Map();
  const add = (english, path) => found.has(english) || found.set(english, path);
  const scan = (path, row) => {
    for (const [, ...texts] of readFileSync(join(root, path), 'utf8').matchAll(new RegExp(row, 'gm'))) {
      for (const literals of texts) add(plain(joined(literals)), path);
    }
  };
  for (const folder of ['src/view', 'src/app']) {
    const files = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.cpp')).sort();
    for (const file of files) scan(join(folder, file), `\\b(?:tr|N_)\\(\\s*${strings}\\)`);
  }
  for (const name of readdirSync(join(root, 'web')).filter((name) => name.endsWith('.js'))) {
    for (const [, english] of readFileSync(join(root, 'web', name), 'utf8').matchAll(/\btr\('((?:\\.|[^'\\])*)'\)/g)) add(plain(english), `web/${name}`);
  }
  for (const [path, rows] of Object.entries(tables)) rows.forEach((row) => scan(path, row));
  for (const lesson of lessons(join(root, taught))) lessonWords(lesson).forEach((english) => add(english, taught));
  return found;
}

// [{ id, words, line }] of a .po file; its head, the entry of "", is left out
export function entries(path) {
  const all = [];
  let part;
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    const [, key, text] = line.match(/^(msgid |msgstr )?"((?:\\.|[^"\\])*)"$/) ?? [];
    if (text === undefined) {
      if (line.trim() && !line.startsWith('#')) throw new Error(`${path}:${i + 1}: neither a comment nor msgid "…", msgstr "…" or "…"`);
      continue;
    }
    if (key === 'msgid ') all.push({ id: '', words: '', line: i + 1 });
    if (key) part = key === 'msgid ' ? 'id' : 'words';
    all.at(-1)[part] += plain(text);
  }
  return all.filter(({ id }) => id);
}

// what printf takes, in turn
const conversions = (text) => (text.match(/%(?:%|[-+#0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:ll|l|z)?[a-zA-Z])/g) ?? []).join(' ');

// the places of a lesson's figures
const figures = (text) => (text.match(/\{\d+\}/g) ?? []).sort().join(' ');

// sentences about what is wrong; of these no table is made
export function mistakes(list) {
  const seen = new Set();
  return list.flatMap(({ id, words, line }) => {
    const wrong = [];
    if (seen.has(id)) wrong.push('comes a second time');
    seen.add(id);
    if (!words) wrong.push('has no words');
    else if (conversions(id) !== conversions(words)) wrong.push(`has ${conversions(words) || 'none'} in place of ${conversions(id) || 'none'}`);
    else if (figures(id) !== figures(words)) wrong.push(`has ${figures(words) || 'none'} in place of ${figures(id) || 'none'}`);
    return wrong.map((what) => `line ${line}: ${quoted(id)} ${what}`);
  });
}

function hash(bytes) {
  let h = 2166136261;
  for (const byte of bytes) h = Math.imul(h ^ byte, 16777619);
  return h >>> 0;
}

export function table(list) {
  const rows = list.map(({ id, words }) => ({ hash: hash(Buffer.from(id)), words: Buffer.from(`${words}\0`) })).sort((a, b) => a.hash - b.hash);
  if (rows.some((row, i) => row.hash === rows[i + 1]?.hash)) throw new Error('two texts have the same hash: change one of them');
  const numbers = new Uint32Array(1 + 2 * rows.length);
  numbers[0] = rows.length;
  let at = numbers.byteLength;
  rows.forEach((row, i) => {
    numbers[1 + i] = row.hash;
    numbers[1 + rows.length + i] = at;
    at += row.words.length;
  });
  return Buffer.concat([Buffer.from(numbers.buffer), ...rows.map(({ words }) => words)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first, second] = process.argv.slice(2);
  if (first === '--missing') {
    const known = new Set(entries(second).map(({ id }) => id));
    for (const [text, file] of messages()) if (!known.has(text)) console.log(`#: ${file}\nmsgid ${quoted(text)}\nmsgstr ""\n`);
  } else {
    const list = entries(first);
    const wrong = mistakes(list);
    if (wrong.length) {
      console.error(wrong.map((what) => `${first}, ${what}`).join('\n'));
      process.exit(1);
    }
    writeFileSync(second, table(list));
  }
}
