// The sub-networks and their averages, and the three scalings: what stands on the page and what is drawn, against what
// the command line finds of the same run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Visitor } from './visitor.mjs';

const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));
const small = 'v1&data=circle&noise=0.08&layers=9&arms=none,dropout&keep=1,0.8&at=300';
const many = 'v1&data=moons&layers=10,6&arms=none,dropout&keep=1,0.5,0.5&at=300';
const scaled = 'v1&data=moons&layers=16,12&arms=none,dropout&keep=1,0.5,0.5&at=300';

const known = new Map();
function engine(link) {
  if (!known.has(link)) known.set(link, promisify(execFile)(process.execPath, [cli, 'analyze', '--link', link, '--samples', '2', '--examples', '1', '--surfaces', '6'], { maxBuffer: 1e8 })
    .then(({ stdout }) => JSON.parse(stdout).arms[1]));
  return known.get(link);
}

function close(one, other, what, tolerance = 1e-5) {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: the page says ${one}, the engine ${other}`);
}

// The words on the page that begin so, once they are there.
async function words(visitor, begin) {
  const found = await visitor.page.waitForFunction((start) => [...document.querySelectorAll('#mirror p')]
    .map(({ textContent }) => textContent).find((text) => text.startsWith(start)), begin, { timeout: 20_000 });
  return found.jsonValue();
}

// The number that a pattern finds in words, within half of its last digit.
function says(text, pattern, value) {
  const [, digits] = text.match(pattern) ?? assert.fail(`"${text}" has no ${pattern}`);
  close(Number(digits.replace('−', '-')), value, `"${text}"`, 0.51 * 10 ** -(digits.split('.')[1]?.length ?? 0));
}

async function scene(place, name, link, ready, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=${name}&${link}`, waits: false,
    viewport: { width: 1000, height: 640 }, reducedMotion: 'reduce', ...options });
  const figures = await visitor.until((f) => !f.replaying && f.iteration === 300 && ready(f.inspection[1] ?? {}), `${name} is ready`, 90_000);
  await visitor.page.mouse.move(2, 2);
  await visitor.frames(6);
  assert.deepEqual(visitor.errors, []);
  return { visitor, found: figures.inspection[1] };
}

const averaged = (arm) => arm.averaging_at === 300 && arm.crowd_at === 300;

const rgb = (hex) => [hex >> 16, (hex >> 8) & 255, hex & 255];
const mix = (a, b, t) => a.map((from, i) => from + (b[i] - from) * Math.min(Math.max(t, 0), 1));
// The page's colours of an answer, and of a standard deviation, in its light theme.
const ofAnswer = (p) => mix([255, 255, 255], rgb(p < 0.5 ? 0x5ba6d3 : 0xeeb068), 1 - (1 - Math.min(Math.abs(2 * p - 1), 1)) ** 1.5);
const ofDeviation = (d) => mix(rgb(0xeff2f5), rgb(0x007b5c), d / 0.5);

// Of each value the least and the most of each channel that its colour may have: that of values 1/255 less and more.
function shades(values, color) {
  const near = [-1, -0.5, 0, 0.5, 1].map((step) => step / 255);
  return [Math.min, Math.max].map((end) => values.map((v) => {
    const colors = [...near.map((step) => v + step), ...(Math.abs(v - 0.5) < 1 / 255 ? [0.5] : [])].map(color);
    return [0, 1, 2].map((channel) => end(...colors.map((one) => one[channel])));
  }));
}

// The pictures of this size that the page has handed to the graphics, the last one first: rows of [r, g, b].
const keepUploads = (page) => page.addInitScript(() => {
  globalThis.uploads = [];
  const upload = WebGL2RenderingContext.prototype.texSubImage2D;
  WebGL2RenderingContext.prototype.texSubImage2D = function (...what) {
    const [, , , , width, height, , , heap, at = 0] = what;
    if (heap instanceof Uint8Array && (width === 32 || width === 320)) globalThis.uploads.unshift([width, height, [...heap.subarray(at, at + 4 * width * height)]]);
    upload.apply(this, what);
  };
});

// Reads a grid of 32 × 32 values back from such a picture, in which it lies `left` and `top` from the corner.
function holds([width, , bytes], values, color, left, top) {
  const [least, most] = shades(values, color);
  return values.every((_, i) => {
    const pixel = 4 * ((top + Math.floor(i / 32)) * width + left + (i % 32));
    return [0, 1, 2].every((channel) => bytes[pixel + channel] >= least[i][channel] - 0.51 && bytes[pixel + channel] <= most[i][channel] + 0.51);
  });
}

// What of it is drawn, every other pixel of every other row: each must lie between such colours, which are mixed as the graphics mix
// neighbouring points. `hidden` says which pixels something else covers. Gives how many pixels were read.
async function agrees(visitor, box, values, color, hidden, what) {
  const side = 32, { x, y, width, height } = box;
  const picture = await visitor.look();
  const ends = shades(values, color);
  let read = 0;
  for (let py = Math.ceil(y); py + 1 <= y + height; py += 2) {
    for (let px = Math.ceil(x); px + 1 <= x + width; px += 2) {
      if (hidden(px + 0.5, py + 0.5)) continue;
      const [u, v] = [((px + 0.5 - x) / width) * (side - 1), ((py + 0.5 - y) / height) * (side - 1)];
      const [i, j] = [Math.min(Math.floor(u), side - 2), Math.min(Math.floor(v), side - 2)], [s, t] = [u - i, v - j];
      const at = (colors, channel) => (colors[j * side + i][channel] * (1 - s) + colors[j * side + i + 1][channel] * s) * (1 - t)
        + (colors[(j + 1) * side + i][channel] * (1 - s) + colors[(j + 1) * side + i + 1][channel] * s) * t;
      picture.at(px, py).forEach((shade, channel) => {
        const [least, most] = ends.map((colors) => at(colors, channel));
        // half a shade for rounding a point's colour, half for the pixel's, and one for what is rounded in mixing
        assert.ok(shade >= least - 2 && shade <= most + 2,
          `${what} at ${px - x}, ${py - y}: shade ${shade}, the engine's ${least} to ${most}`);
      });
      read += 1;
    }
  }
  return read;
}

export const tests = [
  ['the crowd’s surfaces, the average of all sub-networks and the map of their disagreement are drawn as the engine has them to 1/255', async (place) => {
    const { visitor } = await scene(place, 'averaging', small, averaged, { prepare: keepUploads });
    const { surfaces } = (await engine(small)).averaging;
    for (let tile = 0; tile < 6; tile++) {
      assert.ok(await agrees(visitor, await visitor.box('crowd_tile', tile), surfaces.drawn[tile], ofAnswer, () => false, `tile ${tile}`) > 200);
    }
    await visitor.click('crowd_melt');
    await visitor.page.mouse.move(2, 2);
    await visitor.frames(6);
    // the ring about the shown point, dark on both pictures, covers some of them
    const look = await visitor.look('crowd_map');
    const dark = [];
    for (let y = 0; y < look.height; y++) {
      for (let x = 0; x < look.width; x++) if (Math.max(...look.at(x, y)) < 90) dark.push([x, y]);
    }
    assert.ok(dark.length > 8, 'no ring marks the shown point');
    const [cx, cy] = [0, 1].map((axis) => dark.reduce((sum, pixel) => sum + pixel[axis], 0) / dark.length);
    for (const [name, values, color] of [['crowd_average', surfaces.mean, ofAnswer], ['crowd_map', surfaces.deviation, ofDeviation]]) {
      const box = await visitor.box(name);
      assert.ok(await agrees(visitor, box, values, color, (x, y) => Math.hypot(x - box.x - cx, y - box.y - cy) < 10, name) > 10_000);
    }
    const uploads = await visitor.page.evaluate(() => globalThis.uploads);
    const sheet = uploads.find(([width]) => width === 320), pictures = uploads.filter(([width, height]) => width === 32 && height === 32);
    for (let tile = 0; tile < 6; tile++) assert.ok(holds(sheet, surfaces.drawn[tile], ofAnswer, 32 * tile, 0), `the picture of tile ${tile}`);
    assert.ok(pictures.some((one) => holds(one, surfaces.mean, ofAnswer, 0, 0)), 'the picture of the average');
    assert.ok(pictures.some((one) => holds(one, surfaces.deviation, ofDeviation, 0, 0)), 'the picture of the disagreement');
    await visitor.photograph('scene-averaging.png');
  }],
  ['of 9 units that drop all 512 sub-networks are averaged; means, distances and scores are the engine’s, and weight scaling is said to be the geometric mean', async (place) => {
    const { visitor, found } = await scene(place, 'averaging', small, averaged);
    const { averaging } = await engine(small);
    for (const key of ['weight_scaling', 'geometric_mean', 'arithmetic_mean', 'deviation']) close(found.averaging[key], averaging.example[key], key);
    assert.equal(found.averaging.example, averaging.example.index);
    for (const [key, other] of [['alone', 'alone_of_those_drawn'], ['weight_scaling', 'weight_scaling'], ['geometric_mean', 'geometric_mean'], ['arithmetic_mean', 'arithmetic_mean']]) {
      close(found.crowd[key].cost, averaging.test[other].cost, `J of ${key}`);
      close(found.crowd[key].accuracy, averaging.test[other].accuracy, `accuracy of ${key}`);
    }
    assert.equal(averaging.subnetworks, 512);
    await words(visitor, 'all 512 sub-networks');
    says(await words(visitor, 'weight scaling = normalized geometric mean'), /([\d.]+)$/, averaging.example.weight_scaling);
    says(await words(visitor, 'arithmetic mean'), /([\d.]+)$/, averaging.example.arithmetic_mean);
    const verdict = await words(visitor, 'Weight scaling is the normalized geometric mean of all 512, exactly, since only a¹, which ŷ reads, is masked.');
    says(verdict, /arithmetic mean is ([\d.]+) away/, Math.abs(averaging.example.weight_scaling - averaging.example.arithmetic_mean));
    const test = await words(visitor, 'test set: one sub-network alone');
    says(test, /alone ([\d.]+) %/, 100 * averaging.test.alone_of_those_drawn.accuracy);
    says(test, /average ([\d.]+) %/, 100 * averaging.test.arithmetic_mean.accuracy);
    says(test, /scaling ([\d.]+) %/, 100 * averaging.test.weight_scaling.accuracy);
    const mean = async (k) => {
      const text = await words(visitor, `▾ mean of ${k}:`);
      const count = Number(k.replace(',', '')), value = averaging.example.mean_of[count];
      says(text, /: ([\d.]+),/, value);
      says(text, /off by ([\d.]+)/, Math.abs(value - averaging.example.arithmetic_mean));
      says(text, /√K ([\d.]+)$/, averaging.example.deviation / Math.sqrt(count));
    };
    await mean('10');
    const { x, y, width, height } = await visitor.box('crowd_masks');
    await visitor.clickAt(x + 2, y + height / 2);
    await mean('1');
    await visitor.drag('crowd_masks', 0, 0.03, 1);
    await mean('1,000');
    assert.ok(width > 200);
  }],
  ['beyond 14 units 1,000 sub-networks are drawn, and the view says so and how far weight scaling is off', async (place) => {
    const { visitor, found } = await scene(place, 'averaging', many, averaged);
    const { averaging } = await engine(many);
    for (const key of ['weight_scaling', 'geometric_mean', 'arithmetic_mean', 'deviation']) close(found.averaging[key], averaging.example[key], key);
    await words(visitor, '1,000 of 65,536 sub-networks, drawn');
    const verdict = await words(visitor, 'Weight scaling is ');
    says(verdict, /is ([\d.]+) from the geometric/, Math.abs(averaging.example.weight_scaling - averaging.example.geometric_mean));
    says(verdict, /and ([\d.]+) from the arithmetic/, Math.abs(averaging.example.weight_scaling - averaging.example.arithmetic_mean));
    assert.match(verdict, /only if nothing but a², which ŷ reads, were masked would it be the geometric one exactly; here a¹ is, too\.$/);
  }],
  ['the answers are those of the training point that is chosen by the arrows or by a press on the average', async (place) => {
    const { visitor } = await scene(place, 'averaging', small, averaged);
    await visitor.click('crowd_next_point');
    await visitor.until((f) => f.shown_example === 1 && f.inspection[1].averaging.example === 1, 'the second point is shown');
    const { x, y, width } = await visitor.box('crowd_average');
    await visitor.clickAt(x + width / 2, y + width / 2);
    const { shown_example: middle } = await visitor.until((f) => f.shown_example > 1 && f.inspection[1].averaging.example === f.shown_example, 'the point in the middle is shown');
    await visitor.clickAt(x + 3, y + 3);
    await visitor.until((f) => f.shown_example !== middle && f.inspection[1].averaging.example === f.shown_example, 'the point in the corner is shown');
  }],
  ['with motion, too, the crowd that melts ends in the average of all', async (place) => {
    const { visitor } = await scene(place, 'averaging', small, averaged, { reducedMotion: 'no-preference' });
    await visitor.click('crowd_melt');
    await words(visitor, '▾ mean of 1,000:');
    const { surfaces } = (await engine(small)).averaging;
    const { x, y, width, height } = await visitor.box('crowd_average');
    await visitor.page.mouse.move(2, 2);
    const middle = ofAnswer([15 * 32 + 15, 15 * 32 + 16, 16 * 32 + 15, 16 * 32 + 16].reduce((sum, i) => sum + surfaces.mean[i] / 4, 0));
    const off = async () => {
      const shades = (await visitor.look()).at(Math.round(x + width / 2), Math.round(y + height / 2));
      return Math.max(...shades.map((shade, channel) => Math.abs(shade - middle[channel])));
    };
    let still = 0; // tiles in flight can have that shade for a moment
    for (let tries = 0; tries < 80 && still < 5; tries++) {
      still = await off() <= 2 ? still + 1 : 0;
      await visitor.frames(10);
    }
    assert.equal(still, 5);
  }],
  ['where there is one network, no plane or nothing dropped, the view says so', async (place) => {
    for (const [link, text] of [['v1&arms=none', 'No arm drops anything'], ['v1&layers=8&arms=dropout&keep=1,1', 'No arm drops anything|keep_prob is 1 everywhere'],
      ['v1&data=copies&layers=0&arms=dropout&keep=0.5&optimizer=sgd&rate=0.02&at=50', 'These inputs are no plane']]) {
      const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=averaging&${link}`, waits: false });
      await visitor.page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector('#mirror')?.textContent ?? ''), text, { timeout: 30_000 });
      await visitor.leave();
    }
  }],
  ['the mean activations in training and at test are the engine’s under each scaling, said and drawn, and a press changes which is looked at', async (place) => {
    const names = ['inverted', 'classic', 'wrong'];
    const { visitor, found } = await scene(place, 'scaling', scaled, (arm) => arm.scaling_at === 300);
    const { scalings } = await engine(scaled);
    close(found.test_under_masks.cost, scalings.test_under_masks.cost, 'J under masks');
    const heights = async (row) => (await Promise.all(['scaling_training', 'scaling_test'].map((bar) => visitor.box(bar, row)))).map(({ height }) => height);
    for (const [i, name] of names.entries()) {
      const rows = scalings[name].rows;
      rows.forEach(({ training, test }, row) => {
        close(found.scalings[i].training[row], training, `${name}, row ${row} in training`);
        close(found.scalings[i].at_test[row], test, `${name}, row ${row} at test`);
      });
      close(found.scalings[i].test.cost, scalings[name].test.cost, `${name}, J`);
      close(found.scalings[i].test.accuracy, scalings[name].test.accuracy, `${name}, accuracy`);
      await visitor.click('scaling', i);
      await visitor.page.mouse.move(2, 2);
      await visitor.frames(4);
      const head = await words(visitor, `${['inverted', 'classic', 'neither'][i]}: test accuracy`);
      says(head, /accuracy ([\d.]+) %/, 100 * scalings[name].test.accuracy);
      says(head, /J ([\d.]+)$/, scalings[name].test.cost);
      await words(visitor, ['Inverted: a¹, the first masked layer, passes on at test what it does in training on average, exactly. Only there: a²',
        'Classic: a¹, the first masked layer, passes on at test what it does in training on average, exactly. Only there: a²',
        'Neither: at test a¹, the first masked layer, passes on 1/keep_prob = 2.00 times what it did in training, a²'][i]);
      for (const row of [1, 2]) {
        says(await words(visitor, `${['', 'a¹', 'a²'][row]} passes on`), /test: ([\d.]+) times$/, rows[row].test / rows[row].training);
        const [training, test] = await heights(row);
        assert.ok(Math.abs(test - (training * rows[row].test) / rows[row].training) <= 2.5, `${name}: bars of ${training} and ${test}`);
        const bar = await visitor.look('scaling_test', row);
        assert.deepEqual(bar.at(bar.width >> 1, bar.height >> 1), [0x00, 0x7b, 0x5c], 'the bar at test is not full');
        const hatched = await visitor.look('scaling_training', row);
        const shades = new Set();
        for (let y = 2; y < hatched.height - 2; y++) shades.add(hatched.at(hatched.width >> 1, y).join());
        assert.ok(shades.size > 1, 'the bar in training is not hatched');
      }
      if (i === 2) await visitor.photograph('scene-scaling.png');
    }
    await words(visitor, 'dropout trains inverted; to see neither at the same training, the weights behind each masked layer are multiplied by 1/keep_prob');
    await visitor.click('scaling', 0);
    await words(visitor, 'dropout trains inverted: this is its own test.');
  }],
  ['both views stand in the inspector, on a phone, alone in 320 × 240, where it is scrolled, light and dark, and nothing sticks out', async (place) => {
    for (const [name, link] of [['averaging', small], ['scaling', scaled]]) {
      const ready = name === 'averaging' ? averaged : (arm) => arm.scaling_at === 300;
      for (const [width, height, colorScheme] of [[320, 240, 'dark'], [390, 700, 'light'], [1280, 720, 'dark']]) {
        const { visitor } = await scene(place, name, link, ready, { viewport: { width, height }, colorScheme });
        const boxes = await visitor.page.evaluate(() => globalThis.dropoutLab.boxes());
        assert.ok(Object.keys(boxes).some((box) => /^(answer_line|scaling_test)/.test(box)), 'nothing of it is drawn');
        for (const [box, [x, y, w, h]] of Object.entries(boxes))
          assert.ok(x >= 0 && y >= 0 && x + w <= width + 0.5 && (height === 240 || y + h <= height + 0.5), `${box} reaches from ${x}, ${y} to ${x + w}, ${y + h}`);
        await visitor.photograph(`scene-${name}-${width}x${height}-${colorScheme}.png`);
        await visitor.leave();
      }
    }
  }],
];
