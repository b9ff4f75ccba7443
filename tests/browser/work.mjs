// Work that takes long, and work that is too large: the page answers meanwhile, or says why it will not begin.
import assert from 'node:assert/strict';
import { guest, inside } from './embedding.mjs';
import { difference } from './picture.mjs';
import { coarse, countDraws, Visitor } from './visitor.mjs';

const wide = '2048,2048,2048,2048,2048,2048,2048';

// Iterations as the figures have them, in so many frames of the page one after the other.
const iterations = (visitor, frames) => visitor.page.evaluate(async (count) => {
  const seen = [];
  while (seen.length < count) {
    await new Promise(requestAnimationFrame);
    seen.push(globalThis.dropoutLab.figures().iteration);
  }
  return seen;
}, frames);

export const tests = [
  ['while a run of seven layers of 2048 is built the former goes on being drawn, keys and clicks are answered, and it can be given up', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, prepare: countDraws });
    const former = await visitor.figures();
    await visitor.page.evaluate((layers) => {
      location.hash = `#v1&data=moons&layers=${layers}&batch=1&points=20000&arms=dropout`;
    }, wide);
    await visitor.until((f) => f.replaying, 'it is being built');
    await visitor.page.getByText(/^Building the run: \d+ %$/).first().waitFor({ state: 'attached' });
    assert.ok(await visitor.draws(10) >= 10, 'frames are not drawn');
    const { playing } = await visitor.figures();
    await visitor.press('Space');
    assert.equal((await visitor.figures()).playing, !playing, 'a key is not answered');
    await visitor.click('play');
    const amid = await visitor.figures();
    assert.equal(amid.playing, playing, 'a click is not answered');
    assert.ok(amid.replaying && amid.run === former.run, 'it was built before a hand could move');
    await visitor.click('stop_replay');
    await visitor.until((f) => !f.replaying && f.run === former.run, 'the former run stands');
    assert.deepEqual(visitor.errors, []);
  }],
  ['frames come within an iteration of 2048-2048-2048 on all digits, and pause is answered and drawn amid it', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&layers=2048,2048,2048&data=digits&batch=full', waits: false });
    await visitor.until((f) => !f.replaying && f.experiment.data === 'digits', 'the run is there', 120_000);
    const seen = await iterations(visitor, 12);
    assert.ok(seen.at(-1) - seen[0] < 6, `the frames waited for iterations: ${seen}`);
    const playing = await visitor.look('play');
    const [now] = await iterations(visitor, 1);
    await visitor.click('play');
    const { iteration } = await visitor.until((f) => !f.playing, 'pause is answered');
    assert.equal(iteration, now, 'pause waited for an iteration');
    assert.ok(difference(playing, await visitor.look('play')) > 0.01, 'pause is not drawn');
    assert.deepEqual(visitor.errors, []);
  }],
  ['rows, a session file and a link that need too much memory are refused in words, and the run goes on', async (place) => {
    const query = '#v1&layers=2048&arms=dropout,none,l2,dropout&batch=full&points=40';
    const visitor = await Visitor.arrive(place, { ...coarse, query, waits: false });
    const former = await visitor.until((f) => f.iteration > 0 && f.arms.length === 4, 'four arms train', 120_000);
    const refused = async (what) => {
      await visitor.until((f) => /need \d\.\d GB of memory; .* The former run goes on\. What fits: /.test(f.notice), `${what} is refused`);
      const { iteration } = await visitor.figures();
      const now = await visitor.until((f) => f.iteration > iteration, 'it goes on');
      assert.equal(now.run, former.run);
      assert.deepEqual(now.experiment, former.experiment);
      assert.equal(now.undo, former.undo);
      await visitor.click('dismiss');
      await visitor.until((f) => f.notice === '', 'the words are gone');
    };
    const rows = Array.from({ length: 19_000 }, (_, i) => `${i % 7},${i % 11},${'ab'[i % 2]}`);
    await visitor.drop('rows.csv', `x1,x2,label\n${rows.join('\n')}\n`);
    await visitor.click('accept');
    await refused('a data set');
    const large = `v1&layers=${wide}&arms=dropout,none,l2,dropout`;
    await visitor.drop('large.json', JSON.stringify({ format: 'dropout-lab 1', session: large }));
    await refused('a session file');
    await visitor.page.evaluate((link) => { location.hash = link; }, large);
    await refused('a link');
    assert.deepEqual(visitor.errors, []);
  }],
  ['a thousand steps that a host asks for are made in parts, with frames between them, and then answered', async (place) => {
    const host = await guest(place, 'plain');
    const lab = await inside(host);
    await lab.until((f) => f.iteration > 5, 'the frame trains');
    const ask = (message) => host.page.evaluate((m) => globalThis.ask(m), message);
    await ask({ type: 'pause' });
    assert.equal((await ask({ type: 'set', fields: { layers: '256,256', batch: 48, points: 60 } })).type, 'done');
    await lab.until((f) => !f.replaying && f.experiment.layers === '256,256', 'it is built');
    const { iteration } = await lab.figures();
    const watching = lab.page.evaluate(async (end) => {
      const seen = new Set();
      for (let now = -1; now < end; seen.add(now)) {
        await new Promise(requestAnimationFrame);
        now = globalThis.dropoutLab.figures().iteration;
      }
      return [...seen];
    }, iteration + 1000);
    assert.equal((await ask({ type: 'step', count: 1000 })).type, 'done');
    assert.equal((await ask({ type: 'get' })).iteration, iteration + 1000);
    const seen = await watching;
    assert.ok(seen.length > 3, `the frame drew iterations ${seen}`);
    assert.deepEqual(host.errors, []);
  }],
  ['by a clock floored to 100 ms as many iterations are made as by a fine one, within a tenth', async (place) => {
    const made = async (prepare) => {
      const visitor = await Visitor.arrive(place, { ...coarse, viewport: { width: 640, height: 400 }, own: true, prepare: async (page) => {
        await page.clock.install(); // frames and what clocks say are Playwright's: however loaded the machine is, a frame takes 16 ms
        await prepare?.(page);
      } });
      await visitor.page.clock.pauseAt(Date.now() + 1000);
      await visitor.page.clock.runFor(1100); // the display's interval is learned
      const from = await visitor.figures();
      await visitor.page.clock.runFor(2000);
      const to = await visitor.figures();
      await visitor.leave();
      return to.iteration - from.iteration;
    };
    const fine = await made();
    assert.ok(Math.abs(fine - 2 * 240) < 24, `${fine} iterations in 2 s of a fine clock`);
    const floored = await made((page) => page.addInitScript(() => {
      for (const clock of [performance, Date]) {
        const now = clock.now.bind(clock);
        clock.now = () => Math.floor(now() / 100) * 100;
      }
    }));
    assert.ok(Math.abs(floored - fine) < 0.1 * fine, `${floored} iterations, with a fine clock ${fine}`);
  }],
];
