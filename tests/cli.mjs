// The command line, natively with sanitizers and in Node: what it does with full disks, interruptions and slips of the
// hand, and that its JSON is as `--help json` documents it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, runTests } from './run_tests.mjs';

const built = (name) => fileURLToPath(new URL(`../build/${name}`, import.meta.url));
const native = [built('native-debug/dropout_lab_cli')], inNode = [process.execPath, built('web/dropout_lab_cli.js')];
const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
const file = (name) => join(folder, name);
const reference = (name) => fileURLToPath(new URL(`reference/${name}`, import.meta.url));

// Ends with a status, what was printed and what was said; `to` is a file that standard output goes to.
function run(program, options, { to, by = [] } = {}) {
  const words = [...by, ...program, ...options];
  const { status, signal, stdout, stderr } = spawnSync(to ? 'bash' : words[0],
    to ? ['-c', '"${@:2}" > "$1"', 'bash', to, ...words] : words.slice(1), { encoding: 'utf8', maxBuffer: 1e8 });
  return { status, signal, stdout, stderr };
}
const cli = (...options) => run(native, options);
const printed = (...options) => {
  const { status, stdout, stderr } = cli(...options);
  expect(`${options.join(' ')}: status ${status}, ${stderr}`, status === 0);
  return stdout;
};
const json = (...options) => JSON.parse(printed(...options));

function refused(options, words) {
  const { status, stdout, stderr } = cli(...options);
  expect(`${options.join(' ')}: status ${status}, not 2`, status === 2);
  expect(`${JSON.stringify(stderr)} is not one line with ${JSON.stringify(words)}`, /^dropout_lab_cli: .*\n$/.test(stderr) && stderr.includes(words));
  expect(`${options.join(' ')} prints ${stdout}`, stdout === '');
}

const quick = ['--points', '40', '--layers', '4,3', '--iterations', '30'];
const short = [['train', ...quick], ['train', ...quick, '--json', '--every', '1'], ['analyze', ...quick, '--samples', '2'],
  ['eval', reference('01_plain_keep1.json')], ['check'], ['check', '--json'], ['lesson', 'c1'], ['lesson', 'c1', '--json'], ['presets'], ['--help'], ['train', '--help'],
  ['bench', '--help'], ['bench', 'W1', '--seconds', '0.05'], ['bench', 'W1', '--seconds', '0.05', '--json'], ['--help', 'json'], ['--version']];

// Every leaf of a value: its path, with [] for items, and its kind.
function* leaves(value, path = '') {
  if (Array.isArray(value)) {
    for (const item of value) yield* leaves(item, `${path}[]`);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, path ? `${path}.${key}` : key);
  } else {
    yield [path, value === null ? 'null' : { number: 'number', string: 'text', boolean: 'truth' }[typeof value]];
  }
}

// [{ commands, path, kinds, pattern }] of --help json
function documented() {
  let commands = [];
  return printed('--help', 'json').split('\n').flatMap((line) => {
    const part = /^([a-z]+(?:, [a-z]+)*):$/.exec(line), row = /^  (\S+) +((?:text|number|truth|object|list)(?: or null)?)(?::|$)/.exec(line);
    if (part) commands = part[1].split(', ');
    if (!row) return [];
    const pattern = new RegExp(`^${row[1].replace(/[.[\]]/g, '\\$&').replaceAll('*', '[^.[\\]]+')}$`);
    return [{ commands, path: row[1], kinds: row[2].split(' or '), pattern }];
  });
}

// Runs until it has trained for a while, then gets the signal.
const interrupt = (signal, program, ...options) => new Promise((resolve) => {
  const child = spawn(program[0], [...program.slice(1), ...options]);
  let stdout = '', stderr = '';
  child.stdout.on('data', (text) => { stdout += text; });
  child.stderr.on('data', (text) => { stderr += text; });
  setTimeout(() => child.kill(signal), 700);
  child.on('close', (status, by) => resolve({ status, by, stdout, stderr }));
});

const endless = ['--points', '40', '--layers', '4', '--iterations', '1000000000'];

const tests = {
  'every command whose standard output is on a full disk ends with status 1 and says so': () => {
    for (const program of [native, inNode]) {
      for (const options of short) {
        const { status, stderr } = run(program, options, { to: '/dev/full' });
        const line = stderr.split('\n').at(-2);
        expect(`${options.join(' ')}: status ${status}`, status === 1);
        expect(`${options.join(' ')}: ${stderr}`, /^dropout_lab_cli: standard output cannot be written: No space left/.test(line));
      }
    }
  },
  'a closed standard output ends with status 1': () => {
    const { status, stderr } = spawnSync('bash', ['-c', '"$0" train --points 40 --iterations 5 >&-', native[0]], { encoding: 'utf8' });
    expect(`status ${status}, ${stderr}`, status === 1 && stderr.includes('standard output cannot be written'));
  },
  'a file on a full disk ends with status 1 and its name, and what else there is to print and write is': () => {
    for (const program of [native, inNode]) {
      for (const [option, other] of [['--history-csv', '--export-json'], ['--export-json', '--export-python'], ['--export-python', '--history-csv']]) {
        const { status, stdout, stderr } = run(program, ['train', ...quick, option, '/dev/full', other, file('other')]);
        expect(`${option}: status ${status}`, status === 1);
        expect(stderr, stderr === "dropout_lab_cli: '/dev/full' cannot be written: No space left on device\n");
        expect('the table', stdout.startsWith('30 iterations'));
        expect('the other file', readFileSync(file('other'), 'utf8').length > 100);
        rmSync(file('other'));
      }
    }
  },
  'a file that outgrows what may be written stays as it was': () => {
    writeFileSync(file('kept.csv'), 'as it was\n');
    const { status, stderr } = run(native, ['train', ...quick, '--export-python', file('kept.csv')], { by: ['bash', '-c', 'trap "" XFSZ; ulimit -f 4; "$@"', 'bash'] });
    expect(`status ${status}`, status === 1);
    expect(stderr, stderr.includes(`'${file('kept.csv')}' cannot be written: File too large`));
    expect('as it was', readFileSync(file('kept.csv'), 'utf8') === 'as it was\n');
    expect('nothing beside it', !existsSync(file('kept.csv.part')));
  },
  'a link to a file stays a link, and the file is written': () => {
    writeFileSync(file('linked.csv'), '');
    symlinkSync(file('linked.csv'), file('link.csv'));
    printed('train', ...quick, '--history-csv', file('link.csv'));
    expect('its rows', readFileSync(file('linked.csv'), 'utf8').startsWith('iteration,'));
  },
  'every path to be written is tried before training, and what stands there is not touched': () => {
    mkdirSync(file('folder'));
    writeFileSync(file('there.csv'), 'there\n');
    for (const option of ['--history-csv', '--export-json', '--export-python']) {
      for (const [path, why] of [[file('none/run'), 'No such file or directory'], [file('folder'), 'Is a directory']]) {
        const other = option === '--history-csv' ? '--export-json' : '--history-csv';
        refused(['train', ...endless, other, file('there.csv'), option, path], `'${path}' cannot be written: ${why}`);
      }
    }
    expect('there', readFileSync(file('there.csv'), 'utf8') === 'there\n');
    refused(['train', ...endless, '--history-csv', file('new'), '--export-json', file('new')], 'is to hold two things');
    expect('no file of a run that was refused', !existsSync(file('new')));
  },
  'Ctrl+C and a polite kill while it trains: what is there is printed and written, and the status is 130': async () => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const { status, stdout, stderr } = await interrupt(signal, native, 'train', ...endless, '--json', '--export-json', file('broken.json'));
      const told = JSON.parse(stdout), saved = JSON.parse(readFileSync(file('broken.json'), 'utf8'));
      expect(`${signal}: status ${status}`, status === 130);
      expect(stderr, stderr.includes(`interrupted after ${told.iterations} of 1000000000 iterations`));
      expect(`${told.iterations} iterations`, told.interrupted === true && told.iterations > 0 && told.iterations < 1e9);
      expect('the file is of the same iteration', saved.iteration === told.iterations);
      expect('a run that was not interrupted says so', json('train', ...quick, '--json').interrupted === false);
      rmSync(file('broken.json'));
    }
  },
  'Ctrl+C while analyze trains or measures: the figures that are there are printed': async () => {
    for (const options of [endless, ['--iterations', '20', '--layers', '12,6', '--samples', '100000']]) {
      const { status, stdout, stderr } = await interrupt('SIGINT', native, 'analyze', ...options);
      const told = JSON.parse(stdout);
      expect(`status ${status}, ${stderr}`, status === 130 && stderr.includes('interrupted after '));
      expect('three arms, interrupted', told.interrupted === true && told.arms.length === 3);
      expect('an arm has its costs', Number.isFinite(told.arms[0].test.cost) && told.arms[0].layers.length > 0);
      expect('the last arm has not all measurements', !('in_out_norms' in told.arms[2]));
    }
  },
  'Ctrl+C while bench measures: what was measured is printed': async () => {
    const { status, stdout } = await interrupt('SIGINT', native, 'bench', 'W1', 'W2t', 'W2r', 'W7', '--seconds', '0.6', '--json');
    const told = JSON.parse(stdout);
    expect(`status ${status}`, status === 130);
    expect(`${told.workloads.length} workloads`, told.interrupted && told.workloads.length >= 1 && told.workloads.length < 4);
  },
  'what every command prints as JSON is documented by --help json, kind and all, and nothing else is': () => {
    const rows = documented(), seen = new Set();
    const rowsCsv = (n) => Array.from({ length: n }, (_, i) => `${i % 7},${(i * i) % 5},${i % 2}`).join('\n');
    writeFileSync(file('train.csv'), rowsCsv(30));
    writeFileSync(file('test.csv'), rowsCsv(12));
    writeFileSync(file('a.csv'), '1,2\n3,4\n');
    const outputs = [
      ['train', json('train', ...quick, '--json', '--every', '10')],
      ['train', json('train', ...quick, '--json', '--arms', 'none,dropout', '--rate', '1000000', '--optimizer', 'sgd')],
      ['train', json('train', ...quick, '--json', '--data', 'copies')],
      ['train', json('train', '--train', file('train.csv'), '--test', file('test.csv'), '--iterations', '5', '--json')],
      ['analyze', json('analyze', ...quick, '--samples', '10', '--examples', '2', '--surfaces', '2')],
      ['analyze', json('analyze', ...quick, '--samples', '3', '--data', 'copies', '--json')],
      ['analyze', json('analyze', '--points', '40', '--layers', '24,8', '--iterations', '5', '--samples', '3', '--arms', 'dropout')],
      ['eval', json('eval', reference('10_l2_5_states_t10.json'))], ['eval', json('eval', '--json', reference('04_softmax3_tanh_sigmoid.json'))],
      ['check', json('check', '--json', '--seed=2')], ['check', JSON.parse(cli('check', '--json', '--a', file('a.csv')).stdout)],
      ['lesson', json('lesson', 'c1', 'c4', '--seeds', '1,2', '--json')], ['presets', json('presets')],
      ...printed('sweep', '--points', '30,40', '--seeds', '1', '--iterations', '3', '--layers', '4', '--scatter', '2', '--shard', '1/1', '--out', file('rows.jsonl'))
        .split('\n').filter(Boolean).map((line) => ['sweep', JSON.parse(line)]),
      ...readFileSync(file('rows.jsonl'), 'utf8').trimEnd().split('\n').map((line) => ['sweep', JSON.parse(line)]),
      ...printed('merge', file('rows.jsonl')).trimEnd().split('\n').map((line) => ['merge', JSON.parse(line)]),
      ['bench', JSON.parse(cli('bench', 'W1', 'W7', '--json', '--seconds', '0.05').stdout)],
    ];
    for (const [command, output] of outputs) {
      expect(`${command} says that it is ${output.command}`, output.command === (command === 'merge' ? 'sweep' : command));
      for (const [path, kind] of leaves(output)) {
        const fits = rows.filter((row) => row.commands.includes(command) && row.pattern.test(path));
        expect(`${command}: ${path} is not documented`, fits.length > 0);
        expect(`${command}: ${path} is ${kind}`, fits.some(({ kinds }) => kinds.includes(kind)));
        for (const row of fits) seen.add(row);
      }
    }
    for (const row of rows.filter(({ kinds }) => !['object', 'list'].includes(kinds[0])))
      expect(`${row.commands}: ${row.path} is documented, and nothing prints it`, seen.has(row));
    expect(`${rows.length} rows`, rows.length > 100);
  },
  'lesson says what was measured in the page’s sentence, of each start, of all lessons or some, and of what breaks them': () => {
    const told = json('lesson', 'c1', 'c4', '--seeds', '3-4', '--json').lessons, broken = json('lesson', 'c1', 'c4', '--broken', '--json').lessons;
    expect(JSON.stringify(told), told.map(({ lesson, seed, verdict }) => `${lesson} ${seed} ${verdict}`).join() === 'c1 3 holds,c1 4 holds,c4 3 holds,c4 4 holds');
    expect(JSON.stringify(broken), broken.map(({ lesson, verdict }) => `${lesson} ${verdict}`).join() === 'c1 fails,c4 fails');
    const [first] = printed('lesson', 'c1').split('\n');
    expect(first, first === `c1, seed 3: holds. ${told[0].sentence}` && /^\d+ of 100 masks were different/.test(told[0].sentence));
    refused(['lesson', 'c11'], 'lessons among c1, c2');
    refused(['lesson', '--seeds', '5-1'], '--seeds');
    refused(['lesson', 'c9', '--digits', file('none')], 'cannot be read');
  },
  'one arm is told as three are, by train and by analyze': () => {
    const shape = (arm) => Object.keys(arm).join();
    const one = json('train', ...quick, '--json'), three = json('train', ...quick, '--json', '--arms', 'none,dropout,l2');
    const analyzed = json('analyze', ...quick, '--samples', '2', '--arms', 'none,dropout,l2');
    expect(shape(one.arms[0]), one.arms.length === 1 && three.arms.length === 3 && three.arms.every((arm) => shape(arm) === shape(one.arms[0])));
    for (const [i, arm] of three.arms.entries()) {
      for (const key of Object.keys(arm).filter((k) => k !== 'layers'))
        expect(`${key} of ${arm.arm}`, JSON.stringify(analyzed.arms[i][key]) === JSON.stringify(arm[key]));
      for (const [l, layer] of arm.layers.entries())
        expect(`W${l + 1} of ${arm.arm}`, Object.entries(layer).every(([key, value]) => analyzed.arms[i].layers[l][key] === value));
    }
  },
  '--rate=0.02 is --rate 0.02, natively and in Node': () => {
    for (const program of [native, inNode]) {
      const [joined, apart] = [['--rate=0.02', '--layers=4', '--json'], ['--rate', '0.02', '--layers', '4', '--json']]
        .map((options) => run(program, ['train', '--points=40', '--iterations=20', ...options]).stdout);
      expect('the same', joined === apart && JSON.parse(joined).experiment.rate === '0.02');
    }
    refused(['train', '--json=yes'], "--json takes no value, not 'yes'");
    refused(['train', '--rate='], '--rate');
    refused(['train', '--export-json', '--json'], '--export-json needs a value');
  },
  'every command has a --help of its own, which names each of its options and no other command’s': () => {
    const own = { train: '--history-csv', analyze: '--surfaces', check: '--da', bench: '--no-dropout', sweep: '--fixed-pn', merge: 'FILE …', lesson: '--broken', eval: 'CASE.json', presets: 'presets' };
    for (const [command, option] of Object.entries(own)) {
      const help = printed(command, '--help');
      expect(help, help.startsWith(`dropout_lab_cli ${command}`) && help.includes(option));
      for (const [other, foreign] of Object.entries(own)) expect(`${foreign} in ${command} --help`, other === command || !help.includes(` ${foreign} `));
      expect(`help ${command}`, printed('help', command) === help && printed('--help', command) === help);
      expect(`--help names ${command}`, printed('--help').includes(`\n  ${command} `));
    }
    const accepted = /accepted are (.*)/.exec(cli('train', '--nothing').stderr)[1].split(' ');
    const missing = accepted.filter((option) => !printed('train', '--help').includes(`\n  ${option} `));
    expect(`options without help: ${missing}`, missing.length === 0 && accepted.length > 25);
  },
  'an unknown option, command or topic names the nearest': () => {
    refused(['train', '--raet', '0.1'], "unknown option '--raet'; the nearest is --rate;");
    refused(['train', '--optimiser=sgd'], "unknown option '--optimiser'; the nearest is --optimizer;");
    refused(['analyze', 'samples', '3'], "unknown option 'samples'; the nearest is --samples;");
    refused(['check', '--sed', '3'], "unknown option '--sed'; the nearest is --seed;");
    refused(['bench', '--second', '1'], "unknown option '--second'; the nearest is --seconds;");
    refused(['trian'], "unknown command 'trian'; the nearest is train;");
    refused(['analyse'], "unknown command 'analyse'; the nearest is analyze;");
    refused(['help', 'jsno'], "unknown command 'jsno'; the nearest is json;");
    refused([], 'a command is missing');
  },
  'a number is read as a whole or refused, with its option and what would be right': () => {
    for (const text of ['12abc', '1,000', '0x10', ' 5', '5 ', '٣', '1e', '']) {
      for (const option of ['--points', '--noise', '--flip', '--layers', '--keep', '--rate', '--momentum', '--batch', '--seed', '--iterations', '--every', '--train-size', '--reference', '--early-stop']) {
        if (option === '--layers' && text === '1,000') continue; // two layers, of which the second has no unit: refused below
        refused(['train', '--arms', 'dropout,early-stop', option, text], option);
      }
      refused(['train', '--arms', 'l2', '--l2', text], '--l2');
      refused(['analyze', '--samples', text], '--samples');
      refused(['check', '--seed', text], '--seed');
      refused(['bench', '--seconds', text], '--seconds');
    }
    refused(['train', '--layers', '1,000'], 'accepted is up to 7 sizes from 1 to 2048');
    refused(['train', '--rate', '12abc'], 'accepted is a number above 0 and up to 1000000');
  },
  'names cannot act in a spreadsheet, and numbers below 0 stay numbers': () => {
    const names = ['=1+1', '+1', '-2', '@SUM(1)'];
    printed('train', ...quick, '--arms', 'none,dropout,l2,none', '--name', names.join(';'), '--history-csv', file('named.csv'));
    const [header] = readFileSync(file('named.csv'), 'utf8').split('\r\n');
    for (const name of names) expect(`${name} in ${header}`, header.includes(`'${name}: cost under masks`));
    expect(header, header.split(/[,;]/).every((cell) => !/^"?[=+\-@\t\r]/.test(cell)));
  },
};

await runTests(tests);
rmSync(folder, { recursive: true });
