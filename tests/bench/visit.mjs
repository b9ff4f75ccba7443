// visit.mjs [COUNT]: what a first visit costs: bytes by brotli, and the time from navigation to the first frame and to
// the first training step, each time in a new profile, from a server on this machine.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { open } from '../browser/visitor.mjs';

const count = Number(process.argv[2] ?? 10);
process.stdout.write(execFileSync(process.execPath, [fileURLToPath(new URL('../../web/setup/sizes.mjs', import.meta.url))]));

const place = await open();
const times = [];
for (let i = 0; i <= count; i++) { // the first warms the server and the disk, and is not counted
  const context = await place.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watch = setInterval(() => {
      if (!((globalThis.dropoutLab?.figures().iteration ?? 0) > 0)) return;
      clearInterval(watch);
      globalThis.firstStep = performance.now();
    }, 4);
  });
  await page.goto(place.address);
  await page.waitForFunction(() => globalThis.firstStep > 0);
  const time = await page.evaluate(() => [performance.getEntriesByName('first-frame')[0].startTime, globalThis.firstStep]);
  if (i > 0) times.push(time);
  await context.close();
}
await place.close();

const sorted = (k) => times.map((time) => time[k]).sort((a, b) => a - b);
for (const [k, what] of ['first frame', 'first training step'].entries()) {
  const all = sorted(k);
  const median = (all[Math.floor((count - 1) / 2)] + all[Math.floor(count / 2)]) / 2;
  console.log(`${what}: median of ${count} ${median.toFixed(0)} ms after navigation, ${all[0].toFixed(0)} to ${all.at(-1).toFixed(0)}`);
}
