// visit.mjs [COUNT] [PLAYGROUND]: what a first visit costs: bytes by brotli, and the time from navigation to the first
// frame and to the first training step, each time in a new profile, from a server on this machine. PLAYGROUND is a folder
// with a built TensorFlow Playground (`npm run build` in its repository makes dist/); its page is then visited in turn
// with ours, and its play button pressed as soon as it is there.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { open } from '../browser/visitor.mjs';
import { serve } from '../../web/setup/serve.mjs';

const count = Number(process.argv[2] ?? 10), playground = process.argv[3];
process.stdout.write(execFileSync(process.execPath, [fileURLToPath(new URL('../../web/setup/sizes.mjs', import.meta.url))]));

// Both run in the page, before anything of it does.
function watchOurs() {
  const watch = setInterval(() => {
    if (!((globalThis.dropoutLab?.figures().iteration ?? 0) > 0)) return;
    clearInterval(watch);
    console.log(`visit ${performance.getEntriesByName('first-frame')[0].startTime} ${performance.now()}`);
  }, 4);
}
function watchPlayground() {
  addEventListener('DOMContentLoaded', () => document.querySelector('#play-pause-button').click());
  const watch = setInterval(() => {
    if (!/[1-9]/.test(document.querySelector('#iter-number')?.textContent)) return;
    clearInterval(watch);
    console.log(`visit 0 ${performance.now()}`);
  }, 4);
}

// [first frame, first training step] in ms
async function visit(browser, address, watch) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const said = page.waitForEvent('console', (message) => message.text().startsWith('visit'));
  await page.goto(address, { waitUntil: 'commit' });
  const times = (await said).text().split(' ').slice(1).map(Number);
  await context.close();
  return times;
}

const place = await open();
const other = playground && await serve({ folder: playground });
const ours = [], theirs = [];
for (let i = 0; i <= count; i++) { // the first warms the servers and the disk, and is not counted
  ours.push(await visit(place.browser, place.address, watchOurs));
  if (other) theirs.push(await visit(place.browser, other.address, watchPlayground));
}
await place.close();
await other?.close();

const sorted = (values) => values.slice(1).sort((a, b) => a - b);
const median = (values) => (values[(count - 1) >> 1] + values[count >> 1]) / 2;
function tell(what, values) {
  const all = sorted(values);
  console.log(`${what}: median of ${count} ${median(all).toFixed(0)} ms after navigation, ${all[0].toFixed(0)} to ${all.at(-1).toFixed(0)}`);
}
tell('first frame', ours.map(([frame]) => frame));
tell('first training step', ours.map(([, step]) => step));
if (other) {
  tell('first training step of TensorFlow Playground', theirs.map(([, step]) => step));
  const ratio = median(sorted(ours.map(([, step], i) => step / theirs[i][1])));
  console.log(`ours by theirs, visited in turn: median ratio ${ratio.toFixed(2)}`);
}
