// The walls between the parts: each part's own include folders, as the build has them, let the parts before it in and
// keep the others out. Within a part its rooms stand in a row, and each includes only those before it.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = JSON.parse(readFileSync(`${root}build/native-debug/compile_commands.json`));

const walls = [
  { part: 'net', folder: 'src/net', sees: ['net/random.h'], not: ['lab/experiment.h', 'view/page.h', 'imgui.h', 'SDL.h'] },
  { part: 'lab', folder: 'src/lab', sees: ['net/random.h', 'lab/experiment.h'], not: ['view/page.h', 'imgui.h', 'SDL.h'] },
  { part: 'view', folder: 'src/view', sees: ['lab/experiment.h', 'view/page.h', 'imgui.h'], not: ['imgui_impl_sdl2.h', 'SDL.h'] },
  { part: 'the command line', folder: 'src/app/cli', sees: ['lab/experiment.h'], not: ['view/page.h', 'imgui.h', 'SDL.h'] },
];

// the compiler and the include folders of the first source in a folder
function compilerOf(folder) {
  const { command } = commands.find(({ file }) => file.startsWith(`${root}${folder}/`)) ?? {};
  if (!command) throw new Error(`The build compiles nothing in ${folder}`);
  const words = command.split(' ');
  return [words[0], words.flatMap((word, i) => (word.startsWith('-I') ? [word] : word === '-isystem' ? [word, words[i + 1]] : []))];
}

function compiles(compiler, folders, header) {
  const { status, stderr } = spawnSync(compiler, ['-std=c++20', '-E', '-o', '/dev/null', ...folders, '-x', 'c++', '-'],
    { input: `#include "${header}"\n`, encoding: 'utf8' });
  return { ok: status === 0, notFound: stderr.includes(`${header}: No such file`) || stderr.includes(`'${header}' file not found`), stderr };
}

let passed = 0;
let failed = 0;
function check(claim, holds, detail) {
  if (holds) passed++;
  else {
    failed++;
    console.log(`FAILED: ${claim}\n${detail}`);
  }
}

for (const { part, folder, sees, not } of walls) {
  const [compiler, folders] = compilerOf(folder);
  for (const header of sees) {
    const { ok, stderr } = compiles(compiler, folders, header);
    check(`${part} may include ${header}`, ok, stderr);
  }
  for (const header of not) {
    const { notFound, stderr } = compiles(compiler, folders, header);
    check(`${part} cannot include ${header}`, notFound, stderr || 'it compiled');
  }
}

const rooms = {
  lab: ['experiment', 'run', 'told', 'analyses', 'laboratory', 'exports', 'sweeps', 'lessons'],
  view: ['ink', 'kit', 'gpu', 'run', 'views', 'chrome'],
};
for (const [part, order] of Object.entries(rooms)) {
  const sources = readdirSync(`${root}src/${part}`, { recursive: true }).filter((file) => /\.(cpp|h)$/.test(file));
  for (const file of sources.filter((name) => !name.startsWith('include/'))) {
    const [room, folder] = file.split('/');
    check(`${file} lies in a room`, order.includes(room), `src/${part} has the rooms ${order.join(', ')}`);
    const includes = [...readFileSync(`${root}src/${part}/${file}`, 'utf8').matchAll(/^#include "([^"]+)"/gm)].map(([, header]) => header);
    const upward = includes.filter((header) => sources.includes(header) && order.indexOf(header.split('/')[0]) > order.indexOf(room));
    check(`${file} includes no room after its own`, upward.length === 0, upward.join('\n'));
    const others = room === 'views' ? includes.filter((header) => /^views\/[^/]+\//.test(header) && header.split('/')[1] !== folder) : [];
    check(`${file} includes no other view`, others.length === 0, others.join('\n'));
  }
}

// the page reaches what trains by the engine's door only
for (const file of readdirSync(`${root}src/app`, { recursive: true }).filter((name) => /\.(cpp|h)$/.test(name) && !/^(engine|cli)\//.test(name))) {
  const inside = readFileSync(`${root}src/app/${file}`, 'utf8').match(/^#include "lab\/(laboratory|trainer|exports)\.h"/m);
  check(`src/app/${file} knows nothing of the laboratory`, !inside || (file === 'exchange.cpp' && inside[1] === 'exports'), inside?.[0]);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
