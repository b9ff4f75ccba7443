// split.mjs BINARYEN CATALOGUE ANALYSES LINKED PROGRAMS: what nobody sees in the first frame comes after it. Takes from
// each app-NAME.wasm in LINKED what only views of LATER_VIEW rows call, and the analyses that only they need, and puts it
// into later-NAME.wasm, which the page adds once it runs; in PROGRAMS lie both, without names. Which functions begin such
// views and analyses follows from their names: the view that lens_view() makes is a LensView and drawn by draw(), the
// analysis `units` is a Units and works by prepare(), begin() and step(). With them come what serves a press: functions of
// a namespace `later` (view/later.h), what lessons measure, what is saved, and exports that the bridge calls when all is here.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from './rows.mjs';

const [binaryen, catalogue, list, linked, programs] = process.argv.slice(2);
const features = ['simd', 'relaxed-simd', 'bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'multivalue'];
const run = (tool, ...words) => execFileSync(join(binaryen, tool), [...features.map((name) => `--enable-${name}`), ...words],
  { encoding: 'utf8', maxBuffer: 2 ** 30 });

const camel = (name) => name.replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
const views = rows(catalogue, '(?:LATER_)?VIEW');
const needs = ({ cells }) => [...cells.at(-1).matchAll(/\.(\w+)/g)].map(([, name]) => name);
const early = new Set(views.filter(({ macro }) => macro === 'VIEW').flatMap(needs));
const entries = [
  ...views.filter(({ macro }) => macro === 'LATER_VIEW').map(({ cells }) => ['view', camel(cells.at(-2)), 'draw']),
  ...rows(list, 'ANALYSIS').filter(({ cells: [name] }) => !early.has(name)).map(({ cells: [name] }) => ['lab', camel(name), 'prepare|begin|step']),
].map(([room, type, deeds]) => new RegExp(`^${room}::(\\(anonymous namespace\\)::)?${type}::(${deeds})\\(`))
  .concat(/^(view|app)::later::/, /^lab::measures::/, /^lab::python\(/, /^lab::to_json\(/, ...['open_file', 'task', 'check', 'typed', 'shader_error', 'sweep'].map((name) => new RegExp(`^page_${name}$`)));

// The tools write \28 for a parenthesis.
const plain = (name) => name.replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

// Of a program as text: whom each function calls by name, and who is called from outside or by address.
function callsOf(text) {
  const calls = new Map(), roots = [];
  let current;
  for (const line of text.split('\n')) {
    const names = (pattern) => [...line.matchAll(pattern)].map(([, name]) => name);
    const [begun] = names(/^ \(func \$([^\s()]+)/g);
    if (begun) calls.set(begun, current = []);
    if (/^ \((export|start|elem)/.test(line)) roots.push(...names(/\$([^\s()]+)/g));
    else current?.push(...names(/\((?:call|return_call|ref\.func) \$([^\s()]+)/g));
  }
  return { calls, roots };
}

function reached(calls, from) {
  const here = new Set();
  while (from.length) {
    const name = from.pop();
    if (here.has(name) || !calls.has(name)) continue;
    here.add(name);
    from.push(...calls.get(name));
  }
  return here;
}

function split(name) {
  const program = join(linked, `${name}.wasm`), names = join(linked, `${name}.later`);
  const { calls, roots } = callsOf(run('wasm-dis', program));
  const deferred = (root) => entries.some((entry) => entry.test(plain(root)));
  for (const entry of entries) {
    if (!roots.some((root) => entry.test(plain(root)))) throw new Error(`${program} has no function ${entry}`);
  }
  const here = reached(calls, roots.filter((root) => !deferred(root)));
  writeFileSync(names, [...calls.keys()].filter((called) => !here.has(called)).map((called) => `${called}\n`).join(''));
  run('wasm-split', program, `--split-funcs=@${names}`, '--no-placeholders', '--import-namespace=program', '--export-prefix=$',
    '-o1', join(programs, `${name}.wasm`), '-o2', join(programs, `${name.replace('app', 'later')}.wasm`));
  cpSync(join(linked, `${name}.js`), join(programs, `${name}.js`));
}

mkdirSync(programs, { recursive: true });
for (const file of readdirSync(linked).filter((one) => one.endsWith('.wasm'))) split(file.slice(0, -5));
