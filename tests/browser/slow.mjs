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
  ['in slow motion the numbers of a unit’s edges stand in a fan with their sum, none on another, and the unit’s words stand off them', async (place) => {
    const visitor = await Visitor.arrive(place, { query: '#v1&layers=8,8&keep=1,0.8,0.8&at=50', waits: false, reducedMotion: 'reduce' });
    await visitor.until((f) => !f.replaying && f.iteration === 50, 'the run is at 50');
    await visitor.stop();
    await visitor.click('slow_motion');
    await visitor.until(beatIs(1), 'the masks are drawn');
    await visitor.click('beat', 2);
    const { slow_motion: beat } = await visitor.until(beatIs(2), 'forward');
    await visitor.frames(3);
    const found = await visitor.page.waitForFunction(() => [...document.querySelectorAll('#mirror p')].map((p) => p.textContent)
      .find((text) => / adds up what it is sent, with its bias: sum /.test(text)));
    const [, sign, sum] = (await found.jsonValue()).match(/^a²(.) .*sum (−?[\d.]+)$/);
    const unit = '₁₂₃₄₅₆₇₈'.indexOf(sign), a1 = beat.passed_on.slice(2, 10); // W¹ 16, b¹ 8, W² 64, b² 8
    const total = a1.reduce((all, a, u) => all + a * beat.before[24 + 8 * unit + u], beat.before[88 + unit]);
    close(Number(sum.replace('−', '-')), total, 'the sum', 0.006);
    const boxes = (name, count) => visitor.page.evaluate(([of, all]) => [...Array(all).keys()].map((i) => globalThis.dropoutLab.box(of, i)).filter(Boolean), [name, count]);
    const apart = (a, b) => a.x >= b.x + b.width - 1 || b.x >= a.x + a.width - 1 || a.y >= b.y + b.height - 1 || b.y >= a.y + a.height - 1;
    const numbers = [...await boxes('edge_number', 105), ...await boxes('unit_number', 19), ...await boxes('fan_sum', 8)];
    assert.ok(numbers.length >= 5, `${numbers.length} numbers`);
    numbers.forEach((one, i) => numbers.slice(0, i).forEach((other) => assert.ok(apart(one, other), `${JSON.stringify(one)} lies on ${JSON.stringify(other)}`)));
    const { x, y, width, height } = await visitor.box('unit', 10 + unit);
    await visitor.page.mouse.move(x + width / 2, y + height / 2);
    await visitor.page.waitForFunction(() => [...Array(8).keys()].some((i) => globalThis.dropoutLab.box('unit_hint', i)));
    const [hint] = await boxes('unit_hint', 8);
    for (const number of numbers) assert.ok(apart(hint, number), `the words cover ${JSON.stringify(number)}`);
    await visitor.photograph('slow-motion-fan.png');
    assert.deepEqual(visitor.errors, []);
  }],
];
