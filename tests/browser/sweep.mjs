// The sweep in the page: its rows are those of the command line, reloads do not lose them, its runs can be opened.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { census, difference } from './picture.mjs';
import { coarse, pause, Visitor } from './visitor.mjs';

const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));
const link = 'v1&layers=8&arms=none,dropout&keep=1,0.7&at=20';
const setting = ['--layers', '8', '--arms', 'none,dropout', '--keep', '1,0.7'];

// What the command line of the same build writes of the same grid.
const rowsOf = async (own, seeds, ...axes) => (await promisify(execFile)(process.execPath, [cli, 'sweep', ...own, '--seeds', seeds, ...axes], { maxBuffer: 2 ** 26 })).stdout;
const byCommandLine = (seeds, ...axes) => rowsOf(setting, seeds, ...axes);

const arrive = async (place, options = {}, run = link) => {
  const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=sweep&${run}`, waits: false, ...coarse, own: true, ...options });
  await visitor.until((f) => !f.replaying && f.iteration === 20 && f.measured_at === 20, 'the run is there', 60_000);
  return visitor;
};

const texts = (visitor) => visitor.page.evaluate(() => [...document.querySelectorAll('#mirror p, #mirror button')]
  .map((element) => element.textContent || element.getAttribute('aria-label')));

async function words(visitor, pattern, patience = 60_000) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    for (const text of await texts(visitor)) {
      const match = pattern.exec(text);
      if (match) return match;
    }
  }
  return assert.fail(`no ${pattern} in ${JSON.stringify(await texts(visitor))}`);
}

async function choose(visitor, list, row) {
  await visitor.click(list);
  await visitor.click('option', row);
}

async function saved(visitor, button) {
  const [download] = await Promise.all([visitor.page.waitForEvent('download'), visitor.click(button)]);
  return readFileSync(await download.path(), 'utf8');
}

const iterations300 = 0, iterations3000 = 2, gainOverNone = 2; // rows of lists

export const tests = [
  ['a sweep over the number of points that is reloaded amid its runs goes on and has, to the bit, the rows of the command line', async (place) => {
    const visitor = await arrive(place, { viewport: { width: 900, height: 600 } });
    await words(visitor, /^6 settings × 3 seeds = 18 runs of 1,000 iterations/);
    await visitor.click('sweep_start');
    await words(visitor, /^([2-9]|1[0-5]) of 18 runs/);
    const [, some] = await words(visitor, /^(\d+) of 18 runs/);
    await visitor.page.reload();
    const [, more] = await words(visitor, /^(\d+) of 18 runs/);
    assert.ok(Number(more) >= Number(some) - 1, `${some} runs before, ${more} after`); // the last may have come too late
    await words(visitor, /^18 of 18 runs$/);
    assert.equal(await saved(visitor, 'sweep_lines'), await byCommandLine('1-3', '--iterations', '1000', '--points', '25,50,100,250,500,1000'));
    const [, gain] = await words(visitor, /^With 25 training points dropout (gains|costs|changes) .* \(3 seeds\)\./);
    const rows = (await saved(visitor, 'sweep_csv')).trim().split('\r\n').map((row) => row.split(','));
    const [column, arm] = ['test_accuracy', 'arm'].map((name) => rows[0].indexOf(name));
    const mean = (name) => rows.filter((row) => row[0] === '25' && row[arm] === name).reduce((sum, row) => sum + Number(row[column]) / 3, 0);
    const points = 100 * (mean('dropout') - mean('none'));
    assert.equal(gain, points > 0.05 ? 'gains' : points < -0.05 ? 'costs' : 'changes');
    const before = await visitor.look('sweep');
    await choose(visitor, 'sweep_figure', gainOverNone);
    const [, drawn] = await words(visitor, /^25 training points\s+dropout: ([+-][\d.]+) ± [\d.]+ points$/);
    assert.ok(Math.abs(Number(drawn) - points) < 0.051, `${drawn}, in the rows ${points}`);
    assert.ok(difference(before, await visitor.look('sweep')) > 0, 'another figure is drawn');
    assert.ok(census(await visitor.look('sweep')).colours > 10);
    assert.deepEqual(visitor.errors, []);
  }],

  ['a sweep pauses, waits while the run trains, and a press on a place opens a run of it, which undo takes back', async (place) => {
    const visitor = await arrive(place, { viewport: { width: 900, height: 600 } }, link.replace('layers=8&', 'layers=96&')); // not soon done
    await choose(visitor, 'sweep_iterations', iterations3000);
    await visitor.click('sweep_start');
    await words(visitor, /^[1-9]\d* of 18 runs/);
    await visitor.click('sweep_pause');
    const [, stands] = await words(visitor, /^(\d+) of 18 runs, paused/);
    await visitor.frames(20);
    assert.equal((await words(visitor, /^(\d+) of 18 runs, paused/))[1], stands);
    await visitor.click('sweep_place', 0);
    const opened = await visitor.until((f) => !f.replaying && f.iteration === 3000 && f.experiment.points === '25', 'the run is open');
    assert.equal(opened.experiment.seed, '1');
    await visitor.press('Control+z');
    await visitor.until((f) => !f.replaying && f.experiment.points === '300' && f.experiment.seed === '3', 'the former run is back');
    await visitor.click('sweep_go_on');
    await visitor.click('play');
    const [, waits] = await words(visitor, /^(\d+) of 18 runs; waits while the run trains$/);
    await visitor.frames(20);
    assert.equal((await words(visitor, /^(\d+) of 18 runs; waits while the run trains$/))[1], waits);
    await visitor.click('play');
    await words(visitor, /^(\d+) of 18 runs(, about|$)/); // it works again
    assert.deepEqual(visitor.errors, []);
  }],

  ['over keep_prob, with one hidden layer, the sweep has the rows of the command line, and seeds that are added keep those that were there', async (place) => {
    const visitor = await arrive(place, { viewport: { width: 400, height: 420 } });
    await choose(visitor, 'sweep_iterations', iterations300);
    await choose(visitor, 'sweep_kind', 3);
    await words(visitor, /^7 settings × 3 seeds = 21 runs of 300 iterations/);
    await visitor.click('sweep_start');
    await words(visitor, /^21 of 21 runs$/);
    const axis = ['--keep-hidden', '0.2,0.3,0.4,0.5,0.6,0.8,1', '--fixed-pn'];
    const three = await byCommandLine('1-3', '--iterations', '300', ...axis);
    assert.equal(await saved(visitor, 'sweep_lines'), three);
    await visitor.click('sweep_more');
    await words(visitor, /^42 of 42 runs$/, 100_000);
    const six = await byCommandLine('1-6', '--iterations', '300', ...axis);
    assert.equal(await saved(visitor, 'sweep_lines'), six);
    assert.deepEqual(visitor.errors, []);
  }],

  ['keep × keep and keep_prob at a fixed width have the rows of the command line, too', async (place) => {
    const two = ['--layers', '6,6', '--arms', 'none,dropout', '--keep', '1,0.7,0.7'];
    const keeps = '0.3,0.5,0.7,0.9,1';
    for (const [kind, runs, query, own, axes] of [
      [1, 75, 'v1&layers=6,6&arms=none,dropout&keep=1,0.7,0.7&at=20', [...two.slice(0, 2), '--arms', 'dropout', ...two.slice(4)], ['--keep1', keeps, '--keep2', keeps]],
      [2, 21, link, setting, ['--keep-hidden', '0.2,0.3,0.4,0.5,0.6,0.8,1']],
    ]) {
      const visitor = await arrive(place, { viewport: { width: 640, height: 480 } }, query);
      await choose(visitor, 'sweep_iterations', iterations300);
      await choose(visitor, 'sweep_kind', kind);
      await visitor.click('sweep_start');
      await words(visitor, new RegExp(`^${runs} of ${runs} runs$`), 120_000);
      assert.equal(await saved(visitor, 'sweep_lines'), await rowsOf(own, '1-3', '--iterations', '300', ...axes));
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],

  ['whoever looks under training points finds the sweep over their number', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.click('vary_points');
    await words(visitor, /^6 settings × 3 seeds = 18 runs of 1,000 iterations/);
  }],
];
