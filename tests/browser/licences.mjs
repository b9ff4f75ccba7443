// The licences of what the page is made of can be read wherever the page goes.
import { rmSync, writeFileSync, readFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Visitor, coarse } from './visitor.mjs';

const site = process.env.SITE ?? fileURLToPath(new URL('../../build/site/', import.meta.url));

// each by words that stand in its own text
const wanted = ['MIT License', 'Omar Cornut', 'Sam Lantinga', 'Mozilla Public License', 'gitlab.com/libeigen', 'lean-qr', 'Open Font License',
  'The Inter Project Authors', 'Bitstream Vera', 'Emscripten', 'musl as a whole', 'LLVM', 'Creative Commons Attribution-ShareAlike 3.0', 'Yann LeCun'];

// What the window shows that `Licences` behind ? opens.
async function opened(visitor) {
  await visitor.click('about');
  await visitor.frames(3);
  const coming = visitor.context.waitForEvent('page', { timeout: 15000 });
  await visitor.click('licences');
  const page = await coming;
  await page.waitForFunction(() => document.body?.innerText.length > 1000, null, { timeout: 15000 });
  return page.evaluate(() => document.body.innerText);
}

function expectAll(text) {
  const lacking = wanted.filter((words) => !text.toLowerCase().includes(words.toLowerCase()));
  if (lacking.length) throw new Error(`the text lacks ${lacking.join(', ')}`);
}

export const tests = [
  ['? opens the licences of everything in the page', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    expectAll(await opened(visitor));
  }],
  ['the single file has the licences inside', async (place) => {
    const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
    place.later(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'dropout-lab.html');
    writeFileSync(file, readFileSync(join(site, 'dropout-lab.html')));
    const visitor = await Visitor.arrive({ address: pathToFileURL(file).href, profiles: place.profiles }, coarse);
    expectAll(await opened(visitor));
  }],
];
