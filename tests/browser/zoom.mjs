// A closer look at the curves, by mouse and by keys.
import assert from 'node:assert/strict';
import { coarse, Visitor } from './visitor.mjs';

// What the curves' axis shows: its ends are marks whose index is the iteration.
async function axis(visitor) {
  const boxes = await visitor.page.evaluate(() => globalThis.dropoutLab.boxes());
  const end = (name) => Number(Object.keys(boxes).find((key) => key.startsWith(`${name} `)).split(' ')[1]);
  return [end('shown_from'), end('shown_to')];
}

// A pixel is a few iterations.
async function shows(visitor, from, to) {
  const [low, high] = await axis(visitor);
  assert.ok(Math.abs(low - from) <= 10 && Math.abs(high - to) <= 10, `${low} … ${high} instead of ${from} … ${to}`);
}

export const tests = [
  ['a drag over the curves shows the iterations between, a double click all of them, arrow keys a part again', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&layers=8&points=40&at=1000', waits: false });
    await visitor.until((f) => !f.replaying && f.iteration === 1000, 'the run is at 1,000');
    await visitor.stop();
    await shows(visitor, 0, 1000);
    await visitor.drag('plot', 0, 0.2, 0.6);
    await shows(visitor, 200, 600);
    await visitor.box('all_iterations');
    const { x, y, width, height } = await visitor.box('plot');
    for (let tries = 0; tries < 3; tries++) { // two clicks that a loaded machine sees late are two
      await visitor.page.mouse.dblclick(x + width / 2, y + height * 0.7, { delay: 60 });
      await visitor.frames(3);
      if (await shows(visitor, 0, 1000).then(() => true, () => false)) break;
    }
    await shows(visitor, 0, 1000);
    await visitor.drag('plot', 0, 0.8, 0.4);
    await shows(visitor, 400, 800);
    await visitor.click('all_iterations');
    await shows(visitor, 0, 1000);
    await visitor.click('plot');
    await visitor.press('Tab'); // to the plot beside it
    await visitor.press('ArrowUp');
    await shows(visitor, 250, 750);
    await visitor.press('ArrowRight');
    await shows(visitor, 375, 875);
    await visitor.press('Home');
    await shows(visitor, 0, 1000);
    assert.deepEqual(visitor.errors, []);
  }],
];
