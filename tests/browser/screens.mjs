// The page on every screen.
import assert from 'node:assert/strict';
import { census, difference } from './picture.mjs';
import { Visitor, coarse } from './visitor.mjs';

const canvasSize = (visitor) => visitor.page.evaluate(() => {
  const { width, height } = document.getElementById('canvas');
  return [width, height];
});

// Nothing sticks out: neither the document nor any named control or view.
async function assertFits(visitor, width) {
  const overflow = await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the document is ${overflow} px too wide`);
  const boxes = await visitor.page.evaluate(() => globalThis.dropoutLab.boxes());
  assert.ok(Object.keys(boxes).length > 3, 'hardly a control is shown');
  for (const [name, [x, , w]] of Object.entries(boxes)) {
    assert.ok(x >= -0.5 && x + w <= width + 0.5, `${name} reaches from ${x} to ${x + w}`);
  }
}

const lightness = (pixel) => (pixel[0] + pixel[1] + pixel[2]) / 3;

// A finger presses at the first point, moves to the others and is lifted.
async function touch(visitor, points) {
  const session = await visitor.context.newCDPSession(visitor.page);
  const send = async (type, touchPoints) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await visitor.frames(3);
  };
  const [first, ...others] = points;
  await send('touchStart', [first]);
  for (const point of others) await send('touchMove', [point]);
  await send('touchEnd', []);
}

export const tests = [
  ...[[1280, 800], [1920, 1080], [700, 900], [390, 844], [320, 640]].map(([width, height]) => [
    `at ${width}×${height} nothing sticks out to the side`, async (place) => {
      const visitor = await Visitor.arrive(place, { viewport: { width, height } });
      await visitor.until((f) => f.iteration > 300, 'something has been learned');
      await assertFits(visitor, width);
      await visitor.photograph(`light-${width}x${height}.png`);
      assert.deepEqual(visitor.errors, []);
    }]),
  ['zoomed to 200 % the page stands in one column, and what scrolls in it stays out of its bar', async (place) => {
    const visitor = await Visitor.arrive(place, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    await visitor.until((f) => f.iteration > 100, 'something has been learned');
    await assertFits(visitor, 640);
    const picture = await visitor.look();
    await visitor.photograph('light-640x400-2x.png');
    for (let x = 560; x < 740; x += 3) { // between play and step
      for (let y = 700; y < 795; y += 3) assert.deepEqual(picture.at(x, y), [255, 255, 255], `at ${x}, ${y}`);
    }
    await visitor.click('tab', 1);
    await visitor.frames(4);
    await visitor.box('data', 1);
    assert.deepEqual(visitor.errors, []);
  }],
  ['the dark theme follows the system, also while the page runs', async (place) => {
    const visitor = await Visitor.arrive(place, { colorScheme: 'dark' });
    await visitor.until((f) => f.iteration > 300 && f.dark, 'something has been learned in the dark');
    const picture = await visitor.look();
    assert.ok(lightness(picture.at(3, 797)) < 60, `the background is ${picture.at(3, 797)}`);
    await visitor.photograph('dark-1280x800.png');
    await visitor.page.emulateMedia({ colorScheme: 'light' });
    await visitor.until((f) => !f.dark, 'it is light');
    await visitor.frames(3);
    assert.ok(lightness((await visitor.look()).at(3, 797)) > 200);
  }],
  ['at a device pixel ratio of 2 the canvas has twice the size, and follows a change while it runs', async (place) => {
    const visitor = await Visitor.arrive(place, { deviceScaleFactor: 2, own: true });
    assert.deepEqual(await canvasSize(visitor), [2560, 1600]);
    await visitor.until((f) => f.iteration > 30, 'something has been learned');
    await visitor.photograph('light-1280x800-2x.png');
    const session = await visitor.context.newCDPSession(visitor.page);
    const metrics = { width: 1000, height: 700, deviceScaleFactor: 1.5, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    await visitor.frames(10);
    assert.deepEqual(await canvasSize(visitor), [1500, 1050]);
    await assertFits(visitor, 1000);
    assert.deepEqual(visitor.errors, []);
  }],
  ['a finger drags a slider by its handle; elsewhere it scrolls the column and changes nothing', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, hasTouch: true, viewport: { width: 390, height: 844 } });
    await visitor.click('tab', 1);
    const { experiment } = await visitor.figures();
    const { x, y, width, height } = await visitor.box('keep', 1);
    const at = (share, down = 0) => ({ x: x + width * share, y: y + height / 2 + down });
    await touch(visitor, [at(0.9), at(0.9, -30), at(0.9, -60), at(0.8, -90)]);
    const moved = await visitor.box('keep', 1);
    assert.ok(Math.abs(y - 90 - moved.y) < 12, `from ${y} to ${moved.y}`);
    assert.equal((await visitor.figures()).experiment.keep, experiment.keep);
    await touch(visitor, [at(0.48, -90), at(0.4, -90), at(0.3, -90), at(0.2, -90)]);
    const { experiment: after } = await visitor.until((f) => f.experiment.keep !== experiment.keep, 'keep_prob has changed');
    assert.ok(Number(after.keep.split(',')[1]) < 0.3, after.keep);
  }],
  ['after a lost drawing context the surfaces and the network are drawn again as they were', async (place) => {
    const visitor = await Visitor.arrive(place);
    await visitor.until((f) => f.iteration > 300, 'something has been learned');
    await visitor.stop();
    const look = () => Promise.all([['surface', 0], ['surface', 2], ['network']].map((what) => visitor.look(...what)));
    const change = (deed, event) => visitor.page.evaluate(([name, awaited]) => new Promise((resolve) => {
      const canvas = document.getElementById('canvas');
      globalThis.loss ??= canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
      canvas.addEventListener(awaited, resolve, { once: true });
      globalThis.loss[name]();
    }), [deed, event]);
    await visitor.page.mouse.move(1, 1); // nothing is under it
    const differ = (one, other) => one.map((picture, i) => difference(picture, other[i]));
    const same = (shares) => shares.every((share) => share === 0);
    const settled = async (pictures) => { // what software draws slowly follows a few frames later
      for (let tries = 0; tries < 20; tries++) {
        await visitor.frames(10);
        const now = await look();
        if (pictures && same(differ(pictures, now))) return now;
        pictures = now;
      }
      throw new Error('the pictures do not settle');
    };
    const before = await settled();
    assert.ok(before.every((picture) => census(picture).blue > 0.005), 'nothing was drawn');
    await change('loseContext', 'webglcontextlost');
    await visitor.frames(4);
    (await look()).forEach((picture, i) => assert.ok(difference(before[i], picture) > 0.005, `picture ${i} is not lost`));
    await change('restoreContext', 'webglcontextrestored');
    assert.deepEqual(differ(before, await settled()), [0, 0, 0]);
  }],
  ['the shader\'s surfaces and unit fields agree with the C++ forward pass to 1/255', async (place) => {
    const links = ['#v1&at=300', '#v1&layers=20,3&optimizer=sgd&rate=0.3&at=300', '#v1&layers=8,8&activation=tanh&data=spiral&at=300',
      '#v1&layers=5,4,3&activation=sigmoid&scaling=classic&at=100', '#v1&layers=7&activation=linear&data=gauss&at=100'];
    for (const query of links) {
      const visitor = await Visitor.arrive(place, { query, waits: false });
      await visitor.until((f) => f.iteration > 0 && !f.replaying, 'the run is replayed');
      await visitor.frames(4); // in which the shader is compiled
      const error = await visitor.page.evaluate(() => globalThis.dropoutLab.shaderError());
      assert.ok(error > 0 && error <= 1 / 255, `${query}: ${error}`);
      await visitor.leave();
    }
  }],
];
