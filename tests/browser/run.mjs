// run.mjs [WORD]: the page as a visitor meets it, in Chromium; only the tests whose sentence has the word, if one is
// given. Each test is a sentence that must hold; the last line counts them.
import { open } from './visitor.mjs';
import { tests as embedding } from './embedding.mjs';
import { tests as laboratory } from './laboratory.mjs';
import { tests as loading } from './loading.mjs';
import { tests as playing } from './playing.mjs';
import { tests as screens } from './screens.mjs';
import { tests as slow } from './slow.mjs';
import { tests as views } from './views.mjs';

const word = process.argv[2] ?? '';
const tests = [...loading, ...playing, ...laboratory, ...screens, ...views, ...slow, ...embedding].filter(([sentence]) => sentence.includes(word));
const place = await open();
let failed = 0;
for (const [sentence, test] of tests) {
  const begin = Date.now();
  try {
    await test(place);
    console.log(`ok - ${sentence} (${Date.now() - begin} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${sentence}\n    ${error.message.split('\n').slice(0, 8).join('\n    ')}`);
  }
  await place.tidy();
}
await place.close();
console.log(`\n${tests.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
