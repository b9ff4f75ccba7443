// What is measured on each workload, and the tables made of it.
import { neededFlop, tolerance, workloads } from './workloads.mjs';

// The runs of a workload: every program, and on W5 the engine without dropout and with one mask per batch.
const everyProgram = (name) => (programs) => programs.map((program) => ({ id: `${name} ${program}`, program, mask: 'example' }));
const withMasks = (name) => (programs) => [
  ...everyProgram(name)(programs),
  ...programs
    .filter((program) => program.startsWith('ours'))
    .flatMap((program) => ['none', 'batch'].map((mask) => ({ id: `${name} ${program}, ${mask}`, program, mask }))),
];
export const jobs = Object.fromEntries(Object.keys(workloads).map((name) => [name, name === 'W5' ? withMasks(name) : everyProgram(name)]));

// Wanted: times the fastest peer in Chromium, and the share of the peak in needed operations.
const wantedRatio = { W1: 12, W2t: 20, W2r: 20, W3: 15, W4: 12, W5: 15, W7: 13 };
const wantedShare = { W4: 50, W5: 65 };

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const digits3 = (value) => {
  if (!Number.isFinite(value)) return '–';
  const [size, sign] = value >= 999.5e3 ? [1e6, ' M'] : value >= 9995 ? [1e3, ' k'] : [1, ''];
  return Number((value / size).toPrecision(3)) + sign;
};

const table = (rows) => {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => String(row[c]).length)));
  const line = (row) => `| ${row.map((cell, c) => (c ? String(cell).padStart(widths[c]) : String(cell).padEnd(widths[c]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, c) => (c ? '-'.repeat(width - 1) + ':' : '-'.repeat(width))).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
};

function environmentReport({ name, rates, checks, peaks, memory }, { workloads: chosen }) {
  const steps = (id) => (rates[id]?.length ? median(rates[id].map(({ rate }) => rate)) : NaN);
  // The median over the rounds, in each of which both ran within seconds; a slow peer has the first round alone.
  const timesAsFast = (id, than) =>
    rates[id] && rates[than] ? median(rates[id].map(({ rate }, round) => rate / (rates[than][round] ?? rates[than][0]).rate)) : NaN;
  const programs = [...new Set(Object.keys(checks).map((id) => id.slice(id.indexOf(' ') + 1)))];
  const peers = programs.filter((program) => !program.startsWith('ours'));
  const shown = (workload, id) => {
    if (workload === 'W7') return digits3(1000 / steps(id));
    return digits3(steps(id) * (workload === 'W3' ? 1 : workloads[workload].batch));
  };
  const unit = { W3: 'iterations/s', W7: 'ms a refresh' };
  const speeds = chosen.map((w) => [w, unit[w] ?? 'samples/s', ...programs.map((program) => shown(w, `${w} ${program}`))]);

  const share = (w, variant) => {
    const perStep = neededFlop(workloads[w]) * (w === 'W7' ? 1 : workloads[w].batch);
    const shares = rates[`${w} ours ${variant}`]?.map(({ rate }, round) => (100 * 1e-9 * rate * perStep) / peaks[`${w} ${variant}`][round]);
    return `${digits3(shares ? median(shares) : NaN)} %`;
  };
  const ratios = chosen.map((w) => {
    const times = peers.map((peer) => timesAsFast(`${w} ours relaxed`, `${w} ${peer}`));
    const least = Math.min(...times.filter(Number.isFinite));
    const plain = `${digits3(100 * timesAsFast(`${w} ours plain`, `${w} ours relaxed`))} %`;
    const wanted = wantedShare[w] ? `${wantedShare[w]} %` : '';
    return [w, ...times.map(digits3), digits3(least), wantedRatio[w], plain, share(w, 'relaxed'), wanted, share(w, 'plain')];
  });
  const peak = (variant) => digits3(median(chosen.flatMap((w) => peaks[`${w} ${variant}`])));
  const wrong = Object.entries(checks).filter(([id, distance]) => distance !== null && distance >= 0 && !(distance <= tolerance(id.split(' ')[0])));
  const compared = Object.values(checks).filter((distance) => distance !== null && distance >= 0).length;

  const lines = [
    `## ${name}`,
    '',
    table([['', 'unit', ...programs], ...speeds]),
    '',
    'The engine with relaxed SIMD against each peer (times as fast); needed operations as a share of the peak:',
    '',
    table([['', ...peers, 'fastest peer', 'wanted', 'plain/relaxed', 'of peak', 'wanted', 'plain of its peak'], ...ratios]),
    '',
    `Peak of multiply-adds in registers: plain ${peak('plain')}, relaxed ${peak('relaxed')} GFLOP/s (medians).`,
    `First ten losses against the table: ${compared - wrong.length} of ${compared} that can be compared agree` +
      (wrong.length ? `; not ${wrong.map(([id, distance]) => `${id} (${distance})`).join(', ')}.` : '.'),
  ];
  for (const variant of ['plain', 'relaxed']) {
    const [none, batch] = ['none', 'batch'].map((mask) => `W5 ours ${variant}, ${mask}`);
    if (rates[batch]) {
      lines.push(
        `W5 ${variant}: ${digits3(steps(none) * 128)} samples/s without dropout, ${digits3(steps(batch) * 128)} with one mask ` +
          `per batch: ${digits3(timesAsFast(batch, none))} times as fast (wanted 2.5).`,
      );
    }
  }
  if (memory) {
    const weights = 4 * workloads.W5.sizes.slice(1).reduce((sum, units, l) => sum + units * workloads.W5.sizes[l], 0);
    for (const [variant, { used, reserved }] of Object.entries(memory)) {
      lines.push(
        `Peak memory of W5, ${variant}: ${digits3(used / 2 ** 20)} MiB with code and data, ${digits3(used / weights)} times the ` +
          `weights (wanted at most 4); ${digits3(reserved / 2 ** 20)} MiB reserved.`,
      );
    }
  }
  return lines.join('\n');
}

export function report({ machine, options, environments }) {
  const head = `${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)} at the start; medians of ${options.rounds} interleaved rounds, ` +
    `windows of ${options.seconds} s; rates by the time that the thread was running. (TensorFlow Playground is not on npm.)`;
  return [head, ...environments.map((environment) => environmentReport(environment, options))].join('\n\n');
}
