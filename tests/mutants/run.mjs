// The program behind tests/mutants/run (see there and README.md): draws the changes, builds and runs the unit tests of
// src/net and src/lab with one change at a time, and counts what they notice.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draws, places } from './changes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build/mutants');
const mutated = ['src/net', 'src/lab'];
const usage = 'tests/mutants/run N SEED [--jobs J] [--only NUMBERS, like 3,17] [--in WORD of a path]';

function options(words) {
  const given = { jobs: Math.max(1, Math.min(4, cpus().length)) };
  const plain = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--jobs') given.jobs = Number(words[++i]);
    else if (words[i] === '--only') given.only = new Set(words[++i]?.split(',').map(Number));
    else if (words[i] === '--in') given.within = words[++i];
    else plain.push(Number(words[i]));
  }
  [given.count, given.seed] = plain;
  const whole = (n, low) => Number.isSafeInteger(n) && n >= low;
  if (plain.length !== 2 || !whole(given.count, 1) || !whole(given.seed, 0) || !whole(given.jobs, 1)) {
    console.error(`Accepted is ${usage}`);
    process.exit(2);
  }
  return given;
}

const files = (from) => readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));

// Brings a copy of the sources up to date; what has not changed keeps its time, so that it is not built again.
function copy(to) {
  const wanted = new Set([...['src', 'shaders', 'web', 'tests'].flatMap((name) => files(join(root, name))).filter((f) => !f.includes('node_modules/')),
    'CMakeLists.txt', 'package.json', 'package-lock.json']);
  for (const file of wanted) {
    const from = readFileSync(join(root, file)), target = join(to, file);
    if (existsSync(target) && from.equals(readFileSync(target))) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, from);
  }
  for (const name of mutated.concat('tests/unit')) {
    for (const entry of readdirSync(join(to, name), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (entry.isFile() && !wanted.has(relative(to, path))) rmSync(path);
    }
  }
  if (!existsSync(join(to, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
}

const running = new Set();

// Runs a program in a process group of its own: { status, output }, status null where it had to be stopped.
function run(program, words, { seconds = 3600, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    running.add(child);
    let output = '', late = false;
    const keep = (data) => { output = (output + data).slice(-200_000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => { late = true; stop(child); }, seconds * 1000);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ status: late ? null : status ?? `signal ${signal}`, signal, output });
    });
  });
}

function stop(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch { /* it has ended */ }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) stop(child);
    console.log(`\nstopped: the sources themselves were never touched, the copies in ${relative(root, folder)}/ are mended by the next run`);
    process.exit(130);
  });
}

class Bench {
  constructor(number) {
    this.tree = join(folder, `${number}/tree`);
    this.build = join(folder, `${number}/build`);
    this.env = { CCACHE_BASEDIR: join(folder, `${number}`), CCACHE_NOHASHDIR: '1',
      CCACHE_SLOPPINESS: 'pch_defines,time_macros,include_file_mtime,include_file_ctime' };
  }

  async prepare(jobs) {
    copy(this.tree);
    const ccache = spawnSync('ccache', ['--version']).status === 0;
    const { status, output } = await run('cmake', ['-S', this.tree, '-B', this.build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Debug',
      '-DCMAKE_CXX_FLAGS=-w', '-DCMAKE_CXX_FLAGS_DEBUG=-g0', '-DDROPOUT_LAB_THIS_CPU=OFF', '-DDROPOUT_LAB_SANITIZE=OFF',
      ...(ccache ? ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] : [])], { env: this.env });
    if (status !== 0) throw new Error(`cmake failed\n${output}`);
    const built = await this.make(jobs);
    if (built.status !== 0) throw new Error(`the unchanged sources do not build\n${built.output}`);
  }

  make(jobs) {
    return run('cmake', ['--build', this.build, '--target', 'number_tests', '-j', `${jobs}`], { env: this.env });
  }

  // The tests, within so many seconds of processor time, which do not depend on what else the machine does.
  test(seconds) {
    return run('bash', ['-c', `ulimit -t ${seconds} -v 8000000 -c 0; exec "$0" --no-colors --abort-after=1`, join(this.build, 'number_tests')],
      { seconds: 20 * seconds });
  }

  // The verdict on one change.
  async judge({ file, at, before, after }, seconds) {
    const path = join(this.tree, file), source = readFileSync(path, 'utf8');
    try {
      writeFileSync(path, source.slice(0, at) + after + source.slice(at + before.length));
      if ((await this.make(1)).status !== 0) return { verdict: 'no program' };
      const { status, signal, output } = await this.test(seconds);
      if (status === 0) return { verdict: 'survived' };
      if (status === null || signal === 'SIGXCPU' || signal === 'SIGKILL') return { verdict: 'timeout' };
      return { verdict: 'noticed', by: output.match(/TEST CASE: +(.*)/g)?.at(-1).replace(/TEST CASE: +/, '') ?? `status ${status}` };
    } finally {
      writeFileSync(path, source);
    }
  }
}

// The lines of a file with platform branches that this machine's compiler sees.
function compiledLines(bench, file) {
  const commands = JSON.parse(readFileSync(join(bench.build, 'compile_commands.json')));
  const words = commands.find(({ file: f }) => f.endsWith('src/net/mlp.cpp')).command.split(' ').filter((w) => !w.endsWith('ccache'));
  const folders = words.flatMap((w, i) => (/^-[IDm]/.test(w) ? [w] : w === '-isystem' ? [w, words[i + 1]] : []));
  const path = join(bench.tree, file);
  const { stdout, status } = spawnSync(words[0], ['-std=c++20', '-E', ...folders, '-x', 'c++', path], { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) return null;
  const seen = new Set();
  let here = false, line = 0;
  for (const text of stdout.split('\n')) {
    const marker = text.match(/^# (\d+) "(.*?)"/);
    if (marker) [here, line] = [marker[2] === path, Number(marker[1])];
    else if (here && text.trim()) seen.add(line++);
    else line++;
  }
  return seen;
}

function allPlaces(bench, within) {
  const sources = mutated.flatMap((name) => files(join(root, name))).filter((file) => /\.(cpp|h)$/.test(file) && file.includes(within ?? '')).sort();
  return sources.flatMap((file) => {
    const source = readFileSync(join(bench.tree, file), 'utf8');
    const seen = /^#if/m.test(source) ? compiledLines(bench, file) : null;
    const lines = source.split('\n');
    const lineOf = (at) => source.slice(0, at).split('\n').length;
    return places(source).map((place) => ({ file, line: lineOf(place.at), text: lines[lineOf(place.at) - 1].trim(), ...place }))
      .filter(({ line }) => !seen || seen.has(line));
  });
}

const short = (text) => (text === '' ? 'nothing' : text.replaceAll(/\s+/g, ' ').slice(0, 70));

function tell({ number, file, line, text, before, after, kind, verdict, by }) {
  console.log(`${`${number}`.padStart(4)} ${verdict.padEnd(8)} ${file}:${line}  ${short(before)} → ${short(after)}  (${kind}) in: ${text}`);
  if (by) console.log(`     by: ${by}`);
}

const { count, seed, jobs, only, within } = options(process.argv.slice(2));
const benches = Array.from({ length: jobs }, (_, i) => new Bench(i + 1));
console.log(`building ${benches.length === 1 ? 'a copy' : `${benches.length} copies`} of the sources in ${relative(root, folder)}/ …`);
for (const bench of benches) await bench.prepare(cpus().length);
const baseline = await benches[0].test(600);
if (baseline.status !== 0) throw new Error(`the tests fail on the unchanged sources\n${baseline.output}`);
const used = Number(spawnSync('bash', ['-c', `TIMEFORMAT=%U; time "$0" --no-colors >/dev/null`, join(benches[0].build, 'number_tests')], { encoding: 'utf8' }).stderr);
const patience = Math.max(20, Math.ceil(6 * used));
console.log(`the tests take ${used} s of processor time; a change may let them take ${patience}`);

const sequence = draws(allPlaces(benches[0], within), seed);
const verdicts = []; // by number of the draw
let next = 0;
let told = 0, counted = 0;

// In the order of the draws, as far as that is known; what does not compile counts for nothing.
function tellKnown() {
  for (; verdicts[told] !== undefined && counted < count; told++) {
    const verdict = verdicts[told];
    if (verdict.verdict === 'no program' || verdict.verdict === 'left out') continue;
    counted++;
    tell(verdict);
  }
}

await Promise.all(benches.map(async (bench) => {
  while (counted < count) {
    const number = next++;
    const { value: change, done } = sequence.next();
    if (done) return;
    const verdict = only && !only.has(number) ? { verdict: 'left out' } : await bench.judge(change, patience);
    verdicts[number] = { ...change, number, ...verdict };
    tellKnown();
    if (only && number >= Math.max(...only)) return;
  }
}));
for (const child of running) stop(child);

const shown = verdicts.slice(0, told).filter(({ verdict }) => ['noticed', 'timeout', 'survived'].includes(verdict));
const noticed = shown.filter(({ verdict }) => verdict !== 'survived').length;
console.log(`\nof ${shown.length} changes drawn with seed ${seed} the unit tests noticed ${noticed} ` +
  `(${shown.filter(({ verdict }) => verdict === 'timeout').length} by not ending), ${shown.length - noticed} survived`);
process.exit(0);
