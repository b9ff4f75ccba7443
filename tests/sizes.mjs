// What README promises of the first visit: at most 350 KB, as brotli sends it.
import { budget, firstVisit, variants } from '../web/setup/sizes.mjs';

let failed = 0;
for (const variant of variants) {
  const { bytes, names } = firstVisit(variant);
  const holds = bytes <= budget && names.length >= 4 && names.some((name) => name.endsWith('.wasm'));
  if (!holds) failed += 1;
  console.log(`${holds ? 'ok' : 'not ok'} - the first visit of the ${variant} build takes at most ${budget} bytes of brotli: ${bytes} in ${names.join(', ')}`);
}
console.log(`${variants.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
