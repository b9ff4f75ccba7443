// The programs inside one Node process or one page: prepares and times any program on any workload.
// A program is prepared anew for each workload when first asked for, and kept, so that rounds can be interleaved.
import * as brain from './peers/brain.mjs';
import * as convnetjs from './peers/convnetjs.mjs';
import * as ours from './peers/ours.mjs';
import * as tfjs from './peers/tfjs.mjs';
import { firstLosses, initialWeights, workloads } from './workloads.mjs';

const peers = {
  'ConvNetJS': convnetjs.create,
  'brain.js': brain.create,
  'TF.js cpu': (...args) => tfjs.create('cpu', ...args),
  'TF.js wasm': (...args) => tfjs.create('wasm', ...args),
};
const engines = {};
const prepared = new Map();
let digits;

// modules: {plain: address, relaxed: address} of the engine; digitsFile: ArrayBuffer; tfjsWasm: where TF.js finds its own
export async function open({ modules, digitsFile, tfjsWasm }) {
  digits = digitsFile;
  tfjs.useWasmFrom(tfjsWasm);
  for (const [variant, address] of Object.entries(modules)) engines[variant] = await ours.open(address, digits);
  return [...Object.keys(engines).map((variant) => `ours ${variant}`), ...Object.keys(peers)];
}

function inputsOf(name) {
  const workload = workloads[name];
  return [workload, workload.data(digits), initialWeights(workload.sizes)];
}

async function prepare(program, name, mask) {
  const engine = engines[program.replace('ours ', '')];
  if (engine) return engine.prepare(name, mask);
  const net = await peers[program](...inputsOf(name), true);
  let atOnce = 1;
  const steps = (seconds, least) => {
    const begin = performance.now();
    let count = 0;
    let elapsed = 0;
    while (count < least || elapsed < seconds * 1000) {
      const before = elapsed;
      for (let i = 0; i < atOnce; i++) net.step();
      count += atOnce;
      elapsed = performance.now() - begin;
      if (elapsed - before < 5) atOnce *= 2;
      else if (elapsed - before > 20 && atOnce > 1) atOnce /= 2;
    }
    return (1000 * count) / elapsed;
  };
  return {
    enter: net.enter,
    stepsPerSecond: (warmUp, seconds, least) => {
      steps(warmUp, least);
      return steps(seconds, 1);
    },
  };
}

// Steps per second by the clock; mask ('none', 'example', 'batch') is for the engine alone.
export async function run(program, name, { warmUp, seconds, mask = 'example' }) {
  const id = `${program} ${name} ${mask}`;
  const first = !prepared.has(id);
  if (first) prepared.set(id, await prepare(program, name, mask));
  const net = prepared.get(id);
  await net.enter?.();
  return net.stepsPerSecond(warmUp, seconds, first ? 2 : 0);
}

// The largest relative distance of the first ten losses from the table, dropout off; null where they cannot be compared.
export async function check(program, name) {
  if (!firstLosses[name]) return null;
  const engine = engines[program.replace('ours ', '')];
  if (engine) return engine.firstLossDistance(name);
  const net = await peers[program](...inputsOf(name), false);
  if (!net.comparable) return null;
  await net.enter?.();
  return Math.max(...firstLosses[name].map((expected) => Math.abs((net.lossStep ?? net.step)() / expected - 1)));
}

export const peak = (variant, seconds) => engines[variant].peak(seconds);

// Bytes that a fresh instance of the engine has ever used and has reserved once it has trained nothing but this workload.
export async function memory(address, name) {
  const engine = await ours.open(address, digits);
  engine.prepare(name).stepsPerSecond(0, 0.01);
  return engine.memory();
}
