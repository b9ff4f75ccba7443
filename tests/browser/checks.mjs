// What a student checks: a mask that is frozen, the gradient, a dropout program of their own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Visitor } from './visitor.mjs';

const mirror = (visitor) => visitor.page.evaluate(() => document.querySelector('#mirror').textContent);

async function words(visitor, pattern) {
  await visitor.page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#mirror').textContent), pattern.source, { timeout: 30_000 });
  return (await mirror(visitor)).match(pattern);
}

async function scene(place, name, link, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html#scene=${name}&v1&${link}`, waits: false, ...options });
  const at = Number(link.match(/at=(\d+)/)?.[1] ?? 0);
  await visitor.until((f) => !f.replaying && f.iteration === at && f.measured_at === at, `${name} is at ${at}`, 60_000);
  return visitor;
}

// A toggle of the mirror: its value in words.
const said = (visitor, name) => visitor.page.evaluate((label) => [...document.querySelectorAll('#mirror button')]
  .find((b) => (b.getAttribute('aria-label') ?? b.textContent).startsWith(label))?.outerHTML, name);

// What is said below the boxes, where a screen reader hears of it.
const verdicts = async (visitor) => (await visitor.page.locator('#check [role=status]').allTextContents()).join(' ');

const program = process.env.DROPOUT_LAB_PYTHON ?? '/usr/bin/python3';

// What a student's programs print of the task: [name, what the page calls it, A, dA, A at test].
const students = `
import json
np.set_printoptions(precision=4, suppress=True)
k, kept, test = keep_prob, D < keep_prob, A
right, right_da = A * kept / k, dA * kept / k
cases = [
  ("right", "Your dropout is right", right, right_da, A),
  ("right as code", "Your dropout is right", repr(right), repr(right_da), ""),
  ("wrong side", "wrong side is kept", A * (D > k) / k, right_da, ""),
  ("not divided", "Not divided", A * kept, right_da, ""),
  ("divided twice", "Divided twice", A * kept / k / k, right_da, ""),
  ("divided at test", "Divided at test", right, right_da, A / k),
  ("backward mask missing", "missing in the backward pass", right, dA, ""),
  ("mask of one column", "mask has another shape", A * (D[:, :1] < k) / k, right_da, ""),
  ("swapped", "Batch and units are swapped", right.T, right_da, ""),
  ("unreadable", "left numbers out", "[[0. 1. ... 2. 3.]]", right_da, ""),
]
print(json.dumps([[str(part) for part in case] for case in cases]))`;

export const tests = [
  ['one frozen mask for the run is chosen in the rail; the link keeps it, and in each iteration the same units drop', async (place) => {
    const visitor = await Visitor.arrive(place);
    await visitor.click('mask_per');
    await visitor.frames(4);
    await visitor.click('option', 2);
    await visitor.until((f) => f.experiment['mask-per'] === 'frozen' && f.iteration > 20, 'it trains under the frozen mask');
    const { mask, link } = await visitor.stop();
    assert.match(link, /mask-per=frozen/);
    await visitor.steps(1);
    const after = await visitor.figures();
    assert.equal(after.mask, mask);
    assert.equal(after.distinct, 1);
    assert.deepEqual(visitor.errors, []);
    await visitor.photograph('frozen.png');
  }],
  ['under a frozen mask the units that it drops, and they alone, are said and drawn as without a gradient', async (place) => {
    const link = 'mask-per=frozen&layers=8,6&activation=tanh&at=60';
    const visitor = await scene(place, 'network', link);
    const { mask } = await visitor.figures();
    const [, ...hidden] = mask.split(' ');
    const dropped = [...hidden.join('')].map((bit) => bit === '0');
    assert.ok(dropped.includes(true) && dropped.includes(false), mask);
    await words(visitor, /no gradient so far/);
    const announced = await visitor.page.evaluate(() => [...document.querySelectorAll('#mirror *')]
      .filter((e) => e.children.length === 0 && /no gradient so far/.test(e.textContent + (e.getAttribute('aria-label') ?? '') + (e.getAttribute('aria-description') ?? ''))).length);
    assert.equal(announced, dropped.filter(Boolean).length);
    // the light around a unit is warm: red above blue just outside of its ring, which no other unit has
    const picture = await visitor.look(), scale = picture.width / 1280;
    for (const [u, isDropped] of dropped.entries()) {
      const { x, y, width, height } = await visitor.box('unit', 2 + u);
      const radius = width / 2 + 1.5;
      let warm = 0;
      for (let step = 0; step < 24; step++) {
        const angle = step * Math.PI / 12;
        const [r, g, b] = picture.at(Math.round((x + width / 2 + radius * Math.cos(angle)) * scale), Math.round((y + height / 2 + radius * Math.sin(angle)) * scale));
        warm += r > b + 25 && r > g + 15;
      }
      assert.equal(warm > 16, isDropped, `unit ${u}: ${warm} of 24`);
    }
    // and pointing at one tells what it does at test
    const at = await visitor.box('unit', 2 + dropped.indexOf(true));
    await visitor.page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
    await visitor.frames(6);
    await visitor.photograph('scene-network-frozen.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['the gradient check announces the engine’s three relative errors: of rounding, 1 with masks drawn anew, of rounding', async (place) => {
    const visitor = await scene(place, 'gradient-check', 'layers=8,6&points=60&at=300');
    const found = await visitor.until((f) => f.inspection[1]?.gradient_check_at === 300, 'the gradient is checked', 60_000);
    const [held, redrawn, off] = found.inspection[1].gradient_error;
    assert.ok(held < 1e-6 && off < 1e-6 && redrawn > 0.99, String(found.inspection[1].gradient_error));
    await words(visitor, /dropout at iteration 300: all 85 parameters, all 60 training examples/);
    await words(visitor, /The gradient is right\. With the mask redrawn between the two costs it looks wrong/);
    for (const [name, error] of [['mask held', held], ['mask redrawn', redrawn], ['dropout off', off]]) {
      const html = await said(visitor, name);
      assert.match(html, /relative error/);
      const [, number] = html.match(/relative error ([\d.e-]+)/);
      assert.ok(Math.abs(Number(number) / error - 1) < 0.06, `${name}: ${number}, engine ${error}`);
    }
    const plots = async (check) => {
      await visitor.click('gradient_error', check);
      await visitor.frames(4);
      return visitor.look('gradient_dots', check);
    };
    const green = (picture) => {
      let count = 0;
      for (let y = 0; y < picture.height; y++) {
        for (let x = 0; x < picture.width; x++) {
          const [r, g, b] = picture.at(x, y);
          if (g > r + 25 && g > b) count += 1;
        }
      }
      return count;
    };
    for (const check of [1, 2, 0]) assert.ok(green(await plots(check)) > 40, `dots of ${check}`);
    await visitor.photograph('scene-gradient-check.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['at the start of a small ReLU network the gradient check names the kink, and after some training says what it was', async (place) => {
    const visitor = await scene(place, 'gradient-check', 'layers=16,4&keep=1,0.3,0.8&points=60&at=0&start=paused');
    const start = await visitor.until((f) => f.inspection[1]?.gradient_check_at === 0, 'the start is checked', 60_000);
    const { gradient_error: [error], kinks } = start.inspection[1];
    assert.ok(kinks > 0 && error > 1e-5, `${kinks} on the kink, ${error}`);
    const [, told] = await words(visitor, /No fault: (\d+) z of kept units are exactly 0/);
    assert.equal(Number(told), kinks);
    await visitor.photograph('scene-gradient-check-start.png');
    await visitor.click('play');
    await visitor.until((f) => f.iteration > 100, 'it has trained');
    await visitor.stop();
    await visitor.until((f) => f.inspection[1].gradient_check_at === f.iteration && f.inspection[1].kinks === 0, 'it is off the kink', 60_000);
    const [, was] = await words(visitor, /The gradient is right\..* At iteration 0 it was ([\d.e-]+): \d+ z were exactly 0/);
    assert.ok(Math.abs(Number(was) / error - 1) < 0.06, `${was}, engine ${error}`);
  }],
  ['what a student’s NumPy prints of the task is judged: right, and each fault by its name', async (place) => {
    const visitor = await Visitor.arrive(place, { permissions: ['clipboard-read', 'clipboard-write'] });
    await visitor.stop();
    await visitor.click('about');
    await visitor.frames(4);
    await visitor.click('check');
    await visitor.page.waitForSelector('#check[open]');
    const task = await visitor.page.inputValue('#check-task');
    const cases = JSON.parse(execFileSync(program, ['-c', `${task}${students}`], { encoding: 'utf8' }));
    const paste = async (box, text) => {
      await visitor.page.evaluate((t) => navigator.clipboard.writeText(t), text);
      await visitor.page.focus(box);
      await visitor.page.keyboard.press('Control+A');
      await visitor.page.keyboard.press(text ? 'Control+V' : 'Delete');
    };
    for (const [name, verdict, a, da, atTest] of cases) {
      await paste('#check-a', a);
      await paste('#check-da', da);
      await paste('#check-test', atTest);
      const status = await verdicts(visitor);
      assert.ok(status.includes(verdict), `${name}: ${status}`);
      assert.equal(status.includes('Your dropout is right'), name.startsWith('right'), `${name}: ${status}`);
      if (name === 'backward mask missing') await visitor.photograph('check.png');
    }
    // another task as CSV: the answer to the first is none to it
    await visitor.page.selectOption('#check-format', 'csv');
    assert.match(await visitor.page.inputValue('#check-task'), /^keep_prob\n0\.\d\n\nA\n[\d.,\n]+\nD\n/);
    await paste('#check-a', cases[0][2]);
    await visitor.page.fill('#check-seed', '2');
    assert.match(await visitor.page.textContent('#check-a-said'), /^✗ /);
    // closed and opened again, it has what was pasted
    await visitor.page.keyboard.press('Escape');
    await visitor.page.waitForSelector('#check', { state: 'detached' });
    await visitor.click('about');
    await visitor.frames(4);
    await visitor.click('check');
    assert.equal(await visitor.page.inputValue('#check-a'), cases[0][2]);
    assert.deepEqual(visitor.errors, []);
  }],
  ['gradient check and the check of one’s own program stand in the dark, on a phone and in 320 × 240', async (place) => {
    const link = 'layers=8,6&points=60&at=300';
    for (const [name, options] of [['dark', { colorScheme: 'dark', viewport: { width: 1000, height: 600 } }],
      ['phone', { viewport: { width: 320, height: 560 }, deviceScaleFactor: 2, hasTouch: true }],
      ['small-dark', { viewport: { width: 320, height: 240 }, deviceScaleFactor: 2, colorScheme: 'dark' }]]) {
      const visitor = await scene(place, 'gradient-check', link, options);
      await visitor.until((f) => f.inspection[1]?.gradient_check_at === 300, 'the gradient is checked', 60_000);
      await visitor.frames(4);
      await visitor.photograph(`scene-gradient-check-${name}.png`);
      await visitor.click('check_mine');
      await visitor.page.waitForSelector('#check[open]');
      await visitor.page.fill('#check-a', '1,2\n3');
      assert.match(await verdicts(visitor), /Row 2 has 1 number, row 1 has 2/);
      const wide = await visitor.page.evaluate(() => document.querySelector('#check').scrollWidth - document.querySelector('#check').clientWidth);
      assert.ok(wide <= 0, `${name}: ${wide} too wide`);
      await visitor.photograph(`check-${name}.png`);
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],
];
