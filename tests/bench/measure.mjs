// Measures the engine and its peers in Node and in Chromium, in interleaved rounds, and prints one table for each.
// Called by tests/bench/run, which builds what this needs.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';

import { openChromium } from './chromium.mjs';
import { runningTime } from './processes.mjs';
import { jobs, report } from './report.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = `${root}build/bench/`;

const help = `tests/bench/run [OPTION …]: the engine and its peers on the workloads W1 to W7, in Node and in Chromium
  --rounds N          interleaved rounds, whose medians count (default 5)
  --seconds S         length of a measured window (default 1)
  --warm-up S         before each window (default 0.4)
  --workloads W1,W4   only these (default W1,W2t,W2r,W3,W4,W5,W7)
  --programs A,B      only programs whose names begin so, for instance "ours,TF.js wasm"
  --node-only, --chromium-only
  --visit [N] [DIST]  instead of all this: what a first visit weighs, and how long it takes, N times (default 10); DIST is
                      the folder of a built TensorFlow Playground, which is then visited in turn
Rates count the time that the program's own thread was running. All figures go to build/bench.json.`;

function readOptions(words) {
  const options = { rounds: 5, seconds: 1, warmUp: 0.4, workloads: Object.keys(jobs), programs: [''], node: true, chromium: true };
  const number = (word, text) => {
    if (!(Number(text) > 0)) refuse(`${word} '${text}': a number above 0 is wanted`);
    return Number(text);
  };
  while (words.length) {
    const word = words.shift();
    if (word === '--help') console.log(help), process.exit(0);
    else if (word === '--rounds') options.rounds = Math.round(number(word, words.shift()));
    else if (word === '--seconds') options.seconds = number(word, words.shift());
    else if (word === '--warm-up') options.warmUp = number(word, words.shift());
    else if (word === '--programs') options.programs = (words.shift() ?? '').split(',');
    else if (word === '--node-only') options.chromium = false;
    else if (word === '--chromium-only') options.node = false;
    else if (word === '--workloads') {
      options.workloads = (words.shift() ?? '').split(',');
      const unknown = options.workloads.find((name) => !jobs[name]);
      if (unknown !== undefined) refuse(`--workloads '${unknown}': accepted are ${Object.keys(jobs).join(', ')}`);
    } else refuse(`unknown option '${word}': --help lists those there are`);
  }
  return options;
}

function refuse(message) {
  console.error(`tests/bench/run: ${message}`);
  process.exit(2);
}

// The file with the digits of the workloads and one more, so that the engine's memory holds no others.
function fewDigits(file, count = 1281) {
  const pixels = file.readUInt16LE(8) ** 2;
  const total = file.readUInt32LE(12) + file.readUInt32LE(16);
  const header = Buffer.from(file.subarray(0, 20));
  header.writeUInt32LE(count - 1, 12);
  header.writeUInt32LE(1, 16);
  const result = Buffer.concat([header, file.subarray(20, 20 + count), file.subarray(20 + total, 20 + total + count * pixels)]);
  return result.buffer.slice(result.byteOffset, result.byteOffset + result.length);
}

// An environment has the functions of session.mjs, and clocks(): the running time in ns of each thread that may work.
async function openNode(digits) {
  const warn = console.warn;
  console.warn = (words, ...more) => String(words).includes('tfjs-node') || warn(words, ...more); // an advertisement
  const { default: session } = await import(`${built}session.cjs`);
  const modules = { plain: `${built}bench-plain.mjs`, relaxed: `${built}bench-relaxed.mjs` };
  const programs = await session.open({ modules, digitsFile: digits, tfjsWasm: built });
  const clocks = () => [runningTime('/proc/thread-self/schedstat')];
  return { name: `Node ${process.versions.node}`, ...session, programs, modules, clocks, close() {} };
}

// Steps per second of running time, and the share of the time that was.
async function timed(environment, work) {
  const before = environment.clocks();
  const begin = performance.now();
  const rate = await work();
  const wall = performance.now() - begin;
  const running = Math.max(...environment.clocks().map((after, i) => after - before[i])) / 1e6;
  const share = running > 0 ? Math.min(1, running / wall) : 1;
  return { wall: rate, rate: rate / share, share };
}

const tooSlow = 0.5; // steps per second: such a program is measured in one round alone

function progress(words) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${words}`);
}

async function measure(environment, options) {
  const wanted = environment.programs.filter((program) => options.programs.some((begin) => program.startsWith(begin)));
  const results = { name: environment.name, rates: {}, checks: {}, peaks: {} };
  const list = (of, id) => (of[id] ??= []);
  for (const name of options.workloads) {
    for (const program of wanted) results.checks[`${name} ${program}`] = await environment.check(program, name);
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const name of options.workloads) {
      for (const variant of ['plain', 'relaxed']) {
        list(results.peaks, `${name} ${variant}`).push(await environment.peak(variant, 0.1));
      }
      for (const job of jobs[name](wanted)) {
        const rates = list(results.rates, job.id);
        if (rates.length && rates[0].rate < tooSlow) continue;
        progress(`${environment.name}, round ${round} of ${options.rounds}: ${job.id}`);
        rates.push(await timed(environment, () => environment.run(job.program, name, { ...options, mask: job.mask })));
      }
    }
  }
  progress('');
  if (options.workloads.includes('W5')) {
    results.memory = {};
    for (const [variant, module] of Object.entries(environment.modules)) results.memory[variant] = await environment.memory(module, 'W5');
  }
  return results;
}

const options = readOptions(process.argv.slice(2));
const digits = fewDigits(readFileSync(`${built}digits28.bin`));
const machine = { cpu: os.cpus()[0].model, cores: os.cpus().length, load: os.loadavg()[0] };
const openers = [options.node && openNode, options.chromium && ((few) => openChromium(built, few))].filter(Boolean);
const all = { machine, options, environments: [] };
for (const open of openers) {
  const environment = await open(digits);
  all.environments.push(await measure(environment, options));
  await environment.close();
}
writeFileSync(`${root}build/bench.json`, JSON.stringify(all, null, 1));
console.log(report(all));
process.exit(0);
