// What a visitor can do, and that nothing of it is lost.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { census, decode, difference } from './picture.mjs';
import { coarse, Visitor } from './visitor.mjs';

const costs = ['cost_masked', 'cost_train', 'cost_test'];

function assertSameRun(one, other, tolerance) {
  assert.equal(one.iteration, other.iteration);
  assert.equal(one.mask, other.mask, 'the masks differ');
  assert.equal(one.distinct, other.distinct);
  for (const [i, arm] of one.arms.entries()) {
    for (const key of costs) {
      const scale = Math.max(Math.abs(arm[key]), 1e-3);
      assert.ok(Math.abs(arm[key] - other.arms[i][key]) <= tolerance * scale, `${arm.name} ${key}: ${arm[key]} against ${other.arms[i][key]}`);
    }
  }
}

// A file that the page saves while `act` runs: its name and bytes.
async function saved(visitor, act) {
  const [download] = await Promise.all([visitor.page.waitForEvent('download', { timeout: 60_000 }), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

async function replayed(visitor, iteration) {
  return visitor.until((f) => !f.replaying && f.iteration === iteration && f.measured_at === iteration,
    `the run is replayed to iteration ${iteration}`, 60_000);
}

export const tests = [
  ['a shared link opens in a fresh profile at the same masks and costs, three changes in mid-run included', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, ...clipboard });
    await visitor.until((f) => f.iteration > 100, 'it has played');
    await visitor.drag('keep', 1, 0.5, 0.7);
    await visitor.drag('keep', 2, 0.5, 0.3);
    await visitor.drag('rate', 0, 0.4, 0.5);
    await visitor.drag('speed', 0, 0.6, 1);
    await visitor.until((f) => f.iteration > 2000, '2,000 iterations are done', 120_000);
    const sent = await visitor.stop();
    assert.ok(sent.changes >= 3, `${sent.changes} changes`);
    await visitor.click('share');
    await visitor.until((f) => f.notice.includes('clipboard'), 'the page says that it has copied');
    const link = await visitor.page.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.startsWith(place.address) && link.includes('#'), link);
    assert.equal(new URL(link).hash.slice(1), sent.link);
    const other = await Visitor.arrive(place, { ...coarse, query: new URL(link).hash, waits: false });
    assertSameRun(await replayed(other, sent.iteration), sent, 1e-3);
    assert.deepEqual(other.errors, []);
  }],
  ['a link arrives at the same masks and costs in the other build', async (place) => {
    // Noisy labels under Adam amplify the last bit of a sum, in which the builds differ; small steps do not.
    const link = '#v1&points=211&flip=0&layers=20,3&keep=1,0.86,0.86&l2=0.7&optimizer=sgd&rate=0.1' +
      '&do=300:keep.1.1=0.7;600:rate=0.05;900:l2.2=2&at=2000';
    const ends = [];
    for (const query of [link, `?build=plain${link}`]) {
      const visitor = await Visitor.arrive(place, { query, waits: false });
      ends.push(await replayed(visitor, 2000));
      assert.equal(ends.at(-1).changes, 3);
      assert.equal(ends.at(-1).notice, '');
      await visitor.leave();
    }
    assertSameRun(ends[0], ends[1], 1e-3);
  }],
  ['where the clipboard is refused the link stands in a field to copy by hand', async (place) => {
    const prepare = (page) => page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } });
    });
    const visitor = await Visitor.arrive(place, { prepare });
    await visitor.click('share');
    for (let i = 0; i < 100 && !(await visitor.page.evaluate(() => globalThis.dropoutLab.box('link_text'))); i++) await visitor.frames(2);
    await visitor.box('link_text');
    await visitor.click('dismiss');
    await visitor.frames(4);
    assert.equal(await visitor.page.evaluate(() => globalThis.dropoutLab.box('link_text')), undefined);
  }],
  ['a reload goes on where the run was; back and forward walk through the experiments', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const first = await visitor.stop();
    await visitor.until(() => visitor.page.url().includes('at='), 'the address holds the run');
    await visitor.page.reload();
    assertSameRun(await replayed(visitor, first.iteration), first, 1e-6);
    await visitor.click('data', 1);
    await visitor.until((f) => f.experiment.data === 'moons', 'moons are trained');
    await visitor.page.goBack();
    const back = await visitor.until((f) => f.experiment.data === 'football' && !f.replaying, 'back is football');
    assert.equal(back.iteration, first.iteration);
    await visitor.page.goForward();
    await visitor.until((f) => f.experiment.data === 'moons', 'forward is moons');
  }],
  ['a bad value falls back alone and is named; garbage and 100 kB do not stop the page', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&points=many&rate=0.02&colour=red' });
    const { notice, experiment } = await visitor.figures();
    assert.equal(experiment.rate, '0.02');
    assert.equal(experiment.points, '300');
    assert.ok(notice.includes('many') && notice.includes('colour'), notice);
    await visitor.stop();
    for (const hash of [`#${'%f0&=;;9'.repeat(12_500)}`, `#v1&do=${'1:keep.0.0=0.5;'.repeat(7000)}`, '#v99&rate=1']) {
      await visitor.page.evaluate((text) => { location.hash = text; }, hash);
      const words = hash.startsWith('#v99') ? 'v99' : hash.includes('keep') ? '60000' : '%f0';
      await visitor.until((f) => f.notice.includes(words) && !f.replaying, `the page answers ${words}`);
      const { iteration } = await visitor.stop();
      await visitor.press('ArrowRight');
      await visitor.until((f) => f.iteration === iteration + 1, 'the page still trains');
    }
    assert.deepEqual(visitor.errors, []);
  }],
  ['undo and redo take back a slider, a restart and a preset, by button and by key', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    const start = await visitor.figures();
    await visitor.drag('keep', 1, 0.5, 0.9);
    const tuned = await visitor.until((f) => f.experiment.keep !== start.experiment.keep, 'keep_prob has changed');
    await visitor.click('data', 3);
    await visitor.until((f) => f.experiment.data === 'circle', 'other data');
    await visitor.press('Control+z');
    const restored = await visitor.until((f) => f.experiment.data === 'football' && !f.replaying, 'the data are back');
    assert.equal(restored.experiment.keep, tuned.experiment.keep);
    assert.equal(restored.iteration, tuned.iteration);
    await visitor.click('undo');
    await visitor.until((f) => f.experiment.keep === start.experiment.keep, 'keep_prob is back');
    await visitor.click('redo');
    await visitor.until((f) => f.experiment.keep === tuned.experiment.keep, 'keep_prob is redone');
    await visitor.press('Control+Shift+z');
    await visitor.until((f) => f.experiment.data === 'circle', 'the restart is redone');
  }],
  ['an arm is added, and has caught up with the others', async (place) => {
    const visitor = await Visitor.arrive(place);
    const before = await visitor.stop();
    await visitor.click('add_arm');
    await visitor.frames(4);
    await visitor.click('option', 3);
    const after = await visitor.until((f) => f.arms.length === 4 && !f.replaying, 'there are four arms');
    assert.equal(after.iteration, before.iteration);
    assert.equal(after.arms[3].kind, 'max-norm');
    assert.deepEqual(after.arms.slice(0, 3).map((arm) => arm.cost_train), before.arms.map((arm) => arm.cost_train));
    await visitor.photograph('four-arms-1280x800.png');
    await visitor.click('undo');
    await visitor.until((f) => f.arms.length === 3, 'it is gone again');
  }],
  ['rows of one\'s own are dropped, wrong ones named, good ones used if the visitor agrees', async (place) => {
    const visitor = await Visitor.arrive(place);
    const rows = Array.from({ length: 60 }, (_, i) => `${(Math.sin(i) * 40 + 100).toFixed(3)};${i % 2 ? 3 : -3};${i % 2 ? '"yes; sir"' : 'no'}`);
    rows.splice(9, 0, 'twelve;1;no', '1;2');
    const text = `\ufeffheight;width;label\r\n${rows.join('\r\n')}\r\n`;
    const before = await visitor.figures();
    await visitor.drop('broken.csv', 'only,one\n');
    await visitor.until((f) => f.notice.includes('broken.csv'), 'the page says what is wrong');
    assert.equal((await visitor.figures()).run, before.run);
    await visitor.drop('people.csv', text);
    await visitor.until((f) => f.reads, 'the page asks');
    assert.equal((await visitor.figures()).run, before.run, 'the former data set stays until then');
    await visitor.photograph('own-data-question-1280x800.png');
    await visitor.click('accept');
    await visitor.until((f) => f.own_data?.name === 'people.csv', 'the rows are trained on');
    await visitor.until((f) => f.iteration > 300, 'it learns');
    const own = await visitor.stop();
    assert.deepEqual([own.own_data.rows, own.own_data.classes], [60, ['no', 'yes; sir']]);
    assert.ok(own.arms.every((arm) => arm.accuracy_test > 0.9), 'a plain pattern is learned');
    await visitor.photograph('own-data-1280x800.png');
    const other = await Visitor.arrive(place, { ...coarse, query: `#${own.link}`, waits: false });
    assertSameRun(await replayed(other, own.iteration), own, 1e-3);
  }],
  ['history, picture, experiment and program are saved, and the experiment opens again', async (place) => {
    const visitor = await Visitor.arrive(place);
    await visitor.until((f) => f.iteration > 150, 'it has played');
    const state = await visitor.stop();
    const take = (item) => saved(visitor, async () => {
      await visitor.click('save');
      await visitor.frames(4);
      await visitor.click(item);
    });
    const history = await take('save_history');
    const lines = history.bytes.toString().trim().split('\n');
    assert.ok(history.name.endsWith('.csv') && lines.length > 20 && lines[0].startsWith('iteration'), lines[0]);
    assert.equal(new Set(lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(',').length)).size, 1);
    const [iteration, , cost] = lines.at(-1).split(',').map(Number);
    assert.ok(iteration > state.iteration - 20 && Math.abs(cost - state.arms[0].cost_train) < 0.02, lines.at(-1));
    const picture = decode((await take('save_png')).bytes);
    assert.deepEqual([picture.width, picture.height], [2560, 1600]);
    const [inFile, onPage] = [census(picture), census(await visitor.look())];
    for (const colour of ['blue', 'orange']) {
      assert.ok(onPage[colour] > 0.01 && Math.abs(inFile[colour] - onPage[colour]) < 0.005, `${colour}: ${inFile[colour]}, on the page ${onPage[colour]}`);
    }
    const program = await take('save_python');
    assert.ok(program.name.endsWith('.py') && program.bytes.toString().includes('import numpy'));
    const experiment = await take('save_json');
    const { layers } = JSON.parse(experiment.bytes).arms[0];
    assert.deepEqual(layers.map(({ weights }) => [weights.length, weights[0].length]), [[24, 2], [24, 24], [1, 24]]);
    const other = await Visitor.arrive(place, coarse);
    await other.drop('dropout-lab.json', experiment.bytes.toString());
    assertSameRun(await replayed(other, state.iteration), state, 1e-3);
  }],
  ['an arm is renamed, muted, made the reference, duplicated and removed', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    const choose = async (arm, item) => {
      await visitor.click('arm', arm);
      await visitor.frames(4);
      await visitor.click(item);
      await visitor.frames(4);
    };
    await choose(1, 'rename');
    await visitor.page.keyboard.press('Control+a');
    await visitor.page.keyboard.type('half dropped');
    await visitor.press('Enter');
    await visitor.until((f) => f.arms[1].name === 'half dropped', 'it has its name');
    await choose(1, 'duplicate');
    const twins = await visitor.until((f) => f.arms.length === 4 && !f.replaying, 'there are two of it');
    assert.deepEqual(twins.arms[3].norm, twins.arms[1].norm, 'the copy has trained as its original has');
    await choose(0, 'mute');
    await visitor.until((f) => f.arms[0].muted, 'it is muted');
    await choose(2, 'reference');
    await visitor.until((f) => f.experiment.reference === '2', 'ratios are to L2');
    await choose(3, 'remove');
    const { link } = await visitor.until((f) => f.arms.length === 3, 'it is gone');
    assert.ok(link.includes('half') && link.includes('reference=2'), link);
  }],
  ['a unit is held by two clicks, a weight is typed, and the tape steps back to the mask before, in words too', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&layers=4,3&at=200', waits: false });
    const before = await replayed(visitor, 200);
    await visitor.click('unit', 3);
    await visitor.frames(4);
    await visitor.click('hold', 2);
    await visitor.until((f) => f.held.length === 1, 'a unit is held');
    assert.deepEqual((await visitor.figures()).held[0], { arm: 1, unit: 3, how: 'dropped' });
    let former;
    for (let i = 0; i < 5; i++) {
      former = (await visitor.figures()).mask;
      await visitor.press('ArrowRight');
      const { mask } = await visitor.figures();
      assert.equal(mask.split(' ')[1][1], '0', `unit 2 of the first layer is kept in ${mask}`);
    }
    await visitor.until((f) => f.iteration === 205 && f.measured_at === 205, 'five steps are done');
    const still = await visitor.look('network');
    await visitor.click('before');
    await visitor.frames(6);
    assert.ok(difference(still, await visitor.look('network')) > 0, 'the same network is drawn');
    const hidden = former.split(' ').slice(1).join('');
    for (const words of ['iteration 204', `kept ${hidden.replaceAll('0', '').length} of ${hidden.length} hidden units`]) {
      await visitor.page.locator('#mirror p.words', { hasText: words }).waitFor({ state: 'attached' });
    }
    await visitor.click('now');
    await visitor.frames(6);
    const cost = (await visitor.figures()).arms[1].cost_train;
    const edges = Object.keys(await visitor.page.evaluate(() => globalThis.dropoutLab.boxes())).filter((name) => name.startsWith('edge '));
    await visitor.click('edge', Number(edges[0].split(' ')[1]));
    await visitor.frames(6);
    await visitor.page.keyboard.press('Control+a');
    await visitor.page.keyboard.type('-7.5');
    await visitor.press('Enter');
    const typed = await visitor.until((f) => f.arms[1].cost_train !== cost, 'the cost has changed');
    assert.ok(typed.arms[1].norm.some((norm, l) => norm > before.arms[1].norm[l] + 20), 'the norm holds 7.5²');
    assert.ok(typed.link.includes('weight') && typed.link.includes('hold'), typed.link);
    await visitor.press('Control+z');
    await visitor.until((f) => f.arms[1].cost_train === cost, 'the weight is back');
  }],
  ['points drawn with either button join the training set, and are removed again; the test set stays', async (place) => {
    const visitor = await Visitor.arrive(place, { query: '#v1&points=40' });
    await visitor.stop();
    await visitor.press('r');
    const tested = (f) => f.arms.map((arm) => arm.accuracy_test);
    const before = tested(await visitor.until((f) => f.iteration === 0, 'it stands at its start'));
    await visitor.click('data', 8);
    await visitor.frames(4);
    await visitor.click('draw');
    await visitor.frames(6);
    const { x, y, width, height } = await visitor.box('surface', 1);
    const { mouse } = visitor.page;
    for (const [i, button] of ['left', 'right', 'left'].entries()) {
      await mouse.move(x + width * (0.3 + 0.2 * i), y + height * 0.5);
      await visitor.frames(3);
      await mouse.down({ button });
      await visitor.frames(3);
      await mouse.up({ button });
      const state = await visitor.until((f) => f.drawn === i + 1, `${i + 1} points are drawn`);
      assert.deepEqual([state.iteration, state.experiment.points], [0, '40']);
      assert.deepEqual(tested(state), before, 'the same weights know as much of the same test set');
    }
    await visitor.page.locator('#mirror p', { hasText: '3 drawn points' }).first().waitFor({ state: 'attached' });
    await visitor.press('Control+z');
    const { link } = await visitor.until((f) => f.drawn === 2, 'the last point is taken back');
    assert.match(link, /&draw=-?[.\d]+,-?[.\d]+,0;-?[.\d]+,-?[.\d]+,1(&|$)/);
    await visitor.photograph('drawn-1280x800.png');
    await visitor.click('undraw');
    await visitor.until((f) => f.drawn === 0, 'they are removed');
    await visitor.press('Control+z');
    await visitor.until((f) => f.drawn === 2, 'and back');
  }],
  ['a pasted experiment of the visitor\'s own is learned', async (place) => {
    const visitor = await Visitor.arrive(place, clipboard);
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 8}\t${(i * 7) % 5}\t${'abc'[i % 3]}`);
    await visitor.page.evaluate((text) => navigator.clipboard.writeText(text), rows.join('\n'));
    await visitor.press('Control+v');
    await visitor.until((f) => f.reads, 'the page asks');
    await visitor.press('Enter');
    const { own_data: own } = await visitor.until((f) => f.own_data, 'the rows are trained on');
    assert.deepEqual([own.rows, own.classes], [40, ['a', 'b', 'c']]);
    await visitor.until((f) => f.iteration > 20, 'it trains');
    await visitor.photograph('three-classes-1280x800.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['on a phone a finger looks at a unit, holds it, and takes it back from the menu', async (place) => {
    const visitor = await Visitor.arrive(place, { query: '#v1&layers=6,4&at=50', waits: false, hasTouch: true, isMobile: true,
      viewport: { width: 390, height: 844 } });
    await replayed(visitor, 50);
    const tap = async (name, index = 0) => {
      const { x, y, width, height } = await visitor.box(name, index);
      await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
      await visitor.frames(6);
    };
    await tap('unit', 4);
    const { x, y, width, height } = await visitor.box('unit_card', 2);
    assert.ok(x >= 0 && x + width <= 390 && y > 844 * 0.3 && y + height <= 844 - 56, JSON.stringify([x, y, width, height]));
    assert.deepEqual((await visitor.figures()).held, [], 'looking has changed the run');
    await tap('hold', 2);
    await visitor.until((f) => f.held.length === 1, 'the unit is held');
    await visitor.photograph('unit-390x844.png');
    await tap('close_unit');
    assert.equal(await visitor.page.evaluate(() => globalThis.dropoutLab.box('unit_card', 2)), undefined);
    await tap('more');
    await tap('undo');
    await visitor.until((f) => f.held.length === 0, 'it is drawn at random again');
  }],
];
