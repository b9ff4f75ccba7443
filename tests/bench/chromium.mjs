// The session of session.mjs inside one page of Chromium.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, extname, join } from 'node:path';
import { chromium } from 'playwright-core';

import { runningTime } from './processes.mjs';

const types = { '.html': 'text/html', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.bin': 'application/octet-stream' };
const page = `<!doctype html><title>bench</title><script type="module">
import * as session from './session.mjs';
window.session = session;
</script>`;

function serve(folder, digits) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname.slice(1);
    const made = { '': page, 'digits.bin': Buffer.from(digits) }[name];
    if (made === undefined && (name.includes('/') || !existsSync(folder + name))) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'text/html' }).end(made ?? readFileSync(folder + name));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error('no Chromium on PATH');
  return found;
}

export async function openChromium(folder, digits) {
  const server = await serve(folder, digits);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(`page: ${error}`));
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.waitForFunction(() => window.session);
  const modules = { plain: './bench-plain.mjs', relaxed: './bench-relaxed.mjs' };
  const programs = await tab.evaluate(async (addresses) => {
    const digitsFile = await (await fetch('digits.bin')).arrayBuffer();
    return window.session.open({ modules: addresses, digitsFile, tfjsWasm: './' });
  }, modules);

  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const call = (name) => (...args) => tab.evaluate(([f, a]) => window.session[f](...a), [name, args]);
  return {
    name: `Chromium ${browser.version()}`,
    programs,
    modules,
    ...Object.fromEntries(['run', 'check', 'peak', 'memory'].map((name) => [name, call(name)])),
    clocks: () => renderers.map((pid) => runningTime(`/proc/${pid}/task/${pid}/schedstat`)),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
