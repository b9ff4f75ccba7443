// The exported Python program repeats the run that it was exported from, and JSON files bring a session back.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, runTests } from './run_tests.mjs';

const program = fileURLToPath(new URL('../build/native-debug/dropout_lab_cli', import.meta.url));
const python = process.env.DROPOUT_LAB_PYTHON ?? '/usr/bin/python3'; // Debian's own has NumPy, whatever is first on PATH
const inNode = fileURLToPath(new URL('../build/web/dropout_lab_cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
const file = (name) => join(folder, name);
const cli = (...options) => execFileSync(program, options, { encoding: 'utf8' });

// Exports the run that a link tells, repeats it in Python, and compares every final cost.
function repeats(link, tolerance = 1e-3) {
  cli('train', '--link', link, '--export-python', file('run.py'));
  const said = execFileSync(python, [file('run.py')], { encoding: 'utf8' });
  const costs = [...said.matchAll(/cost (\S+) \((\S+)\)/g)].map(([, here, there]) => [Number(here), Number(there)]);
  expect(`costs in:\n${said}`, costs.length >= 2);
  for (const [here, there] of costs) {
    expect(`cost ${here} in Python, ${there} here`, Math.abs(here - there) <= tolerance * Math.max(1, Math.abs(there)));
  }
}

const tests = {
  'Python repeats dropout, L2 and neither with changes in mid-run': () =>
    repeats('v1&points=120&layers=8,5&optimizer=sgd&rate=0.2&do=100:keep.1.1=0.7;200:l2.2=3;200:hold.1.4=dropped;' +
            '250:weight.0.3=0.5;300:rate=0.1;350:hold.1.4=kept&at=500'),
  'Python repeats minibatches under Adam, max-norm, input noise and classic scaling': () =>
    repeats('v1&data=moons&points=90&layers=12&batch=20&rate=0.005&scaling=classic&arms=combined,max-norm,input-noise&' +
            'keep=0.9,0.6&l2=0.5&max-norm=1.5;2&input-noise=0.05;0.1&early-stop=0&seed=11&at=400'),
  'Python repeats masks per batch, momentum, tanh and early stopping': () =>
    repeats('v1&data=spiral&points=80&layers=10,10&activation=tanh&init=xavier&mask-per=batch&optimizer=momentum&rate=0.02&' +
            'arms=dropout,early-stop&early-stop=200&batch=32&do=50:momentum=0.5&at=600'),
  'Python repeats a frozen mask, which keep_prob changes in mid-run': () =>
    repeats('v1&points=80&layers=10,6&mask-per=frozen&keep=0.9,0.5,0.6&arms=dropout,combined&optimizer=sgd&rate=0.1&batch=20&' +
            'do=100:keep.0.1=0.8&at=300'),
  'Python repeats a softmax on data of one\'s own, and a regression': () => {
    const rows = Array.from({ length: 45 }, (_, i) => `${i % 7},${(i * i) % 11},${i % 3}`).join(';');
    repeats(`v1&data=own&own=mine&features=a,b&classes=p,q,r&rows=${rows}&layers=9&at=300`);
    repeats('v1&data=copies&points=60&layers=0&optimizer=sgd&rate=0.05&at=300');
  },
  'Python repeats a run on drawn points, one of them of a new class': () =>
    repeats('v1&points=50&layers=6&batch=20&draw=0.5,-0.25,1;0.1,0.2,0;-0.3,0.9,2&at=200'),
  'Python repeats the penalty in place of masks, of a linear unit, a logistic one, and none where there is none': () => {
    repeats('v1&data=copies&points=60&layers=0&arms=dropout,marginalized&keep=0.5&optimizer=sgd&rate=0.05&do=100:keep.1.0=0.8&at=300');
    repeats('v1&data=gauss&points=80&layers=0&arms=none,marginalized&keep=0.6&batch=20&scaling=classic&at=300');
    repeats('v1&data=moons&points=60&layers=5&arms=none,marginalized&keep=0.6,0.5&at=200');
  },
  'Python repeats digits': () => repeats('v1&data=digits&points=200&layers=32&noise=0&batch=50&rate=0.001&at=60'),
  'a saved session comes back with its weights': () => {
    const link = 'v1&points=60&layers=6&do=20:keep.1.1=0.4;30:hold.1.3=dropped&at=50';
    cli('train', '--link', link, '--export-json', file('run.json'), '--history-csv', file('run.csv'));
    const back = cli('train', '--session', file('run.json'));
    expect(back, back.includes('largest difference from the weights in the file: 0\n'));
    expect('the link again', JSON.parse(cli('train', '--session', file('run.json'), '--json')).link === link);
    const rows = readFileSync(file('run.csv'), 'utf8').trimEnd().split('\r\n');
    const columns = rows[0].split(',').length;
    expect(`${columns} columns in every row`, rows.length > 2 && rows.every((row) => row.replaceAll(/"[^"]*"/g, '').split(',').length >= 10));
  },
  'natively and in WebAssembly a link arrives at the same sub-networks and costs': () => {
    const replay = ['train', '--json', '--link', 'v1&points=150&layers=12,7&do=500:keep.1.1=0.7;900:rate=0.003;1300:hold.1.4=dropped&at=2000'];
    const native = JSON.parse(cli(...replay)), web = JSON.parse(execFileSync('node', [inNode, ...replay], { encoding: 'utf8' }));
    expect('2000 iterations', native.iterations === 2000 && web.iterations === 2000);
    expect('the same masks', native.distinct_subnetworks === web.distinct_subnetworks && native.masks_drawn === web.masks_drawn);
    for (const [i, arm] of native.arms.entries()) {
      for (const set of ['train', 'test']) {
        const [here, there] = [arm[set].cost, web.arms[i][set].cost];
        expect(`${arm.arm}, ${set}: cost ${here} natively, ${there} in WebAssembly`, Math.abs(here - there) <= 1e-3);
      }
    }
  },
  'a file that is none is refused': () => {
    writeFileSync(file('no.json'), '{"format": "something else"}');
    let status = 0;
    try {
      execFileSync(program, ['train', '--session', file('no.json')], { stdio: 'pipe' });
    } catch (error) {
      status = error.status;
    }
    expect(`status ${status}`, status === 2);
  },
};

await runTests(tests);
rmSync(folder, { recursive: true });
