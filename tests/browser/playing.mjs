// The run, in the visitor's hands.
import assert from 'node:assert/strict';
import { census, difference } from './picture.mjs';
import { coarse, countDraws, Visitor } from './visitor.mjs';

// The numbers of a run that must agree where it is repeated.
const run = ({ iteration, mask, distinct, arms }) => ({
  iteration, mask, distinct,
  arms: arms.map(({ kind, cost_masked, cost_train, cost_test, norm }) => ({ kind, cost_masked, cost_train, cost_test, norm })),
});

function assertClose(one, other, tolerance, what) {
  const scale = Math.max(Math.abs(one), Math.abs(other), 1e-3);
  assert.ok(Math.abs(one - other) <= tolerance * scale, `${what}: ${one} against ${other}`);
}

const digitsSource = 7;  // net::Source::digits

export const tests = [
  ['pixels show the network and a surface of every arm, in blue and orange', async (place) => {
    const visitor = await Visitor.arrive(place);
    const { arms } = await visitor.until((f) => f.iteration > 800, 'something has been learned');
    await visitor.stop();
    const network = census(await visitor.look('network'));
    assert.ok(network.blue > 0.005 && network.orange > 0.005 && network.colours > 50, JSON.stringify(network));
    assert.equal(arms.length, 3);
    for (const arm of arms.keys()) {
      const surface = census(await visitor.look('surface', arm));
      assert.ok(surface.blue > 0.1 && surface.orange > 0.1, `surface ${arm}: ${JSON.stringify(surface)}`);
    }
  }],
  ['pause stills the run and its pictures; play changes them', async (place) => {
    const visitor = await Visitor.arrive(place);
    const start = await visitor.start();
    const before = await visitor.look('surface', 1);
    await visitor.frames(20);
    assert.deepEqual(run(await visitor.figures()), run(start));
    assert.equal(difference(before, await visitor.look('surface', 1)), 0);
    await visitor.click('play');
    const later = await visitor.until((f) => f.iteration > 300, 'it has played');
    assert.ok(difference(before, await visitor.look('surface', 1)) > 0.05, 'the surface did not change');
    assert.ok(later.arms[0].cost_train < start.arms[0].cost_train, 'the cost did not fall');
  }],
  ['where nothing changes nothing is drawn, and the first change is', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, prepare: countDraws });
    const rests = async () => {
      for (let tries = 0; tries < 40; tries++) if (await visitor.draws(30) === 0) return; // the kill test ends its round
      throw new Error('it goes on drawing');
    };
    await visitor.stop();
    await rests();
    await visitor.page.keyboard.press('ArrowRight');
    assert.ok(await visitor.draws(40) > 0, 'the step is not shown');
    await rests();
    await visitor.page.keyboard.press('Space');
    assert.ok(await visitor.draws(10) > 0, 'the run is not shown');
  }],
  ['a slider dragged by the mouse changes keep_prob in the run that goes on', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const before = await visitor.figures();
    await visitor.drag('keep', 1, 0.8, 0.3);
    const after = await visitor.until((f) => f.experiment.keep !== before.experiment.keep, 'keep_prob has changed');
    const [input, first, second] = after.experiment.keep.split(',').map(Number);
    assert.ok(first > 0.15 && first < 0.6, `keep_prob of the first hidden layer is ${first}`);
    assert.equal([input, second].join(), before.experiment.keep.split(',').filter((_, i) => i !== 1).join());
    assert.equal(after.run, before.run);
    assert.ok(after.iteration >= before.iteration);
  }],
  ['the share of a layer that is kept follows its keep_prob to 0.12, and the words count the units that the mask keeps', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.start(); // the same masks each time
    const followed = async () => {
      const bits = [];
      for (let i = 0; i < 8; i++) {
        const { iteration } = await visitor.figures();
        await (i === 0 ? visitor.click('step') : visitor.press('ArrowRight'));
        const next = await visitor.until((f) => f.iteration === iteration + 1, 'a step is done');
        bits.push(...next.mask.split(' ')[1]);
      }
      const { mask, experiment } = await visitor.figures();
      const ones = (all) => [...all].filter((bit) => bit === '1').length;
      const hidden = mask.split(' ').slice(1).join('');
      const words = `kept ${ones(hidden)} of ${hidden.length} hidden units at random`;
      await visitor.page.locator('#mirror p', { hasText: words }).waitFor({ state: 'attached' });
      const keep = Number(experiment.keep.split(',')[1]);
      assert.ok(Math.abs(ones(bits) / bits.length - keep) < 0.12, `${ones(bits)} of ${bits.length} are kept at ${keep}`);
      return keep;
    };
    await visitor.drag('keep', 1, 0.8, 0.25);
    const low = await followed();
    await visitor.drag('keep', 1, 0.25, 0.92);
    const high = await followed();
    assert.ok(low < 0.4 && high > 0.8, `keep_prob was ${low} and ${high}`);
  }],
  ['reset restores the start, whatever was done since', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { arms } = await visitor.figures();
    const start = await visitor.start();
    for (const [i, arm] of start.arms.entries()) {
      assert.deepEqual({ cost_train: arm.cost_train, norm: arm.norm },
        { cost_train: arms[i].start.cost_train, norm: arms[i].start.norm }, 'it is not the start that was loaded');
    }
    await visitor.click('play');
    await visitor.until((f) => f.iteration > 100, 'it has played');
    assert.deepEqual(run(await visitor.start()), run(start));
  }],
  ['a reload with the same seed gives the same figures at the same iteration', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.start();
    const first = await visitor.steps(25);
    await visitor.page.reload();
    await visitor.until((f) => f.iteration > 0, 'it has begun again');
    await visitor.start();
    assert.deepEqual(run(await visitor.steps(25)), run(first));
  }],
  ['the two builds draw the same masks and agree in every cost, accuracy and norm', async (place) => {
    const ends = [];
    for (const query of ['', '?build=plain']) {
      const visitor = await Visitor.arrive(place, { ...coarse, query });
      await visitor.start();
      ends.push(await visitor.steps(25));
      await visitor.leave();
    }
    const [relaxed, plain] = ends;
    assert.equal(relaxed.mask, plain.mask);
    assert.equal(relaxed.distinct, plain.distinct);
    for (const [i, arm] of relaxed.arms.entries()) {
      for (const key of ['cost_masked', 'cost_train', 'cost_test']) {
        assertClose(arm[key], plain.arms[i][key], 1e-3, `${arm.kind} ${key}`);
      }
      for (const key of ['accuracy_train', 'accuracy_test']) {
        assert.ok(Math.abs(arm[key] - plain.arms[i][key]) <= 0.01, `${arm.kind} ${key}: ${arm[key]} against ${plain.arms[i][key]}`);
      }
      arm.norm.forEach((value, l) => assertClose(value, plain.arms[i].norm[l], 1e-3, `${arm.kind} norm ${l + 1}`));
    }
  }],
  ['the keyboard plays, steps and resets', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.press('Space');
    const { iteration } = await visitor.until((f) => !f.playing, 'Space has paused');
    await visitor.press('ArrowRight');
    await visitor.until((f) => f.iteration === iteration + 1, 'the arrow has stepped');
    await visitor.press('r');
    await visitor.until((f) => f.iteration === 0, 'R has reset');
    await visitor.press('Space');
    await visitor.until((f) => f.playing && f.iteration > 0, 'Space has played');
  }],
  ['the digits are fetched when they are chosen, and learned', async (place) => {
    const visitor = await Visitor.arrive(place);
    await visitor.click('data', digitsSource);
    const chosen = await visitor.until((f) => f.experiment.data === 'digits' && f.iteration > 0, 'digits are trained');
    assert.ok(visitor.requests.some((url) => /\/digits\.\w+\.bin$/.test(url)));
    assert.equal(chosen.notice, '');
    const learned = await visitor.until((f) => f.arms.every((arm) => arm.accuracy_test > 0.5),
      'every arm reads more than half of the test digits', 40000);
    assert.ok(learned.arms.length === 3);
    await visitor.photograph('digits-1280x800.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['where the digits cannot be loaded, the page says so and the former run goes on', async (place) => {
    const prepare = (page) => page.route('**/digits.*.bin', (route) => route.fulfill({ status: 503, body: '' }));
    const visitor = await Visitor.arrive(place, { prepare });
    await visitor.click('data', digitsSource);
    const { iteration, experiment } = await visitor.until((f) => f.notice.includes('503'), 'the notice is shown');
    assert.notEqual(experiment.data, 'digits');
    await visitor.until((f) => f.iteration > iteration, 'the run goes on');
    await visitor.page.unroute('**/digits.*.bin');
    await visitor.click('data', digitsSource);
    await visitor.until((f) => f.experiment.data === 'digits', 'a second choice has loaded them');
  }],
];
