// Sweeps of the command line: the same file to the byte whether they were killed and went on, ran on one thread or on
// several, in one part or in shards; rows whose figures are `train`'s; tables and figures of those rows.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, runTests } from './run_tests.mjs';

const built = (name) => fileURLToPath(new URL(`../build/${name}`, import.meta.url));
const native = [built('native-debug/dropout_lab_cli')], inNode = [process.execPath, built('web/dropout_lab_cli.js')];
const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
const file = (name) => join(folder, name);
const text = (name) => readFileSync(file(name), 'utf8');

function run(program, ...options) {
  const words = [...program, ...options];
  const { status, stdout, stderr } = spawnSync(words[0], words.slice(1), { encoding: 'utf8', maxBuffer: 1e8 });
  return { status, stdout, stderr };
}
function printed(...options) {
  const { status, stdout, stderr } = run(native, ...options);
  expect(`${options.join(' ')}: status ${status}, ${stderr}`, status === 0);
  return stdout;
}
function refused(options, words) {
  const { status, stderr } = run(native, ...options);
  expect(`${options.join(' ')}: status ${status}, not 2`, status === 2);
  expect(`${JSON.stringify(stderr)} does not say ${words}`, stderr.includes(words));
}

const lines = (all) => all.trimEnd().split('\n').map((line) => JSON.parse(line));
const rows = (...options) => lines(printed('sweep', ...options)).slice(1);

const small = ['--points', '30,60', '--keep1', '0.5,0.9', '--layers', '5,4', '--seeds', '1-3', '--iterations', '40'];
const slow = [...small.slice(0, -1), '3000', '--threads', '2'];  // some seconds
let whole;  // what `slow` comes to, unbroken
const unbroken = () => whole ??= printed('sweep', ...slow);

// Runs until its file has so many rows, then gets the signal.
const broken = (signal, path, count, ...options) => new Promise((resolve) => {
  const child = spawn(native[0], ['sweep', ...options, '--out', path]);
  let stderr = '';
  child.stderr.on('data', (t) => { stderr += t; });
  const watch = setInterval(() => {
    if (!existsSync(path) || readFileSync(path, 'utf8').split('\n').length <= count + 1) return;
    clearInterval(watch); // a second signal would end it where it is
    child.kill(signal);
  }, 5);
  child.on('close', (status) => {
    clearInterval(watch);
    resolve({ status, stderr });
  });
});

const tests = {
  'a row is a setting and a seed, in the grid’s order, and its figures are train’s for the same setting and for its link': () => {
    const all = rows(...small);
    const wanted = ['30', '60'].flatMap((points) => ['0.5', '0.9'].flatMap((keep1) => [1, 2, 3].map((seed) => ({ points, keep1, seed }))));
    expect(`${all.length} rows`, all.length === 12);
    for (const [job, row] of all.entries()) {
      const { points, keep1, seed } = wanted[job];
      expect(`row ${job}: ${JSON.stringify(row.setting)}`, row.job === job && row.seed === seed && JSON.stringify(row.setting) === JSON.stringify({ points, keep1 }));
      const plain = JSON.parse(printed('train', '--json', '--points', points, '--keep', `1,${keep1},0.5`, '--arms', 'none,dropout', '--layers', '5,4', '--seed', seed, '--iterations', '40'));
      const linked = JSON.parse(printed('train', '--json', '--link', row.link));
      for (const told of [plain, linked]) {
        expect(`row ${job}: the arms are train's`, JSON.stringify(told.arms) === JSON.stringify(row.arms));
        expect(`row ${job}: the sizes`, ['iterations', 'train_size', 'test_size', 'units'].every((k) => JSON.stringify(told[k]) === JSON.stringify(row[k])));
      }
    }
  },
  'on digits too, from their first batch to an arm that stops early': () => {
    const digits = ['--data', 'digits', '--layers', '8', '--noise', '0', '--batch', '20'];
    for (const row of rows(...digits, '--points', '40,90', '--seeds', '5', '--iterations', '12')) {
      const told = JSON.parse(printed('train', '--json', '--link', row.link));
      expect('the same arms', JSON.stringify(told.arms) === JSON.stringify(row.arms) && row.train_size === Number(row.setting.points));
    }
    const [stopped] = rows('--points', '40', '--layers', '6', '--arms', 'early-stop', '--early-stop', '20', '--seeds', '4', '--iterations', '4000', '--rate', '0.1');
    const told = JSON.parse(printed('train', '--json', '--points', '40', '--layers', '6', '--arms', 'early-stop', '--early-stop', '20', '--seed', '4', '--iterations', '4000', '--rate', '0.1'));
    expect(stopped.arms[0].status, stopped.arms[0].status === 'stopped early' && JSON.stringify(told.arms) === JSON.stringify(stopped.arms));
  },
  'every axis changes what it says: keep_probs, widths at fixed n and at fixed p·n, any option': () => {
    const units = (...options) => rows('--points', '20', '--iterations', '1', '--seeds', '1', ...options).map((row) => row.units.join('-')).join(' ');
    const links = (...options) => rows('--points', '20', '--iterations', '1', '--seeds', '1', '--layers', '5,4', ...options).map((row) => row.link);
    expect('width', units('--layers', '5,4', '--width', '3,6') === '2-3-3-1 2-6-6-1');
    expect('keep-hidden at fixed n', units('--layers', '8,4', '--keep-hidden', '.25,.5,1') === '2-8-4-1 2-8-4-1 2-8-4-1');
    expect('fixed p·n', units('--layers', '8,4', '--keep-hidden', '.25,.5,1', '--fixed-pn') === '2-32-16-1 2-16-8-1 2-8-4-1');
    expect('width at fixed p·n', units('--layers', '1', '--width', '3,6', '--keep1', '.3', '--fixed-pn') === '2-10-1 2-20-1');
    expect('vary', units('--vary', 'layers=7|3,2|0') === '2-7-1 2-3-2-1 2-1');
    expect('keep0', links('--keep0', '.9,.8').every((l, i) => l.includes(`keep=${['0.9', '0.8'][i]},0.5,0.5`)));
    expect('keep2', links('--keep2', '.9,.8').every((l, i) => l.includes(`keep=1,0.5,${['0.9', '0.8'][i]}`)));
    const map = links('--keep-map', '.4,.6');
    expect(map.join(), map.every((l, i) => l.includes(`keep=1,${['0.4', '0.6'][i >> 1]},${['0.4', '0.6'][i & 1]}`)));
    const both = links('--rate', '.1,.2', '--vary', 'arms=none|dropout,l2');
    expect(both.join(), both.length === 4 && both[1].includes('rate=0.1') && both[3].includes('rate=0.2') && both[2].includes('arms=none') && both[3].includes('arms=dropout,l2'));
  },
  'on one thread, on three and in a call that goes on, the file is the same to the byte': () => {
    for (const threads of ['1', '3']) printed('sweep', ...small, '--threads', threads, '--out', file(`${threads}.jsonl`));
    expect('threads', text('1.jsonl') === text('3.jsonl') && text('1.jsonl') === printed('sweep', ...small));
    const before = statSync(file('1.jsonl')).mtimeMs, again = printed('sweep', ...small, '--out', file('1.jsonl'));
    expect('nothing is printed beside the file', again === '' && text('1.jsonl') === text('3.jsonl') && before > 0);
  },
  'killed at once, amid a row or amid the first line, it goes on, and the file is the same to the byte': async () => {
    const { status } = await broken('SIGKILL', file('killed.jsonl'), 4, ...slow);
    const left = text('killed.jsonl').split('\n').length - 2;
    expect(`status ${status}, ${left} rows were left`, status === null && left >= 4 && left < 12);
    const kept = text('killed.jsonl').split('\n')[2];
    printed('sweep', ...slow, '--out', file('killed.jsonl'));
    expect('killed', text('killed.jsonl') === unbroken());
    expect('a row that was there is there', text('killed.jsonl').includes(kept));
    for (const bytes of [0, 7, unbroken().indexOf('\n'), unbroken().indexOf('\n') + 1, unbroken().length - 20, unbroken().length - 1]) {
      writeFileSync(file('cut.jsonl'), unbroken().slice(0, bytes));
      printed('sweep', ...slow, '--out', file('cut.jsonl'));
      expect(`cut after ${bytes} bytes`, text('cut.jsonl') === unbroken());
    }
  },
  'Ctrl+C ends with 130 and leaves a file that goes on; without a file it prints the rows that are there': async () => {
    const { status, stderr } = await broken('SIGINT', file('broken.jsonl'), 3, ...slow);
    const left = lines(text('broken.jsonl')).length - 1;
    expect(`status ${status}, ${stderr}`, status === 130 && stderr.includes(`interrupted after ${left} of 12 jobs; the same command goes on`));
    expect(`${left} rows`, left >= 3 && left < 12);
    printed('sweep', ...slow, '--out', file('broken.jsonl'));
    expect('went on', text('broken.jsonl') === unbroken());
    const child = spawn(native[0], ['sweep', ...slow]);
    let stdout = '';
    child.stdout.on('data', (t) => { stdout += t; });
    setTimeout(() => child.kill('SIGTERM'), 600);
    const ended = await new Promise((resolve) => { child.on('close', resolve); });
    expect(`status ${ended}`, ended === 130 && lines(stdout)[0].grid.jobs === 12 && lines(stdout).length < 13);
  },
  'shards, merged, are the file of the whole to the byte, with its table and its figure': () => {
    printed('sweep', ...small, '--out', file('all.jsonl'), '--csv', file('all.csv'), '--plot', file('all.svg'));
    const parts = [1, 2, 3, 4, 5].map((number) => {
      const path = file(`part${number}.jsonl`);
      printed('sweep', ...small, '--shard', `${number}/5`, '--out', path);
      return path;
    });
    expect('each has a fifth', parts.every((path, i) => lines(readFileSync(path, 'utf8')).length - 1 === [3, 3, 2, 2, 2][i]));
    printed('merge', ...parts.toReversed(), '--out', file('merged.jsonl'), '--csv', file('merged.csv'), '--plot', file('merged.svg'));
    for (const end of ['jsonl', 'csv', 'svg']) expect(end, text(`merged.${end}`) === text(`all.${end}`) && text(`all.${end}`).length > 500);
    expect('to standard output', printed('merge', ...parts) === text('all.jsonl'));
    refused(['merge', ...parts.slice(1), '--out', file('half.jsonl')], '3 of 12 jobs are missing, the first of them 0');
    expect('no file of a half', !existsSync(file('half.jsonl')));
    printed('sweep', ...small.slice(0, -1), '41', '--shard', '1/5', '--out', file('other.jsonl'));
    refused(['merge', file('other.jsonl'), ...parts.slice(1)], 'is of another sweep');
    writeFileSync(file('forged.jsonl'), text('part1.jsonl').replace(/"cost": 0\./, '"cost": 9.'));
    refused(['merge', ...parts, file('forged.jsonl')], 'has other figures there');
  },
  'a file that is of no sweep, of another one or damaged is left alone': () => {
    printed('sweep', ...small, '--out', file('mine.jsonl'));
    const damaged = text('mine.jsonl').split('\n').map((line, i) => (i === 3 ? line.slice(5) : line)).join('\n');
    for (const [content, words] of [['x,y\n1,2\n', 'no file of a sweep'], ['half a line', 'no file of a sweep'], [damaged, 'line 4 is no row of this sweep'],
      [text('mine.jsonl').replace('"iterations": 40', '"iterations": 41'), 'is of another sweep']]) {
      writeFileSync(file('theirs.jsonl'), content);
      refused(['sweep', ...small, '--out', file('theirs.jsonl')], words);
      expect('as it was', text('theirs.jsonl') === content);
    }
    refused(['sweep', ...small, '--shard', '1/2', '--out', file('mine.jsonl')], 'or another shard');
    refused(['merge', file('theirs.jsonl').replace('theirs', 'none')], 'cannot be read');
  },
  'what cannot be written ends with 1 before or after training, and says which': () => {
    for (const option of ['--out', '--csv', '--plot']) {
      const { status, stderr } = run(native, 'sweep', ...small, option, '/dev/full');
      expect(`${option}: status ${status}, ${stderr}`, status === 1 && stderr.endsWith("'/dev/full' cannot be written: No space left on device\n"));
      refused(['sweep', ...slow, option, file('none/rows')], `'${file('none/rows')}' cannot be written: No such file or directory`);
    }
    const { status, stderr } = spawnSync('bash', ['-c', '"$0" sweep "$@" > /dev/full', native[0], ...small], { encoding: 'utf8' });
    expect(`status ${status}, ${stderr}`, status === 1 && stderr.includes('standard output cannot be written'));
    refused(['sweep', ...slow, '--out', file('same'), '--csv', file('same')], 'is to hold two things');
  },
  'slips are named, before anything is trained': () => {
    for (const [options, words] of [[['--seeds', '20-1'], '--seeds'], [['--seeds', '1,1'], '--seeds'], [['--seeds', '1-12abc'], '--seeds'],
      [['--keep1', '0'], "keep1: '0': accepted is a number from 0.01 to 1"], [['--keep3', '.5'], 'keep3: there are 2 hidden layers'],
      [['--width', '8,3000'], "width: '3000'"], [['--layers', '0', '--width', '3'], 'width: there is no hidden layer'],
      [['--points', '50,12abc'], '--points'], [['--points', '50,50'], "'points' has a value twice"], [['--vary', 'nothing=1|2'], "'nothing' is nothing that can vary"],
      [['--keep1', '.5', '--keep-map', '.5'], "'keep1' varies twice"], [['--arms', 'none', '--keep1', '.5'], 'no arm drops anything'],
      [['--width', '1500', '--fixed-pn'], 'accepted are up to 2048'], [['--shard', '4/3'], '--shard'], [['--shard', '0/3'], '--shard'],
      [['--link', 'v1'], 'not accepted'], [['--every', '3'], 'not accepted'], [['--plot-of', 'nothing'], '--plot-of'], [['--scatter', '0'], '--scatter'],
      [['--kep1', '.5'], 'the nearest is --keep']]) {
      refused(['sweep', '--iterations', '1000000000', ...options], words);
    }
    refused(['sweep', '--data', 'digits', '--points', '20000', '--seeds', '1'], 'points: 20000; there are 1000');
  },
  'the table holds every row’s figures, error beside accuracy, and names that cannot act': () => {
    const options = [...small, '--arms', 'none,dropout', '--name', '=1+1;b'];
    const all = rows(...options, '--csv', file('table.csv'));
    const [header, ...cells] = text('table.csv').trimEnd().split('\r\n').map((line) => line.split(','));
    expect(header.join(), header.join() === 'points,keep1,seed,iterations,arm,status,train_cost,train_accuracy,test_cost,test_accuracy,test_error,squared_norm_W1,squared_norm_W2,squared_norm_W3');
    expect(`${cells.length} rows`, cells.length === 24);
    for (const [i, row] of cells.entries()) {
      const { setting, seed, arms } = all[i >> 1], arm = arms[i & 1];
      expect(row.join(), row.slice(0, 3).join() === `${setting.points},${setting.keep1},${seed}` && row[4] === ["'=1+1", 'b'][i & 1]);
      expect(`${row[8]}, ${arm.test.cost}`, Number(row[8]) === arm.test.cost && Number(row[9]) === arm.test.accuracy);
      expect(row[10], Math.abs(Number(row[10]) - (1 - arm.test.accuracy)) < 1e-8);
      expect(row[12], Number(row[12]) === arm.layers[1].squared_norm);
    }
  },
  'the figure shows means over seeds and their spread where its axes say': () => {
    const all = rows('--points', '30,60,120', '--layers', '5', '--seeds', '1-3', '--iterations', '40', '--plot', file('curves.svg'));
    const svg = text('curves.svg');
    const marks = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)<\/text>/g)].map(([, x, y, words]) => ({ x: Number(x), y: Number(y), words }));
    const ticks = marks.filter(({ x, words }) => x === 76 && /^[\d.]+$/.test(words)), [low, high] = [ticks[0], ticks.at(-1)];
    const value = (y) => Number(low.words) + (y + 5 - low.y) / (high.y - low.y) * (Number(high.words) - Number(low.words));
    const dots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    const areas = [...svg.matchAll(/<polygon points="([^"]*)"/g)].map(([, places]) => places.trim().split(' ').map((p) => p.split(',').map(Number)));
    expect(`${dots.length} dots, ${areas.length} bands`, dots.length === 6 && areas.length === 2);
    for (const [i, [x, y]] of dots.entries()) {
      const [arm, at] = [Math.floor(i / 3), i % 3], points = ['30', '60', '120'][at];
      const errors = all.filter(({ setting }) => setting.points === points).map(({ arms }) => 100 * (1 - arms[arm].test.accuracy));
      const mean = errors.reduce((a, b) => a + b) / 3, deviation = Math.sqrt(errors.reduce((a, b) => a + (b - mean) ** 2, 0) / 2);
      expect(`${points}: ${value(y)}, mean ${mean}`, Math.abs(value(y) - mean) < 0.05);
      expect(`${points}: ± ${deviation}`, Math.abs(value(areas[arm][at][1]) - mean - deviation) < 0.05 && Math.abs(value(areas[arm][5 - at][1]) - mean + deviation) < 0.05);
      expect(`${points} stands below its dot`, marks.some((m) => m.words === points && Math.abs(m.x - x) < 0.1));
    }
    for (const words of ['test error (%)', 'training points', 'none', 'dropout']) expect(words, marks.some((m) => m.words === words));
    expect('the caption', marks.some(({ words }) => words.includes('40 iterations; mean of 3 seeds, band: ± one standard deviation')));
  },
  'two keep_probs are shown as a map with its numbers, the scatter of J over K masks falls with K': () => {
    const all = rows('--keep-map', '.4,.8', '--points', '40', '--layers', '5,4', '--seeds', '1,2', '--iterations', '30', '--plot', file('map.svg'));
    const words = [...text('map.svg').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, w]) => w);
    for (const one of ['.4', '.8']) {
      for (const two of ['.4', '.8']) {
        const errors = all.filter(({ setting }) => setting.keep1 === one && setting.keep2 === two).map(({ arms }) => 100 * (1 - arms[1].test.accuracy));
        const mean = String(Number(((errors[0] + errors[1]) / 2).toPrecision(3)));
        expect(`${one}, ${two}: ${mean} in ${words}`, words.includes(mean));
      }
    }
    expect('axes', words.includes('keep_prob of hidden layer 1') && words.includes('keep_prob of hidden layer 2') && words.includes('test error (%)'));
    const scattered = rows('--points', '40', '--layers', '5,4', '--seeds', '1-3', '--iterations', '30', '--scatter', '1,9,36', '--plot', file('scatter.svg'), '--plot-of', 'scatter');
    for (const { arms } of scattered) {
      expect('an arm without dropout has no scatter', !('scatter' in arms[0]));
      const [one, nine, many] = arms[1].scatter;
      expect(`${one.deviation} ${nine.deviation} ${many.deviation}`, [[nine, 3], [many, 6]].every(([s, times]) => Math.abs(one.deviation / s.deviation / times - 1) < 0.6));
      expect('the mean is the same', Math.abs(one.mean - many.mean) < 1e-6 && one.means === 720 && nine.means === 80 && many.means === 20);
    }
    expect('its axis', text('scatter.svg').includes('>K, masks that J is averaged over<'));
    const { status, stderr } = run(native, 'sweep', ...small, '--plot', file('no.svg'), '--plot-of', 'scatter');
    expect(`status ${status}, ${stderr}`, status === 1 && stderr.includes('the sweep has no --scatter') && !existsSync(file('no.svg')));
  },
  'on a terminal a bar counts the jobs and tells the time left; in a pipe nothing is said': () => {
    const shown = spawnSync('script', ['-qec', [native[0], 'sweep', ...slow, '--out', file('bar.jsonl')].join(' '), '/dev/null'], { encoding: 'utf8' }).stdout;
    expect(shown, /\[#+\.+\] \d+ of 12 jobs, \d+ s left/.test(shown) && shown.includes(`[${'#'.repeat(24)}] 12 of 12 jobs`));
    expect('quiet', run(native, 'sweep', ...small, '--out', file('quiet.jsonl')).stderr === '');
  },
  'in Node, one job after the other, a sweep has the same rows, goes on and is merged': () => {
    for (const number of [1, 2]) expect('a shard', run(inNode, 'sweep', ...small, '--threads', '4', '--shard', `${number}/2`, '--out', file(`node${number}.jsonl`)).status === 0);
    writeFileSync(file('node2.jsonl'), text('node2.jsonl').slice(0, -30));
    expect('goes on', run(inNode, 'sweep', ...small, '--shard', '2/2', '--out', file('node2.jsonl')).status === 0);
    const { status, stdout } = run(inNode, 'merge', file('node1.jsonl'), file('node2.jsonl'));
    const there = lines(stdout), here = lines(printed('sweep', ...small));
    expect(`status ${status}`, status === 0 && JSON.stringify(there[0]) === JSON.stringify(here[0]) && there.length === 13);
    for (const [i, row] of there.slice(1).entries()) {
      expect(row.link, row.link === here[i + 1].link);
      for (const [a, arm] of row.arms.entries()) expect(`${row.link}: ${arm.test.cost}`, Math.abs(arm.test.cost - here[i + 1].arms[a].test.cost) < 1e-3);
    }
  },
};

await runTests(tests);
rmSync(folder, { recursive: true });
