// The native program shows the page: each sentence starts it under Xvfb, with sanitizers, and looks at its last frame.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { census, decode } from './browser/picture.mjs';
import { expect, runTests } from './run_tests.mjs';

const built = (name) => fileURLToPath(new URL(`../build/native-debug/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));

// an X server on the first free display, whose number it writes to the pipe
const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
const display = await new Promise((resolve, reject) => {
  server.stdio[3].once('data', (number) => resolve(`:${String(number).trim()}`));
  server.once('error', reject).once('exit', () => reject(new Error('Xvfb did not start')));
});

const run = (name, ...options) => promisify(execFile)(built(name), options, {
  timeout: 120_000,
  // the leaks that LeakSanitizer finds are the graphics driver's
  env: { ...process.env, DISPLAY: display, SDL_VIDEODRIVER: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', ASAN_OPTIONS: 'detect_leaks=0' },
});

async function lastFrame(...options) {
  const path = join(folder, 'frame.png');
  await run('dropout_lab', '--frames', '40', '--screenshot', path, ...options);
  return decode(readFileSync(path));
}

const tests = {
  'the window shows points, surfaces and text': async () => {
    const picture = await lastFrame('--size', '1280x800');
    const { blue, orange, colours } = census(picture);
    expect(`1280 x 800, not ${picture.width} x ${picture.height}`, picture.width === 1280 && picture.height === 800);
    expect(`blue ${blue} and orange ${orange} cover more than 1 %`, blue > 0.01 && orange > 0.01);
    expect(`${colours} colours are more than 200`, colours > 200);
  },
  'the window trains digits in the dark theme': async () => {
    const picture = await lastFrame('--size', '1280x800', '--dark', '--preset', 'digits');
    const corner = picture.at(2, 2);
    expect(`the corner (${corner}) is dark`, Math.max(...corner) < 80);
    expect('more than 50 colours', census(picture).colours > 50);
  },
  'figures that are read between a deed and the next frame are those of the deed, and of no freed memory': async () => {
    expect('every figure is right', (await run('figures_at_once')).stdout.endsWith('ok\n'));
  },
  'a number is typed into the window: 1,000 is a thousand, 12abc is told and nothing, Escape leaves what was, a click elsewhere takes what stands there': async () => {
    expect('every number is right', (await run('typed_natively')).stdout.endsWith('ok\n'));
  },
};

await runTests(tests);
server.removeAllListeners('exit');
server.kill();
rmSync(folder, { recursive: true });
