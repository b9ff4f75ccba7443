// Why training is worse than test, and whether J is still defined: what the page says is what the engine computes.
import assert from 'node:assert/strict';
import { census } from './picture.mjs';
import { pause, Visitor } from './visitor.mjs';

const link = 'v1&layers=8,6&at=300';

async function scene(place, name, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html#scene=${name}&${link}`, waits: false, ...options });
  await visitor.until((f) => !f.replaying && f.iteration === 300 && f.measured_at === 300, `${name} is there`, 60_000);
  return visitor;
}

// The words of the page that match, once they are there.
async function words(visitor, pattern) {
  const found = await visitor.page.waitForFunction((source) => [...document.querySelectorAll('#mirror p, #mirror button')]
    .map((element) => `${element.textContent} ${element.title ?? ''}`).find((text) => new RegExp(source).test(text)), pattern.source, { timeout: 20_000 });
  return pattern.exec(await found.jsonValue());
}

function rounded(text, value, what) {
  const decimals = text.split('.')[1]?.length ?? 0;
  const said = Number(text.replaceAll(',', '').replace('−', '-'));
  assert.ok(Math.abs(said - value) <= 0.51 * 10 ** -decimals, `${what}: the page says ${text}, the engine ${value}`);
}

// What stands in words comes to be what the engine has: the words may still be of an iteration before.
async function said(visitor, pattern, value, what) {
  for (const end = Date.now() + 20_000; ; await pause(100)) {
    const [, text] = await words(visitor, pattern);
    try {
      rounded(text, value, what);
      return text;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

export const tests = [
  ['training and test stand in four ways, and the parts of their distance are differences of what is written', async (place) => {
    const visitor = await scene(place, 'gap', { viewport: { width: 400, height: 440 } });
    const { inspection } = await visitor.until((f) => f.inspection[1]?.gap_at === 300, 'the gap is measured');
    const { gap } = inspection[1];
    const written = {};
    for (const [key, what] of Object.entries({ train_masked: 'training set under random masks', train: 'training set with dropout off',
      right: 'training set with its right labels and dropout off', test_masked: 'test set under random masks', test: 'test set with dropout off' })) {
      written[key] = Number(await said(visitor, new RegExp(`^dropout, ${what}: J ([\\d.]+), accuracy`), gap[key], what));
    }
    for (const [part, [one, other]] of Object.entries({ masks: ['train_masked', 'train'], '60 wrong labels': ['train', 'right'], 'what is left': ['right', 'test'] })) {
      const [, size] = await words(visitor, new RegExp(`^${part}: J ([+−][\\d.]+)`));
      rounded(size.replace('+', ''), written[one] - written[other], part);
    }
    await words(visitor, /^Training’s J is [\d.]+ above test’s/);
    assert.ok(census(await visitor.look()).colours > 10);
    await visitor.photograph('gap.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['the masks are re-rolled one by one at weights that stand still: count, mean and last J are the engine’s', async (place) => {
    const visitor = await scene(place, 'j-scope', { viewport: { width: 900, height: 520 } });
    const { inspection } = await visitor.until((f) => f.inspection[1]?.scope?.further.length === 200, 'all masks are drawn');
    const { scope } = inspection[1];
    const [, mean, deviation] = await words(visitor, /200 masks: J ([\d.]+) ± ([\d.]+)/);
    rounded(mean, scope.mean, 'mean');
    rounded(deviation, scope.deviation, 'deviation');
    await visitor.photograph('j-scope.png');
    for (let n = 1; n <= 4; n++) {
      await visitor.click('reroll');
      const [, average, last] = await words(visitor, new RegExp(`${n} drawn: J ([\\d.]+)(?: ± [\\d.]+)?, last ([\\d.]+)`));
      rounded(last, scope.further[n - 1], `mask ${n}`);
      rounded(average, scope.further.slice(0, n).reduce((sum, j) => sum + j / n, 0), `mean of ${n}`);
    }
    await visitor.photograph('j-scope-rerolled.png');
    await visitor.click('step'); // other weights: the dots are of the former ones
    await words(visitor, /200 masks: J/);
    await visitor.click('play');
    await visitor.until((f) => f.iteration > 320, 'it plays');
    await visitor.click('reroll');
    await visitor.until((f) => !f.playing, 'the run stands still');
    await words(visitor, /1 drawn: J/);
    assert.deepEqual(visitor.errors, []);
  }],
  ['the drill sets plain gradient descent without dropout, counts iterations without a rise, then with dropout on the share of rises; undo leads back', async (place) => {
    const visitor = await scene(place, 'j-scope', { viewport: { width: 480, height: 420 } });
    const before = (await visitor.figures()).link;
    await visitor.click('j_mode', 1);
    await words(visitor, /With Adam (that is no bug|it could have risen)|no sign of a bug here/);
    await visitor.click('drill');
    const { experiment, link: address } = await visitor.until((f) => f.experiment.optimizer === 'sgd' && f.iteration > 150, 'the drill runs');
    assert.equal(Number(experiment.rate), 0.1);
    assert.equal(experiment.batch, 'full');
    assert.match(experiment.keep, /^1,1,1/);
    assert.match(address, /optimizer=sgd/);
    await visitor.stop();
    const still = await visitor.figures();
    assert.equal(still.arms[1].rises.count, 0);
    const grouped = (number) => number.toLocaleString('en-US');
    await words(visitor, new RegExp(`dropout: J has not risen in ${grouped(still.arms[1].rises.compared)} iterations`));
    await words(visitor, /So it must be with plain gradient descent and a small rate: no sign of a bug/);
    await visitor.photograph('j-drill.png');
    await visitor.click('drill'); // dropout on; it plays again
    await visitor.until((f) => f.playing && f.experiment.keep.startsWith('1,0.5,0.5') && f.arms[1].rises.compared > 60, 'dropout is on');
    await visitor.stop();
    const { rises } = (await visitor.figures()).arms[1];
    const [, share] = await words(visitor, new RegExp(`J rose in ${grouped(rises.count)} of ${grouped(rises.compared)} iterations \\(([\\d.]+) %\\)`));
    rounded(share, (100 * rises.count) / rises.compared, 'share');
    await words(visitor, /Rises are no sign of a bug here/);
    await visitor.photograph('j-drill-dropout.png');
    for (const left of ['dropout off', 'Adam']) {
      await visitor.press('Control+z');
      await visitor.until((f) => (left === 'Adam' ? f.experiment.optimizer === 'adam' : f.experiment.keep.startsWith('1,1,1')), `undo: ${left}`);
    }
    assert.equal((await visitor.until((f) => !f.replaying && f.iteration === 300, 'the former run is back')).link, before);
    assert.deepEqual(visitor.errors, []);
  }],
  ['three programs run, and the pressed one tells whether it has the bug; the cause of each fits how its J rose', async (place) => {
    const visitor = await scene(place, 'j-scope', { viewport: { width: 560, height: 400 } });
    await visitor.click('j_mode', 2);
    const orders = new Set();
    for (let round = 0; round < 3; round++) {
      await words(visitor, /Press the one with the wrong sign/);
      const rows = await visitor.page.waitForFunction(() => {
        const all = [...document.querySelectorAll('#mirror button')].map((b) => `${b.textContent} ${b.getAttribute('aria-label') ?? ''} ${b.getAttribute('aria-description') ?? ''}`).filter((t) => /program [ABC]/.test(t));
        return all.length === 3 && all.every((t) => /after 200 iterations/.test(t)) && all;
      }, null, { timeout: 30_000 });
      const found = (await rows.jsonValue()).map((t) => /rose (\d+) times, at most (\d+) in a row/.exec(t).slice(1).map(Number));
      const bug = found.findIndex(([, row]) => row >= 15), right = found.findIndex(([all]) => all === 0);
      assert.ok(bug >= 0 && right >= 0 && bug !== right, JSON.stringify(found));
      const guess = round === 0 ? right : bug;
      await visitor.click('program', guess);
      const said = (await words(visitor, /^(Yes\. |No: ).*adds dW.*J never rose/))[0];
      assert.equal(said.startsWith('Yes'), guess === bug);
      assert.match(said, new RegExp(`${'ABC'[bug]} adds dW[¹²] where it should subtract: J rose up to ${found[bug][1]} times in a row`));
      assert.match(said, new RegExp(`${'ABC'[right]} is right: J never rose`));
      orders.add(`${bug}${right}`);
      await visitor.photograph(`j-bug-${round}.png`);
      await visitor.click('again');
    }
    assert.ok(orders.size > 1, [...orders].join());
    assert.deepEqual(visitor.errors, []);
  }],
  ['gap and J stand on a phone and in the dark', async (place) => {
    for (const [name, modes] of [['gap', 1], ['j-scope', 3]]) {
      for (const options of [{ viewport: { width: 320, height: 300 }, deviceScaleFactor: 2, hasTouch: true }, { viewport: { width: 1000, height: 600 }, colorScheme: 'dark' }]) {
        const visitor = await scene(place, name, options);
        for (let mode = 0; mode < modes; mode++) {
          if (modes > 1) await visitor.click('j_mode', mode);
          if (mode === 2) await visitor.until(() => true, 'a look') && await visitor.frames(60);
          assert.ok(census(await visitor.look()).colours > 10);
          await visitor.photograph(`${name}-${mode}-${options.colorScheme ?? 'phone'}.png`);
        }
        await visitor.leave();
      }
    }
  }],
];
