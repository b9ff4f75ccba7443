// Words that are drawn are marked for other languages, and those of other languages are complete, true to what printf
// takes, and drawn with signs that the fonts have.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { entries, messages, mistakes, quoted, table } from '../web/setup/po.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
let passed = 0;
let failed = 0;
function check(claim, wrong) {
  if (wrong.length) failed += 1;
  else passed += 1;
  console.log(wrong.length ? `not ok - ${claim}\n    ${wrong.join('\n    ')}` : `ok - ${claim}`);
}

// the check itself sees what it is for
const rows = (...pairs) => pairs.map(([id, words], i) => ({ id, words, line: i + 1 }));
check('a text without words, twice there or with other conversions is a mistake', [
  [rows(['a', '']), 'has no words'], [rows(['a', 'b'], ['a', 'b']), 'comes a second time'], [rows(['%d of %s', '%s von %d']), 'has %s %d'],
  [rows(['%.0f %%', '%.0f']), 'has %.0f in place'], [rows(['%.*f', '%f']), 'has %f in place'],
].filter(([list, words]) => !mistakes(list).some((said) => said.includes(words))).map(([list]) => `nothing is said of ${JSON.stringify(list)}`));
check('words that are right are no mistake', mistakes(rows(['%d of %s at 5 %', '%d von %s bei 5 %'], ['a\n"b"', 'b'])));

const english = messages();
const unmarked = ['no unit removed', 'Kill test', 'Save picture', 'One iteration (→)', 'early stopping', 'not for a softmax', 'patience', 'learning rate', 'Four inputs'].filter((text) => !english.has(text));
check(`${english.size} English texts are marked in the sources or stand in tables`, english.size > 400 ? unmarked : ['too few']);

// Literals of the views that are no keys: sentences, capitals, what is added to words or calls a control.
const proper = ['Dropout Lab', 'ReLU', 'SGD', 'Adam', 'CSV', 'keep_prob'];
function unmarkedOf(source) {
  const strings = '(?:"(?:\\\\.|[^"\\\\])*"\\s*)+';
  const code = source.replace(/^\s*#.*$|\/\/.*$/gm, '');
  return [...code.matchAll(new RegExp(`\\b(?:tr|N_)\\(\\s*${strings}\\)|(\\b(?:add|call_next|call_last|say|hint)\\(\\s*)?(${strings})`, 'g'))].flatMap(([, added, literals]) => {
    const text = literals?.replace(/"\s*"/g, '').trim().slice(1, -1);
    const words = text?.replace(/%[-+#0]*[*\d]*(?:\.[*\d]+)?(?:ll|l|z)?[a-zA-Z%]/g, '').replace(/\\n/g, ' ') ?? '';
    const drawn = added ? /\p{L}{2}/u : /^[A-Z]\p{L}|\p{L}{2}[.,:]? | \p{L}{2}|…/u;
    return drawn.test(words) && !proper.includes(text) ? [text] : [];
  });
}
check('a sentence, a capital and what is added to words or calls a control are seen without tr()', [
  ['say("Every arm.")', 1], ['say(tr("Every arm."))', 0], ['words.add("muted")', 1], ['call_last("speed")', 1], ['words.add("%s %.2f\\n")', 0], ['mark("edge")', 0],
  ['tr("a "\n "b") + "of the "\n "c"', 1], ['// "No text"', 0],
].filter(([code, count]) => unmarkedOf(code).length !== count).map(([code]) => code));
const sources = ['kit', 'run', 'views', 'chrome'].flatMap((room) =>
  readdirSync(`${root}src/view/${room}`, { recursive: true }).filter((name) => name.endsWith('.cpp')).map((name) => `src/view/${room}/${name}`));
check('no sentence of the views, no capital, no word added to others or calling a control stands outside of tr() and N_()',
  sources.flatMap((name) => unmarkedOf(readFileSync(root + name, 'utf8')).map((text) => `${name}: "${text}"`)));

const signs = readFileSync(`${root}build/native-debug/assets/fonts/fonts.cpp`, 'utf8').match(/ranges\[\] = \{([^}]*)\}/)[1].split(',').map(Number);
// Chinese signs and their punctuation are drawn by the system (view/system_text.h).
const drawn = (code) => code === 10 || (code >= 0x3000 && code <= 0x9fff) || (code >= 0xff00 && code <= 0xff60) || signs.some((first, i) => i % 2 === 0 && first && first <= code && code <= signs[i + 1]);

for (const name of readdirSync(`${root}src/view/po`)) {
  const list = entries(`${root}src/view/po/${name}`);
  const known = new Set(list.map(({ id }) => id));
  check(`${name} makes no mistake`, mistakes(list));
  check(`${name} has words for every text`, [...english].filter(([text]) => !known.has(text)).map(([text, file]) => `${file}: ${quoted(text)}`));
  check(`${name} has no words for texts that are gone`, list.filter(({ id }) => !english.has(id)).map(({ id, line }) => `line ${line}: ${quoted(id)}`));
  check(`the fonts, or the system, have every sign of ${name}`, list.flatMap(({ words, line }) =>
    [...words].filter((sign) => !drawn(sign.codePointAt(0))).map((sign) => `line ${line}: ${sign}`)));
  check(`${name} becomes a table with a row for each text`, table(list).readUInt32LE() === list.length ? [] : ['rows are missing']);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
