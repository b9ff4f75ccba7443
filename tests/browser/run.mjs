// run.mjs [WORD]: the page as a visitor meets it, in Chromium; with a WORD only the tests of the file called so, or whose
// sentence has it. Each test is a sentence that must hold; the last line counts them.
import { open } from './visitor.mjs';
import { tests as access } from './access.mjs';
import { tests as averaging } from './averaging.mjs';
import { tests as byLayer } from './by_layer.mjs';
import { tests as checks } from './checks.mjs';
import { tests as digits } from './digits.mjs';
import { tests as embedding } from './embedding.mjs';
import { tests as hosting } from './hosting.mjs';
import { tests as faults } from './faults.mjs';
import { tests as hands } from './hands.mjs';
import { tests as j } from './j.mjs';
import { tests as keys } from './keys.mjs';
import { tests as laboratory } from './laboratory.mjs';
import { tests as lessons } from './lessons.mjs';
import { tests as licences } from './licences.mjs';
import { tests as links } from './links.mjs';
import { tests as loading } from './loading.mjs';
import { tests as playing } from './playing.mjs';
import { tests as screens } from './screens.mjs';
import { tests as sharing } from './sharing.mjs';
import { tests as slow } from './slow.mjs';
import { tests as sweep } from './sweep.mjs';
import { tests as tables } from './tables.mjs';
import { tests as typed } from './typed.mjs';
import { tests as views } from './views.mjs';
import { tests as windows } from './windows.mjs';
import { tests as work } from './work.mjs';
import { tests as write } from './write.mjs';
import { tests as zoom } from './zoom.mjs';

const word = process.argv[2] ?? '';
// those first that have the longest tests, so that neither browser has a long one left when the other is through
const suites = { lessons, work, hosting, faults, playing, laboratory, keys, screens, windows, tables, hands, views, sweep, averaging, by_layer: byLayer, checks, digits, j, write, access, embedding, sharing, typed, links, slow, zoom, licences, loading };
const tests = Object.entries(suites).flatMap(([suite, all]) => all.filter(([sentence]) => suite === word || sentence.includes(word)));
const limit = 180_000; // ms for a test that says no other, even on a loaded machine

// A test that hangs fails; its pages are closed after it, which ends what it still waits for.
async function limited(running, limit) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it has not ended within ${limit / 1000} s`)), limit);
  });
  running.catch(() => {}); // what a test says after its end
  await Promise.race([running, late]).finally(() => clearTimeout(timer));
}

// Each takes the next test when it is through with one. What has failed is put down in `failed`.
async function runAll(queue, failed) {
  const place = await open();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [sentence, test, long] = next;
    const begin = Date.now();
    const fault = await limited(test(place), long ?? limit).then(() => null, (error) => error);
    if (fault) console.log(`not ok - ${sentence}\n    ${fault.message.split('\n').slice(0, 8).join('\n    ')}`);
    else console.log(`ok - ${sentence} (${Date.now() - begin} ms)`);
    if (fault) failed.push(next);
    await place.tidy(fault);
  }
  await place.close();
}

// Two browsers at once. A test that failed beside others, on a machine that does much at once, is made once more alone:
// it has failed if it fails again, and is named in any case.
const queue = [...tests], doubted = [], failed = [];
await Promise.all([runAll(queue, doubted), runAll(queue, doubted)]);
if (doubted.length) console.log(`\nonce more, alone:`);
if (doubted.length) await runAll([...doubted], failed);
const flaky = doubted.filter((test) => !failed.includes(test));
for (const [sentence] of failed) console.log(`failed twice - ${sentence}`);
for (const [sentence] of flaky) console.log(`failed beside others, passed alone - ${sentence}`);
console.log(`\n${tests.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length ? 1 : 0;
