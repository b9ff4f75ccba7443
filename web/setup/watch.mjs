// watch.mjs [--port N]: for web/run --watch. Serves build/watch/site, builds it anew when a source changes, and reloads
// the open pages. What reloads them is added to the pages as they are served, and is in no file of the site.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const build = join(root, 'build/watch');
const site = join(build, 'site');

const sources = ['CMakeLists.txt', 'shaders', 'src', 'web'];
const reload = "new EventSource('/watch/built').onmessage = () => location.reload();\n";
const pages = new Set(); // that are open: their answers never end

// When the newest source was changed, and how many there are: they are few enough to be looked at every quarter of a
// second, and this sees them on any file system.
function state() {
  let newest = 0;
  let count = 0;
  const look = (path) => {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    newest = Math.max(newest, mtimeMs);
    count += 1;
  };
  for (const source of sources) {
    const path = join(root, source);
    look(path);
    if (!statSync(path).isDirectory()) continue;
    for (const entry of readdirSync(path, { recursive: true })) look(join(path, entry));
  }
  return `${newest} ${count}`;
}

function make() {
  const begin = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const compiler = spawn('cmake', ['--build', build, '--target', 'site'], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [compiler.stdout, compiler.stderr]) stream.on('data', (text) => { output += text; });
    compiler.once('error', (error) => { output += error.message; });
    compiler.once('close', (status) => {
      const seconds = ((Date.now() - begin) / 1000).toFixed(1);
      if (status === 0) console.log(`Built in ${seconds} s`);
      else console.log(`${output.split('\n').filter((line) => !/^\[\d+\/\d+\]/.test(line)).join('\n').trim()}\nNot built: the page stays as it was`);
      resolve(status === 0);
    });
  });
}

// Answers what is not the site's own; true where it did.
function first({ url, method }, response) {
  const { pathname } = new URL(url, 'http://localhost');
  const send = (type, text) => response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
  if (pathname === '/watch/built') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).flushHeaders();
    pages.add(response);
    response.once('close', () => pages.delete(response));
  } else if (pathname === '/watch/reload.js') send('text/javascript', reload);
  else if (pathname === '/sw.js') send('text/javascript', 'registration.unregister();\n'); // nothing is to be kept
  else if (method === 'GET' && /(\/|\.html)$/.test(pathname)) {
    const file = join(site, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!statSync(file, { throwIfNoEntry: false })) return false;
    send('text/html; charset=utf-8', `${readFileSync(file, 'utf8')}<script type="module" src="/watch/reload.js"></script>\n`);
  } else return false;
  return true;
}

const { values: { port } } = parseArgs({ options: { port: { type: 'string' } } });
try {
  const { address } = await serve({ folder: site, port: Number(port ?? 8000), next: port === undefined, first });
  console.log(`Dropout Lab is at ${address}, and follows its sources   (Ctrl+C ends it)`);
} catch (error) {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with --port` : error.message);
  process.exit(1);
}
for (let known = state(); ; await new Promise((resolve) => setTimeout(resolve, 250))) {
  const now = state();
  if (now === known) continue;
  known = now;
  if (await make()) for (const page of pages) page.write('data: built\n\n');
}
