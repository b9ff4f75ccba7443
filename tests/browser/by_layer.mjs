// keep_prob by layer: what a typical mask leaves is what the command line works out of the same link, and a choice is
// listed with the J at test of a run that had it from the start.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { census } from './picture.mjs';
import { pause, Visitor } from './visitor.mjs';

const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));

// What the command line finds of the dropout arm.
async function analyzed(link) {
  const words = [cli, 'analyze', '--link', link, '--samples', '2', '--examples', '1'];
  return JSON.parse((await promisify(execFile)(process.execPath, words)).stdout).arms[1];
}

async function scene(place, link, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=keep-by-layer&${link}`, waits: false, ...options });
  const at = Number(/at=(\d+)/.exec(link)[1]);
  await visitor.until((f) => !f.replaying && f.iteration === at && f.measured_at === at, 'the run is there', 60_000);
  return visitor;
}

const texts = (visitor) => visitor.page.evaluate(() => [...document.querySelectorAll('#mirror p, #mirror button')]
  .map((element) => element.textContent || element.getAttribute('aria-label')));

// The words of the page that match, once they are there.
async function words(visitor, pattern) {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(60)) {
    for (const text of await texts(visitor)) {
      const match = pattern.exec(text);
      if (match) return match;
    }
  }
  return assert.fail(`no ${pattern} in ${JSON.stringify(await texts(visitor))}`);
}

const number = (text) => Number(text.replaceAll(',', ''));
function rounded(text, value, what) {
  const decimals = text.split('.')[1]?.length ?? 0;
  assert.ok(Math.abs(number(text) - value) <= 0.51 * 10 ** -decimals, `${what}: the page says ${text}, the engine ${value}`);
}

const listed = async (visitor) => (await texts(visitor)).filter((text) => /^keep_prob [\d., ]+: test J/.test(text));

export const tests = [
  ['what a typical mask leaves of each matrix and of all parameters is said as the command line works it out, and drawn as long', async (place) => {
    const link = 'v1&layers=8,6&keep=0.9,0.7,0.4&at=300';
    const visitor = await scene(place, link, { viewport: { width: 900, height: 560 } });
    const { typical_mask: mask } = await analyzed(link);
    for (const [l, w] of mask.weights.entries()) {
      const [, left] = await words(visitor, new RegExp(`^W${'¹²³'[l]}: \\d+ × \\d+ = [\\d,]+ weights, of which a typical mask leaves ([\\d.,]+)`));
      rounded(left, w, `W${l + 1}`);
    }
    const [, left, all] = await words(visitor, /^A typical mask leaves ([\d.,]+) of ([\d,]+) parameters/);
    rounded(left, mask.parameters, 'parameters');
    assert.equal(number(all), mask.of);
    const widths = await Promise.all([1, 2, 3].map(async (row) => (await visitor.box('layer_left', row)).width));
    mask.weights.forEach((w, l) => assert.ok(Math.abs(widths[l] / widths[1] - w / mask.weights[1]) < 0.03, `${widths} of ${mask.weights}`));
    assert.deepEqual(visitor.errors, []);
  }],
  ['a slider of a layer sets its keep_prob, arrow keys too, and undo takes it back', async (place) => {
    const visitor = await scene(place, 'v1&layers=8,6&at=300', { viewport: { width: 480, height: 420 } });
    const [, before] = await words(visitor, /^A typical mask leaves ([\d.,]+) of/);
    await visitor.drag('layer_keep', 2, 0.5, 0.9);
    const dragged = await visitor.until((f) => Number(f.experiment.keep.split(',')[2]) > 0.7, 'a² is kept more often');
    assert.match(dragged.experiment.keep, /^1,0\.5,/);
    const [, after] = await words(visitor, new RegExp(`^A typical mask leaves (?!${before} )([\\d.,]+) of`));
    assert.ok(number(after) > number(before), `${before} → ${after}`);
    await words(visitor, /^Changed at iteration 300: from there on this run is mixed/);
    const keep = Number(dragged.experiment.keep.split(',')[2]);
    await visitor.press('ArrowLeft');
    await visitor.until((f) => Math.abs(Number(f.experiment.keep.split(',')[2]) - keep + 0.01) < 1e-4, 'a hundredth less');
    for (let i = 0; i < 3 && !(await visitor.figures()).experiment.keep.startsWith('1,0.5,0.5'); i++) await visitor.press('Control+z');
    await visitor.until((f) => f.experiment.keep.startsWith('1,0.5,0.5'), 'undone');
    await words(visitor, new RegExp(`^A typical mask leaves ${before} of`));
    assert.deepEqual(visitor.errors, []);
  }],
  ['a trial trains the choice that is set up to its iteration and stands; the list has the J at test that the command line finds of each, the lowest first', async (place) => {
    const visitor = await scene(place, 'v1&layers=8,6&at=300', { viewport: { width: 900, height: 620 } });
    await words(visitor, /^No run with one choice of keep_prob has come so far/); // 1,000 is set
    await visitor.click('tried_after');
    await visitor.frames(4);
    await visitor.click('option', 1); // 250
    await words(visitor, /^keep_prob 1, 0\.5, 0\.5: test J/);
    await visitor.drag('layer_keep', 1, 0.5, 0.92);
    const { experiment } = await visitor.until((f) => Number(f.experiment.keep.split(',')[1]) > 0.8, 'a¹ is kept more often');
    assert.equal((await listed(visitor)).length, 1); // set, not trained
    await visitor.click('try');
    const stands = await visitor.until((f) => !f.playing && f.iteration >= 250, 'the trial stands', 60_000);
    assert.equal(stands.experiment.keep, experiment.keep);
    assert.equal(stands.changes, 0);
    await words(visitor, new RegExp(`^keep_prob 1, ${experiment.keep.split(',')[1]}, 0\\.5: test J`));
    const rows = await listed(visitor);
    assert.equal(rows.length, 2);
    const costs = [];
    for (const row of rows) {
      const [, keep, cost, accuracy] = /^keep_prob ([\d., ]+): test J ([\d.]+), accuracy ([\d.]+) %/.exec(row);
      const { test } = await analyzed(`v1&layers=8,6&keep=${keep.replaceAll(' ', '')}&at=250`);
      rounded(cost, test.cost, `J of ${keep}`);
      rounded(accuracy, 100 * test.accuracy, `accuracy of ${keep}`);
      costs.push(Number(cost));
    }
    assert.deepEqual(costs, costs.toSorted((a, b) => a - b));
    assert.ok(census(await visitor.look()).colours > 10);
    await visitor.photograph('by-layer-tried.png');
    // a press on the other run sets its keep_probs again
    await visitor.click('tried', rows.findIndex((row) => row.startsWith('keep_prob 1, 0.5, 0.5')));
    await visitor.until((f) => f.experiment.keep.startsWith('1,0.5,0.5'), 'they are set again');
    await visitor.press('Control+z');
    await visitor.until((f) => f.experiment.keep === experiment.keep, 'and undone');
    // so does its dot
    const dot = rows.findIndex((row) => row.startsWith('keep_prob 1, 0.5, 0.5'));
    await visitor.click('tried_dot', 100 + dot);
    await visitor.until((f) => f.experiment.keep.startsWith('1,0.5,0.5'), 'the dot sets them');
    assert.deepEqual(visitor.errors, []);
  }],
  ['without hidden layers, with nothing dropped and without an arm that drops, the view says so', async (place) => {
    for (const [link, said] of [['v1&layers=0&keep=1&at=50', /^Every mask leaves everything.*only inputs can be dropped/],
      ['v1&keep=1,1,1&at=50', /^Every mask leaves everything: nothing is dropped/],
      ['v1&arms=none,l2&at=50', /^No arm that is shown drops units/]]) {
      const visitor = await scene(place, link, { viewport: { width: 400, height: 360 } });
      await words(visitor, said);
      assert.equal(await visitor.page.evaluate(() => / thins? it/.test(document.querySelector('#mirror').textContent)), false, 'a mask that drops nothing thins nothing');
      await visitor.leave();
    }
  }],
  ['the lecture’s network, digits and a phone have room for every layer', async (place) => {
    for (const [name, link, layers, options] of [
      ['lecture', 'v1&points=211&flip=0&layers=7,7,3,2&activation=tanh&init=xavier&keep=1,0.7,0.5,0.7,1&l2=0.7&optimizer=sgd&rate=0.3&at=250', 5, { viewport: { width: 390, height: 420 }, deviceScaleFactor: 2, hasTouch: true }],
      ['digits', 'v1&data=digits&points=1000&noise=0&layers=128,64&keep=0.8,0.5,0.5&batch=50&at=20', 3, { viewport: { width: 1000, height: 600 }, colorScheme: 'dark' }],
      ['phone', 'v1&at=1200', 3, { viewport: { width: 320, height: 300 }, deviceScaleFactor: 2, hasTouch: true }],
      ['card', 'v1&at=1200', 3, { viewport: { width: 380, height: 320 } }]]) {
      const visitor = await scene(place, link, options);
      const places = await Promise.all([...Array(layers).keys()].map((row) => visitor.box('layer_keep', row)));
      for (let row = 1; row < layers; row++) assert.ok(places[row].y >= places[row - 1].y + 14, `${name}: ${JSON.stringify(places)}`);
      assert.ok((await visitor.box('try')).y + 20 < options.viewport.height - 40, `${name}: the trial is in sight`);
      await visitor.photograph(`by-layer-${name}.png`);
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],
];
