// The walls between the parts: each part's own include folders, as the build has them, let the parts before it in and
// keep the others out.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = JSON.parse(readFileSync(`${root}build/native-debug/compile_commands.json`));

const walls = [
  { part: 'net', folder: 'src/net', sees: ['net/random.h'], not: ['lab/experiment.h', 'view/page.h', 'imgui.h', 'SDL.h'] },
  { part: 'lab', folder: 'src/lab', sees: ['net/random.h', 'lab/experiment.h'], not: ['view/page.h', 'imgui.h', 'SDL.h'] },
  { part: 'view', folder: 'src/view', sees: ['lab/experiment.h', 'view/page.h', 'imgui.h'], not: ['imgui_impl_sdl2.h', 'SDL.h'] },
  { part: 'the command line', folder: 'src/app/cli', sees: ['lab/experiment.h'], not: ['view/page.h', 'imgui.h', 'SDL.h'] },
];

// the compiler and the include folders of the first source that lies in a folder itself
function compilerOf(folder) {
  const { command } = commands.find(({ file }) => dirname(file) === root + folder) ?? {};
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

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
