// One iteration in slow motion, walked through by clicks. What the page says is computed again here, from the weights,
// the inputs and the mask that it names.
import assert from 'node:assert/strict';
import { coarse, Visitor } from './visitor.mjs';

// 2-4-1 with ReLU, keep_prob 0.6, plain gradient descent.
const rate = 0.1, keep = 0.6, units = 4;
const link = `#v1&points=40&layers=${units}&keep=1,${keep}&optimizer=sgd&rate=${rate}&at=50`;

// Parameters lie as W¹ row by row, b¹, W², b².
function forward(w, [x1, x2], mask) {
  const a = [...Array(units).keys()].map((u) => (mask[u] / keep) * Math.max(0, w[2 * u] * x1 + w[2 * u + 1] * x2 + w[2 * units + u]));
  const z = a.reduce((sum, value, u) => sum + value * w[3 * units + u], w[4 * units]);
  return { a, output: 1 / (1 + Math.exp(-z)) };
}

function cost(w, x, mask, label) {
  const { output } = forward(w, x, mask);
  return -Math.log(label ? output : 1 - output);
}

function close(one, other, what, tolerance = 1e-4) {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: the page says ${one}, it is ${other}`);
}

const beatIs = (beat) => (f) => f.slow_motion?.beat === beat;

// Edges whose number is shown: both ends kept.
async function numbered(visitor, mask) {
  const shown = [];
  for (let edge = 0; edge < 4 * units; edge++) {
    if (await visitor.page.evaluate((i) => globalThis.dropoutLab.box('edge_number', i) !== undefined, edge)) shown.push(edge);
  }
  const kept = [...Array(units).keys()].filter((u) => mask[u]);
  assert.deepEqual(shown, [...kept.flatMap((u) => [2 * u, 2 * u + 1]), ...kept.map((u) => 3 * units + u)]);
}

export const tests = [
  ['slow motion walks through an iteration in five beats, edges of kept units have numbers, and what they are drawn from is right', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: link, waits: false, reducedMotion: 'reduce' });
    await visitor.until((f) => !f.replaying && f.iteration === 50, 'the run is at 50');
    await visitor.stop();
    await visitor.click('slow_motion');
    const { slow_motion: first } = await visitor.until(beatIs(1), 'the masks are drawn');
    assert.equal(first.iteration, 51);
    const mask = first.mask.slice(2), x = first.passed_on.slice(0, 2);
    await visitor.frames(3);
    await numbered(visitor, mask);

    await visitor.click('step');
    const { slow_motion: beat } = await visitor.until(beatIs(2), 'forward');
    const { a, output } = forward(beat.before, x, mask);
    a.forEach((value, u) => close(beat.passed_on[2 + u], value, `a${u + 1}`));
    close(beat.passed_on[2 + units], output, 'ŷ');
    await visitor.click('beat', 3);
    await visitor.until(beatIs(3), 'cost');
    close(beat.cost_example, cost(beat.before, x, mask, beat.label), 'cost');
    await visitor.press('ArrowRight');
    await visitor.until(beatIs(4), 'backward');
    for (let i = 0; i < beat.before.length; i++) {
      const moved = (by) => cost(beat.before.map((w, k) => (k === i ? w + by : w)), x, mask, beat.label);
      close(beat.own_gradient[i], (moved(1e-4) - moved(-1e-4)) / 2e-4, `slope ${i}`, 1e-3);
    }
    await visitor.frames(3);
    await numbered(visitor, mask);
    assert.equal((await visitor.figures()).iteration, 50, 'the step is not made before its beat');

    await visitor.click('step');
    const updated = await visitor.until(beatIs(5), 'update');
    assert.equal(updated.iteration, 51);
    assert.equal(updated.mask.replace(/ /g, ''), first.mask.join(''));
    beat.before.forEach((w, i) => close(beat.after[i], w - rate * beat.gradient[i], `weight ${i}`, 1e-6));
    await visitor.photograph('slow-motion.png');
    await visitor.click('step');
    const { slow_motion: next } = await visitor.until(beatIs(1), 'the next iteration');
    assert.equal(next.iteration, 52);
    assert.deepEqual(next.before, beat.after);
    await visitor.click('slow_motion');
    await visitor.until((f) => f.slow_motion === undefined, 'full speed');
    assert.deepEqual(visitor.errors, []);
  }],
];
