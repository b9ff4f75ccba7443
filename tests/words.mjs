// Sentences that stood beside figures and were not true of every run, with what is: none of them comes back.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const untrue = [
  [/"Mean squared error/, 'a regression’s J is half the mean squared error'],
  [/gave way to the masks|made them give way/, 'a correlation of λ and w² has a sign and names no cause'],
  [/what masks add to the cost, to second order\./, '½λw² is a weight’s own part of it only'],
  [/nearly so for a sigmoid/, 'on data that can be separated the marginalized arm’s norm is 2.6 to 6.6 times dropout’s'],
  [/grows instead/, 'the norm shrinks on data that can be separated, too, where masks keep training from zero cost'],
  [/no longer learn/, 'dead units came back in 8 of 8 seeds: no gradient reaches them now'],
  [/that cannot rely on any one input spreads/i, 'the weights of a layer whose inputs are never dropped have no reason to spread'],
  [/[Kk]nown-good/, 'not every preset trains from every seed'],
  [/cannot be replaced/, 'inputs that repeat one another replace one another'],
  [/disc within/, 'both classes of “circle” are rings'],
  [/plane from −1 to 1/, 'moons reach to ±1.8'],
  [/divided by it \(inverted/, 'under classic scaling nothing is divided in training'],
  [/never met a mask loses most/, 'which arm loses most is for the run to say'],
  [/the one to watch fall/, 'J with dropout off rises in two of five iterations of the dropout arm, too'],
  [/[Ee]very claim that a lecture/, 'C5 to C9 have no view yet'],
];

function* texts(path) {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) yield* texts(join(path, name));
  else if (/\.(cpp|h|def|js|html|md)$/.test(path)) yield path;
}

const files = [...texts(join(root, 'src')), ...texts(join(root, 'web')), join(root, 'README.md')]
  // words that go on in the next line are one string
  .map((path) => [path.slice(root.length), readFileSync(path, 'utf8').replace(/"\s*\n\s*"/g, '')]);
let passed = 0;
let failed = 0;
function check(holds, truth, fault) {
  if (holds) passed++;
  else failed++;
  console.log(holds ? `ok - ${truth}` : `not ok - ${fault}`);
}

for (const [phrase, truth] of untrue) {
  const where = files.filter(([, text]) => phrase.test(text)).map(([path]) => path);
  check(where.length === 0, truth, `${where.join(', ')} says ${phrase}, but ${truth}`);
}

// the README lists the scenes that a link can name
const readme = files.at(-1)[1];
for (const [, key] of readFileSync(join(root, 'src/view/views/catalogue.def'), 'utf8').matchAll(/^(?:LATER_)?VIEW\("([^"]+)"/gm)) {
  check(readme.includes(`\`${key}\``), `the README names the scene ${key}`, `the README does not name the scene ${key}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
